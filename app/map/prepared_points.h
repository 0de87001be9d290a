// Everything of a point layer that can be computed before the GPU is asked: marks in drawing order, their thinning for
// a zoom, their pictures, the bytes of the vertex buffer. Immutable once made; made on any thread.
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "map/layers.h"
#include "map/mark_atlas.h"
#include "map/point_set.h"

namespace onescreen::map {

struct MarkVertex {
  FixedPoint world;
  AtlasCell cell;
  uint16_t opacity = 0xFFFF;
};
static_assert(sizeof(MarkVertex) == 16);

struct PreparedPoints {
  PointLayer layer;   // what it was made of; its selection plays no part
  int zoom_step = 0;  // for which it was made; without thinning it holds for all
  std::shared_ptr<const PointSet> all;
  std::shared_ptr<const PointSet> drawn;  // `all` itself where nothing is thinned
  std::shared_ptr<const MarkAtlas> atlas;
  std::vector<MarkVertex> vertices;  // of `drawn`, in its order
  std::vector<Mark> ringed;          // of `all`: marks whose style has a ring

  // Whether preparing that layer for that step would give the same again.
  bool holds_for(const PointLayer& wanted, int wanted_step) const;
};

using PreparedPointsPtr = std::shared_ptr<const PreparedPoints>;

// Thinning is chosen anew every half zoom level.
int thinning_step(double zoom);

// A few milliseconds for 61,000 rows; what `previous` (may be null) has already is taken from it. nullptr only when
// `stop` was requested.
PreparedPointsPtr prepare_points(const PointLayer& layer, int zoom_step, const PreparedPointsPtr& previous,
                                 const std::stop_token& stop = {});

}  // namespace onescreen::map
