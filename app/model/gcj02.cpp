// The sums and the way back by iteration.
#include "model/gcj02.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace onescreen::model {
namespace {

using std::numbers::pi;

constexpr double kA = 6378245.0;  // Krasovsky, also for WGS-84 input
constexpr double kEe = 0.00669342162296594323;
constexpr double kDegree = pi / 180;

struct Angle {
  double sin;
  double cos;
};

Angle plus(Angle a, Angle b) { return {a.sin * b.cos + a.cos * b.sin, a.cos * b.cos - a.sin * b.sin}; }
Angle twice(Angle a) { return {2 * a.sin * a.cos, a.cos * a.cos - a.sin * a.sin}; }
Angle thrice(Angle a) { return plus(twice(a), a); }
Angle angle(double radians) { return {std::sin(radians), std::cos(radians)}; }

// The sine series of the formula: 20 sin 6 pi v + 20 sin 2 pi v, and 20 sin pi v + 40 sin(pi v/3), and the sines of pi
// v/12 and pi v/30. All are multiples of pi v/60, so one sine and cosine serve; the error of the multiplied angle stays
// below a nanometre.
struct Series {
  double fast;
  double slow;
  double twelfth;
  double thirtieth;
};

Series series(double v) {
  const Angle u1 = angle(pi * v / 60);
  const Angle u2 = twice(u1);
  const Angle u5 = plus(twice(u2), u1);
  const Angle u20 = twice(twice(u5));
  const Angle u60 = thrice(u20);
  const Angle u120 = twice(u60);
  const Angle u360 = thrice(u120);
  return {20 * u360.sin + 20 * u120.sin, 20 * u60.sin + 40 * u20.sin, u5.sin, u2.sin};
}

// How far GCJ-02 is from WGS-84 at a WGS-84 position, in degrees.
LonLat shift(LonLat at) {
  const double x = at.lon - 105;
  const double y = at.lat - 35;
  const Series sx = series(x);
  const Series sy = series(y);
  const double root = std::sqrt(std::abs(x));
  const double north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root +
                         (sx.fast + sy.slow + 160 * sy.twelfth + 320 * sy.thirtieth) * 2 / 3;
  const double east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root +
                        (sx.fast + sx.slow + 150 * sx.twelfth + 300 * sx.thirtieth) * 2 / 3;
  const Angle latitude = angle(at.lat * kDegree);
  const double m = 1 - kEe * latitude.sin * latitude.sin;
  const double root_m = std::sqrt(m);
  return {east_m / (kDegree * kA / root_m * latitude.cos), north_m / (kDegree * kA * (1 - kEe) / (m * root_m))};
}

}  // namespace

LonLat gcj02_from_wgs84(LonLat position) {
  const LonLat by = shift(position);
  return {position.lon + by.lon, position.lat + by.lat};
}

LonLat wgs84_from_gcj02(LonLat position) {
  // Fixed point of w = gcj - shift(w): each round gains more than two digits, so ten never happen on earth.
  LonLat w = position;
  for (int round = 0; round < 10; ++round) {
    const LonLat by = shift(w);
    const LonLat next{position.lon - by.lon, position.lat - by.lat};
    const double moved = std::max(std::abs(next.lon - w.lon), std::abs(next.lat - w.lat));
    w = next;
    // The next round would move it three hundred times less.
    if (moved < 1e-8) break;
  }
  return w;
}

}  // namespace onescreen::model
