#include "ui/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/number.h"

namespace onescreen::ui {
namespace {

constexpr double kMinute = 60e3;
constexpr double kHour = 60 * kMinute;
constexpr double kDay = 24 * kHour;
constexpr double kTimes[] = {kMinute,  2 * kMinute, 5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute,
                             kHour,    2 * kHour,   3 * kHour,   6 * kHour,    12 * kHour,   kDay,
                             2 * kDay, 7 * kDay,    14 * kDay,   30 * kDay,    90 * kDay};
constexpr double kNumbers[] = {1, 2, 3, 6, 12, 24, 50, 100, 200, 500, 1000, 5000, 10'000, 1e5, 1e6};

// `offset` is added before and taken off after, so that multiples of local time are found.
std::vector<double> multiples(double low, double high, double distance, double offset) {
  std::vector<double> places;
  const double first = std::ceil((low + offset) / distance);
  for (int i = 0; i < 1000; ++i) {
    const double place = (first + i) * distance - offset;
    if (!(place <= high)) break;
    places.push_back(place == 0 ? 0 : place);  // not minus zero
  }
  return places;
}

// Digits behind the point that tell neighbouring multiples of `step` apart.
int decimals_of(double step) { return std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 6); }

}  // namespace

double nice_step(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

AxisScale nice_scale(double low, double high, bool whole_numbers, int most_intervals) {
  // Smaller distances have no step that a double could hold.
  constexpr double kLeast = 1e-290;
  if (!(high - low > kLeast)) high = low + (std::abs(low) <= kLeast ? 1 : std::abs(low));
  AxisScale best;
  double best_cost = INFINITY;
  for (double step = nice_step((high - low) / 8); step < (high - low) * 4; step = nice_step(step * 1.01)) {
    if (whole_numbers && step < 1) continue;
    const AxisScale scale{std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step, step};
    const double intervals = std::round((scale.high - scale.low) / step);
    const double waste = (scale.high - scale.low) / (high - low) - 1;
    const double cost = std::abs(intervals - 3.5) + waste * 1.5 + (intervals > most_intervals ? 100 : 0);
    if (cost < best_cost) {
      best = scale;
      best_cost = cost;
    }
  }
  return best_cost < INFINITY ? best : AxisScale{low, high, high - low};
}

std::span<const double> tick_distances(AxisKind kind) {
  if (kind == AxisKind::time) return kTimes;
  return kNumbers;
}

std::vector<AxisTick> time_ticks(double low, double high, double distance, const model::Zone& zone) {
  const auto offset =
      static_cast<double>(zone.offset_at(model::from_millis(static_cast<int64_t>(high))).count()) * 1000;
  std::vector<AxisTick> ticks;
  for (const double place : multiples(low, high, distance, offset)) {
    const auto civil = zone.civil(model::from_millis(static_cast<int64_t>(place)));
    ticks.push_back({place, model::format_civil(civil, distance >= kDay ? "%m-%d" : "%H:%M")});
  }
  return ticks;
}

std::vector<AxisTick> number_ticks(const Words& words, double low, double high, double distance,
                                   const std::string& unit) {
  const bool padded = !unit.empty() && low > -1 && high < 100;
  std::vector<AxisTick> ticks;
  for (const double place : multiples(low, high, distance, 0)) {
    ticks.push_back(
        {place,
         (padded ? fmt::format("{:02.0f}", place) : format_number(words, place, decimals_of(distance), false)) + unit});
  }
  return ticks;
}

std::vector<AxisTick> name_ticks(const std::vector<std::string>& names, double every) {
  std::vector<AxisTick> ticks;
  for (size_t i = 0; i < names.size(); i += std::max<size_t>(1, static_cast<size_t>(every)))
    ticks.push_back({static_cast<double>(i), names[i]});
  return ticks;
}

std::string scale_label(const Words& words, const AxisScale& scale, double value) {
  if (std::abs(value) < scale.step * 1e-6) return "0";
  const double most = std::max(std::abs(scale.low), std::abs(scale.high));
  double unit = 1;
  std::string suffix;
  if (most >= 1e8) {
    unit = 1e8;
    suffix = words("yi");
  } else if (most >= 1e4) {
    unit = 1e4;
    suffix = words("wan");
  }
  return format_number(words, value / unit, decimals_of(scale.step / unit), false) + suffix;
}

}  // namespace onescreen::ui
