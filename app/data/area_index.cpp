#include "data/area_index.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace onescreen::data {
namespace {

constexpr size_t kEdgesPerBand = 4;
constexpr size_t kMostBands = 2048;

size_t band_of(double lat, double south, double north, size_t bands) {
  if (!(north > south)) return 0;
  const double place = (lat - south) / (north - south) * static_cast<double>(bands);
  return std::min(bands - 1, static_cast<size_t>(std::max(0.0, place)));
}

}  // namespace

AreaIndex::AreaIndex(const model::Table& table) {
  const model::Column* shapes = nullptr;
  for (const auto& column : table.columns()) {
    if (shapes == nullptr && column.type() == model::Type::geometry) shapes = &column;
  }
  if (shapes == nullptr) return;
  for (size_t row = 0; row < table.row_count(); ++row) {
    if (shapes->is_null(row) || shapes->geometry(row)->kind != model::GeometryKind::polygon) continue;
    const model::Geometry& shape = *shapes->geometry(row);
    constexpr double kFar = std::numeric_limits<double>::infinity();
    Area area{row, kFar, -kFar, kFar, -kFar, {}, {}};
    for (const auto& position : shape.positions) {
      area.west = std::min(area.west, position.lon);
      area.east = std::max(area.east, position.lon);
      area.south = std::min(area.south, position.lat);
      area.north = std::max(area.north, position.lat);
    }
    const size_t bands = std::clamp<size_t>(shape.positions.size() / kEdgesPerBand, 1, kMostBands);
    std::vector<std::vector<Edge>> by_band(bands);
    for (size_t r = 0; r < shape.ring_count(); ++r) {
      const auto ring = shape.ring(r);
      for (size_t i = 1; i < ring.size(); ++i) {
        const Edge edge{ring[i - 1].lon, ring[i - 1].lat, ring[i].lon, ring[i].lat};
        if (edge.lat0 == edge.lat1) continue;  // never crossed by a parallel
        const size_t first = band_of(std::min(edge.lat0, edge.lat1), area.south, area.north, bands);
        const size_t last = band_of(std::max(edge.lat0, edge.lat1), area.south, area.north, bands);
        for (size_t band = first; band <= last; ++band) by_band[band].push_back(edge);
      }
    }
    for (const auto& band : by_band) {
      area.edges.insert(area.edges.end(), band.begin(), band.end());
      area.band_ends.push_back(static_cast<uint32_t>(area.edges.size()));
    }
    areas_.push_back(std::move(area));
  }
}

// Even-odd over all rings: holes come out right whatever the winding.
bool AreaIndex::Area::contains(model::LonLat point) const {
  if (point.lon < west || point.lon > east || point.lat < south || point.lat > north) return false;
  const size_t band = band_of(point.lat, south, north, band_ends.size());
  bool inside = false;
  for (size_t i = band == 0 ? 0 : band_ends[band - 1]; i < band_ends[band]; ++i) {
    const Edge& edge = edges[i];
    if ((edge.lat0 > point.lat) == (edge.lat1 > point.lat)) continue;
    const double lon = edge.lon0 + (point.lat - edge.lat0) / (edge.lat1 - edge.lat0) * (edge.lon1 - edge.lon0);
    if (point.lon < lon) inside = !inside;
  }
  return inside;
}

std::optional<size_t> AreaIndex::find(model::LonLat point) const {
  for (const Area& area : areas_) {
    if (area.contains(point)) return area.row;
  }
  return std::nullopt;
}

}  // namespace onescreen::data
