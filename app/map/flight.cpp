// The path in the paper's terms: u is the way along the ground, w the width of what is seen, both in worlds.
#include "map/flight.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace onescreen::map {
namespace {

constexpr double kRho = std::numbers::sqrt2;  // the paper's users preferred 1.4
constexpr double kSecsPerLength = 0.55;
// Below this way, in widths of the view, a zoom has no pan worth a path of its own.
constexpr double kNoWay = 1e-5;

struct Path {
  Camera from;
  Camera to;
  WorldPoint begin;
  WorldPoint end;
  double way = 0;     // u1
  double width0 = 0;  // w0
  double width1 = 0;
  double r0 = 0;
  double length = 0;  // S
  bool zoom_only = false;
};

Path path_between(const Camera& from, const Camera& to, const Viewport& viewport) {
  Path path;
  path.from = clamped(from, {});
  path.to = clamped(to, {});
  path.begin = world_from_lonlat(path.from.centre);
  path.end = world_from_lonlat(path.to.centre);
  path.way = std::hypot(path.end.x - path.begin.x, path.end.y - path.begin.y);
  const double view_px = std::max({viewport.width_px, viewport.height_px, 1});
  path.width0 = view_px / world_px(path.from.zoom);
  path.width1 = view_px / world_px(path.to.zoom);
  path.zoom_only = path.way < kNoWay * std::min(path.width0, path.width1);
  if (path.zoom_only) {
    path.length = std::abs(std::log(path.width1 / path.width0)) / kRho;
    return path;
  }
  const double rho2 = kRho * kRho;
  const double far = rho2 * rho2 * path.way * path.way;
  const double difference = path.width1 * path.width1 - path.width0 * path.width0;
  const double b0 = (difference + far) / (2 * path.width0 * rho2 * path.way);
  const double b1 = (difference - far) / (2 * path.width1 * rho2 * path.way);
  path.r0 = -std::asinh(b0);  // ln(sqrt(b^2 + 1) - b), which would cancel
  path.length = (-std::asinh(b1) - path.r0) / kRho;
  return path;
}

double eased_in_out(double share) { return share * share * (3 - 2 * share); }
double eased_out(double share) { return 1 - std::pow(1 - share, 3); }

Camera between(const Camera& from, const Camera& to, double way_share, double zoom) {
  const WorldPoint a = world_from_lonlat(from.centre);
  const WorldPoint b = world_from_lonlat(to.centre);
  return {lonlat_from_world({a.x + (b.x - a.x) * way_share, a.y + (b.y - a.y) * way_share}), zoom};
}

// What lies at the same pixel in both stays there: the centre moves with the difference of the scales.
double way_share_of_zoom(double from_zoom, double to_zoom, double zoom) {
  const double begin = 1 / world_px(from_zoom);
  const double end = 1 / world_px(to_zoom);
  return (begin - 1 / world_px(zoom)) / (begin - end);
}

}  // namespace

std::chrono::milliseconds flight_time(const Camera& from, const Camera& to, const Viewport& viewport) {
  if (clamped(from, {}) == clamped(to, {})) return std::chrono::milliseconds(0);
  const double secs = path_between(from, to, viewport).length * kSecsPerLength;
  return std::clamp(std::chrono::milliseconds(std::llround(std::min(secs, 60.0) * 1000)), kShortestFlight,
                    kLongestFlight);
}

Camera flown(const Camera& from, const Camera& to, const Viewport& viewport, double share) {
  if (!(share < 1)) return to;
  if (share <= 0) return from;
  const Path path = path_between(from, to, viewport);
  if (!(path.length > 0)) return to;
  const double s = eased_in_out(share) * path.length;
  if (path.zoom_only) {
    const double zoom = path.from.zoom + (path.to.zoom - path.from.zoom) * s / path.length;
    return between(path.from, path.to, s / path.length, zoom);
  }
  const double r = kRho * s + path.r0;
  const double u = path.width0 / (kRho * kRho) * (std::cosh(path.r0) * std::tanh(r) - std::sinh(path.r0));
  const double width = path.width0 * std::cosh(path.r0) / std::cosh(r);
  const double zoom = path.from.zoom + std::log2(path.width0 / width);
  return clamped(between(path.from, path.to, std::clamp(u / path.way, 0.0, 1.0), zoom), {});
}

Camera eased_straight(const Camera& from, const Camera& to, double share) {
  if (!(share < 1)) return to;
  if (share <= 0) return from;
  const Camera begin = clamped(from, {});
  const Camera end = clamped(to, {});
  const double eased = eased_out(share);
  if (begin.zoom == end.zoom) {
    const double scale = world_px(begin.zoom);
    const WorldPoint a = world_from_lonlat(begin.centre);
    const WorldPoint b = world_from_lonlat(end.centre);
    return panned(begin, -std::round((b.x - a.x) * scale * eased), -std::round((b.y - a.y) * scale * eased));
  }
  const double zoom = begin.zoom + (end.zoom - begin.zoom) * eased;
  return between(begin, end, way_share_of_zoom(begin.zoom, end.zoom, zoom), zoom);
}

Camera glided(const Camera& from, const Glide& glide, double secs) {
  Camera camera = clamped(from, {});
  if (!(secs > 0)) return camera;
  const auto whole = [&](double speed) { return std::isfinite(speed) ? std::round(speed * secs) : 0.0; };
  camera = panned(camera, -whole(glide.east_px_per_sec), -whole(glide.south_px_per_sec));
  if (std::isfinite(glide.zoom_per_sec)) camera.zoom += glide.zoom_per_sec * secs;
  return clamped(camera, {});
}

}  // namespace onescreen::map
