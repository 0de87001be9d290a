#include "ui/cells.h"

#include <cmath>

namespace onescreen::ui {

std::string text_at(const model::Column* column, size_t row, std::string_view otherwise) {
  std::string text = column == nullptr ? std::string() : column->as_text(row);
  return text.empty() ? std::string(otherwise) : text;
}

std::optional<double> number_at(const model::Column* column, size_t row) {
  return column == nullptr ? std::nullopt : column->as_number(row);
}

std::optional<double> finite_at(const model::Column* column, size_t row) {
  const auto value = number_at(column, row);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<model::TimePoint> time_at(const model::Column* column, size_t row) {
  return column == nullptr ? std::nullopt : column->as_time(row);
}

int level_at(const model::Column* column, size_t row) {
  const auto level = number_at(column, row);
  return level && *level >= 1 && *level <= 4 ? static_cast<int>(*level) : 0;
}

}  // namespace onescreen::ui
