// Marks are asked in the order in which they are drawn, so that of equally near ones the last is the one that is seen.
#include "map/hit_test.h"

#include <algorithm>

#include "map/table_columns.h"
#include "map/triangulate.h"

namespace onescreen::map {

namespace {

constexpr double kFixedUnits = 4294967296.0;

FixedPoint clamped_to_world(double x, double y) {
  return {static_cast<uint32_t>(std::clamp(x, 0.0, kFixedUnits - 1)),
          static_cast<uint32_t>(std::clamp(y, 0.0, kFixedUnits - 1))};
}

}  // namespace

std::optional<size_t> nearest_mark(const PointSet& set, const Camera& camera, const Viewport& viewport,
                                   PixelPoint pixel, double radius_px) {
  const double units_per_px = kFixedUnits / world_px(camera.zoom);
  const WorldPoint centre = world_from_lonlat(camera.centre);
  const double x = centre.x * kFixedUnits + (pixel.x - viewport.width_px / 2.0) * units_per_px;
  const double y = centre.y * kFixedUnits + (pixel.y - viewport.height_px / 2.0) * units_per_px;
  const double radius = radius_px * units_per_px;
  const MarkRanges ranges =
      set.ranges_in(clamped_to_world(x - radius, y - radius), clamped_to_world(x + radius, y + radius));
  const Mark* best = nullptr;
  double best_distance = radius * radius;
  for (size_t i = 0; i < ranges.firsts.size(); ++i) {
    const Mark* const first = set.marks().data() + ranges.firsts[i];
    for (const Mark* mark = first; mark != first + ranges.counts[i]; ++mark) {
      const double dx = mark->world.x - x;
      const double dy = mark->world.y - y;
      const double distance = dx * dx + dy * dy;
      if (distance > best_distance) continue;
      best = mark;
      best_distance = distance;
    }
  }
  return best != nullptr ? std::optional<size_t>(best->row) : std::nullopt;
}

std::optional<size_t> area_at(const AreaLayer& layer, LonLat position) {
  if (layer.table == nullptr) return std::nullopt;
  const model::Column* column = geometry_column(*layer.table, layer.geometry_column);
  if (column == nullptr) return std::nullopt;
  for (size_t row = layer.table->row_count(); row-- > 0;) {
    if (!column->is_null(row) && column->geometry(row) != nullptr && contains(*column->geometry(row), position))
      return row;
  }
  return std::nullopt;
}

}  // namespace onescreen::map
