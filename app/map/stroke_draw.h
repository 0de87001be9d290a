// Uploading and drawing of stroke meshes, shared by lines and outlines.
#pragma once

#include <array>

#include "gfx/buffer.h"
#include "map/draw_pass.h"
#include "map/layers.h"
#include "map/stroke.h"

namespace onescreen::map {

inline constexpr size_t kStrokeStyles = 8;  // as stroke.vert has them
static_assert(kMaxLineClasses + 1 == kStrokeStyles);

struct StrokeStyles {
  std::array<float, kStrokeStyles> widths_px{};
  std::array<Colour, kStrokeStyles> colours{};
  float casing_px = 0;
  float dash_px = 0;
  float gap_px = 0;
  float dash_shift_px = 0;  // how far the dashes have run towards the end
};

// Appends `part` with its style replaced.
void append_styled(StrokeMesh& mesh, const StrokeMesh& part, uint16_t style);

// Bytes uploaded.
size_t upload_strokes(const StrokeMesh& mesh, gfx::Buffer& vertices, gfx::Buffer& indices, gfx::VertexArray& array);

void draw_strokes(const gfx::VertexArray& array, size_t first_index, size_t index_count, const StrokeStyles& styles,
                  DrawPass& pass);

}  // namespace onescreen::map
