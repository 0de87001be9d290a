// Rows into the cells of a grid that is fixed to the world, cells into discs, discs that would overlap into one.
#include "map/cluster_set.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

constexpr size_t kRowsBetweenLooks = 4096;

// Sums in doubles: 2^32 times a million rows is exact in 53 bits.
struct Sum {
  double x = 0;
  double y = 0;
  Cluster cluster;
};

void add(Sum& sum, const Sum& other) {
  Cluster& into = sum.cluster;
  const Cluster& from = other.cluster;
  if (into.count == 0) {
    into.low = from.low;
    into.high = from.high;
    into.row = from.row;
  }
  sum.x += other.x;
  sum.y += other.y;
  into.count += from.count;
  for (size_t level = 0; level < into.per_level.size(); ++level) into.per_level[level] += from.per_level[level];
  into.low = {std::min(into.low.x, from.low.x), std::min(into.low.y, from.low.y)};
  into.high = {std::max(into.high.x, from.high.x), std::max(into.high.y, from.high.y)};
}

FixedPoint middle(const Sum& sum) {
  return {static_cast<uint32_t>(sum.x / sum.cluster.count), static_cast<uint32_t>(sum.y / sum.cluster.count)};
}

uint64_t cell_of(FixedPoint at, uint32_t cell_units) { return uint64_t{at.y / cell_units} << 32 | (at.x / cell_units); }

uint8_t level_of(const model::Column* column, size_t row) {
  const auto value = column != nullptr ? column->as_number(row) : std::nullopt;
  return value && *value >= 1 && *value <= 4 ? static_cast<uint8_t>(*value) : uint8_t{0};
}

std::unordered_map<uint64_t, Sum> cells_of(const ClusterLayer& layer, uint32_t cell_units, size_t& skipped_rows,
                                           const std::stop_token& stop) {
  std::unordered_map<uint64_t, Sum> cells;
  const PointPositions positions(*layer.table, layer.lon_column, layer.lat_column);
  const model::Column* levels = optional_column(*layer.table, layer.level_column);
  for (size_t row = 0; row < layer.table->row_count(); ++row) {
    if (row % kRowsBetweenLooks == 0 && stop.stop_requested()) return {};
    const auto position = positions.at(row);
    if (!position) {
      ++skipped_rows;
      continue;
    }
    Sum one;
    const FixedPoint at = fixed_from_lonlat(*position);
    one.x = at.x;
    one.y = at.y;
    one.cluster.count = 1;
    one.cluster.per_level[level_of(levels, row)] = 1;
    one.cluster.low = one.cluster.high = at;
    one.cluster.row = static_cast<uint32_t>(row);
    add(cells[cell_of(at, cell_units)], one);
  }
  return cells;
}

