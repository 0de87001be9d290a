// Which class a value falls in, for colours and legend alike.
#include "map/classes.h"

#include <gtest/gtest.h>

#include <limits>

namespace onescreen::map {
namespace {

model::TablePtr table_of(const std::vector<std::optional<double>>& values) {
  model::TableBuilder builder("t", {{"value", model::Type::number}, {"use", model::Type::text}});
  for (const auto& value : values) {
    if (value) {
      builder.number(0, *value);
      builder.text(1, *value < 10 ? "low" : *value < 20 ? "high" : "odd");
    }
    builder.end_row();
  }
  return builder.build();
}

Classing by(ClassRule rule) {
  Classing classing;
  classing.column = "value";
  classing.rule = rule;
  return classing;
}

TEST(Classes, CountEveryRowOnce) {
  const auto table = table_of({1, 2, 3, 12, 25, std::nullopt, std::numeric_limits<double>::infinity()});
  for (const ClassRule rule :
       {ClassRule::quantile, ClassRule::equal, ClassRule::given, ClassRule::ramp, ClassRule::category}) {
    Classing classing = by(rule);
    classing.breaks = {2, 10};
    if (rule == ClassRule::category) {
      classing.column = "use";
      classing.values = {"low", "high"};
    }
    const Classes classes = classes_of(table.get(), classing);
    EXPECT_EQ(classes.counts.size(), style_count(classing));
    size_t sum = 0;
    for (const size_t count : classes.counts) sum += count;
    EXPECT_EQ(sum, 7U);
    EXPECT_EQ(classes.counts[0], rule == ClassRule::category ? 1U : 2U);
    const auto styles = row_styles(*table, classing, classes);
    for (const uint8_t style : styles) EXPECT_LT(style, style_count(classing));
    EXPECT_EQ(style_colours(classing, std::vector<Colour>(5), {}).size() + 1, style_count(classing));
  }
}

TEST(Classes, GivenBreaksAreLowerLimits) {
  Classing classing = by(ClassRule::given);
  classing.breaks = {2, 10};
  const auto table = table_of({1, 2, 9.9, 10, 100});
  const Classes classes = classes_of(table.get(), classing);
  EXPECT_EQ(row_styles(*table, classing, classes), (std::vector<uint8_t>{1, 2, 2, 3, 3}));
  EXPECT_FALSE(classes.whole);
}

TEST(Classes, DivergeAroundTheirMiddle) {
  Classing classing = by(ClassRule::equal);
  classing.classes = 4;
  classing.middle = 0;
  const auto table = table_of({-2, 1, 8});
  EXPECT_EQ(classes_of(table.get(), classing).breaks, (std::vector<double>{-4, 0, 4}));
  classing.rule = ClassRule::quantile;
  const auto breaks = classes_of(table_of({-9, -8, -1, 0, 1, 2, 50}).get(), classing).breaks;
  EXPECT_EQ(breaks, (std::vector<double>{-8, 0, 2}));
  classing.rule = ClassRule::ramp;
  const Classes ramp = classes_of(table.get(), classing);
  EXPECT_EQ(ramp.lowest, -8);
  EXPECT_EQ(ramp.highest, 8);
}

TEST(Classes, ARampGoesFromEndToEnd) {
  const auto table = table_of({0, 5, 10});
  const Classing classing = by(ClassRule::ramp);
  const auto styles = row_styles(*table, classing, classes_of(table.get(), classing));
  EXPECT_EQ(styles, (std::vector<uint8_t>{1, 1 + kRampStyles / 2, kRampStyles}));
  const std::vector<Colour> steps{{0, 0, 0, 255}, {255, 0, 0, 255}};
  const auto colours = style_colours(classing, steps, {});
  EXPECT_EQ(colours.front(), steps.front());
  EXPECT_EQ(colours.back(), steps.back());
  // All the same: the middle, not an end.
  const auto one = table_of({7, 7});
  EXPECT_EQ(row_styles(*one, classing, classes_of(one.get(), classing))[0], 1 + kRampStyles / 2);
}

TEST(Classes, CategoriesKeepTheirPlaceAndTheRestIsOther) {
  Classing classing;
  classing.column = "use";
  classing.rule = ClassRule::category;
  classing.values = {"high", "low"};
  const auto table = table_of({1, 12, 25, std::nullopt});
  EXPECT_EQ(row_styles(*table, classing, classes_of(table.get(), classing)), (std::vector<uint8_t>{2, 1, 3, 0}));
  const std::vector<Colour> steps{{1, 0, 0, 255}, {2, 0, 0, 255}};
  EXPECT_EQ(style_colours(classing, steps, {9, 9, 9, 255}).back(), (Colour{9, 9, 9, 255}));
}

TEST(Classes, NothingHasNoClasses) {
  for (const ClassRule rule : {ClassRule::quantile, ClassRule::equal, ClassRule::ramp}) {
    EXPECT_TRUE(classes_of(nullptr, by(rule)).empty());
    EXPECT_TRUE(classes_of(table_of({std::nullopt}).get(), by(rule)).empty());
    Classing missing = by(rule);
    missing.column = "nowhere";
    EXPECT_TRUE(classes_of(table_of({1}).get(), missing).empty());
  }
  EXPECT_EQ(row_styles(*table_of({1, std::nullopt}), {}, {}), (std::vector<uint8_t>{1, 1}));
}

}  // namespace
}  // namespace onescreen::map
