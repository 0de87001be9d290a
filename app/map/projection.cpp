// Web Mercator (EPSG:3857) on the sphere of radius 6,378,137 m, normalised to 0..1.
#include "map/projection.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace onescreen::map {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kEarthRadiusM = 6'378'137.0;
constexpr double kFixedUnits = 4294967296.0;

uint32_t fixed(double fraction) {
  // What is not negative is floored by truncation, without a call.
  return static_cast<uint32_t>(static_cast<int64_t>(std::clamp(fraction * kFixedUnits + 0.5, 0.0, kFixedUnits - 1)));
}

double world_y(double latitude) { return 0.5 - std::asinh(std::tan(latitude * kPi / 180.0)) / (2.0 * kPi); }

// World y by latitude in cubic Hermite pieces: a fifth of the time of asinh and tan, which counts for 61,000 rows. The
// error of such a piece is h^4 / 384 times the fourth derivative: with h = 0.037 degrees below 1e-12 of the world up to
// 75 degrees (a fixed unit is 2e-10).
class LatitudePieces {
 public:
  static constexpr double kLimit = 75;

  LatitudePieces() : pieces_(kCount) {
    for (int i = 0; i < kCount; ++i) {
      const double from = i / kPerDegree - kLimit;
      const double to = (i + 1) / kPerDegree - kLimit;
      const double y0 = world_y(from), y1 = world_y(to);
      const double rise0 = slope(from) / kPerDegree, rise1 = slope(to) / kPerDegree;
      pieces_[static_cast<size_t>(i)] = {y0, rise0, 3 * (y1 - y0) - 2 * rise0 - rise1, 2 * (y0 - y1) + rise0 + rise1};
    }
  }

  // Precondition: |latitude| < kLimit.
  double operator()(double latitude) const {
    const double at = (latitude + kLimit) * kPerDegree;
    const auto piece = std::min(static_cast<size_t>(at), pieces_.size() - 1);
    const double t = at - static_cast<double>(piece);
    const std::array<double, 4>& c = pieces_[piece];
    return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
  }

 private:
  static constexpr int kCount = 4096;
  static constexpr double kPerDegree = kCount / (2 * kLimit);

  static double slope(double latitude) { return -1 / (360.0 * std::cos(latitude * kPi / 180.0)); }

  std::vector<std::array<double, 4>> pieces_;
};

}  // namespace

void Bounds::extend(LonLat position) {
  if (!is_on_earth(position)) return;
  west = std::min(west, position.lon);
  east = std::max(east, position.lon);
  south = std::min(south, position.lat);
  north = std::max(north, position.lat);
}

void Bounds::extend(const model::Geometry& geometry) {
  for (const LonLat position : geometry.positions) extend(position);
}

void Bounds::extend(const Bounds& other) {
  if (other.empty()) return;
  west = std::min(west, other.west);
  east = std::max(east, other.east);
  south = std::min(south, other.south);
  north = std::max(north, other.north);
}

bool is_on_earth(LonLat position) {
  // Comparisons with NaN are false, so NaN is refused too.
  return std::abs(position.lon) <= 180.0 && std::abs(position.lat) <= 90.0;
}

WorldPoint world_from_lonlat(LonLat position) {
  return {position.lon / 360.0 + 0.5, world_y(std::clamp(position.lat, -kMaxLatitude, kMaxLatitude))};
}

LonLat lonlat_from_world(WorldPoint point) {
  return {(point.x - 0.5) * 360.0, std::atan(std::sinh((0.5 - point.y) * 2.0 * kPi)) * 180.0 / kPi};
}

FixedPoint fixed_from_world(WorldPoint point) { return {fixed(point.x), fixed(point.y)}; }

FixedPoint fixed_from_lonlat(LonLat position) {
  static const LatitudePieces pieces;
  if (!(std::abs(position.lat) < LatitudePieces::kLimit)) return fixed_from_world(world_from_lonlat(position));
  return {fixed(position.lon / 360.0 + 0.5), fixed(pieces(position.lat))};
}

double world_px(double zoom) { return kTilePx * std::exp2(zoom); }

double metres_per_pixel(double latitude, double zoom) {
  const double clamped_latitude = std::clamp(latitude, -kMaxLatitude, kMaxLatitude) * kPi / 180.0;
  return 2.0 * kPi * kEarthRadiusM * std::cos(clamped_latitude) / world_px(zoom);
}

double fixed_units_per_metre(double latitude) {
  const double clamped = std::clamp(latitude, -kMaxLatitude, kMaxLatitude);
  return 4294967296.0 / (2 * std::numbers::pi * kEarthRadiusM * std::cos(clamped * std::numbers::pi / 180));
}

LonLat place_at(LonLat from, double metres, double bearing_deg) {
  const WorldPoint world = world_from_lonlat(from);
  const double length = metres * fixed_units_per_metre(from.lat) / 4294967296.0;
  const double bearing = bearing_deg * std::numbers::pi / 180;
  return lonlat_from_world({world.x + length * std::sin(bearing), world.y - length * std::cos(bearing)});
}

