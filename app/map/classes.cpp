// Quantile and equal-interval classes.
#include "map/classes.h"

#include <algorithm>
#include <cmath>

namespace onescreen::map {

std::vector<double> class_breaks(std::span<const double> values, size_t steps, ClassRule rule) {
  std::vector<double> sorted;
  sorted.reserve(values.size());
  for (const double value : values) {
    if (std::isfinite(value)) sorted.push_back(value);
  }
  if (sorted.empty() || steps < 2) return {};
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> breaks;
  for (size_t step = 1; step < steps; ++step) {
    if (rule == ClassRule::equal) {
      const double share = static_cast<double>(step) / static_cast<double>(steps);
      breaks.push_back(sorted.front() + (sorted.back() - sorted.front()) * share);
    } else {
      breaks.push_back(sorted[std::min(sorted.size() - 1, step * sorted.size() / steps)]);
    }
  }
  return breaks;
}

size_t class_of(double value, std::span<const double> breaks) {
  return static_cast<size_t>(std::upper_bound(breaks.begin(), breaks.end(), value) - breaks.begin());
}

std::vector<std::optional<double>> column_values(const model::Column* column, size_t rows) {
  std::vector<std::optional<double>> values(rows);
  if (column == nullptr) return values;
  for (size_t row = 0; row < rows; ++row) {
    const std::optional<double> value = column->as_number(row);
    if (value && std::isfinite(*value)) values[row] = value;
  }
  return values;
}

std::vector<double> class_breaks(const AreaLayer& layer) {
  if (layer.table == nullptr || layer.class_column.empty()) return {};
  std::vector<double> values;
  for (const auto& value : column_values(layer.table->column(layer.class_column), layer.table->row_count())) {
    if (value) values.push_back(*value);
  }
  return class_breaks(values, layer.steps.size(), layer.class_rule);
}

float width_at(const LineLayer& layer, double zoom) {
  if (layer.widths.empty()) return layer.width_px;
  const WidthStop* before = &layer.widths.front();
  for (const WidthStop& stop : layer.widths) {
    if (zoom < stop.zoom) {
      if (stop.zoom <= before->zoom) return stop.width_px;
      const double share = (zoom - before->zoom) / (stop.zoom - before->zoom);
      if (share <= 0) return before->width_px;
      // Widths grow by factors, not by sums, as zoom does.
      return before->width_px * static_cast<float>(std::pow(stop.width_px / before->width_px, share));
    }
    before = &stop;
  }
  return before->width_px;
}

}  // namespace onescreen::map
