// The demo city's days: its zone is Asia/Shanghai, which has had one offset (UTC+8, no summer time) since 1991, so days
// are plain arithmetic and no zone database is needed. Pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "model/time.h"

namespace onescreen::demo {

using model::TimePoint;

inline constexpr std::chrono::hours kOffset{8};
inline constexpr int64_t kDaySecs = 24 * 60 * 60;

// Days since 1970-01-01 on the city's calendar.
int64_t day_of(TimePoint time);
// The city's midnight at which `day` begins.
TimePoint start_of(int64_t day);
// 0 = Sunday.
int weekday_of(int64_t day);
model::CivilTime local(TimePoint time);
// Seconds since the city's midnight.
int64_t second_of_day(TimePoint time);

// "2026-11-20 07:52:36", local and without an offset, as Java back ends print times.
std::string local_text(TimePoint time);
void append_local_text(std::string& out, TimePoint time);

}  // namespace onescreen::demo
