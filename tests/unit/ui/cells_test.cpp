// cells: reading of columns that an answer may lack, and of what a back end writes into those it has.
#include "ui/cells.h"

#include <gtest/gtest.h>

#include <limits>

namespace onescreen::ui {
namespace {

model::TablePtr table() {
  model::TableBuilder rows("a", {{"text", model::Type::text}, {"number", model::Type::number}});
  rows.text(0, "3.7");
  rows.number(1, std::numeric_limits<double>::infinity());
  rows.end_row();
  rows.text(0, "");
  rows.number(1, 5);
  rows.end_row();
  rows.end_row();  // all null
  return rows.build();
}

TEST(Cells, a_missing_column_reads_as_nulls) {
  EXPECT_EQ(text_at(nullptr, 0), "");
  EXPECT_EQ(text_at(nullptr, 0, "m"), "m");
  EXPECT_EQ(number_at(nullptr, 0), std::nullopt);
  EXPECT_EQ(finite_at(nullptr, 0), std::nullopt);
  EXPECT_EQ(time_at(nullptr, 0), std::nullopt);
  EXPECT_EQ(level_at(nullptr, 0), 0);
}

TEST(Cells, what_the_layout_says_stands_in_for_empty_and_null) {
  const model::TablePtr rows = table();
  const model::Column* column = rows->column("text");
  EXPECT_EQ(text_at(column, 0, "m"), "3.7");
  EXPECT_EQ(text_at(column, 1, "m"), "m");
  EXPECT_EQ(text_at(column, 2, "m"), "m");
}

TEST(Cells, only_finite_numbers_are_lengths) {
  const model::TablePtr rows = table();
  const model::Column* column = rows->column("number");
  EXPECT_EQ(number_at(column, 0), std::numeric_limits<double>::infinity());
  EXPECT_EQ(finite_at(column, 0), std::nullopt);
  EXPECT_EQ(finite_at(column, 1), 5);
  EXPECT_EQ(finite_at(column, 2), std::nullopt);
}

TEST(Cells, a_severity_is_one_to_four) {
  const model::TablePtr rows = table();
  EXPECT_EQ(level_at(rows->column("text"), 0), 3);
  EXPECT_EQ(level_at(rows->column("text"), 1), 0);
  EXPECT_EQ(level_at(rows->column("number"), 0), 0);
  EXPECT_EQ(level_at(rows->column("number"), 1), 0);
}

}  // namespace
}  // namespace onescreen::ui
