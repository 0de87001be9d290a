// series: both shapes of table give the same curves, and what is not there stays not there.
#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/series.h"

namespace onescreen::ui {
namespace {

using model::TableBuilder;
using model::Type;
using Values = std::vector<std::optional<double>>;

TEST(Series, wide_form_gives_a_series_for_each_number_column) {
  TableBuilder builder(
      "t", {{"x", Type::integer}, {"today", Type::integer}, {"word", Type::text}, {"before", Type::number}});
  builder.integer(0, 2);
  builder.integer(1, 5);
  builder.text(2, "a");
  builder.number(3, 1.5);
  builder.end_row();
  builder.integer(0, 0);
  builder.number(3, INFINITY);
  builder.end_row();
  builder.integer(1, 7);  // without a place
  builder.end_row();
  const SeriesTable read = read_series(*builder.build());
  EXPECT_EQ(read.kind, AxisKind::number);
  EXPECT_EQ(read.x, (std::vector<double>{0, 2})) << "ascending, whatever the order of the rows";
  ASSERT_EQ(read.series.size(), 2u);
  EXPECT_EQ(read.series[0].name, "today");
  EXPECT_EQ(read.series[0].y, (Values{std::nullopt, 5}));
  EXPECT_EQ(read.series[1].name, "before");
  EXPECT_EQ(read.series[1].y, (Values{std::nullopt, 1.5}));
  EXPECT_DOUBLE_EQ(read.step, 2);
}

TEST(Series, long_form_gives_a_series_for_each_name) {
  TableBuilder builder("t", {{"t", Type::time}, {"series", Type::text}, {"value", Type::number}});
  const auto add = [&](int64_t minute, const char* name, double value) {
    builder.time(0, model::from_millis(minute * 60'000));
    builder.text(1, name);
    builder.number(2, value);
    builder.end_row();
  };
  for (const int64_t minute : {0, 5, 10, 40}) add(minute, "a", static_cast<double>(minute));
  add(5, "b", 1);
  const SeriesTable read = read_series(*builder.build());
  EXPECT_EQ(read.kind, AxisKind::time);
  EXPECT_DOUBLE_EQ(read.step, 5 * 60'000) << "one gap does not make the usual distance longer";
  ASSERT_EQ(read.series.size(), 2u);
  EXPECT_EQ(read.series[0].y, (Values{0, 5, 10, 40}));
  EXPECT_EQ(read.series[1].y, (Values{std::nullopt, 1, std::nullopt, std::nullopt}));
}

TEST(Series, names_keep_the_order_of_the_rows) {
  TableBuilder builder("t", {{"x", Type::text}, {"value", Type::integer}});
  for (const char* name : {"z", "a", "z"}) {
    builder.text(0, name);
    builder.integer(1, name[0]);
    builder.end_row();
  }
  const SeriesTable read = read_series(*builder.build());
  EXPECT_EQ(read.kind, AxisKind::name);
  EXPECT_EQ(read.names, (std::vector<std::string>{"z", "a"}));
  ASSERT_EQ(read.series.size(), 1u);
  EXPECT_EQ(read.series[0].y, (Values{'z', 'a'}));
}

TEST(Series, rows_without_an_axis_are_counted) {
  TableBuilder builder("t", {{"value", Type::integer}});
  for (const int64_t value : {4, 5, 6}) {
    builder.integer(0, value);
    builder.end_row();
  }
  EXPECT_EQ(read_series(*builder.build()).x, (std::vector<double>{0, 1, 2}));
  EXPECT_TRUE(read_series(*TableBuilder("t", {{"value", Type::integer}}).build()).x.empty());
}

}  // namespace
}  // namespace onescreen::ui
