// format_number: how a figure is written on the wall, at the edges where it is easily wrong.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "support/repository.h"
#include "ui/number.h"

namespace onescreen::ui {
namespace {

const std::string kWan = "\u4E07";
const std::string kYi = "\u4EBF";
const std::string kDash = "\u2014";

// The words that the wall itself uses.
const Words& words() {
  static const Words loaded = [] {
    auto result = Words::load((test_support::source_dir() / "assets/theme/words.zh-CN.json").string());
    EXPECT_TRUE(result) << model::describe(result.error());
    return result ? *result : Words();
  }();
  return loaded;
}

TEST(FormatNumber, groups_thousands) {
  EXPECT_EQ(format_number(words(), 0, 0, false), "0");
  EXPECT_EQ(format_number(words(), 7, 0, false), "7");
  EXPECT_EQ(format_number(words(), 999, 0, false), "999");
  EXPECT_EQ(format_number(words(), 1000, 0, false), "1,000");
  EXPECT_EQ(format_number(words(), 9999, 0, false), "9,999");
  EXPECT_EQ(format_number(words(), 10000, 0, false), "10,000");
  EXPECT_EQ(format_number(words(), 1e8, 0, false), "100,000,000");
  EXPECT_EQ(format_number(words(), 1234567.891, 2, false), "1,234,567.89");
}

TEST(FormatNumber, null_and_what_is_no_number_are_not_zero) {
  EXPECT_EQ(format_number(words(), std::nullopt, 0, true), kDash);
  EXPECT_EQ(format_number(words(), std::numeric_limits<double>::quiet_NaN(), 0, true), kDash);
  EXPECT_EQ(format_number(words(), std::numeric_limits<double>::infinity(), 0, false), "\u221E");
  EXPECT_EQ(format_number(words(), -std::numeric_limits<double>::infinity(), 0, true), "-\u221E");
}

TEST(FormatNumber, zero_has_no_sign) {
  EXPECT_EQ(format_number(words(), -0.0, 0, false), "0");
  EXPECT_EQ(format_number(words(), -0.0, 2, true), "0.00");
  EXPECT_EQ(format_number(words(), -0.004, 2, false), "0.00");
  EXPECT_EQ(format_number(words(), -0.006, 2, false), "-0.01");
}

TEST(FormatNumber, negative_numbers_are_grouped_like_positive_ones) {
  EXPECT_EQ(format_number(words(), -1, 0, false), "-1");
  EXPECT_EQ(format_number(words(), -123, 0, false), "-123");
  EXPECT_EQ(format_number(words(), -1234, 0, false), "-1,234");
  EXPECT_EQ(format_number(words(), -123456, 1, false), "-123,456.0");
  EXPECT_EQ(format_number(words(), -25000, 0, true), "-2.5" + kWan);
}

TEST(FormatNumber, headlines_count_in_ten_thousands) {
  EXPECT_EQ(format_number(words(), 9999, 0, true), "9,999");
  EXPECT_EQ(format_number(words(), 10000, 0, true), "1.0" + kWan);
  EXPECT_EQ(format_number(words(), 125000, 0, true), "12.5" + kWan);
  EXPECT_EQ(format_number(words(), 1e8, 0, true), "1.00" + kYi);
  EXPECT_EQ(format_number(words(), 1.5e12, 0, true), "15,000.00" + kYi);
}

TEST(FormatNumber, a_unit_is_never_full) {
  EXPECT_EQ(format_number(words(), 99'999'999, 0, true), "1.00" + kYi) << "not 10,000.0 of the smaller unit";
  EXPECT_EQ(format_number(words(), 99'940'000, 0, true), "9,994.0" + kWan);
}

TEST(FormatNumber, decimals_are_kept_within_reason) {
  EXPECT_EQ(format_number(words(), 1.0 / 3, 99, false), "0.333333");
  EXPECT_EQ(format_number(words(), 1.5, -1, false), "2");
  EXPECT_EQ(format_number(words(), 97.64, 2, true), "97.64");
}

TEST(NumberParts, part_the_digits_from_the_word_behind_them) {
  EXPECT_EQ(number_parts(words(), 125000, 0).digits, "12.5");
  EXPECT_EQ(number_parts(words(), 125000, 0).multiplier, kWan);
  EXPECT_EQ(number_parts(words(), -3e8, 0).digits, "-3.00");
  EXPECT_EQ(number_parts(words(), -3e8, 0).multiplier, kYi);
  EXPECT_EQ(number_parts(words(), 9999, 0).multiplier, "");
  EXPECT_EQ(number_parts(words(), std::numeric_limits<double>::quiet_NaN(), 0).digits, kDash);
}

}  // namespace
}  // namespace onescreen::ui
