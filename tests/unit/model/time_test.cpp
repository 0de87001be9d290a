// Proves civil time, zones, and the reading and writing of times.
#include "model/time.h"

#include <gtest/gtest.h>

namespace onescreen::model {
namespace {

using namespace std::chrono_literals;

TEST(Time, CivilDaysAcrossLeapYearsAndEras) {
  EXPECT_EQ(days_from_civil(1970, 1, 1), 0);
  EXPECT_EQ(days_from_civil(2000, 3, 1) - days_from_civil(2000, 2, 28), 2);
  EXPECT_EQ(days_from_civil(1900, 3, 1) - days_from_civil(1900, 2, 28), 1);
  EXPECT_EQ(days_from_civil(2026, 11, 20), 20777);
  EXPECT_EQ(days_from_civil(1969, 12, 31), -1);
}

TEST(Time, ImpossibleDatesAreRefused) {
  for (const char* text : {"2026-02-29 00:00:00", "2026-13-01 00:00:00", "2026-00-01 00:00:00", "2026-01-00 00:00:00",
                           "2026-01-01 24:00:00", "2026-01-01 00:60:00", "2026-01-01 00:00:60", "2026-1-01 00:00:00",
                           "2026-01-01 00:00:00x", "", "2026-01-01"}) {
    EXPECT_EQ(parse_civil(text, "%Y-%m-%d %H:%M:%S"), std::nullopt) << text;
  }
  EXPECT_TRUE(parse_civil("2024-02-29 23:59:59.250", "%Y-%m-%d %H:%M:%S"));
}

TEST(Time, CivilTimeIsWrittenAndReadBack) {
  const auto civil = parse_civil("20261120T075236", "%Y%m%dT%H%M%S");
  ASSERT_TRUE(civil);
  EXPECT_EQ(civil->weekday, 5);
  EXPECT_EQ(format_civil(*civil, "%Y/%m/%d %H:%M:%S %%"), "2026/11/20 07:52:36 %");
}

TEST(Time, Iso8601NeedsAnOffset) {
  EXPECT_EQ(parse_iso8601("2026-11-20T07:52:36"), std::nullopt);
  const auto z = parse_iso8601("2026-11-20T07:52:36Z");
  ASSERT_TRUE(z);
  EXPECT_EQ(parse_iso8601("2026-11-20T15:52:36+08:00"), z);
  EXPECT_EQ(parse_iso8601("2026-11-20 15:52:36+0800"), z);
  EXPECT_EQ(parse_iso8601("2026-11-20T15:52:36+08"), z);
  EXPECT_EQ(parse_iso8601("2026-11-20T02:52:36-05:00"), z);
  EXPECT_EQ(*parse_iso8601("2026-11-20T07:52:36.1239Z") - *z, 123ms);
  EXPECT_EQ(to_iso8601(*z + 120ms), "2026-11-20T07:52:36.120Z");
  for (const char* text : {"2026-11-20", "2026-11-20T07:52:36Zx", "2026-11-20T07:52:36+19:00", "2026-11-20T07:52:36.Z",
                           "20261120T075236Z"}) {
    EXPECT_EQ(parse_iso8601(text), std::nullopt) << text;
  }
}

TEST(Time, FixedZone) {
  const Zone shanghai = Zone::fixed("Asia/Shanghai", 8h);
  EXPECT_EQ(shanghai.utc(*parse_civil("2026-03-01 08:00:00", "%Y-%m-%d %H:%M:%S")),
            *parse_iso8601("2026-03-01T00:00:00Z"));
  EXPECT_EQ(shanghai.civil(*parse_iso8601("2026-02-28T16:00:00Z")).day, 1);
  EXPECT_EQ(shanghai.start_of_day(*parse_iso8601("2026-03-01T15:59:59Z")), *parse_iso8601("2026-02-28T16:00:00Z"));
  EXPECT_EQ(shanghai.start_of_day(*parse_iso8601("2026-03-01T16:00:00Z")), *parse_iso8601("2026-03-01T16:00:00Z"));
}

TEST(Time, BeforeTheEpoch) {
  const Zone utc;
  const CivilTime civil = utc.civil(from_millis(-1));
  EXPECT_EQ(format_civil(civil, "%Y-%m-%d %H:%M:%S"), "1969-12-31 23:59:59");
  EXPECT_EQ(civil.millisecond, 999);
  EXPECT_EQ(civil.weekday, 3);
}

}  // namespace
}  // namespace onescreen::model
