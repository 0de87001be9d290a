// A uniform grid over the data's bounds; only the cells that the search circle touches are read.
#include "map/hit_test.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "map/point_set.h"
#include "map/table_columns.h"
#include "map/triangulate.h"

namespace onescreen::map {

namespace {

int cell_along(double value, double low, double high, int cells) {
    const double span = high - low;
    if (!(span > 0)) return 0;
    return static_cast<int>(std::clamp((value - low) / span * cells, 0.0, cells - 1.0));
}

}  // namespace

int PointIndex::column_of(double x) const { return cell_along(x, low_.x, high_.x, kCells); }
int PointIndex::line_of(double y) const { return cell_along(y, low_.y, high_.y, kCells); }

PointIndex::PointIndex(const PointLayer& layer) {
    if (layer.table == nullptr) return;
    const PointPositions positions(*layer.table, layer.lon_column, layer.lat_column);
    const model::Column* level = optional_column(*layer.table, layer.level_column);
    for (size_t row = 0; row < layer.table->row_count(); ++row) {
        const auto position = positions.at(row);
        if (!position) continue;
        const double value = level != nullptr ? level->as_number(row).value_or(0) : 0;
        const uint8_t rank =
            value >= 1 && value <= 4 ? static_cast<uint8_t>(drawing_rank(static_cast<uint8_t>(value))) : 0;
        entries_.push_back({world_from_lonlat(*position), static_cast<uint32_t>(row), rank});
    }
    if (entries_.empty()) return;
    low_ = high_ = entries_.front().world;
    for (const Entry& entry : entries_) {
        low_ = {std::min(low_.x, entry.world.x), std::min(low_.y, entry.world.y)};
        high_ = {std::max(high_.x, entry.world.x), std::max(high_.y, entry.world.y)};
    }
    starts_.assign(kCells * kCells + 1, 0);
    const auto cell_of = [this](const Entry& entry) {
        return static_cast<size_t>(line_of(entry.world.y) * kCells + column_of(entry.world.x));
    };
    for (const Entry& entry : entries_) ++starts_[cell_of(entry) + 1];
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    std::vector<uint32_t> next = starts_;
    std::vector<Entry> sorted(entries_.size());
    for (const Entry& entry : entries_) sorted[next[cell_of(entry)]++] = entry;
    entries_ = std::move(sorted);
}

std::optional<size_t> PointIndex::nearest(const Camera& camera, const Viewport& viewport, PixelPoint pixel,
                                          double radius_px) const {
    if (entries_.empty()) return std::nullopt;
    const WorldPoint centre = world_from_lonlat(camera.centre);
    const double scale = world_px(camera.zoom);
    const WorldPoint at{centre.x + (pixel.x - viewport.width_px / 2.0) / scale,
                        centre.y + (pixel.y - viewport.height_px / 2.0) / scale};
    const double radius = radius_px / scale;
    if (at.x + radius < low_.x || at.x - radius > high_.x || at.y + radius < low_.y || at.y - radius > high_.y) {
        return std::nullopt;
    }
    const Entry* best = nullptr;
    double best_distance = radius * radius;
    for (int line = line_of(at.y - radius); line <= line_of(at.y + radius); ++line) {
        const size_t first_cell = static_cast<size_t>(line * kCells + column_of(at.x - radius));
        const size_t last_cell = static_cast<size_t>(line * kCells + column_of(at.x + radius));
        for (uint32_t i = starts_[first_cell]; i < starts_[last_cell + 1]; ++i) {
            const Entry& entry = entries_[i];
            const double dx = entry.world.x - at.x;
            const double dy = entry.world.y - at.y;
            const double distance = dx * dx + dy * dy;
            if (distance > best_distance) continue;
            if (best != nullptr && distance == best_distance && entry.rank < best->rank) continue;
            best = &entry;
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
