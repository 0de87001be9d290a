// Two passes: where every shape lies, which decides on the order; then their meshes, in that order.
#include "map/shape_set.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "map/table_columns.h"
#include "map/triangulate.h"

namespace onescreen::map {

namespace {

constexpr uint32_t kChunkEntries = 128;
constexpr double kHighestM = 2000;  // nothing built is higher
constexpr double kEarthRadiusM = 6'378'137.0;

uint64_t mixed(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 32);
}

uint64_t content_hash(const model::Geometry& geometry) {
  uint64_t hash = geometry.positions.size();
  for (const LonLat at : geometry.positions)
    hash = mixed(mixed(hash, std::bit_cast<uint64_t>(at.lon)), std::bit_cast<uint64_t>(at.lat));
  for (const uint32_t end : geometry.ring_ends) hash = mixed(hash, end);
  return hash;
}

uint64_t spread(uint32_t value) {
  uint64_t x = value;
  x = (x | x << 16) & 0x0000FFFF0000FFFFULL;
  x = (x | x << 8) & 0x00FF00FF00FF00FFULL;
  x = (x | x << 4) & 0x0F0F0F0F0F0F0F0FULL;
  x = (x | x << 2) & 0x3333333333333333ULL;
  return (x | x << 1) & 0x5555555555555555ULL;
}

uint32_t middle(uint32_t a, uint32_t b) { return a / 2 + b / 2; }

int8_t packed(double value, double unit) {
  return static_cast<int8_t>(std::lround(std::clamp(value * unit, -127.0, 127.0)));
}

OutlineVertex outline_vertex(const StrokeVertex& stroke, uint8_t style) {
  return {stroke.world, packed(stroke.extrude_x / kExtrudeUnit, kOutlineExtrudeUnit),
          packed(stroke.extrude_y / kExtrudeUnit, kOutlineExtrudeUnit), packed(stroke.side / 32767.0, 127), style};
}

bool holds(FixedPoint low, FixedPoint high, FixedPoint at) {
  return at.x >= low.x && at.x <= high.x && at.y >= low.y && at.y <= high.y;
}

}  // namespace

struct ShapeSet::Plan {
  uint32_t row = 0;
  uint64_t hash = 0;
  uint64_t place = 0;
  ShapeExtent extent;
  uint16_t height = 0;
  uint8_t style = 0;
};

uint64_t place_key(uint32_t x, uint32_t y) { return spread(x) | spread(y) << 1; }

uint16_t packed_height(double height_m, double latitude) {
  if (!(height_m > 0)) return 0;
  const double cosine = std::cos(std::clamp(latitude, -kMaxLatitude, kMaxLatitude) * std::numbers::pi / 180);
  const double units_per_m = 4294967296.0 / (2 * std::numbers::pi * kEarthRadiusM * cosine);
  return static_cast<uint16_t>(
      std::lround(std::min(65535.0, std::min(height_m, kHighestM) * units_per_m / kHeightUnit)));
}

std::vector<double> row_heights_m(const model::Table& table, std::string_view height_column,
                                  std::string_view floors_column) {
  const size_t rows = table.row_count();
  const auto heights = column_values(optional_column(table, height_column), rows);
  const auto floors = column_values(optional_column(table, floors_column), rows);
  std::vector<double> result(rows);
  for (size_t row = 0; row < rows; ++row)
    result[row] = std::max(0.0, heights[row] ? *heights[row] : floors[row].value_or(0) * kFloorM);
  return result;
}

ShapeSet::ShapeSet(const ShapeSpec& spec, const ShapeSet* previous, const std::stop_token& stop)
    : table_(spec.table), raised_(spec.raised) {
  if (previous != nullptr && previous->raised_ != raised_) previous = nullptr;
  const std::vector<Plan> plans = plan(spec);
  if (previous != nullptr) {
    vertices_.reserve(previous->vertices_.size());
    indices_.reserve(previous->indices_.size());
    outline_vertices_.reserve(previous->outline_vertices_.size());
    outline_indices_.reserve(previous->outline_indices_.size());
    outline_heights_.reserve(previous->outline_heights_.size());
  }
  entries_.reserve(plans.size() + 1);
  for (const Plan& plan : plans) {
    if (stop.stop_requested()) return;
    append(plan, spec, previous);
  }
  ShapeEntry end;
  end.vertex = static_cast<uint32_t>(vertices_.size());
  end.index = static_cast<uint32_t>(indices_.size());
  end.outline_vertex = static_cast<uint32_t>(outline_vertices_.size());
  end.outline_index = static_cast<uint32_t>(outline_indices_.size());
  entries_.push_back(end);
  make_chunks();
}

