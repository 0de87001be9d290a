// What lies under the pointer. Pure; UI thread or any other.
#pragma once

#include <optional>
#include <vector>

#include "map/layers.h"
#include "map/projection.h"

namespace onescreen::map {

// Positions of a point layer's rows in a grid: built once per table, asked every frame.
class PointIndex {
  public:
    PointIndex() = default;
    explicit PointIndex(const PointLayer& layer);

    // Row of the mark nearest to `pixel` within `radius_px`; of marks at the same place, the worst level.
    std::optional<size_t> nearest(const Camera& camera, const Viewport& viewport, PixelPoint pixel,
                                  double radius_px) const;
    size_t size() const { return entries_.size(); }

  private:
    static constexpr int kCells = 64;

    struct Entry {
        WorldPoint world;
        uint32_t row = 0;
        uint8_t rank = 0;  // drawing order: larger lies on top
    };

    int column_of(double x) const;
    int line_of(double y) const;

    std::vector<Entry> entries_;    // sorted by cell
    std::vector<uint32_t> starts_;  // by cell, one more at the end
    WorldPoint low_;
    WorldPoint high_;
};

// Row of the topmost (last) polygon that contains the position.
std::optional<size_t> area_at(const AreaLayer& layer, LonLat position);

}  // namespace onescreen::map
