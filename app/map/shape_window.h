// What the drawing of shapes shares: colours by style, and the part of the ground that is drawn.
#pragma once

#include <array>

#include "map/classes.h"
#include "map/draw_pass.h"

namespace onescreen::map {

using StyleColours = std::array<Colour, kMaxStyles>;

// In fixed-point units; may reach over the edges of the world.
struct ShapeWindow {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
};

// The ground under the pass's region and a margin around it.
inline ShapeWindow window_of(const DrawPass& pass, double margin_px) {
  const double units_per_px = 1 / pass.px_per_unit();
  const FixedPoint centre = fixed_from_lonlat(pass.camera.centre);
  const double left = centre.x + (pass.region.x - pass.viewport.width_px / 2.0 - margin_px) * units_per_px;
  const double top = centre.y + (pass.region.y - pass.viewport.height_px / 2.0 - margin_px) * units_per_px;
  return {left, top, left + (pass.region.width + 2 * margin_px) * units_per_px,
          top + (pass.region.height + 2 * margin_px) * units_per_px};
}

}  // namespace onescreen::map
