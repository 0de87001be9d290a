// Proves the hotline's hours and topics: nothing from hours that have not begun, sums that agree.
#include "demo/hotline.h"

#include "demo_city.h"

namespace onescreen::demo {
namespace {

TEST(Hotline, HoursToComeAreUnknownAndNotZero) {
  const auto hours = shared_city().hotline().hours(at("2026-11-20T07:52:36"));
  ASSERT_EQ(hours.size(), 24U);
  for (const Hotline::Hour& hour : hours) EXPECT_EQ(hour.today.has_value(), hour.hour <= 7) << hour.hour;
  EXPECT_EQ(hours[7].from, at("2026-11-20T07:00:00"));
}

TEST(Hotline, TodayBecomesYesterday) {
  const Hotline& hotline = shared_city().hotline();
  const auto evening = hotline.hours(at("2026-11-20T23:59:59"));
  const auto next = hotline.hours(at("2026-11-21T00:00:00"));
  int sum = 0;
  for (size_t hour = 0; hour < 24; ++hour) {
    EXPECT_EQ(*evening[hour].today, next[hour].yesterday);
    sum += next[hour].yesterday;
  }
  EXPECT_EQ(sum, hotline.calls_today(at("2026-11-20T23:59:59")));
  EXPECT_NEAR(sum, 620, 120);
}

TEST(Hotline, NightsAreQuietAndTopicsSumToTheCalls) {
  const Hotline& hotline = shared_city().hotline();
  const TimePoint now = at("2026-11-20T18:10:00");
  const auto hours = hotline.hours(now);
  EXPECT_GT(*hours[9].today, 4 * *hours[3].today);
  const auto topics = hotline.topics(now);
  EXPECT_GE(topics.size(), 10U);
  int sum = 0;
  int hourly = 0;
  for (size_t i = 0; i < topics.size(); ++i) {
    sum += topics[i].today;
    if (i > 0) {
      EXPECT_LE(topics[i].today, topics[i - 1].today);
    }
  }
  for (const Hotline::Hour& hour : hours) hourly += hour.today.value_or(0);
  EXPECT_EQ(sum, hourly);
}

}  // namespace
}  // namespace onescreen::demo
