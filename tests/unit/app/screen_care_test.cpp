// The picture wanders without jumps and evenly, and is darker when it should be.
#include "screen_care.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;

const model::Zone kZone = model::Zone::fixed("+8", 8h);
model::TimePoint at(const char* text) { return model::parse_iso8601(text).value(); }

TEST(ScreenCare, does_nothing_unless_told_to) {
  const CareNow now = care_at({}, kZone, at("2026-11-20T03:00:00+08:00"));
  EXPECT_EQ(now.dx, 0);
  EXPECT_EQ(now.dy, 0);
  EXPECT_EQ(now.brightness, 1);
}

TEST(ScreenCare, wanders_by_one_pixel_a_step_around_a_square_and_comes_back) {
  ScreenCare care;
  care.orbit_px = 3;
  care.orbit_step = 60s;
  const model::TimePoint begin = at("2026-11-20T03:00:00+08:00");
  std::map<std::pair<int, int>, int> places;
  CareNow before = care_at(care, kZone, begin);
  for (int step = 1; step <= 240; ++step) {
    EXPECT_EQ(care_at(care, kZone, begin + step * 60s - 1ms).dx, before.dx);
    const CareNow now = care_at(care, kZone, begin + step * 60s);
    EXPECT_EQ(std::abs(now.dx - before.dx) + std::abs(now.dy - before.dy), 1);
    EXPECT_EQ(std::max(std::abs(now.dx), std::abs(now.dy)), 3);
    ++places[{now.dx, now.dy}];
    before = now;
  }
  EXPECT_EQ(places.size(), 24u);
  for (const auto& [place, times] : places) EXPECT_EQ(times, 10) << place.first << "," << place.second;
}

TEST(ScreenCare, is_darker_over_midnight_and_the_darkest_span_counts) {
  ScreenCare care;
  care.dim = {{22h + 30min, 6h, 0.6}, {1h, 2h, 0.4}};
  EXPECT_EQ(care_at(care, kZone, at("2026-11-20T22:29:59+08:00")).brightness, 1);
  EXPECT_EQ(care_at(care, kZone, at("2026-11-20T22:30:00+08:00")).brightness, 0.6);
  EXPECT_EQ(care_at(care, kZone, at("2026-11-21T01:30:00+08:00")).brightness, 0.4);
  EXPECT_EQ(care_at(care, kZone, at("2026-11-21T05:59:59+08:00")).brightness, 0.6);
  EXPECT_EQ(care_at(care, kZone, at("2026-11-21T06:00:00+08:00")).brightness, 1);
}

}  // namespace
}  // namespace onescreen::app
