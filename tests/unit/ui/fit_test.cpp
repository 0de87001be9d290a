// fit: where a text may be cut. What needs a font (sizes, widths) is seen in the golden cases named narrow.
#include <gtest/gtest.h>

#include <string>

#include "ui/fit.h"

namespace onescreen::ui {
namespace {

std::string cut(const std::string& text, size_t bytes) { return text.substr(0, before_number(text, bytes)); }

TEST(BeforeNumber, leaves_whole_numbers_and_words_alone) {
  EXPECT_EQ(cut("gas 0.65 %LEL", 8), "gas 0.65");
  EXPECT_EQ(cut("gas 0.65 %LEL", 2), "ga");
  EXPECT_EQ(cut("12", 2), "12");
  EXPECT_EQ(cut("", 0), "");
  EXPECT_EQ(cut("ab", 9), "ab");
}

TEST(BeforeNumber, ends_before_a_number_that_would_be_split) {
  EXPECT_EQ(cut("gas 0.65 %LEL", 5), "gas");
  EXPECT_EQ(cut("gas 0.65 %LEL", 6), "gas");
  EXPECT_EQ(cut("level 1,234", 9), "level");
  EXPECT_EQ(cut("from 07:26 on", 7), "from");
  EXPECT_EQ(cut("1234", 2), "");
}

TEST(BeforeNumber, ends_without_blanks) { EXPECT_EQ(cut("one two", 4), "one"); }

}  // namespace
}  // namespace onescreen::ui
