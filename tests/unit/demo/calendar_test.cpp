// Proves local days and times of the demo city.
#include "demo/calendar.h"

#include <gtest/gtest.h>

#include <cmath>

#include "demo/gcj02.h"

namespace onescreen::demo {
namespace {

TEST(Calendar, DaysBeginAtShanghaiMidnight) {
  const TimePoint before = *model::parse_iso8601("2026-11-19T15:59:59Z");
  const TimePoint after = *model::parse_iso8601("2026-11-19T16:00:00Z");
  EXPECT_EQ(day_of(after), day_of(before) + 1);
  EXPECT_EQ(start_of(day_of(after)), after);
  EXPECT_EQ(second_of_day(before), kDaySecs - 1);
  EXPECT_EQ(local_text(after), "2026-11-20 00:00:00");
  EXPECT_EQ(weekday_of(day_of(after)), 5);  // a Friday
}

TEST(Calendar, TimesBeforeTheEpochBelongToTheirDay) {
  const TimePoint time = *model::parse_iso8601("1969-12-31T10:00:00+08:00");
  EXPECT_EQ(day_of(time), -1);
  EXPECT_EQ(second_of_day(time), 10 * 3600);
  EXPECT_EQ(weekday_of(day_of(time)), 3);
}

TEST(Gcj02, ShiftsShanghaiByAboutFourHundredAndSeventyMetres) {
  const model::LonLat at = gcj02_from_wgs84({121.4955, 31.2525});
  const double east_m = (at.lon - 121.4955) * 95050;
  const double north_m = (at.lat - 31.2525) * 111190;
  EXPECT_NEAR(std::hypot(east_m, north_m), 470, 40);
  EXPECT_GT(east_m, 300);
  EXPECT_LT(north_m, -100);
}

}  // namespace
}  // namespace onescreen::demo
