#include "demo/ground.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

namespace onescreen::demo {

namespace {

using model::LonLat;
using nlohmann::json;

// Metres per degree at 31.28 degrees north; the district is small enough for one value.
constexpr double kMetresPerLon = 95050;
constexpr double kMetresPerLat = 111190;

json read_features(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot be opened");
  return json::parse(in).at("features");
}

Ring ring_of(const json& coordinates) {
  Ring ring;
  for (const json& at : coordinates) ring.push_back({at.at(0).get<double>(), at.at(1).get<double>()});
  return ring;
}

double area_km2(const Ring& ring) {
  double twice = 0;
  for (size_t i = 0; i + 1 < ring.size(); ++i) {
    twice += ring[i].lon * ring[i + 1].lat - ring[i + 1].lon * ring[i].lat;
  }
  return std::abs(twice) / 2 * kMetresPerLon * kMetresPerLat / 1e6;
}

// Points of a line, one every `step_m` metres.
Ring walk(const Ring& line, double step_m) {
  Ring points;
  for (size_t i = 0; i + 1 < line.size(); ++i) {
    const double east = (line[i + 1].lon - line[i].lon) * kMetresPerLon;
    const double north = (line[i + 1].lat - line[i].lat) * kMetresPerLat;
    const int steps = std::max(1, static_cast<int>(std::hypot(east, north) / step_m));
    for (int s = 0; s < steps; ++s) {
      const double t = static_cast<double>(s) / steps;
      points.push_back({std::lerp(line[i].lon, line[i + 1].lon, t), std::lerp(line[i].lat, line[i + 1].lat, t)});
    }
  }
  return points;
}

// Cases lie this far from the border of their cell and from the water, so that no rounding moves them across.
constexpr double kMarginM = 12;

}  // namespace

bool contains(const Ring& ring, LonLat at) {
  bool inside = false;
  for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const LonLat& a = ring[i];
    const LonLat& b = ring[j];
    if ((a.lat > at.lat) != (b.lat > at.lat) && at.lon < (b.lon - a.lon) * (at.lat - a.lat) / (b.lat - a.lat) + a.lon) {
      inside = !inside;
    }
  }
  return inside;
}

model::Result<Ground> Ground::load(const std::string& folder) {
  Ground ground;
  std::string file;
  try {
    file = folder + "/streets.geojson";
    for (const json& feature : read_features(file)) {
      const json& properties = feature.at("properties");
      ground.streets_.push_back({properties.at("id"),
                                 properties.at("name"),
                                 properties.at("short"),
                                 ring_of(feature.at("geometry").at("coordinates").at(0)),
                                 {}});
    }
    file = folder + "/roads.geojson";
    for (const json& feature : read_features(file)) {
      ground.roads_.push_back({feature.at("properties").at("name"), ring_of(feature.at("geometry").at("coordinates"))});
    }
    file = folder + "/waters.geojson";
    for (const json& feature : read_features(file)) {
      const json& geometry = feature.at("geometry");
      if (geometry.at("type") == "Polygon") ground.rivers_.push_back(ring_of(geometry.at("coordinates").at(0)));
      const double width_m = feature.at("properties").value("width_m", 20.0);
      if (geometry.at("type") == "LineString") ground.creeks_.push_back({ring_of(geometry.at("coordinates")), width_m});
      if (geometry.at("type") == "MultiLineString") {
        for (const json& line : geometry.at("coordinates")) ground.creeks_.push_back({ring_of(line), width_m});
      }
    }
    file = folder + "/grids.geojson";
    for (const json& feature : read_features(file)) {
      const json& properties = feature.at("properties");
      Cell cell;
      cell.id = properties.at("id");
      cell.name = properties.at("name");
      cell.street = ground.street_index(properties.at("street"));
      if (cell.street == ground.streets_.size()) throw std::runtime_error("a grid names an unknown street");
      cell.ring = ring_of(feature.at("geometry").at("coordinates").at(0));
      cell.area_km2 = area_km2(cell.ring);
      for (size_t road = 0; road < ground.roads_.size(); ++road) {
        std::vector<LonLat> inside;
        for (const LonLat at : walk(ground.roads_[road].line, 40)) {
          if (ground.is_firm(cell, at)) inside.push_back(at);
        }
        if (inside.empty()) continue;
        cell.roads.push_back(road);
        cell.on_roads.push_back(std::move(inside));
      }
      ground.streets_[cell.street].cells.push_back(ground.cells_.size());
      ground.cells_.push_back(std::move(cell));
    }
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, std::string("the demo district cannot be read: ") + error.what(), file};
  }
  if (ground.cells_.empty()) return model::Error{model::ErrorCode::format, "has no grid cells", file};
  return ground;
}

size_t Ground::street_index(const std::string& label) const {
  const auto found =
      std::find_if(streets_.begin(), streets_.end(), [&](const Street& street) { return street.label == label; });
  return static_cast<size_t>(found - streets_.begin());
}

bool Ground::on_water(LonLat at) const {
  return std::any_of(rivers_.begin(), rivers_.end(), [&](const Ring& river) { return contains(river, at); });
}

bool Ground::is_firm(const Cell& cell, LonLat at) const {
  constexpr double lon = kMarginM / kMetresPerLon;
  constexpr double lat = kMarginM / kMetresPerLat;
  for (const LonLat by : {LonLat{0, 0}, {lon, 0}, {-lon, 0}, {0, lat}, {0, -lat}}) {
    const LonLat near{at.lon + by.lon, at.lat + by.lat};
    if (!contains(cell.ring, near) || on_water(near)) return false;
  }
  return true;
}

LonLat Ground::place_in(const Cell& cell, Random& random) const {
  LonLat low = cell.ring.front();
  LonLat high = low;
  for (const LonLat at : cell.ring) {
    low = {std::min(low.lon, at.lon), std::min(low.lat, at.lat)};
    high = {std::max(high.lon, at.lon), std::max(high.lat, at.lat)};
  }
  // A cell fills more than a third of its box, so a miss a thousand times over means a broken file, not bad luck.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const LonLat at{random.between(low.lon, high.lon), random.between(low.lat, high.lat)};
    if (is_firm(cell, at)) return at;
  }
  return cell.ring.front();
}

LonLat Ground::place_by_road(const Cell& cell, size_t road, Random& random) const {
  const std::vector<LonLat>& points = cell.on_roads[road];
  const LonLat base = points[random.index(points.size())];
  for (int attempt = 0; attempt < 20; ++attempt) {
    const LonLat at{base.lon + random.between(-45, 45) / kMetresPerLon,
                    base.lat + random.between(-45, 45) / kMetresPerLat};
    if (is_firm(cell, at)) return at;
  }
  return base;
}

}  // namespace onescreen::demo
