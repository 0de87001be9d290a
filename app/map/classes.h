// Values into steps: the breaks of a choropleth, for its colours and for its legend. Pure.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "map/layers.h"
#include "model/table.h"

namespace onescreen::map {

// Lower limits of the steps 1.. (steps - 1 of them, ascending); values that are not finite are ignored. Empty without
// values.
std::vector<double> class_breaks(std::span<const double> values, size_t steps, ClassRule rule);

// Index of the step that `value` falls in: the number of breaks that are not above it.
size_t class_of(double value, std::span<const double> breaks);

// Of every row of `column`; nullopt for null and for what is not a finite number. A missing column gives nullopt for
// all `rows`.
std::vector<std::optional<double>> column_values(const model::Column* column, size_t rows);

// Of a layer as it is drawn.
std::vector<double> class_breaks(const AreaLayer& layer);

}  // namespace onescreen::map
