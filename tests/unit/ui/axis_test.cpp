// axis: scales that people count in, ticks on round places, labels with no more digits than they need.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/repository.h"
#include "ui/axis.h"

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> texts(const std::vector<AxisTick>& ticks) {
  std::vector<std::string> out;
  for (const AxisTick& tick : ticks) out.push_back(tick.text);
  return out;
}

double millis(const std::string& iso) {
  return static_cast<double>(model::to_millis(model::parse_iso8601(iso).value()));
}

class Axis : public testing::Test {
 protected:
  test_support::TempFolder folder_;  // before what is read from it
  Words words_ = Words::load(folder_.write("words.json", R"({"wan": "W", "yi": "Y", "null": "-"})")).value();
  model::Zone zone_ = model::Zone::fixed("Asia/Shanghai", 8h);
};

TEST_F(Axis, nice_steps_are_one_two_or_five_times_a_power_of_ten) {
  EXPECT_DOUBLE_EQ(nice_step(1), 1);
  EXPECT_DOUBLE_EQ(nice_step(1.1), 2);
  EXPECT_DOUBLE_EQ(nice_step(4), 5);
  EXPECT_DOUBLE_EQ(nice_step(5.1), 10);
  EXPECT_DOUBLE_EQ(nice_step(0.03), 0.05);
}

TEST_F(Axis, a_scale_holds_its_values_in_a_few_intervals) {
  for (const double high : {0.004, 0.7, 1.0, 3.0, 17.0, 53.0, 99.0, 101.0, 1234.0, 98765.0, 3e9}) {
    const AxisScale scale = nice_scale(0, high, false, 5);
    EXPECT_LE(scale.low, 0) << high;
    EXPECT_GE(scale.high, high);
    const double intervals = (scale.high - scale.low) / scale.step;
    EXPECT_GE(intervals, 2) << high;
    EXPECT_LE(intervals, 5) << high;
  }
}

TEST_F(Axis, a_scale_keeps_to_whole_numbers_and_to_the_room_it_has) {
  EXPECT_GE(nice_scale(0, 2, true, 5).step, 1);
  EXPECT_DOUBLE_EQ(nice_scale(0, 1, true, 5).high, 1);
  for (const double tiny : {5e-324, 1e-300, 1e-289}) {
    const AxisScale scale = nice_scale(0, tiny, false, 5);
    EXPECT_GT(scale.step, 0) << tiny << ": a distance without a step would never end";
  }
  const AxisScale low = nice_scale(0, 97, false, 1);
  EXPECT_DOUBLE_EQ((low.high - low.low) / low.step, 1);
  const AxisScale below = nice_scale(-40, 60, false, 5);
  EXPECT_LE(below.low, -40);
  EXPECT_GE(below.high, 60);
}

TEST_F(Axis, one_value_still_makes_a_scale) {
  EXPECT_GT(nice_scale(5, 5, false, 5).high, nice_scale(5, 5, false, 5).low);
  EXPECT_GT(nice_scale(0, 0, false, 5).high, 0);
}

TEST_F(Axis, times_stand_on_round_local_times) {
  const double low = millis("2026-11-20T00:10:00Z");
  const double high = millis("2026-11-20T12:10:00Z");
  EXPECT_EQ(texts(time_ticks(low, high, 6 * 3600e3, zone_)), (std::vector<std::string>{"12:00", "18:00"}));
  EXPECT_EQ(texts(time_ticks(low, low + 3 * 86'400e3, 86'400e3, zone_)),
            (std::vector<std::string>{"11-21", "11-22", "11-23"}));
}

TEST_F(Axis, numbers_carry_their_unit_and_hours_two_digits) {
  EXPECT_EQ(texts(number_ticks(words_, 0, 23, 6, "h")), (std::vector<std::string>{"00h", "06h", "12h", "18h"}));
  EXPECT_EQ(texts(number_ticks(words_, -0.5, 2.4, 1, "")), (std::vector<std::string>{"0", "1", "2"}))
      << "no minus zero";
  EXPECT_EQ(texts(number_ticks(words_, 0, 2000, 1000, "")), (std::vector<std::string>{"0", "1,000", "2,000"}));
}

TEST_F(Axis, names_are_left_out_evenly) {
  EXPECT_EQ(texts(name_ticks({"a", "b", "c", "d", "e"}, 2)), (std::vector<std::string>{"a", "c", "e"}));
  EXPECT_TRUE(name_ticks({}, 1).empty());
}

TEST_F(Axis, ticks_end_however_small_their_distance) { EXPECT_LE(number_ticks(words_, 0, 1e9, 1, "").size(), 1000u); }

TEST_F(Axis, labels_have_the_digits_that_their_steps_need) {
  EXPECT_EQ(scale_label(words_, {0, 60, 20}, 40), "40");
  EXPECT_EQ(scale_label(words_, {0, 1, 0.2}, 0.2), "0.2");
  EXPECT_EQ(scale_label(words_, {0, 60'000, 20'000}, 20'000), "2W");
  EXPECT_EQ(scale_label(words_, {0, 15'000, 5'000}, 5'000), "0.5W");
  EXPECT_EQ(scale_label(words_, {0, 3e8, 1e8}, 2e8), "2Y");
  EXPECT_EQ(scale_label(words_, {-20, 20, 10}, 1e-12), "0");
}

}  // namespace
}  // namespace onescreen::ui
