// Axis: where the lines and labels of a chart's scale stand. Pure numbers in and out; draws nothing; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/time.h"
#include "ui/words.h"

namespace onescreen::ui {

// What the places of an axis are: milliseconds UTC, plain numbers, or positions of names (0, 1, 2 ...).
enum class AxisKind { time, number, name };

// 1, 2 or 5 times a power of ten, at least `least` (above zero).
double nice_step(double least);

// From `low` to `high` in steps that people count in.
struct AxisScale {
  double low = 0;
  double high = 1;
  double step = 1;
};

// A scale that holds [low, high] in about three and a half intervals, so that three to four lines cross the chart, but
// at most `most_intervals`; with `whole_numbers` no step below one.
AxisScale nice_scale(double low, double high, bool whole_numbers, int most_intervals);

// Usual distances between ticks, ascending: a minute to a quarter for times, else small counts and powers of ten.
std::span<const double> tick_distances(AxisKind kind);

// A mark below the chart and what stands there.
struct AxisTick {
  double place = 0;
  std::string text;

  bool operator==(const AxisTick&) const = default;
};

// Ticks at multiples of `distance` within [low, high], ascending, at most 1,000. Times stand at round local times, as
// clock times or, a day and more apart, as dates. Numbers carry `unit`; with one, below a hundred, they have two digits
// as hours do.
std::vector<AxisTick> time_ticks(double low, double high, double distance, const model::Zone& zone);
std::vector<AxisTick> number_ticks(const Words& words, double low, double high, double distance,
                                   const std::string& unit);
// Every so many of `names`.
std::vector<AxisTick> name_ticks(const std::vector<std::string>& names, double every);

// A value on `scale` with as many digits as its steps need, and the words for large units where the scale reaches them.
std::string scale_label(const Words& words, const AxisScale& scale, double value);

}  // namespace onescreen::ui
