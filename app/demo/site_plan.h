// Where in the demo city something can be built: a raster of the district in which water, roads and what stands already
// are taken. Metres east and north of the district's south-western corner. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "demo/ground.h"

namespace onescreen::demo {

struct MetrePoint {
  double east = 0;
  double north = 0;
};

class SitePlan {
 public:
  explicit SitePlan(const Ground& ground);

  double width_m() const { return width_ * kCellM; }
  double height_m() const { return height_ * kCellM; }
  MetrePoint from_lonlat(model::LonLat at) const;
  model::LonLat to_lonlat(MetrePoint at) const;
  // Index of the street there; the number of streets where there is none.
  size_t street_at(MetrePoint at) const;

  // Takes the ground of a convex outline (corners in order) and `apart_m` around it; false, and nothing is taken, when
  // any of it is taken already or outside.
  bool take(std::span<const MetrePoint> outline, double apart_m);

 private:
  static constexpr double kCellM = 3;

  // Calls `visit(cell)` for every cell whose middle lies within `reach_m` of the convex outline, until it gives false.
  template <typename Visit>
  bool each_cell(std::span<const MetrePoint> outline, double reach_m, Visit visit) const;
  void free_inside(const Ring& ring, uint8_t street);
  void block_inside(const Ring& ring);
  void block_along(const Ring& line, double half_width_m);
  template <typename Visit>
  void each_cell_inside(const Ring& ring, Visit visit) const;

  model::LonLat origin_;
  size_t width_ = 0;
  size_t height_ = 0;
  size_t streets_ = 0;
  std::vector<uint8_t> free_;  // 1 and more: street + 1; 0: taken
};

}  // namespace onescreen::demo
