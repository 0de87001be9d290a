// Pictures of a point layer's marks, one per level and icon, drawn on the CPU once per style: shape, dark outline and
// sign with smooth edges. The map copies them pixel for pixel, so that a mark is as crisp as the target and costs one
// texture read a fragment. Pure.
#pragma once

#include <array>
#include <cstdint>

#include "gfx/image.h"
#include "map/layers.h"

namespace onescreen::map {

// Where a mark's picture lies in the atlas; its middle is the mark's place.
struct AtlasCell {
  uint16_t x = 0;
  uint16_t y = 0;
  uint16_t size_px = 0;  // square, even
};

struct MarkAtlas {
  gfx::Image image;                                        // alpha premultiplied, rows from the top
  std::array<std::array<AtlasCell, kIconCount>, 5> cells;  // [level][icon]
};

MarkAtlas make_mark_atlas(const PointLayer& layer);

// Distance in pixels from the middle of a mark of that style to its outermost outline pixel: for labels, rings and hit
// tests.
float mark_radius_px(const PointLayer& layer, uint8_t level);

// Signed distance to the edge of a shape whose nominal size is `size` (negative inside), y downwards.
float shape_distance(MarkShape shape, float size, float x, float y);

}  // namespace onescreen::map
