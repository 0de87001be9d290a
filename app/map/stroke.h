// Polylines into triangles that the vertex shader widens to a width in pixels. Web Mercator is conformal and the map
// does not turn, so the directions computed here hold at every zoom and only the width is a uniform. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "map/projection.h"

namespace onescreen::map {

// 24 bytes. `extrude` times half the width (plus the soft edge) is added to the position in pixels.
struct StrokeVertex {
  FixedPoint world;
  int16_t extrude_x = 0;  // in 1/16384: a miter is up to twice as long as half the width
  int16_t extrude_y = 0;
  float along_units = 0;  // length from the start of the line in fixed-point units, for dashes
  int16_t side = 0;       // -32767 right edge, 0 middle, 32767 left edge: distance from the middle for the soft edge
  uint16_t style = 0;     // index into the layer's widths and colours

  bool operator==(const StrokeVertex&) const = default;
};

inline constexpr double kExtrudeUnit = 16384;
// Above this ratio of miter length to half width, a corner is rounded instead.
inline constexpr double kMiterLimit = 2.0;

struct StrokeMesh {
  std::vector<StrokeVertex> vertices;
  std::vector<uint32_t> indices;  // triangles

  bool empty() const { return indices.empty(); }
};

enum class Cap { butt, round };

// Appends one line to `mesh`. Positions that cannot be drawn are left out, repeated ones too; fewer than two leave the
// mesh as it is. A closed line (`closed`, or first == last) is joined at its ends.
void append_stroke(StrokeMesh& mesh, std::span<const LonLat> line, bool closed, Cap cap, uint16_t style);

// All lines, or all rings of polygons; points give nothing.
void append_strokes(StrokeMesh& mesh, const model::Geometry& geometry, Cap cap, uint16_t style);

}  // namespace onescreen::map
