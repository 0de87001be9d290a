// Values into classes: the one truth for the colours of a layer and for its legend. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "map/layers.h"
#include "model/table.h"

namespace onescreen::map {

// Style 0 is a row without a value, then come the classes, the categories or the colours of a ramp; behind the
// categories, what none of them names. All styles of a layer fit into its shader's table.
inline constexpr size_t kMaxStyles = 64;
inline constexpr size_t kRampStyles = 48;  // so many that no eye sees the steps

// What the rows of a table come to.
struct Classes {
  std::vector<double> breaks;  // lower limits of all classes but the first
  double lowest = 0;           // of the values; of a ramp: its ends, equally far from its middle where it has one
  double highest = 0;
  bool whole = true;           // no value has a fraction
  std::vector<size_t> counts;  // rows of each style; all styles that the rule knows, in their order

  bool empty() const;  // no row has a value
  bool operator==(const Classes&) const = default;
};

// `table` may be null. About 5 ms for 50,000 rows.
Classes classes_of(const model::Table* table, const Classing& classing);
// Of each row. Without a class column all are style 1.
std::vector<uint8_t> row_styles(const model::Table& table, const Classing& classing, const Classes& classes);
// How many styles the rule knows, style 0 included.
size_t style_count(const Classing& classing);
// Colours of the styles from 1 on: `steps` spread over the classes or the ramp, or one after the other for categories,
// and `otherwise` for rows of no class column and of no category.
std::vector<Colour> style_colours(const Classing& classing, std::span<const Colour> steps, Colour otherwise);

// Lower limits of the classes 1.. (classes - 1 of them, ascending; several may be equal); values that are not finite
// are ignored. Empty without values.
std::vector<double> class_breaks(std::span<const double> values, size_t classes, ClassRule rule,
                                 std::optional<double> middle = std::nullopt);

// Index of the class that `value` falls in: the number of breaks that are not above it.
size_t class_of(double value, std::span<const double> breaks);

// Of every row of `column`; nullopt for null and for what is not a finite number. A missing column gives nullopt for
// all `rows`.
std::vector<std::optional<double>> column_values(const model::Column* column, size_t rows);

}  // namespace onescreen::map