std::vector<ShapeSet::Plan> ShapeSet::plan(const ShapeSpec& spec) {
  std::vector<Plan> plans;
  if (table_ == nullptr) return plans;
  geometries_ = geometry_column(*table_, spec.geometry_column);
  if (geometries_ == nullptr) return plans;
  const std::vector<uint8_t> styles = row_styles(*table_, spec.classing, classes_of(table_.get(), spec.classing));
  const std::vector<double> heights = raised_ ? row_heights_m(*table_, spec.height_column, spec.floors_column)
                                              : std::vector<double>(table_->row_count());
  for (size_t row = 0; row < table_->row_count(); ++row) {
    Plan plan;
    if (!geometries_->is_null(row) && geometries_->geometry(row) != nullptr)
      plan.extent = extent_of(*geometries_->geometry(row));
    if (plan.extent.empty) {
      ++skipped_rows_;
      continue;
    }
    plan.row = static_cast<uint32_t>(row);
    plan.hash = content_hash(*geometries_->geometry(row));
    const FixedPoint at{middle(plan.extent.low.x, plan.extent.high.x), middle(plan.extent.low.y, plan.extent.high.y)};
    plan.place = place_key(at.x, at.y);
    plan.height = packed_height(heights[row], lonlat_from_world({at.x / 4294967296.0, at.y / 4294967296.0}).lat);
    plan.style = styles[row];
    plans.push_back(plan);
  }
  sorted_by_place_ = plans.size() > kRowsInOrder;
  if (!sorted_by_place_) return plans;
  std::stable_sort(plans.begin(), plans.end(), [](const Plan& a, const Plan& b) { return a.place < b.place; });
  for (size_t first = 0; first < plans.size(); first += kChunkEntries) {
    const auto begin = plans.begin() + static_cast<std::ptrdiff_t>(first);
    std::stable_sort(begin, begin + static_cast<std::ptrdiff_t>(std::min<size_t>(kChunkEntries, plans.size() - first)),
                     [](const Plan& a, const Plan& b) { return a.extent.thickness > b.extent.thickness; });
  }
  return plans;
}

void ShapeSet::append(const Plan& plan, const ShapeSpec& spec, const ShapeSet* previous) {
  by_content_.try_emplace(plan.hash, static_cast<uint32_t>(entries_.size()));
  ShapeEntry entry;
  entry.row = plan.row;
  entry.vertex = static_cast<uint32_t>(vertices_.size());
  entry.index = static_cast<uint32_t>(indices_.size());
  entry.outline_vertex = static_cast<uint32_t>(outline_vertices_.size());
  entry.outline_index = static_cast<uint32_t>(outline_indices_.size());
  entry.low = plan.extent.low;
  entry.high = plan.extent.high;
  entry.thickness = static_cast<float>(plan.extent.thickness);
  entry.area = plan.extent.area;
  entry.height = plan.height;
  entry.style = plan.style;
  if (previous != nullptr) {
    const auto known = previous->by_content_.find(plan.hash);
    // Made anew: a row that showed no surface, or that had no walls.
    if (known != previous->by_content_.end()) {
      const ShapeEntry& old = previous->entries_[known->second];
      const ShapeEntry& end = previous->entries_[known->second + 1];
      const bool same_parts = end.index > old.index && (!raised_ || (old.height == 0) == (plan.height == 0));
      if (same_parts && previous->geometry(old) == *geometries_->geometry(plan.row)) {
        append_copy(plan, *previous, old, end);
        entries_.push_back(entry);
        return;
      }
    }
  }
  append_mesh(plan, spec);
  entries_.push_back(entry);
}