// One round: larger ones take in smaller ones that they would cover. The order is that of the counts, then of the
// place, so that the order given plays no part. Returns whether any were taken in.
bool merge_covered(std::vector<Sum>& sums, const ClusterLayer& layer, uint32_t cell_units, double units_per_px) {
  std::sort(sums.begin(), sums.end(), [](const Sum& a, const Sum& b) {
    if (a.cluster.count != b.cluster.count) return a.cluster.count > b.cluster.count;
    const FixedPoint p = a.cluster.world, q = b.cluster.world;
    return p.y != q.y ? p.y < q.y : p.x < q.x;
  });
  std::unordered_map<uint64_t, std::vector<size_t>> by_cell;
  for (size_t i = 0; i < sums.size(); ++i) by_cell[cell_of(sums[i].cluster.world, cell_units)].push_back(i);
  std::vector<bool> taken(sums.size(), false);
  std::vector<Sum> kept;
  for (size_t i = 0; i < sums.size(); ++i) {
    if (taken[i]) continue;
    taken[i] = true;
    Sum whole = sums[i];
    // It stays where its heart is, so that what it takes in does not push it onto the next one.
    const FixedPoint at = whole.cluster.world;
    // Two cells reach as far as the two largest discs do. What it takes in makes it larger, so that more may be
    // covered.
    for (bool grown = true; grown;) {
      grown = false;
      const double reach_px = cluster_radius_px(layer, whole.cluster.count);
      for (int cell = 0; cell < 25; ++cell) {
        const int64_t y = int64_t{at.y / cell_units} + cell / 5 - 2;
        const int64_t x = int64_t{at.x / cell_units} + cell % 5 - 2;
        const auto found = by_cell.find(static_cast<uint64_t>(y) << 32 | static_cast<uint32_t>(x));
        if (found == by_cell.end()) continue;
        for (const size_t other : found->second) {
          if (taken[other]) continue;
          const FixedPoint there = sums[other].cluster.world;
          const double apart_px =
              std::hypot(double(there.x) - double(at.x), double(there.y) - double(at.y)) / units_per_px;
          if (apart_px >= reach_px + cluster_radius_px(layer, sums[other].cluster.count)) continue;
          taken[other] = true;
          add(whole, sums[other]);
          grown = true;
        }
      }
    }
    kept.push_back(whole);
  }
  const bool merged = kept.size() < sums.size();
  sums = std::move(kept);
  return merged;
}

// What grew may cover one that was passed by while it was small: again, until nothing is covered.
std::vector<Sum> without_overlaps(const std::unordered_map<uint64_t, Sum>& cells, const ClusterLayer& layer,
                                  uint32_t cell_units, double units_per_px) {
  std::vector<Sum> sums;
  sums.reserve(cells.size());
  for (const auto& [cell, sum] : cells) {
    sums.push_back(sum);
    sums.back().cluster.world = middle(sum);
  }
  while (merge_covered(sums, layer, cell_units, units_per_px)) {
  }
  return sums;
}

}  // namespace

uint8_t Cluster::worst_level() const {
  for (uint8_t level = 1; level <= 4; ++level) {
    if (per_level[level] > 0) return level;
  }
  return 0;
}

bool ClusterSet::holds_for(const ClusterLayer& wanted, int wanted_step) const {
  return zoom_step == wanted_step && layer.table == wanted.table && layer.lon_column == wanted.lon_column &&
         layer.lat_column == wanted.lat_column && layer.level_column == wanted.level_column &&
         layer.radius_px == wanted.radius_px && layer.mark_px == wanted.mark_px;
}

int cluster_step(double zoom) { return static_cast<int>(std::floor(zoom)); }

float cluster_radius_px(const ClusterLayer& layer, uint32_t count) {
  if (count <= 1) return layer.mark_px / 2;
  return layer.radius_px * (0.85f + 0.15f * std::min(4.0f, std::log10(static_cast<float>(count))));
}

ClusterSet cluster_points(const ClusterLayer& layer, int zoom_step, const std::stop_token& stop) {
  ClusterSet set;
  set.layer = layer;
  set.zoom_step = zoom_step;
  if (layer.table == nullptr) return set;
  const double units_per_px = 4294967296.0 / world_px(zoom_step);
  const auto cell_units = static_cast<uint32_t>(std::clamp(2.0 * layer.radius_px * units_per_px, 1.0, 4294967295.0));
  const auto cells = cells_of(layer, cell_units, set.skipped_rows, stop);
  if (stop.stop_requested()) return {};
  for (Sum& sum : without_overlaps(cells, layer, cell_units, units_per_px)) set.clusters.push_back(sum.cluster);
  std::stable_sort(set.clusters.begin(), set.clusters.end(), [](const Cluster& a, const Cluster& b) {
    const auto rank = [](const Cluster& one) { return one.worst_level() == 0 ? 0 : 5 - one.worst_level(); };
    if (a.is_alone() != b.is_alone()) return a.is_alone();
    return a.is_alone() ? rank(a) < rank(b) : a.count < b.count;
  });
  return set;
}

}  // namespace onescreen::map
