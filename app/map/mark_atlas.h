// Pictures of a point layer's marks, one for each look, drawn on the CPU once: shape, dark outline and sign with smooth
// edges. The map copies them pixel for pixel, so that a mark is as crisp as the target and costs one
// texture read a fragment. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "gfx/image.h"
#include "map/layers.h"
#include "map/mark_look.h"

namespace onescreen::map {

// Where a mark's picture lies in the atlas; its middle is the mark's place.
struct AtlasCell {
  uint16_t x = 0;
  uint16_t y = 0;
  uint16_t size_px = 0;  // square, even
};

struct MarkAtlas {
  gfx::Image image;              // alpha premultiplied, rows from the top
  std::vector<MarkLook> looks;   // that have a picture
  std::vector<AtlasCell> cells;  // by look_index(); those without a picture have no size

  int largest_px = 0;            // side of the largest picture

  bool has(size_t index) const { return cells[index].size_px != 0; }
};

// Pictures of `looks`, each of which is there once.
MarkAtlas make_mark_atlas(const PointLayer& layer, std::vector<MarkLook> looks);

// Distance in pixels from the middle of a mark to its outermost outline pixel: for labels, rings and hit tests.
float mark_radius_px(const PointLayer& layer, const MarkLook& look);

// Signed distance to the edge of a shape whose nominal size is `size` (negative inside), y downwards; an arrow points up.
float shape_distance(MarkShape shape, float size, float x, float y);

}  // namespace onescreen::map
