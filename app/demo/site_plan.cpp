#include "demo/site_plan.h"

#include <algorithm>
#include <cmath>

namespace onescreen::demo {

namespace {

// Metres per degree at 31.28 degrees north, as in ground.cpp.
constexpr double kMetresPerLon = 95050;
constexpr double kMetresPerLat = 111190;
constexpr double kRoadHalfWidthM = 11;
constexpr double kBankM = 8;

}  // namespace

SitePlan::SitePlan(const Ground& ground) : streets_(ground.streets().size()) {
  model::LonLat low{180, 90}, high{-180, -90};
  for (const Street& street : ground.streets()) {
    for (const model::LonLat at : street.ring) {
      low = {std::min(low.lon, at.lon), std::min(low.lat, at.lat)};
      high = {std::max(high.lon, at.lon), std::max(high.lat, at.lat)};
    }
  }
  origin_ = low;
  width_ = static_cast<size_t>((high.lon - low.lon) * kMetresPerLon / kCellM) + 1;
  height_ = static_cast<size_t>((high.lat - low.lat) * kMetresPerLat / kCellM) + 1;
  free_.assign(width_ * height_, 0);
  for (size_t i = 0; i < streets_; ++i) free_inside(ground.streets()[i].ring, static_cast<uint8_t>(i + 1));
  for (const Ring& river : ground.rivers()) {
    block_inside(river);
    block_along(river, kBankM);
  }
  for (const Creek& creek : ground.creeks()) block_along(creek.line, creek.width_m / 2 + 8);
  for (const Road& road : ground.roads()) block_along(road.line, kRoadHalfWidthM);
}

MetrePoint SitePlan::from_lonlat(model::LonLat at) const {
  return {(at.lon - origin_.lon) * kMetresPerLon, (at.lat - origin_.lat) * kMetresPerLat};
}

model::LonLat SitePlan::to_lonlat(MetrePoint at) const {
  return {origin_.lon + at.east / kMetresPerLon, origin_.lat + at.north / kMetresPerLat};
}

size_t SitePlan::street_at(MetrePoint at) const {
  if (!(at.east >= 0) || !(at.north >= 0) || at.east >= width_m() || at.north >= height_m()) return streets_;
  const uint8_t cell = free_[static_cast<size_t>(at.north / kCellM) * width_ + static_cast<size_t>(at.east / kCellM)];
  return cell == 0 ? streets_ : cell - 1U;
}

template <typename Visit>
void SitePlan::each_cell_inside(const Ring& ring, Visit visit) const {
  std::vector<double> crossings;
  for (size_t row = 0; row < height_; ++row) {
    const double north = (static_cast<double>(row) + 0.5) * kCellM;
    crossings.clear();
    for (size_t i = 0; i + 1 < ring.size(); ++i) {
      const MetrePoint a = from_lonlat(ring[i]), b = from_lonlat(ring[i + 1]);
      if ((a.north > north) == (b.north > north)) continue;
      crossings.push_back(a.east + (north - a.north) / (b.north - a.north) * (b.east - a.east));
    }
    std::sort(crossings.begin(), crossings.end());
    for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
      const double last = std::min(crossings[i + 1] / kCellM - 0.5, static_cast<double>(width_) - 1);
      for (double column = std::max(0.0, std::ceil(crossings[i] / kCellM - 0.5)); column <= last; ++column)
        visit(row * width_ + static_cast<size_t>(column));
    }
  }
}

void SitePlan::free_inside(const Ring& ring, uint8_t street) {
  each_cell_inside(ring, [&](size_t cell) { free_[cell] = street; });
}

void SitePlan::block_inside(const Ring& ring) {
  each_cell_inside(ring, [&](size_t cell) { free_[cell] = 0; });
}

void SitePlan::block_along(const Ring& line, double half_width_m) {
  constexpr double kPieceM = 100;  // the box around a long slanting line is mostly empty
  for (size_t i = 0; i + 1 < line.size(); ++i) {
    const MetrePoint a = from_lonlat(line[i]), b = from_lonlat(line[i + 1]);
    const int pieces = 1 + static_cast<int>(std::hypot(b.east - a.east, b.north - a.north) / kPieceM);
    const auto between = [&](int piece) {
      const double share = static_cast<double>(piece) / pieces;
      return MetrePoint{std::lerp(a.east, b.east, share), std::lerp(a.north, b.north, share)};
    };
    for (int piece = 0; piece < pieces; ++piece) {
      const MetrePoint ends[] = {between(piece), between(piece + 1)};
      each_cell(ends, half_width_m, [&](size_t cell) {
        free_[cell] = 0;
        return true;
      });
    }
  }
}

template <typename Visit>
bool SitePlan::each_cell(std::span<const MetrePoint> outline, double reach_m, Visit visit) const {
  // Inside all edges, each moved outwards by the reach; a line of two corners also ends a reach beyond them.
  struct HalfPlane {
    double east, north, least;
  };
  std::vector<HalfPlane> planes;
  MetrePoint low = outline[0], high = outline[0];
  for (size_t i = 0; i < outline.size(); ++i) {
    const MetrePoint a = outline[i], b = outline[(i + 1) % outline.size()];
    low = {std::min(low.east, a.east), std::min(low.north, a.north)};
    high = {std::max(high.east, a.east), std::max(high.north, a.north)};
    const double length = std::hypot(b.east - a.east, b.north - a.north);
    if (length == 0) continue;
    const double east = (b.east - a.east) / length, north = (b.north - a.north) / length;
    planes.push_back({-north, east, -north * a.east + east * a.north - reach_m});
    if (outline.size() == 2) planes.push_back({east, north, east * a.east + north * a.north - reach_m});
  }
  const auto cell_of = [](double metres) { return static_cast<int64_t>(std::floor(metres / kCellM)); };
  const bool may_leave = outline.size() == 2;
  for (int64_t row = cell_of(low.north - reach_m); row <= cell_of(high.north + reach_m); ++row) {
    for (int64_t column = cell_of(low.east - reach_m); column <= cell_of(high.east + reach_m); ++column) {
      const double east = (static_cast<double>(column) + 0.5) * kCellM;
      const double north = (static_cast<double>(row) + 0.5) * kCellM;
      const bool near = std::all_of(planes.begin(), planes.end(), [&](const HalfPlane& plane) {
        return plane.east * east + plane.north * north >= plane.least;
      });
      if (!near) continue;
      const bool inside =
          row >= 0 && column >= 0 && row < static_cast<int64_t>(height_) && column < static_cast<int64_t>(width_);
      if (!inside && !may_leave) return false;
      if (inside && !visit(static_cast<size_t>(row) * width_ + static_cast<size_t>(column))) return false;
    }
  }
  return true;
}

bool SitePlan::take(std::span<const MetrePoint> outline, double apart_m) {
  if (!each_cell(outline, apart_m, [&](size_t cell) { return free_[cell] != 0; })) return false;
  // Half a cell more than the building itself; its neighbour brings its own distance.
  each_cell(outline, kCellM / 2, [&](size_t cell) {
    free_[cell] = 0;
    return true;
  });
  return true;
}

}  // namespace onescreen::demo
