// Proves that zones of the system database give the offsets that clocks showed.
#include "data/zone.h"

#include <gtest/gtest.h>

namespace onescreen::data {
namespace {

using model::parse_civil;
using model::parse_iso8601;
constexpr char kPattern[] = "%Y-%m-%d %H:%M:%S";

TEST(Zone, ShanghaiHadSummerTimeOnce) {
  const auto zone = load_zone("Asia/Shanghai");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->offset_at(*parse_iso8601("2026-07-01T00:00:00Z")), std::chrono::hours(8));
  EXPECT_EQ(zone->offset_at(*parse_iso8601("1988-07-01T00:00:00Z")), std::chrono::hours(9));
  EXPECT_EQ(zone->utc(*parse_civil("2026-03-01 08:00:00", kPattern)), *parse_iso8601("2026-03-01T00:00:00Z"));
}

TEST(Zone, GapsAndOverlapsOfSummerTime) {
  const auto zone = load_zone("Europe/Berlin");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->utc(*parse_civil("2026-10-25 02:30:00", kPattern)), *parse_iso8601("2026-10-25T00:30:00Z"))
      << "the earlier of two";
  EXPECT_EQ(zone->utc(*parse_civil("2026-03-29 02:30:00", kPattern)), *parse_iso8601("2026-03-29T01:30:00Z"))
      << "a time that is skipped";
  EXPECT_EQ(zone->utc(*parse_civil("2026-03-29 03:00:00", kPattern)), *parse_iso8601("2026-03-29T01:00:00Z"));
  EXPECT_EQ(zone->start_of_day(*parse_iso8601("2026-03-29T12:00:00Z")), *parse_iso8601("2026-03-28T23:00:00Z"));
}

TEST(Zone, UnknownNamesSayWhatToWrite) {
  const auto zone = load_zone("Asia/Shangai");
  ASSERT_FALSE(zone);
  EXPECT_NE(zone.error().message.find("Asia/Shanghai"), std::string::npos);
}

}  // namespace
}  // namespace onescreen::data
