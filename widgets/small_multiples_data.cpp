#include "small_multiples_data.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "ui/cells.h"

namespace onescreen::widgets {
namespace {

using model::Column;

constexpr double kHuge = 1e100;      // beyond it a difference of two values may be no number
constexpr float kChartShape = 2.6f;  // width to height

std::optional<double> finite(const Column* column, size_t row) {
  const auto value = ui::finite_at(column, row);
  return value ? std::optional(std::clamp(*value, -kHuge, kHuge)) : std::nullopt;
}

double usual_step(const Multiples& all) {
  double least = INFINITY;
  for (const MultipleGroup& group : all.groups) {
    for (size_t i = 1; i < group.samples.size(); ++i) {
      const double step = group.samples[i].x - group.samples[i - 1].x;
      if (step > 0) least = std::min(least, step);
    }
  }
  return std::isfinite(least) ? least : 1;
}

}  // namespace

Multiples read_multiples(const model::Table& table, bool from_zero) {
  const Column* groups = table.column("group");
  const Column* streets = table.column("street_id");
  const Column* t = table.column("t");
  const Column* x = t != nullptr ? t : table.column("x");
  const Column* values = table.column("value");
  const Column* previous = table.column("previous");
  Multiples out;
  out.kind = t != nullptr                                     ? ui::AxisKind::time
             : x != nullptr && x->type() == model::Type::text ? ui::AxisKind::name
                                                              : ui::AxisKind::number;
  std::unordered_map<std::string, size_t> known;
  std::map<std::string, double> places;
  double low = INFINITY;
  double high = -INFINITY;
  bool whole = true;
  for (size_t row = 0; row < table.row_count(); ++row) {
    const std::string name = ui::text_at(groups, row);
    const auto [entry, is_new] = known.emplace(name, out.groups.size());
    if (is_new) out.groups.push_back({name, {}, {}, std::nullopt});
    MultipleGroup& group = out.groups[entry->second];
    if (group.street.empty() && streets != nullptr) group.street = streets->as_text(row);
    MultipleSample sample{0, finite(values, row), finite(previous, row)};
    if (x == nullptr) {
      sample.x = static_cast<double>(group.samples.size());
    } else if (out.kind == ui::AxisKind::name) {
      const auto [place, fresh] = places.emplace(x->as_text(row), static_cast<double>(out.names.size()));
      if (fresh) out.names.push_back(place->first);
      sample.x = place->second;
    } else {
      const auto time = out.kind == ui::AxisKind::time ? x->as_time(row) : std::nullopt;
      const auto at = time                             ? std::optional(static_cast<double>(model::to_millis(*time)))
                      : out.kind == ui::AxisKind::time ? std::nullopt
                                                       : finite(x, row);
      if (!at) continue;
      sample.x = *at;
    }
    for (const auto& y : {sample.value, sample.previous}) {
      if (!y) continue;
      low = std::min(low, *y);
      high = std::max(high, *y);
      whole = whole && *y == std::floor(*y);
    }
    group.samples.push_back(sample);
  }
  double first = INFINITY;
  double last = -INFINITY;
  for (MultipleGroup& group : out.groups) {
    std::stable_sort(group.samples.begin(), group.samples.end(),
                     [](const MultipleSample& a, const MultipleSample& b) { return a.x < b.x; });
    if (group.samples.empty()) continue;
    // The comparison may reach further than what is known of today.
    for (auto sample = group.samples.rbegin(); sample != group.samples.rend(); ++sample) {
      if (!sample->value && sample->previous) continue;
      group.newest = sample->value;
      break;
    }
    first = std::min(first, group.samples.front().x);
    last = std::max(last, group.samples.back().x);
  }
  out.step = usual_step(out);
  if (first <= last) {
    out.low = first;
    out.high = last;
  }
  if (low > high) low = high = 0;
  if (from_zero) {
    low = std::min(low, 0.0);
    high = std::max(high, 0.0);
  }
  out.scale = ui::nice_scale(low, high, whole, 4);
  return out;
}

MultiplesGrid multiples_grid(const ui::Rect& area, size_t count, float least_width, float least_height, float gap) {
  const auto cells = [&](float length, size_t n) {
    return (length - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
  };
  const auto most = [&](float length, float least) {
    return static_cast<size_t>(std::max(1.0f, std::floor((length + gap) / (least + gap))));
  };
  const size_t most_columns = most(area.width(), least_width);
  const size_t most_rows = most(area.height(), least_height);
  MultiplesGrid best{most_columns, most_rows, cells(area.width(), most_columns), cells(area.height(), most_rows)};
  double best_cost = INFINITY;
  for (size_t columns = 1; columns <= std::min(most_columns, count); ++columns) {
    const size_t rows = (count + columns - 1) / columns;
    if (rows > most_rows) continue;
    const float width = cells(area.width(), columns);
    const float height = cells(area.height(), rows);
    const double unused = static_cast<double>(columns * rows - count) / static_cast<double>(count);
    const double cost = std::abs(std::log(static_cast<double>(width / height / kChartShape))) + unused * 1.2;
    if (cost >= best_cost) continue;
    best_cost = cost;
    best = {columns, rows, width, height};
  }
  return best;
}

}  // namespace onescreen::widgets
