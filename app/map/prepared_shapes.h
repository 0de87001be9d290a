// Everything of a layer of shapes that can be computed before the GPU is asked: the set, and for a zoom what stands for
// the shapes that are too small to be seen as such. Immutable once made; made on any thread.
#pragma once

#include <memory>
#include <stop_token>

#include "map/coverage_cells.h"
#include "map/shape_set.h"

namespace onescreen::map {

struct PreparedShapes {
  ShapeSpec spec;
  int zoom_step = 0;  // for which it was made; without small shapes it holds for all nearer ones
  float least = 0;    // thickness from which shapes are drawn themselves, in fixed-point units
  std::shared_ptr<const ShapeSet> shapes;
  std::shared_ptr<const CoverageCells> cells;  // null without small shapes

  // Whether preparing that for that step would give the same again.
  bool holds_for(const ShapeSpec& wanted, int wanted_step) const;
};

using PreparedShapesPtr = std::shared_ptr<const PreparedShapes>;

// Half zoom levels.
int shape_step(double zoom);

// What `previous` (may be null) has already is taken from it. nullptr only when `stop` was requested.
PreparedShapesPtr prepare_shapes(const ShapeSpec& spec, int zoom_step, const PreparedShapesPtr& previous,
                                 const std::stop_token& stop = {});

}  // namespace onescreen::map
