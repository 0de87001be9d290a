// Quantile, equal-interval, given, continuous and named classes.
#include "map/classes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

constexpr size_t kMaxClasses = kMaxStyles - 2;  // one for no value, one for what no category names

size_t classes_wanted(const Classing& classing) {
  switch (classing.rule) {
    case ClassRule::given:
      return std::min(classing.breaks.size() + 1, kMaxClasses);
    case ClassRule::category:
      return std::min(classing.values.size(), kMaxClasses);
    case ClassRule::ramp:
      return kRampStyles;
    default:
      return std::clamp<size_t>(classing.classes, 1, kMaxClasses);
  }
}

// `count` classes of `sorted` by the rule: appends count - 1 breaks.
void append_breaks(std::vector<double>& breaks, std::span<const double> sorted, double low, double high, size_t count,
                   ClassRule rule) {
  for (size_t i = 1; i < count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(count);
    breaks.push_back(rule == ClassRule::equal || sorted.empty()
                         ? low + (high - low) * share
                         : sorted[std::min(sorted.size() - 1, i * sorted.size() / count)]);
  }
}

std::vector<double> finite_sorted(std::span<const double> values) {
  std::vector<double> sorted;
  sorted.reserve(values.size());
  std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return std::isfinite(v); });
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

// Ends of a scale that leaves its middle in the middle.
std::pair<double, double> around(double middle, double low, double high) {
  const double reach = std::max(std::abs(high - middle), std::abs(middle - low));
  return {middle - reach, middle + reach};
}

size_t ramp_style(double value, const Classes& classes) {
  if (!(classes.highest > classes.lowest)) return 1 + kRampStyles / 2;
  const double share = (value - classes.lowest) / (classes.highest - classes.lowest);
  return 1 + std::min(kRampStyles - 1, static_cast<size_t>(std::clamp(share, 0.0, 1.0) * kRampStyles));
}

std::vector<uint8_t> category_styles(const model::Column& column, const Classing& classing) {
  std::unordered_map<std::string, uint8_t> known;
  const size_t count = classes_wanted(classing);
  for (size_t i = 0; i < count; ++i) known.try_emplace(classing.values[i], static_cast<uint8_t>(1 + i));
  std::vector<uint8_t> styles(column.size());
  for (size_t row = 0; row < column.size(); ++row) {
    if (column.is_null(row)) continue;
    const auto found = known.find(column.as_text(row));
    styles[row] = found != known.end() ? found->second : static_cast<uint8_t>(1 + count);
  }
  return styles;
}

}  // namespace

bool Classes::empty() const {
  return std::accumulate(counts.begin() + (counts.empty() ? 0 : 1), counts.end(), size_t{0}) == 0;
}

size_t style_count(const Classing& classing) {
  if (classing.column.empty()) return 2;
  return 1 + classes_wanted(classing) + (classing.rule == ClassRule::category ? 1 : 0);
}

Classes classes_of(const model::Table* table, const Classing& classing) {
  Classes classes;
  classes.counts.assign(style_count(classing), 0);
  if (table == nullptr || classing.column.empty()) return classes;
  if (classing.rule != ClassRule::category) {
    std::vector<double> values;
    values.reserve(table->row_count());
    for (const auto& value : column_values(table->column(classing.column), table->row_count())) {
      if (!value) continue;
      values.push_back(*value);
      classes.whole = classes.whole && *value == std::floor(*value);
    }
    if (!values.empty()) {
      const auto [low, high] = std::minmax_element(values.begin(), values.end());
      classes.lowest = *low;
      classes.highest = *high;
    }
    if (classing.rule == ClassRule::ramp) {
      if (classing.middle)
        std::tie(classes.lowest, classes.highest) = around(*classing.middle, classes.lowest, classes.highest);
    } else if (classing.rule == ClassRule::given) {
      classes.breaks.assign(classing.breaks.begin(),
                            classing.breaks.begin() + static_cast<std::ptrdiff_t>(classes_wanted(classing) - 1));
    } else {
      classes.breaks = class_breaks(values, classes_wanted(classing), classing.rule, classing.middle);
    }
  }
  for (const uint8_t style : row_styles(*table, classing, classes)) ++classes.counts[style];
  return classes;
}

std::vector<uint8_t> row_styles(const model::Table& table, const Classing& classing, const Classes& classes) {
  const size_t rows = table.row_count();
  if (classing.column.empty()) return std::vector<uint8_t>(rows, 1);
  const model::Column* column = table.column(classing.column);
  if (column == nullptr) return std::vector<uint8_t>(rows, 0);
  if (classing.rule == ClassRule::category) return category_styles(*column, classing);
  std::vector<uint8_t> styles(rows);
  const auto values = column_values(column, rows);
  for (size_t row = 0; row < rows; ++row) {
    if (!values[row]) continue;
    const size_t style = classing.rule == ClassRule::ramp ? ramp_style(*values[row], classes)
                                                          : 1 + class_of(*values[row], classes.breaks);
    styles[row] = static_cast<uint8_t>(style);
  }
  return styles;
}

std::vector<Colour> style_colours(const Classing& classing, std::span<const Colour> steps, Colour otherwise) {
  const size_t count = style_count(classing) - 1;
  if (classing.column.empty() || steps.empty()) return std::vector<Colour>(count, otherwise);
  std::vector<Colour> colours;
  if (classing.rule == ClassRule::category) {
    for (size_t i = 0; i + 1 < count; ++i) colours.push_back(steps[i % steps.size()]);
    colours.push_back(otherwise);
    return colours;
  }
  for (size_t i = 0; i < count; ++i) {
    const double at = count > 1 ? double(i) * double(steps.size() - 1) / double(count - 1) : 0;
    const size_t step = std::min(static_cast<size_t>(at), steps.size() - 1);
    const size_t next = std::min(step + 1, steps.size() - 1);
    colours.push_back(gfx::mixed(steps[step], steps[next], static_cast<float>(at - static_cast<double>(step))));
  }
  return colours;
}

std::vector<double> class_breaks(std::span<const double> values, size_t classes, ClassRule rule,
                                 std::optional<double> middle) {
  const std::vector<double> sorted = finite_sorted(values);
  if (sorted.empty() || classes < 2) return {};
  std::vector<double> breaks;
  if (!middle) {
    append_breaks(breaks, sorted, sorted.front(), sorted.back(), classes, rule);
    return breaks;
  }
  // As many classes below the middle as above; one more above where their number is odd.
  const auto [low, high] = around(*middle, sorted.front(), sorted.back());
  const auto split = static_cast<size_t>(std::lower_bound(sorted.begin(), sorted.end(), *middle) - sorted.begin());
  const std::span<const double> all(sorted);
  append_breaks(breaks, all.first(split), low, *middle, classes / 2, rule);
  breaks.push_back(*middle);
  append_breaks(breaks, all.subspan(split), *middle, high, classes - classes / 2, rule);
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
