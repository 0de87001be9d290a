// What a map says of a layer's rows besides drawing them: extent, places of names, counts by severity, the worst case.
// Computed once for a table; one pass over its rows. Pure but for the cache that the caller keeps.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "map/classes.h"
#include "map/projection.h"
#include "model/table.h"

namespace onescreen::map {

// Which facts are wanted of a layer.
struct FactsWanted {
  bool bounds = false;
  bool label_places = false;
  bool positions = false;            // rows without one are counted
  std::string size_column;           // whose largest value is looked for
  std::string level_column;          // severities 1 (worst) to 4
  std::optional<double> case_level;  // points: the worst row of this level or worse is looked for
  Classing classing;                 // areas, extrusion: what its classes come to, for the legend
};

struct LayerFacts {
  model::TablePtr table;
  Bounds bounds;
  std::array<size_t, 5> per_level{};  // rows by severity, 0 for those without
  // The most severe row with a position, of these the one whose "deadline" comes first.
  std::optional<size_t> worst_case;
  size_t without_position = 0;
  double largest_value = 0;                         // of the size column, 0 where there is none above
  std::vector<LonLat> worst_marks;                  // of level 1; none when they are more than kMostWorstMarks
  std::vector<std::optional<LonLat>> label_places;  // by row
  Classes classes;
};

// In a flood of the worst, names would find no place at all beside them.
inline constexpr size_t kMostWorstMarks = 8;

// Where areas' names stand best. The same shapes come back in every answer; their places are looked for once.
using LabelPlaceCache = std::map<model::GeometryPtr, std::optional<LonLat>>;

// `table` may be null: no facts.
LayerFacts facts_of(const model::TablePtr& table, const FactsWanted& wanted, LabelPlaceCache& cache);

}  // namespace onescreen::map
