// The blinking of marks stays within what eyes may be shown, however unevenly frames come.
#include "ui/blink.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;

constexpr int64_t kAnyDay = 1'763'600'000'000;

model::TimePoint at(int64_t ms) { return model::from_millis(ms); }

TEST(Blink, is_lit_half_of_the_time) {
  int lit = 0;
  for (int64_t ms = 0; ms < 4000; ++ms) lit += blink_on(at(kAnyDay + ms)) ? 1 : 0;
  EXPECT_EQ(lit, 2000);
}

TEST(Blink, changes_when_it_says_and_not_before) {
  for (int64_t ms = -1000; ms < 1000; ++ms) {
    const auto in = blink_changes_in(at(ms));
    ASSERT_GT(in, 0ms);
    ASSERT_LE(in, kBlinkHalf);
    EXPECT_NE(blink_on(at(ms)), blink_on(at(ms) + in)) << ms;
    EXPECT_EQ(blink_on(at(ms)), blink_on(at(ms) + in - 1ms)) << ms;
  }
}

// Frames come when they come. In no second may there be more than three flashes, each a pair of opposite changes.
TEST(Blink, never_flashes_more_than_three_times_a_second) {
  std::mt19937 random(7);
  for (const int longest_frame_ms : {16, 33, 120, 250, 700}) {
    std::uniform_int_distribution<int> frame_ms(1, longest_frame_ms);
    std::vector<int64_t> changes;
    bool shown = blink_on(at(kAnyDay));
    for (int64_t ms = 0; ms < 60'000; ms += frame_ms(random)) {
      const bool now = blink_on(at(kAnyDay + ms));
      if (now != shown) changes.push_back(ms);
      shown = now;
    }
    for (size_t i = 0; i + 6 < changes.size(); ++i)
      EXPECT_GT(changes[i + 6] - changes[i], 1000 - 1)
          << "frames of up to " << longest_frame_ms << " ms, at " << changes[i];
  }
}

}  // namespace
}  // namespace onescreen::ui
