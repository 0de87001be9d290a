#include "trend_chart.h"

#include <array>
#include <cmath>

namespace onescreen::widgets {
namespace {

// One hue for data; further series differ by lightness and, better, by style.
void dress(TrendChart& chart, const TrendWishes& wishes, const ui::Theme& theme) {
  const std::array<ui::Colour, 4> lines = {theme.data, theme.text_second, theme.previous, theme.data_second};
  const std::array<ui::Colour, 4> fills = {theme.data, theme.previous, theme.text_second, theme.data_second};
  size_t next = 0;
  for (TrendCurve& one : chart.curves) {
    const auto look = std::find_if(wishes.looks.begin(), wishes.looks.end(),
                                   [&](const TrendLook& given) { return given.name == one.name; });
    if (look != wishes.looks.end()) {
      if (!look->label.empty()) one.label = look->label;
      if (!look->style.empty()) one.style = look->style;
    }
    if (one.name == wishes.previous) one.style = "dashed";
    one.colour = theme.previous;
    if (one.style == "dashed") continue;
    const bool filled = one.style == "bars" || one.style == "area";
    one.colour = filled ? fills[next] : lines[next];
    next = (next + 1) % fills.size();
  }
}

}  // namespace

TrendChart read_trend(const model::Table& table, const TrendWishes& wishes, const ui::Theme& theme,
                      model::TimePoint now) {
  TrendChart chart{ui::read_series(table), {}};
  for (ui::Series& one : chart.data.series)
    chart.curves.push_back({{one.name, one.name, wishes.style}, std::move(one.y)});
  dress(chart, wishes, theme);
  if (!chart.data.x.empty()) {
    chart.low = chart.data.x.front();
    chart.high = chart.data.x.back();
  }
  if (chart.data.kind == ui::AxisKind::time && wishes.span_ms > 0) {
    chart.high = static_cast<double>((model::to_millis(now) / kTrendMinuteMs + 1) * kTrendMinuteMs);
    chart.low = chart.high - static_cast<double>(wishes.span_ms);
  }
  if (chart.has_bars() || chart.data.x.size() < 2) {
    chart.low -= chart.data.step / 2;
    chart.high += chart.data.step / 2;
  }
  return chart;
}

ui::AxisScale trend_scale(const TrendChart& chart, bool from_zero, int most_steps) {
  double low = INFINITY;
  double high = -INFINITY;
  bool whole = true;
  for (const TrendCurve& one : chart.curves) {
    for (size_t i = 0; i < one.y.size(); ++i) {
      if (!one.y[i] || chart.data.x[i] < chart.low || chart.data.x[i] > chart.high) continue;
      low = std::min(low, *one.y[i]);
      high = std::max(high, *one.y[i]);
      whole = whole && *one.y[i] == std::round(*one.y[i]);
    }
  }
  if (low > high) low = 0, high = 1;
  if (from_zero || low == high) low = std::min(low, 0.0), high = std::max(high, 0.0);
  return ui::nice_scale(low, high, whole, most_steps);
}

}  // namespace onescreen::widgets
