#include "data/crs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "data/gauss_krueger.h"
#include "model/gcj02.h"

namespace onescreen::data {
namespace {

using model::LonLat;
using std::numbers::pi;

struct Angle {
  double sin;
  double cos;
};

Angle angle_of(double degrees) { return {std::sin(degrees * pi / 180), std::cos(degrees * pi / 180)}; }

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
  const Angle turn = angle_of(plane.rotation_deg);
  return {plane.dx + plane.scale * (at.lon * turn.cos - at.lat * turn.sin),
          plane.dy + plane.scale * (at.lon * turn.sin + at.lat * turn.cos)};
}

LonLat local_from_sh2000(LonLat at, const LocalPlane& plane) {
  const Angle turn = angle_of(plane.rotation_deg);
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
      return model::wgs84_from_gcj02(position);
    case Crs::bd09:
      return model::wgs84_from_gcj02(gcj02_from_bd09(position));
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
      return model::gcj02_from_wgs84(position);
    case Crs::bd09:
      return bd09_from_gcj02(model::gcj02_from_wgs84(position));
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
