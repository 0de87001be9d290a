#include "data/cap_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "data/crs.h"

namespace onescreen::data {
namespace {

using model::LonLat;

constexpr double kEarthRadiusM = 6371008.8;  // mean radius (IUGG)
constexpr double kLargestRadiusKm = 5000;
constexpr int kCircleCorners = 64;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Takes one number from the front of `text`.
std::optional<double> take_number(std::string_view& text) {
  double value = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return value;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
}

// "lat,lon" and the blanks behind it.
std::optional<LonLat> take_position(std::string_view& text) {
  const auto lat = take_number(text);
  if (!lat) return std::nullopt;
  skip_blanks(text);
  if (!text.starts_with(',')) return std::nullopt;
  text.remove_prefix(1);
  skip_blanks(text);
  const auto lon = take_number(text);
  // "31.3,121.4x" is no position.
  if (!lon || (!text.empty() && !is_blank(text.front()))) return std::nullopt;
  skip_blanks(text);
  const LonLat position{*lon, *lat};
  if (!is_plausible(position)) return std::nullopt;
  return position;
}

void append(std::string& polygons, const std::vector<LonLat>& ring) {
  polygons += polygons.empty() ? "[[" : ",[[";
  for (size_t i = 0; i < ring.size(); ++i)
    fmt::format_to(std::back_inserter(polygons), "{}[{},{}]", i == 0 ? "" : ",", ring[i].lon, ring[i].lat);
  polygons += "]]";
}

// The place `distance_m` away on the sphere, at `bearing` radians from north.
LonLat destination(LonLat from, double bearing, double distance_m) {
  constexpr double kDegree = std::numbers::pi / 180;
  const double angle = distance_m / kEarthRadiusM;
  const double lat = from.lat * kDegree;
  const double sine = std::sin(lat) * std::cos(angle) + std::cos(lat) * std::sin(angle) * std::cos(bearing);
  const double to_lat = std::asin(std::clamp(sine, -1.0, 1.0));
  const double by_lon =
      std::atan2(std::sin(bearing) * std::sin(angle) * std::cos(lat), std::cos(angle) - std::sin(lat) * sine);
  double lon = from.lon + by_lon / kDegree;
  if (lon > 180) lon -= 360;
  if (lon < -180) lon += 360;
  return {lon, to_lat / kDegree};
}

}  // namespace

bool CapShape::add_polygon(std::string_view text) {
  skip_blanks(text);
  std::vector<LonLat> ring;
  while (!text.empty()) {
    const auto position = take_position(text);
    if (!position) return false;
    ring.push_back(*position);
  }
  if (!ring.empty() && ring.front() != ring.back()) ring.push_back(ring.front());
  if (ring.size() < 4) return false;
  append(polygons_, ring);
  return true;
}

bool CapShape::add_circle(std::string_view text) {
  skip_blanks(text);
  const auto centre = take_position(text);
  if (!centre) return false;
  const auto radius_km = take_number(text);
  skip_blanks(text);
  if (!radius_km || !text.empty() || *radius_km < 0 || *radius_km > kLargestRadiusKm) return false;
  if (*radius_km == 0) {
    add_point(centre->lon, centre->lat);
    return true;
  }
  std::vector<LonLat> ring;
  for (int i = 0; i < kCircleCorners; ++i)
    ring.push_back(destination(*centre, 2 * std::numbers::pi * i / kCircleCorners, *radius_km * 1000));
  ring.push_back(ring.front());
  append(polygons_, ring);
  return true;
}

void CapShape::add_point(double lon, double lat) {
  fmt::format_to(std::back_inserter(points_), "{}[{},{}]", points_.empty() ? "" : ",", lon, lat);
  ++point_count_;
}

std::string CapShape::geojson() const {
  if (!polygons_.empty()) return R"({"type":"MultiPolygon","coordinates":[)" + polygons_ + "]}";
  if (point_count_ == 1) return R"({"type":"Point","coordinates":)" + points_ + "}";
  if (point_count_ > 1) return R"({"type":"MultiPoint","coordinates":[)" + points_ + "]}";
  return {};
}

}  // namespace onescreen::data
