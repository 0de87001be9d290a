// The curves of the trend widget: which there are, how each looks, and what their two axes reach over.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/table.h"
#include "ui/axis.h"
#include "ui/series.h"
#include "ui/theme.h"

namespace onescreen::widgets {

// A window of time ends with the minute: within it, the chart stands still.
constexpr int64_t kTrendMinuteMs = 60'000;

// How one series looks.
struct TrendLook {
  std::string name;
  std::string label;
  std::string style;  // bars, line, area, dashed
  ui::Colour colour = 0;
};

struct TrendCurve : TrendLook {
  std::vector<std::optional<double>> y;  // by index of TrendChart::data's x
};

struct TrendChart {
  ui::SeriesTable data;  // its series are moved into the curves
  std::vector<TrendCurve> curves;
  // The first and last place of the x axis.
  double low = 0;
  double high = 1;

  bool has_bars() const {
    return std::any_of(curves.begin(), curves.end(), [](const TrendCurve& one) { return one.style == "bars"; });
  }
};

// What the layout says of it.
struct TrendWishes {
  std::string style;
  std::string previous;          // name of the series to compare with
  int64_t span_ms = 0;           // up to now; 0: what the data spans
  std::vector<TrendLook> looks;  // labels and styles of single series
};

TrendChart read_trend(const model::Table& table, const TrendWishes& wishes, const ui::Theme& theme,
                      model::TimePoint now);

// Over what is within the x axis, with at most so many steps.
ui::AxisScale trend_scale(const TrendChart& chart, bool from_zero, int most_steps);

}  // namespace onescreen::widgets
