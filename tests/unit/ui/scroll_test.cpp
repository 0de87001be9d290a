// scroll: every row and page comes into sight, and nothing moves sooner than was said.
#include <gtest/gtest.h>

#include <set>

#include "ui/scroll.h"

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;

constexpr int64_t kAnyDay = 1'763'600'000'000;

TEST(Scroll, easing_begins_and_ends_slowly) {
  EXPECT_DOUBLE_EQ(eased(0), 0);
  EXPECT_DOUBLE_EQ(eased(1), 1);
  EXPECT_LT(eased(0.1), 0.1);
  EXPECT_GT(eased(0.9), 0.9);
}

TEST(Scroll, the_upper_two_thirds_of_a_longer_list_stand_still) {
  EXPECT_EQ(standing_rows(6, 6), 6u);
  EXPECT_EQ(standing_rows(7, 6), 4u);
  EXPECT_EQ(standing_rows(7, 2), 1u);
  EXPECT_EQ(standing_rows(7, 1), 0u);
}

TEST(Scroll, every_row_comes_into_sight_and_none_beyond_the_last) {
  constexpr size_t kRows = 7;
  constexpr size_t kWindow = 3;
  std::set<double> firsts;
  for (int64_t ms = 0; ms < 60'000; ms += 100) {
    const RollingRows rolling = rolling_rows(kAnyDay + ms, kRows, kWindow, true);
    EXPECT_GE(rolling.first, 0);
    EXPECT_LE(rolling.first, kRows - kWindow);
    firsts.insert(rolling.first);
  }
  for (const double first : {0.0, 1.0, 2.0, 3.0, 4.0}) EXPECT_TRUE(firsts.contains(first)) << first;
}

TEST(Scroll, rows_stand_still_until_they_said_they_would_move) {
  for (int64_t ms = kAnyDay; ms < kAnyDay + 40'000;) {
    const RollingRows rolling = rolling_rows(ms, 9, 4, true);
    ASSERT_GT(rolling.changes_in, 0ms);
    const int64_t next = ms + rolling.changes_in.count();
    EXPECT_DOUBLE_EQ(rolling_rows(next - 1, 9, 4, true).first, rolling.first);
    ms = next;
  }
}

TEST(Scroll, pages_turn_in_order_and_rest_whole) {
  EXPECT_EQ(turning_pages(8000 * 4 + 5000, 3, 8000, true).page, 1u);
  const TurningPages resting = turning_pages(8000 * 3 + 4000, 3, 8000, true);
  EXPECT_EQ(resting.page, 0u);
  EXPECT_EQ(resting.previous, 2u);
  EXPECT_DOUBLE_EQ(resting.moved, 1);
  EXPECT_EQ(resting.changes_in, 4000ms);
  const TurningPages turning = turning_pages(8000 * 3 + 200, 3, 8000, true);
  EXPECT_NEAR(turning.moved, 0.5, 0.02);
  EXPECT_EQ(turning.changes_in, 31ms);
  EXPECT_DOUBLE_EQ(turning_pages(8000 * 3 + 230, 3, 8000, true).moved, turning.moved);
  EXPECT_GT(turning_pages(8000 * 3 + 231, 3, 8000, true).moved, turning.moved);
}

TEST(Scroll, a_single_page_does_not_move) { EXPECT_DOUBLE_EQ(turning_pages(8000 * 3 + 200, 1, 8000, true).moved, 1); }

TEST(Scroll, without_motion_everything_steps) {
  for (int64_t ms = kAnyDay; ms < kAnyDay + 20'000; ms += 10) {
    const RollingRows rolling = rolling_rows(ms, 9, 4, false);
    EXPECT_EQ(rolling.first, static_cast<double>(static_cast<size_t>(rolling.first)));
    EXPECT_EQ(turning_pages(ms, 3, 5000, false).moved, 1);
    EXPECT_EQ(turning_pages(ms, 3, 5000, false).page, turning_pages(ms, 3, 5000, true).page);
  }
}

}  // namespace
}  // namespace onescreen::ui
