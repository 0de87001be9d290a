// Round lengths.
#include "map/scale_bar.h"

#include <cmath>

#include <fmt/format.h>

namespace onescreen::map {

std::string length_text(double metres) {
  return metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres);
}

ScaleBar scale_bar(const Camera& camera, double max_px) {
  const double per_px = metres_per_pixel(camera.centre.lat, camera.zoom);
  const double longest = per_px * max_px;
  if (!(longest > 0) || !std::isfinite(longest)) return {};
  const double power = std::pow(10.0, std::floor(std::log10(longest)));
  double metres = power;
  for (const double step : {2.0, 5.0}) {
    if (power * step <= longest) metres = power * step;
  }
  ScaleBar bar{metres, metres / per_px, {}};
  bar.text = length_text(metres);
  return bar;
}

}  // namespace onescreen::map
