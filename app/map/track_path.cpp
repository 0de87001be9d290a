// Grouping by id, sorting by time, cutting at gaps and at steps of age.
#include "map/track_path.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <span>
#include <string>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

// Below this a heading from two places would be noise of the positioning.
constexpr double kLeastMoveM = 3;

std::optional<double> seconds_at(const model::Column* time, size_t row) {
  if (time == nullptr) return 0.0;
  const auto at = time->as_time(row);
  return at ? std::optional(static_cast<double>(model::to_millis(*at)) / 1000.0) : std::nullopt;
}

float heading_of(const TrackUnit& unit, const model::Column* heading) {
  const auto told = heading != nullptr ? heading->as_number(unit.newest_row()) : std::nullopt;
  if (told && std::isfinite(*told)) {
    const double turn = std::fmod(std::fmod(*told, 360.0) + 360.0, 360.0);
    return static_cast<float>(turn * std::numbers::pi / 180);
  }
  for (size_t i = unit.places.size() - 1; i-- > 0;) {
    if (metres_between(unit.places[i], unit.places.back()) < kLeastMoveM) continue;
    const WorldPoint a = world_from_lonlat(unit.places[i]);
    const WorldPoint b = world_from_lonlat(unit.places.back());
    const double turn = std::atan2(b.x - a.x, a.y - b.y);
    return static_cast<float>(turn < 0 ? turn + 2 * std::numbers::pi : turn);
  }
  return -1;
}

void append_tail(StrokeMesh& mesh, const TrackLayer& layer, const TrackUnit& unit) {
  const double newest = unit.times.back();
  const auto step_of = [&](double time) {
    const double share = layer.tail_secs > 0 ? (newest - time) / layer.tail_secs : 0;
    return static_cast<uint16_t>(std::clamp(share * kTailSteps, 0.0, kTailSteps - 1.0));
  };
  const std::span<const LonLat> places(unit.places);
  size_t begin = 0;
  // A piece ends at a gap, or where the next stretch is of another step of age: then the two share the place between.
  for (size_t i = 1; i < places.size(); ++i) {
    const bool too_old = newest - unit.times[i - 1] > layer.tail_secs;
    const bool gap = layer.gap_secs > 0 && unit.times[i] - unit.times[i - 1] > layer.gap_secs;
    if (too_old || gap) {
      begin = i;
      continue;
    }
    const uint16_t step = step_of(unit.times[i]);
    const bool last = i + 1 == places.size();
    const bool ends = last || step_of(unit.times[i + 1]) != step ||
                      (layer.gap_secs > 0 && unit.times[i + 1] - unit.times[i] > layer.gap_secs);
    if (!ends) continue;
    append_stroke(mesh, places.subspan(begin, i - begin + 1), false, Cap::butt, step);
    begin = i;
  }
}

}  // namespace

std::vector<TrackUnit> track_units(const TrackLayer& layer) {
  std::vector<TrackUnit> units;
  if (layer.table == nullptr) return units;
  const model::Table& table = *layer.table;
  const PointPositions positions(table, layer.lon_column, layer.lat_column);
  const model::Column* id = optional_column(table, layer.id_column);
  const model::Column* time = optional_column(table, layer.time_column);
  if (id == nullptr) return units;
  std::map<std::string, size_t> known;
  for (size_t row = 0; row < table.row_count(); ++row) {
    const auto place = positions.at(row);
    const auto seconds = seconds_at(time, row);
    if (!place || !seconds || id->is_null(row)) continue;
    const auto [found, is_new] = known.try_emplace(id->as_text(row), units.size());
    if (is_new) units.emplace_back();
    TrackUnit& unit = units[found->second];
    unit.rows.push_back(row);
    unit.places.push_back(*place);
    unit.times.push_back(*seconds);
  }
  for (TrackUnit& unit : units) {
    if (std::is_sorted(unit.times.begin(), unit.times.end())) continue;
    std::vector<size_t> order(unit.rows.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return unit.times[a] < unit.times[b]; });
    TrackUnit sorted;
    for (const size_t i : order) {
      sorted.rows.push_back(unit.rows[i]);
      sorted.places.push_back(unit.places[i]);
      sorted.times.push_back(unit.times[i]);
    }
    unit = std::move(sorted);
  }
  return units;
}

std::vector<bool> newest_of_units(const model::Table& table, std::string_view id_column, std::string_view time_column) {
  TrackLayer layer;
  // Not owned: the layer lives no longer than this call.
  layer.table = model::TablePtr(model::TablePtr(), &table);
  layer.id_column = id_column;
  layer.time_column = time_column;
  std::vector<bool> newest(table.row_count(), false);
  for (const TrackUnit& unit : track_units(layer)) newest[unit.newest_row()] = true;
  return newest;
}

TrackMesh track_mesh(const TrackLayer& layer) {
  TrackMesh mesh;
  if (layer.table == nullptr) return mesh;
  const std::vector<TrackUnit> units = track_units(layer);
  const model::Column* heading = optional_column(*layer.table, layer.heading_column);
  const model::Column* classes = optional_column(*layer.table, layer.class_column);
  const auto group_of = [&](const TrackUnit& unit) -> uint32_t {
    if (layer.stale_secs > 0 && layer.now_secs - unit.times.back() > layer.stale_secs)
      return static_cast<uint32_t>(layer.classes.size() + 1);
    if (classes == nullptr || classes->is_null(unit.newest_row())) return 0;
    const std::string value = classes->as_text(unit.newest_row());
    const auto found = std::find_if(layer.classes.begin(), layer.classes.end(),
                                    [&](const TrackClass& one) { return one.value == value; });
    return found == layer.classes.end() ? 0 : static_cast<uint32_t>(found - layer.classes.begin() + 1);
  };
  size_t used = 0;
  for (uint32_t group = 0; group <= layer.classes.size() + 1; ++group) {
    const size_t first_index = mesh.tails.indices.size();
    const size_t first_head = mesh.heads.size();
    for (const TrackUnit& unit : units) {
      if (group_of(unit) != group) continue;
      used += unit.rows.size();
      append_tail(mesh.tails, layer, unit);
      mesh.heads.push_back({fixed_from_lonlat(unit.places.back()), heading_of(unit, heading), group});
    }
    mesh.groups.push_back({first_index, mesh.tails.indices.size() - first_index});
    mesh.head_groups.push_back({first_head, mesh.heads.size() - first_head});
  }
  mesh.skipped_rows = layer.table->row_count() - used;
  return mesh;
}

}  // namespace onescreen::map
