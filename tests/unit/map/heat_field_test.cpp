// Density: nothing is lost, the figures are rows for each square kilometre, and the field does not know the zoom.
#include "map/heat_field.h"

#include <gtest/gtest.h>

#include <limits>
#include <numbers>
#include <random>

#include "shapes.h"

namespace onescreen::map {
namespace {

HeatLayer layer(const std::vector<test::PointRow>& rows, double radius_m = 300) {
  HeatLayer heat;
  heat.table = test::point_table(rows);
  heat.radius_m = radius_m;
  heat.steps = {gfx::rgb(0x102030), gfx::rgb(0x80C0F0)};
  return heat;
}

double integral(const HeatField& field) {
  double sum = 0;
  for (int y = 0; y < field.height; ++y) {
    for (int x = 0; x < field.width; ++x)
      sum += field.per_km2[static_cast<size_t>(y * field.width + x)] * field.cell_km2(y);
  }
  return sum;
}

TEST(HeatField, IntegratesToTheNumberOfRows) {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> share(0, 0.06);
  std::vector<test::PointRow> rows;
  for (int i = 0; i < 800; ++i) rows.push_back({std::to_string(i), 121.46 + share(random), 31.24 + share(random), 1});
  for (const double radius : {80.0, 300.0, 1500.0}) {
    const HeatField field = heat_field(layer(rows, radius));
    EXPECT_NEAR(integral(field), 800, 8) << radius;
    EXPECT_EQ(field.skipped_rows, 0u);
  }
}

TEST(HeatField, PeaksAsTheKernelSays) {
  // One row: the quartic kernel's height is 3 / (pi r^2).
  const HeatField field = heat_field(layer({{"a", 121.49, 31.26, 1}}, 500));
  EXPECT_NEAR(field.highest, 3 / (std::numbers::pi * 0.25), 0.2);
}

TEST(HeatField, WeightsCountAndBadOnesAreLeftOut) {
  model::TableBuilder builder("w",
                              {{"lon", model::Type::number}, {"lat", model::Type::number}, {"w", model::Type::number}});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double weight : {5.0, -1.0, nan, 2.5}) {
    builder.number(0, 121.49);
    builder.number(1, 31.26);
    builder.number(2, weight);
    builder.end_row();
  }
  HeatLayer heat = layer({});
  heat.table = builder.build();
  heat.weight_column = "w";
  const HeatField field = heat_field(heat);
  EXPECT_DOUBLE_EQ(field.total_weight, 7.5);
  EXPECT_EQ(field.skipped_rows, 2u);
  EXPECT_NEAR(integral(field), 7.5, 0.075);
}

TEST(HeatField, AWholeWorldOfRowsStaysBounded) {
  const HeatField field = heat_field(layer({{"a", -170, -70, 1}, {"b", 175, 80, 1}}, 50));
  EXPECT_LE(field.width, kMostHeatCells);
  EXPECT_LE(field.height, kMostHeatCells);
  EXPECT_EQ(field.per_km2.size(), static_cast<size_t>(field.width) * static_cast<size_t>(field.height));
}

TEST(HeatField, NothingGivesNothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(heat_field(layer({})).per_km2.empty());
  EXPECT_TRUE(heat_field(layer({{"a", nan, 31, 1}})).per_km2.empty());
  EXPECT_TRUE(heat_field(layer({{"a", 121, 31, 1}}, 0)).per_km2.empty());
  EXPECT_TRUE(heat_field(HeatLayer{}).per_km2.empty());
}

TEST(HeatImage, ShowsTheGroundWhereThereIsNothing) {
  const HeatLayer heat = layer({{"a", 121.49, 31.26, 1}}, 500);
  const HeatField field = heat_field(heat);
  const gfx::Image image = heat_image(field, heat);
  ASSERT_EQ(image.width, field.width);
  EXPECT_EQ(image.at(0, 0).a, 0);
  int brightest = 0;
  for (size_t i = 3; i < image.rgba.size(); i += 4) brightest = std::max<int>(brightest, image.rgba[i]);
  EXPECT_GT(brightest, 200);
}

}  // namespace
}  // namespace onescreen::map
