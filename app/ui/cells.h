// Cells of columns that an answer may lack: a column that is not there (nullptr) reads as one of nulls. Pure; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/table.h"

namespace onescreen::ui {

// `otherwise` where the cell has no text, such as the unit that the layout names for all rows.
std::string text_at(const model::Column* column, size_t row, std::string_view otherwise = {});
std::optional<double> number_at(const model::Column* column, size_t row);
// Neither NaN nor infinite: what a length or a place on a scale is made of.
std::optional<double> finite_at(const model::Column* column, size_t row);
std::optional<model::TimePoint> time_at(const model::Column* column, size_t row);
// Severity 1 (worst) to 4; 0: unknown.
int level_at(const model::Column* column, size_t row);

}  // namespace onescreen::ui
