// Proves that tables keep what was put in: nulls, dropped rows, tolerant reads.
#include "model/table.h"

#include <gtest/gtest.h>

namespace onescreen::model {
namespace {

TableBuilder builder() {
  return TableBuilder("t", {{"name", Type::text},
                            {"value", Type::number},
                            {"count", Type::integer},
                            {"at", Type::time},
                            {"on", Type::boolean},
                            {"shape", Type::geometry}});
}

TEST(Table, CellsNotSetAreNullAndZeroIsNot) {
  auto rows = builder();
  rows.number(1, 0);
  rows.integer(2, 0);
  rows.boolean(4, false);
  rows.text(0, "");
  rows.end_row();
  rows.end_row();
  const auto table = rows.build();
  ASSERT_EQ(table->row_count(), 2u);
  for (const char* name : {"name", "value", "count", "on"}) {
    EXPECT_FALSE(table->column(name)->is_null(0)) << name;
    EXPECT_TRUE(table->column(name)->is_null(1)) << name;
  }
  EXPECT_TRUE(table->column("at")->is_null(0));
  EXPECT_TRUE(table->column("shape")->is_null(0));
  EXPECT_EQ(table->column("value")->as_number(0), 0.0);
  EXPECT_EQ(table->column("value")->as_number(1), std::nullopt);
}

TEST(Table, ADroppedRowLeavesNothingBehind) {
  auto rows = builder();
  rows.text(0, "first");
  rows.end_row();
  rows.text(0, "gone");
  rows.number(1, 7);
  rows.drop_row();
  rows.text(0, "second");
  rows.end_row();
  const auto table = rows.build();
  ASSERT_EQ(table->row_count(), 2u);
  EXPECT_EQ(table->column("name")->text(0), "first");
  EXPECT_EQ(table->column("name")->text(1), "second");
  EXPECT_TRUE(table->column("value")->is_null(1));
}

TEST(Table, ReadsOfAnotherTypeAreTolerantAndNeverInvent) {
  auto rows = builder();
  rows.text(0, "121.48");
  rows.number(1, 1.5e3);
  rows.integer(2, 1'000);
  rows.time(3, from_millis(86'400'000));
  rows.boolean(4, true);
  rows.end_row();
  rows.text(0, "n/a");
  rows.number(1, 1e300);
  rows.end_row();
  const auto table = rows.build();
  EXPECT_EQ(table->column("name")->as_number(0), 121.48);
  EXPECT_EQ(table->column("name")->as_number(1), std::nullopt);
  EXPECT_EQ(table->column("value")->as_time(0), from_millis(1500));
  EXPECT_EQ(table->column("value")->as_time(1), std::nullopt);
  EXPECT_EQ(table->column("count")->as_time(0), from_millis(1000));
  EXPECT_EQ(table->column("at")->as_text(0), "1970-01-02T00:00:00.000Z");
  EXPECT_EQ(table->column("on")->as_text(0), "true");
  EXPECT_EQ(table->column("count")->as_text(0), "1000");
  EXPECT_EQ(table->column("shape")->as_text(0), "");
  EXPECT_EQ(table->column("nothing"), nullptr);
}

TEST(Table, IntegersKeepEveryDigit) {
  auto rows = builder();
  rows.integer(2, 1640921804698550272);
  rows.end_row();
  EXPECT_EQ(rows.build()->column("count")->as_text(0), "1640921804698550272");
}

TEST(Table, EqualityIsByContent) {
  const auto make = [](const char* name) {
    auto rows = builder();
    rows.text(0, name);
    rows.end_row();
    return rows.build();
  };
  EXPECT_EQ(*make("a"), *make("a"));
  EXPECT_NE(*make("a"), *make("b"));
}

TEST(Table, TypesHaveNamesBothWays) {
  for (const Type type : {Type::text, Type::number, Type::integer, Type::time, Type::boolean, Type::geometry}) {
    EXPECT_EQ(type_from_name(name_of(type)), type);
  }
  EXPECT_EQ(type_from_name("string"), std::nullopt);
}

}  // namespace
}  // namespace onescreen::model