double metres_between(LonLat a, LonLat b) {
  // Haversine: exact enough at any distance and stable for small ones.
  const double to_radians = kPi / 180.0;
  const double sin_lat = std::sin((b.lat - a.lat) * to_radians / 2);
  const double sin_lon = std::sin((b.lon - a.lon) * to_radians / 2);
  const double h = sin_lat * sin_lat + std::cos(a.lat * to_radians) * std::cos(b.lat * to_radians) * sin_lon * sin_lon;
  return 2.0 * kEarthRadiusM * std::asin(std::sqrt(std::min(1.0, h)));
}

PixelPoint pixel_from_lonlat(const Camera& camera, const Viewport& viewport, LonLat position) {
  const WorldPoint centre = world_from_lonlat(camera.centre);
  const WorldPoint point = world_from_lonlat(position);
  const double scale = world_px(camera.zoom);
  return {viewport.width_px / 2.0 + (point.x - centre.x) * scale,
          viewport.height_px / 2.0 + (point.y - centre.y) * scale};
}

PixelPoint pixel_from_fixed(const Camera& camera, const Viewport& viewport, FixedPoint world) {
  constexpr double kUnits = 4294967296.0;
  const WorldPoint centre = world_from_lonlat(camera.centre);
  const double scale = world_px(camera.zoom);
  return {viewport.width_px / 2.0 + (world.x / kUnits - centre.x) * scale,
          viewport.height_px / 2.0 + (world.y / kUnits - centre.y) * scale};
}

LonLat lonlat_from_pixel(const Camera& camera, const Viewport& viewport, PixelPoint pixel) {
  const WorldPoint centre = world_from_lonlat(camera.centre);
  const double scale = world_px(camera.zoom);
  return lonlat_from_world({centre.x + (pixel.x - viewport.width_px / 2.0) / scale,
                            centre.y + (pixel.y - viewport.height_px / 2.0) / scale});
}

Bounds visible_bounds(const Camera& camera, const Viewport& viewport) {
  const LonLat top_left = lonlat_from_pixel(camera, viewport, {0, 0});
  const LonLat bottom_right =
      lonlat_from_pixel(camera, viewport, {double(viewport.width_px), double(viewport.height_px)});
  return {top_left.lon, bottom_right.lat, bottom_right.lon, top_left.lat};
}

Camera fitted(const Bounds& bounds, const Viewport& viewport, const Padding& padding, double zoom_of_a_point) {
  const double room_x = viewport.width_px - padding.left - padding.right;
  const double room_y = viewport.height_px - padding.top - padding.bottom;
  if (bounds.empty() || room_x <= 0 || room_y <= 0) return {{0, 0}, kMinZoom};
  const WorldPoint top_left = world_from_lonlat({bounds.west, bounds.north});
  const WorldPoint bottom_right = world_from_lonlat({bounds.east, bounds.south});
  const double width = bottom_right.x - top_left.x;
  const double height = bottom_right.y - top_left.y;
  double zoom = zoom_of_a_point;
  if (width > 0 || height > 0) {
    // A line has no height (or width): its other side alone decides.
    const double zoom_x = width > 0 ? std::log2(room_x / (width * kTilePx)) : kMaxZoom;
    const double zoom_y = height > 0 ? std::log2(room_y / (height * kTilePx)) : kMaxZoom;
    zoom = std::min(zoom_x, zoom_y);
  }
  zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
  const double scale = world_px(zoom);
  const WorldPoint middle{(top_left.x + bottom_right.x) / 2 + (padding.right - padding.left) / 2 / scale,
                          (top_left.y + bottom_right.y) / 2 + (padding.bottom - padding.top) / 2 / scale};
  return {lonlat_from_world(middle), zoom};
}

Camera panned(const Camera& camera, double dx_px, double dy_px) {
  const double scale = world_px(camera.zoom);
  const WorldPoint centre = world_from_lonlat(camera.centre);
  return {lonlat_from_world({centre.x - dx_px / scale, std::clamp(centre.y - dy_px / scale, 0.0, 1.0)}), camera.zoom};
}

Camera zoomed_at(const Camera& camera, const Viewport& viewport, PixelPoint pixel, double delta, double min_zoom,
                 double max_zoom) {
  const double zoom = std::clamp(camera.zoom + delta, min_zoom, max_zoom);
  const double from_x = pixel.x - viewport.width_px / 2.0;
  const double from_y = pixel.y - viewport.height_px / 2.0;
  const WorldPoint centre = world_from_lonlat(camera.centre);
  const double shift = 1.0 / world_px(camera.zoom) - 1.0 / world_px(zoom);
  return {lonlat_from_world({centre.x + from_x * shift, std::clamp(centre.y + from_y * shift, 0.0, 1.0)}), zoom};
}

Camera clamped(const Camera& camera, const Bounds& bounds, double min_zoom, double max_zoom) {
  Camera result = camera;
  if (!is_on_earth(result.centre)) result.centre = bounds.empty() ? LonLat{0, 0} : bounds.centre();
  if (!std::isfinite(result.zoom)) result.zoom = min_zoom;
  result.zoom = std::clamp(result.zoom, min_zoom, max_zoom);
  if (!bounds.empty()) {
    result.centre.lon = std::clamp(result.centre.lon, bounds.west, bounds.east);
    result.centre.lat = std::clamp(result.centre.lat, bounds.south, bounds.north);
  }
  return result;
}

}  // namespace onescreen::map
