// Counting sort by level and grid cell; thinning with a set of occupied cells.
#include "map/point_set.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

constexpr size_t kRowsBetweenLooks = 4096;

// Open addressing over 64-bit keys; only insert, sized once.
class CellSet {
 public:
  explicit CellSet(size_t expected) : slots_(std::bit_ceil(expected * 2 + 16), kEmpty) {}

  // False when the cell is taken already.
  bool insert(uint64_t cell) {
    const size_t mask = slots_.size() - 1;
    size_t slot = static_cast<size_t>((cell * 0x9E3779B97F4A7C15ull) >> 20) & mask;
    while (slots_[slot] != kEmpty) {
      if (slots_[slot] == cell) return false;
      slot = (slot + 1) & mask;
    }
    slots_[slot] = cell;
    return true;
  }

 private:
  static constexpr uint64_t kEmpty = std::numeric_limits<uint64_t>::max();
  std::vector<uint64_t> slots_;
};

}  // namespace

size_t MarkRanges::total() const { return static_cast<size_t>(std::accumulate(counts.begin(), counts.end(), 0)); }

PointSet::PointSet(const PointLayer& layer, const std::stop_token& stop) {
  if (layer.table == nullptr) return;
  const model::Table& table = *layer.table;
  const PointPositions positions(table, layer.lon_column, layer.lat_column);
  const LookReader looks(layer);
  const model::Column* pulse = optional_column(table, layer.pulse_column);
  const model::Column* since = optional_column(table, layer.since_column);
  marks_.reserve(table.row_count());
  low_ = {std::numeric_limits<uint32_t>::max(), std::numeric_limits<uint32_t>::max()};
  for (size_t row = 0; row < table.row_count(); ++row) {
    if (row % kRowsBetweenLooks == 0 && stop.stop_requested()) return;
    const std::optional<LonLat> position = positions.at(row);
    if (!position) {
      ++skipped_rows_;
      continue;
    }
    const Mark mark{fixed_from_lonlat(*position), static_cast<uint32_t>(row), looks.at(row), looks.opacity_at(row)};
    marks_.push_back(mark);
    low_ = {std::min(low_.x, mark.world.x), std::min(low_.y, mark.world.y)};
    high_ = {std::max(high_.x, mark.world.x), std::max(high_.y, mark.world.y)};
    if (pulse != nullptr && since != nullptr && pulse->as_number(row).value_or(0) != 0) {
      if (const auto start = since->as_time(row)) {
        pulses_.push_back({mark.world, mark.look, static_cast<double>(model::to_millis(*start)) / 1000.0});
      }
    }
  }
  if (marks_.empty()) return;
  cells_per_unit_x_ = (uint64_t{kCells} << 32) / (uint64_t{high_.x - low_.x} + 1);
  cells_per_unit_y_ = (uint64_t{kCells} << 32) / (uint64_t{high_.y - low_.y} + 1);
  sort_into_cells(layer);
}

uint32_t PointSet::cell_of(FixedPoint world) const {
  // For every position within the bounds the product is below kCells << 32, so it does not overflow.
  const auto along = [](uint32_t value, uint32_t low, uint64_t cells_per_unit) {
    return static_cast<uint32_t>(uint64_t{value - low} * cells_per_unit >> 32);
  };
  return along(world.y, low_.y, cells_per_unit_y_) * kCells + along(world.x, low_.x, cells_per_unit_x_);
}

void PointSet::sort_into_cells(const PointLayer& layer) {
  ranks_ = rank_count(layer);
  starts_.assign(size_t{ranks_} * kCells * kCells + 1, 0);
  std::vector<uint32_t> cells(marks_.size());
  for (size_t i = 0; i < marks_.size(); ++i) {
    cells[i] = drawing_rank(layer, marks_[i].look) * kCells * kCells + cell_of(marks_[i].world);
    ++starts_[cells[i] + 1];
  }
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  std::vector<uint32_t> next = starts_;
  std::vector<Mark> sorted(marks_.size());
  for (size_t i = 0; i < marks_.size(); ++i) sorted[next[cells[i]]++] = marks_[i];
  marks_ = std::move(sorted);
}

PointSet PointSet::thinned(uint32_t cell_units) const {
  PointSet result;
  result.pulses_ = pulses_;
  result.skipped_rows_ = skipped_rows_;
  result.ranks_ = ranks_;
  result.low_ = low_;
  result.high_ = high_;
  result.cells_per_unit_x_ = cells_per_unit_x_;
  result.cells_per_unit_y_ = cells_per_unit_y_;
  if (marks_.empty()) return result;
  cell_units = std::max(cell_units, 1u);
  CellSet taken(marks_.size());
  std::vector<uint8_t> kept(marks_.size());
  size_t count = 0;
  for (size_t i = marks_.size(); i-- > 0;) {
    const uint64_t cell = uint64_t{marks_[i].world.x / cell_units} << 32 | (marks_[i].world.y / cell_units);
    kept[i] = taken.insert(cell) ? 1 : 0;
    count += kept[i];
  }
  result.marks_.reserve(count);
  result.starts_.resize(starts_.size());
  size_t cell = 0;
  for (size_t i = 0; i < marks_.size(); ++i) {
    while (starts_[cell] <= i) result.starts_[cell++] = static_cast<uint32_t>(result.marks_.size());
    if (kept[i] != 0) result.marks_.push_back(marks_[i]);
  }
  while (cell < starts_.size()) result.starts_[cell++] = static_cast<uint32_t>(result.marks_.size());
  return result;
}

MarkRanges PointSet::ranges_in(FixedPoint top_left, FixedPoint bottom_right) const {
  MarkRanges ranges;
  if (marks_.empty() || top_left.x > high_.x || top_left.y > high_.y || bottom_right.x < low_.x ||
      bottom_right.y < low_.y) {
    return ranges;
  }
  const FixedPoint from{std::max(top_left.x, low_.x), std::max(top_left.y, low_.y)};
  const FixedPoint to{std::min(bottom_right.x, high_.x), std::min(bottom_right.y, high_.y)};
  const uint32_t first_cell = cell_of(from);
  const uint32_t last_cell = cell_of(to);
  const uint32_t columns = last_cell % kCells - first_cell % kCells + 1;
  for (uint32_t rank = 0; rank < ranks_; ++rank) {
    for (uint32_t row = first_cell / kCells; row <= last_cell / kCells; ++row) {
      const uint32_t cell = (rank * kCells + row) * kCells + first_cell % kCells;
      const int begin = static_cast<int>(starts_[cell]);
      const int end = static_cast<int>(starts_[cell + columns]);
      if (begin == end) continue;
      if (!ranges.firsts.empty() && ranges.firsts.back() + ranges.counts.back() == begin) {
        ranges.counts.back() += end - begin;
      } else {
        ranges.firsts.push_back(begin);
        ranges.counts.push_back(end - begin);
      }
    }
  }
  return ranges;
}

}  // namespace onescreen::map
