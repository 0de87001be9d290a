// Each fact in a function of its own; positions are read only where a fact needs them.
#include "map/layer_facts.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "map/label_point.h"
#include "map/table_columns.h"

namespace onescreen::map {

namespace {

void count_levels(LayerFacts& facts, const model::Column& level, const PointPositions& positions) {
  for (size_t row = 0; row < level.size(); ++row) {
    const double severity = level.as_number(row).value_or(0);
    ++facts.per_level[severity >= 1 && severity <= 4 ? static_cast<size_t>(severity) : 0];
    if (severity != 1 || facts.worst_marks.size() > kMostWorstMarks) continue;
    if (const auto position = positions.at(row)) facts.worst_marks.push_back(*position);
  }
  if (facts.per_level[1] > kMostWorstMarks) facts.worst_marks.clear();
}

std::optional<size_t> worst_row(const model::Table& table, const model::Column& level, const PointPositions& positions,
                                double case_level) {
  const model::Column* deadline = table.column("deadline");
  std::optional<size_t> worst;
  std::pair<double, int64_t> best{case_level + 0.5, 0};
  for (size_t row = 0; row < table.row_count(); ++row) {
    const auto severity = level.as_number(row);
    if (!severity || *severity < 1 || *severity > best.first || !positions.at(row)) continue;
    const auto due = deadline != nullptr ? deadline->as_time(row) : std::nullopt;
    const std::pair<double, int64_t> rank{*severity,
                                          due ? model::to_millis(*due) : std::numeric_limits<int64_t>::max()};
    if (worst && rank >= best) continue;
    best = rank;
    worst = row;
  }
  return worst;
}

std::vector<std::optional<LonLat>> places_of(const model::Table& table, const PointPositions& positions,
                                             LabelPlaceCache& cache) {
  std::vector<std::optional<LonLat>> places(table.row_count());
  const model::Column* geometry = geometry_column(table, {});
  for (size_t row = 0; row < table.row_count(); ++row) {
    places[row] = positions.at(row);
    if (places[row] || geometry == nullptr || geometry->is_null(row)) continue;
    const model::GeometryPtr& shape = geometry->geometry(row);
    const auto [known, is_new] = cache.try_emplace(shape);
    if (is_new) known->second = label_point(*shape);
    places[row] = known->second;
  }
  std::erase_if(cache, [](const auto& entry) { return entry.first.use_count() == 1; });
  return places;
}

}  // namespace

LayerFacts facts_of(const model::TablePtr& table, const FactsWanted& wanted, LabelPlaceCache& cache) {
  LayerFacts facts;
  facts.table = table;
  if (table == nullptr) return facts;
  const PointPositions positions(*table, "lon", "lat");
  if (wanted.positions) {
    for (size_t row = 0; row < table->row_count(); ++row) facts.without_position += positions.at(row) ? 0 : 1;
  }
  if (const model::Column* size = optional_column(*table, wanted.size_column)) {
    for (size_t row = 0; row < table->row_count(); ++row) {
      const double value = size->as_number(row).value_or(0);
      if (std::isfinite(value)) facts.largest_value = std::max(facts.largest_value, value);
    }
  }
  if (wanted.bounds) facts.bounds = bounds_of(*table);
  const model::Column* level = optional_column(*table, wanted.level_column);
  if (level != nullptr) {
    count_levels(facts, *level, positions);
    if (wanted.case_level) facts.worst_case = worst_row(*table, *level, positions, *wanted.case_level);
  }
  if (wanted.label_places) facts.label_places = places_of(*table, positions, cache);
  if (!wanted.classing.column.empty()) facts.classes = classes_of(table.get(), wanted.classing);
  return facts;
}

}  // namespace onescreen::map
