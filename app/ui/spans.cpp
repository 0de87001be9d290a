#include "ui/spans.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace onescreen::ui {

using namespace std::chrono_literals;
using model::Duration;

std::string countdown(const Words& words, Duration left) {
  const char* sign = left < 0ms ? "-" : "";
  const Duration span = left < 0ms ? -left : left;
  if (span >= 100h) return sign + words.span(span);
  const int64_t minutes = std::chrono::floor<std::chrono::minutes>(span).count();
  return fmt::format("{}{:02}:{:02}", sign, minutes / 60, minutes % 60);
}

Duration countdown_changes_in(Duration left) {
  constexpr Duration kMinute = 1min;
  return left >= 0ms ? left % kMinute + 1ms : kMinute - -left % kMinute;
}

Duration span_changes_in(Duration age) {
  age = std::max(age, Duration(0));
  const Duration unit = age < 1min  ? Duration(1s)
                        : age < 1h  ? Duration(1min)
                        : age < 48h ? Duration(1h)
                                    : Duration(24h);
  return unit - age % unit;
}

}  // namespace onescreen::ui
