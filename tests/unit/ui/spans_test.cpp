// spans: times left and ages as text, and that each text changes exactly when it was said to.
#include <gtest/gtest.h>

#include "support/repository.h"
#include "ui/spans.h"

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;
using model::Duration;

class Spans : public testing::Test {
 protected:
  test_support::TempFolder folder_;  // before what is read from it
  Words words_ =
      Words::load(
          folder_.write("words.json",
                        R"({"unit.seconds": "{}s", "unit.minutes": "{}m", "unit.hours": "{}h", "unit.days": "{}d"})"))
          .value();
};

TEST_F(Spans, a_countdown_counts_hours_and_minutes) {
  EXPECT_EQ(countdown(words_, 65min), "01:05");
  EXPECT_EQ(countdown(words_, 59s), "00:00");
  EXPECT_EQ(countdown(words_, 0s), "00:00");
  EXPECT_EQ(countdown(words_, -18min), "-00:18");
  EXPECT_EQ(countdown(words_, 99h + 59min), "99:59");
  EXPECT_EQ(countdown(words_, 100h), "4d");
  EXPECT_EQ(countdown(words_, -200h), "-8d");
}

TEST_F(Spans, a_countdown_changes_when_it_said) {
  for (Duration left = 5min + 123ms; left > -5min;) {
    const std::string text = countdown(words_, left);
    const Duration wait = countdown_changes_in(left);
    ASSERT_GT(wait, 0ms);
    EXPECT_EQ(countdown(words_, left - wait + 1ms), text) << left.count();
    EXPECT_NE(countdown(words_, left - wait), text) << left.count();
    left -= wait;
  }
}

TEST_F(Spans, an_age_changes_when_it_said) {
  for (const Duration age : {Duration(0), Duration(999), Duration(59'400ms), Duration(1min), Duration(59min + 1ms),
                             Duration(47h + 1min), Duration(48h), Duration(80h)}) {
    const Duration wait = span_changes_in(age);
    ASSERT_GT(wait, 0ms);
    EXPECT_EQ(words_.span(age + wait - 1ms), words_.span(age)) << age.count();
    EXPECT_NE(words_.span(age + wait), words_.span(age)) << age.count();
  }
  EXPECT_EQ(span_changes_in(-3s), 1s) << "a back end's clock that is ahead";
}

}  // namespace
}  // namespace onescreen::ui