void ShapeSet::append_copy(const Plan& plan, const ShapeSet& previous, const ShapeEntry& known, const ShapeEntry& end) {
  const auto shift = static_cast<uint32_t>(vertices_.size()) - known.vertex;  // wraps, and back again
  for (uint32_t i = known.vertex; i < end.vertex; ++i) {
    ShapeVertex vertex = previous.vertices_[i];
    vertex.style = static_cast<uint8_t>((vertex.style & kWallFlag) | plan.style);
    if (vertex.height != 0) vertex.height = plan.height;
    vertices_.push_back(vertex);
  }
  for (uint32_t i = known.index; i < end.index; ++i) indices_.push_back(previous.indices_[i] + shift);
  const auto outline_shift = static_cast<uint32_t>(outline_vertices_.size()) - known.outline_vertex;
  for (uint32_t i = known.outline_vertex; i < end.outline_vertex; ++i) {
    OutlineVertex vertex = previous.outline_vertices_[i];
    vertex.style = plan.style;
    outline_vertices_.push_back(vertex);
    if (raised_) outline_heights_.push_back(plan.height);
  }
  for (uint32_t i = known.outline_index; i < end.outline_index; ++i)
    outline_indices_.push_back(previous.outline_indices_[i] + outline_shift);
}

void ShapeSet::append_mesh(const Plan& plan, const ShapeSpec& spec) {
  const ShapeMesh mesh = mesh_of(*geometries_->geometry(plan.row));
  const auto base = static_cast<uint32_t>(vertices_.size());
  if (plan.style != 0 || spec.nulls_shown) {
    for (const FixedPoint corner : mesh.corners) vertices_.push_back({corner, plan.height, plan.style, 255});
    for (const uint32_t index : mesh.triangles) indices_.push_back(base + index);
  }
  for (size_t i = 0; raised_ && plan.height != 0 && i < mesh.walls.size(); ++i) {
    const Wall& wall = mesh.walls[i];
    const auto at = static_cast<uint32_t>(vertices_.size());
    const auto style = static_cast<uint8_t>(kWallFlag | plan.style);
    // Darker towards the ground, which sets buildings apart from it.
    const auto foot = static_cast<uint8_t>(wall.light * 0.6);
    vertices_.insert(vertices_.end(), {ShapeVertex{wall.from, 0, style, foot}, ShapeVertex{wall.to, 0, style, foot},
                                       ShapeVertex{wall.from, plan.height, style, wall.light},
                                       ShapeVertex{wall.to, plan.height, style, wall.light}});
    indices_.insert(indices_.end(), {at, at + 1, at + 2, at + 2, at + 1, at + 3});
  }
  const auto outline_base = static_cast<uint32_t>(outline_vertices_.size());
  for (const StrokeVertex& vertex : mesh.outline.vertices) {
    outline_vertices_.push_back(outline_vertex(vertex, plan.style));
    if (raised_) outline_heights_.push_back(plan.height);
  }
  for (const uint32_t index : mesh.outline.indices) outline_indices_.push_back(outline_base + index);
}

void ShapeSet::make_chunks() {
  const auto count = static_cast<uint32_t>(entries_.size() - 1);
  for (uint32_t i = 0; i < count; ++i) {
    const ShapeEntry& entry = entries_[i];
    if (i % kChunkEntries == 0) chunks_.push_back({i, 0, entry.low, entry.high, entry.height});
    ShapeChunk& chunk = chunks_.back();
    ++chunk.count;
    chunk.low = {std::min(chunk.low.x, entry.low.x), std::min(chunk.low.y, entry.low.y)};
    chunk.high = {std::max(chunk.high.x, entry.high.x), std::max(chunk.high.y, entry.high.y)};
    chunk.height = std::max(chunk.height, entry.height);
    thinnest_ = i == 0 ? entry.thickness : std::min(thinnest_, entry.thickness);
  }
}

std::optional<size_t> ShapeSet::entry_of_row(size_t row) const {
  const auto found =
      std::find_if(entries_.begin(), entries_.end() - 1, [row](const ShapeEntry& entry) { return entry.row == row; });
  return found == entries_.end() - 1 ? std::nullopt : std::optional(static_cast<size_t>(found - entries_.begin()));
}

std::optional<size_t> ShapeSet::row_at(LonLat position) const {
  if (!is_on_earth(position)) return std::nullopt;
  const FixedPoint at = fixed_from_lonlat(position);
  for (size_t i = chunks_.size(); i-- > 0;) {
    const ShapeChunk& chunk = chunks_[i];
    if (!holds(chunk.low, chunk.high, at)) continue;
    for (uint32_t entry = chunk.first + chunk.count; entry-- > chunk.first;) {
      const ShapeEntry& shape = entries_[entry];
      if (holds(shape.low, shape.high, at) && contains(geometry(shape), position)) return shape.row;
    }
  }
  return std::nullopt;
}

}  // namespace onescreen::map
