#include "demo/gcj02.h"

#include <cmath>
#include <numbers>

namespace onescreen::demo {

model::LonLat gcj02_from_wgs84(model::LonLat at) {
  using std::numbers::pi;
  constexpr double a = 6378245.0;
  constexpr double ee = 0.00669342162296594323;
  const double x = at.lon - 105;
  const double y = at.lat - 35;
  const double waves = (20 * std::sin(6 * pi * x) + 20 * std::sin(2 * pi * x)) * 2 / 3;
  const double north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves +
                         (20 * std::sin(pi * y) + 40 * std::sin(pi * y / 3)) * 2 / 3 +
                         (160 * std::sin(pi * y / 12) + 320 * std::sin(pi * y / 30)) * 2 / 3;
  const double east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves +
                        (20 * std::sin(pi * x) + 40 * std::sin(pi * x / 3)) * 2 / 3 +
                        (150 * std::sin(pi * x / 12) + 300 * std::sin(pi * x / 30)) * 2 / 3;
  const double phi = at.lat * pi / 180;
  const double m = 1 - ee * std::sin(phi) * std::sin(phi);
  return {at.lon + east_m * 180 / (pi * a / std::sqrt(m) * std::cos(phi)),
          at.lat + north_m * 180 / (pi * a * (1 - ee) / (m * std::sqrt(m)))};
}

}  // namespace onescreen::demo
