// Circles have their true radius at any latitude; what is no circle is left out and counted.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "map/circle_batch.h"
#include "shapes.h"

namespace onescreen::map {
namespace {

CircleLayer layer(const model::TablePtr& table, std::vector<double> radii) {
  CircleLayer circles;
  circles.table = table;
  circles.radii_m = std::move(radii);
  return circles;
}

TEST(Circles, HaveTheirTrueRadiusAtEveryLatitude) {
  for (const double latitude : {0.0, 31.27, -60.0}) {
    size_t skipped = 0;
    const LonLat centre{121.5, latitude};
    const auto circles = circles_of(layer(test::point_table({{"a", centre.lon, centre.lat, 1}}), {500}), skipped);
    ASSERT_EQ(circles.size(), 1u);
    EXPECT_EQ(skipped, 0u);
    // A place on the rim, to the east and to the north, is 500 m away.
    for (const double bearing : {0.0, 45.0, 90.0, 200.0}) {
      const LonLat rim = place_at(centre, 500, bearing);
      EXPECT_NEAR(metres_between(centre, rim), 500, 1) << latitude << ", " << bearing;
      const FixedPoint a = fixed_from_lonlat(centre);
      const FixedPoint b = fixed_from_lonlat(rim);
      const double units = std::hypot(double(b.x) - double(a.x), double(b.y) - double(a.y));
      EXPECT_NEAR(units, circles[0].radius_units, units * 1e-3);
    }
  }
}

TEST(Circles, LargestFirstAndNoMoreThanAFew) {
  size_t skipped = 0;
  const auto circles =
      circles_of(layer(test::point_table({{"a", 121.5, 31.2, 1}}), {100, 300, 200, 1, 2, 3, 4, 5, 6, 7}), skipped);
  ASSERT_EQ(circles.size(), kMostRadii);
  for (size_t i = 1; i < circles.size(); ++i) EXPECT_GT(circles[i - 1].radius_units, circles[i].radius_units);
}

TEST(Circles, WhatIsNoneIsCounted) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  const auto table = test::point_table({{"a", 121.5, 31.2, 1}, {"b", nan, 31.2, 1}, {"c", 121.5, infinite, 1}});
  size_t skipped = 0;
  EXPECT_EQ(circles_of(layer(table, {300}), skipped).size(), 1u);
  EXPECT_EQ(skipped, 2u);
  EXPECT_TRUE(circles_of(layer(table, {0, -5, nan, infinite, 1e9}), skipped).empty());
  EXPECT_EQ(skipped, 3u);
  EXPECT_TRUE(circles_of(layer(nullptr, {300}), skipped).empty());
}

TEST(Circles, EachRowMayHaveItsOwnRadius) {
  CircleLayer circles = layer(test::area_table({{"a", nullptr, 300}}), {});
  circles.radius_column = "value";
  size_t skipped = 0;
  // No place: a table of areas has no points.
  EXPECT_TRUE(circles_of(circles, skipped).empty());
  model::TableBuilder builder("c",
                              {{"lon", model::Type::number}, {"lat", model::Type::number}, {"r", model::Type::number}});
  for (const double radius : {250.0, 500.0}) {
    builder.number(0, 121.5);
    builder.number(1, 31.2);
    builder.number(2, radius);
    builder.end_row();
  }
  builder.number(0, 121.5);
  builder.number(1, 31.2);
  builder.end_row();
  circles.table = builder.build();
  circles.radius_column = "r";
  const auto made = circles_of(circles, skipped);
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(skipped, 1u);
  EXPECT_NEAR(made[1].radius_units / made[0].radius_units, 2, 1e-4);
}

}  // namespace
}  // namespace onescreen::map
