#include "data/crs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "data/gauss_krueger.h"

namespace onescreen::data {
namespace {

using model::LonLat;
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

struct Named {
  Crs crs;
  const char* name;
};

constexpr Named kNames[] = {{Crs::wgs84, "wgs84"}, {Crs::cgcs2000, "cgcs2000"}, {Crs::gcj02, "gcj02"},
                            {Crs::bd09, "bd09"},   {Crs::sh2000, "sh2000"},     {Crs::local4p, "local4p"}};

constexpr double kBaidu = pi * 3000 / 180;
constexpr double kBaiduEast = 0.0065;
constexpr double kBaiduNorth = 0.006;

double distance(LonLat a, LonLat b) { return std::max(std::abs(a.lon - b.lon), std::abs(a.lat - b.lat)); }

LonLat wgs84_from_gcj02(LonLat position) {
  // Fixed point of w = gcj - shift(w): each round gains more than two digits, so ten never happen on earth.
  LonLat w = position;
  for (int round = 0; round < 10; ++round) {
    const LonLat by = shift(w);
    const LonLat next{position.lon - by.lon, position.lat - by.lat};
    const double moved = distance(next, w);
    w = next;
    // The next round would move it three hundred times less.
    if (moved < 1e-8) break;
  }
  return w;
}

LonLat gcj02_from_bd09(LonLat position) {
  // Each round takes off what the forward formula is wrong by, and leaves a fiftieth of it.
  LonLat g = gcj02_from_bd09_published(position);
  for (int round = 0; round < 10; ++round) {
    const LonLat there = bd09_from_gcj02(g);
    const LonLat next{g.lon - (there.lon - position.lon), g.lat - (there.lat - position.lat)};
    const double moved = distance(next, g);
    g = next;
    if (moved < 1e-9) break;
  }
  return g;
}

LonLat sh2000_from_local(LonLat at, const LocalPlane& plane) {
  const Angle turn = angle(plane.rotation_deg * kDegree);
  return {plane.dx + plane.scale * (at.lon * turn.cos - at.lat * turn.sin),
          plane.dy + plane.scale * (at.lon * turn.sin + at.lat * turn.cos)};
}

LonLat local_from_sh2000(LonLat at, const LocalPlane& plane) {
  const Angle turn = angle(plane.rotation_deg * kDegree);
  const double east = (at.lon - plane.dx) / plane.scale;
  const double north = (at.lat - plane.dy) / plane.scale;
  return {east * turn.cos + north * turn.sin, north * turn.cos - east * turn.sin};
}

}  // namespace

const char* name_of(Crs crs) {
  for (const auto& [value, name] : kNames) {
    if (value == crs) return name;
  }
  return "wgs84";
}

std::optional<Crs> crs_from_name(std::string_view name) {
  for (const auto& [value, known] : kNames) {
    if (known == name) return value;
  }
  return std::nullopt;
}

LonLat gcj02_from_wgs84(LonLat position) {
  const LonLat by = shift(position);
  return {position.lon + by.lon, position.lat + by.lat};
}

LonLat bd09_from_gcj02(LonLat position) {
  const double z = std::hypot(position.lon, position.lat) + 2e-5 * std::sin(position.lat * kBaidu);
  const double theta = std::atan2(position.lat, position.lon) + 3e-6 * std::cos(position.lon * kBaidu);
  return {z * std::cos(theta) + kBaiduEast, z * std::sin(theta) + kBaiduNorth};
}

LonLat gcj02_from_bd09_published(LonLat position) {
  const double x = position.lon - kBaiduEast;
  const double y = position.lat - kBaiduNorth;
  const double z = std::hypot(x, y) - 2e-5 * std::sin(y * kBaidu);
  const double theta = std::atan2(y, x) - 3e-6 * std::cos(x * kBaidu);
  return {z * std::cos(theta), z * std::sin(theta)};
}

LonLat to_wgs84(Crs crs, LonLat position, const LocalPlane& local) {
  switch (crs) {
    case Crs::wgs84:
    case Crs::cgcs2000:
      return position;
    case Crs::gcj02:
      return wgs84_from_gcj02(position);
    case Crs::bd09:
      return wgs84_from_gcj02(gcj02_from_bd09(position));
    case Crs::sh2000:
      return wgs84_from_sh2000(position);
    case Crs::local4p:
      return wgs84_from_sh2000(sh2000_from_local(position, local));
  }
  return position;
}

LonLat from_wgs84(Crs crs, LonLat position, const LocalPlane& local) {
  switch (crs) {
    case Crs::wgs84:
    case Crs::cgcs2000:
      return position;
    case Crs::gcj02:
      return gcj02_from_wgs84(position);
    case Crs::bd09:
      return bd09_from_gcj02(gcj02_from_wgs84(position));
    case Crs::sh2000:
      return sh2000_from_wgs84(position);
    case Crs::local4p:
      return local_from_sh2000(sh2000_from_wgs84(position), local);
  }
  return position;
}

void Wgs84Converter::begin() {
  before_.swap(current_);
  current_.clear();
  // One large answer must not be held for ever by the small ones after it.
  if (current_.capacity() > 4 * before_.size() + 64) current_.shrink_to_fit();
  at_ = 0;
}

LonLat Wgs84Converter::operator()(LonLat position) {
  if (crs_ == Crs::wgs84 || crs_ == Crs::cgcs2000) return position;
  // A few places ahead, so that rows which came, went or moved do not put the rest out of step.
  constexpr size_t kAhead = 8;
  const size_t end = std::min(before_.size(), at_ + kAhead);
  for (size_t i = at_; i < end; ++i) {
    if (before_[i].from != position) continue;
    at_ = i + 1;
    current_.push_back(before_[i]);
    return before_[i].to;
  }
  current_.push_back({position, to_wgs84(crs_, position, local_)});
  return current_.back().to;
}

bool is_plausible(LonLat position, Crs crs) {
  if (!std::isfinite(position.lon) || !std::isfinite(position.lat)) return false;
  if (position.lon == 0 && position.lat == 0) return false;
  LonLat most{180, 90};
  if (crs == Crs::gcj02 || crs == Crs::bd09) most.lat = 85;
  if (crs == Crs::sh2000 || crs == Crs::local4p) most = {1e6, 1e6};
  return std::abs(position.lon) <= most.lon && std::abs(position.lat) <= most.lat;
}

}  // namespace onescreen::data
