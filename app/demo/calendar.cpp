#include "demo/calendar.h"

#include <fmt/format.h>

#include <iterator>

namespace onescreen::demo {

namespace {

int64_t local_seconds(TimePoint time) {
  return std::chrono::floor<std::chrono::seconds>(time + kOffset).time_since_epoch().count();
}

int64_t floor_div(int64_t value, int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

}  // namespace

int64_t day_of(TimePoint time) { return floor_div(local_seconds(time), kDaySecs); }

TimePoint start_of(int64_t day) { return TimePoint(std::chrono::seconds(day * kDaySecs)) - kOffset; }

int weekday_of(int64_t day) { return static_cast<int>(((day + 4) % 7 + 7) % 7); }

model::CivilTime local(TimePoint time) {
  static const model::Zone zone = model::Zone::fixed("Asia/Shanghai", kOffset);
  return zone.civil(time);
}

int64_t second_of_day(TimePoint time) { return local_seconds(time) - day_of(time) * kDaySecs; }

void append_local_text(std::string& out, TimePoint time) {
  const model::CivilTime t = local(time);
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02} {:02}:{:02}:{:02}", t.year, t.month, t.day, t.hour,
                 t.minute, t.second);
}

std::string local_text(TimePoint time) {
  std::string out;
  append_local_text(out, time);
  return out;
}

}  // namespace onescreen::demo
