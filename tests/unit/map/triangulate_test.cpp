// By invariant: the triangles of a polygon cover its area. And whatever comes in, nothing crashes.
#include "map/triangulate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "map/label_point.h"
#include "shapes.h"

namespace onescreen::map {
namespace {

using model::LonLat;
using test::polygon;
using test::Ring;
using test::square;

double triangle_area(const std::vector<LonLat>& corners) {
  double sum = 0;
  for (size_t i = 0; i + 2 < corners.size(); i += 3) {
    const LonLat a = corners[i], b = corners[i + 1], c = corners[i + 2];
    sum += std::abs((b.lon - a.lon) * (c.lat - a.lat) - (c.lon - a.lon) * (b.lat - a.lat)) / 2;
  }
  return sum;
}

void expect_covers(const model::Geometry& geometry, double area) {
  const auto triangles = triangulate(geometry);
  EXPECT_EQ(triangles.size() % 3, 0u);
  EXPECT_NEAR(area_deg2(geometry), area, area * 1e-9);
  EXPECT_NEAR(triangle_area(triangles), area, area * 1e-9);
}

TEST(Triangulate, CoversASquareInEitherWinding) {
  expect_covers(*polygon({square(121, 31, 0.1)}), 0.01);
  expect_covers(*polygon({test::reversed(square(121, 31, 0.1))}), 0.01);
}

TEST(Triangulate, LeavesHolesOpen) {
  const auto ring = polygon({square(0, 0, 10), square(2, 2, 3), square(6, 6, 2)});
  expect_covers(*ring, 100 - 9 - 4);
  for (const auto triangles = triangulate(*ring); const LonLat corner : triangles) {
    EXPECT_FALSE(corner.lon > 2 && corner.lon < 5 && corner.lat > 2 && corner.lat < 5);
  }
}

TEST(Triangulate, CoversSeveralPartsAndConcaveOnes) {
  model::Geometry two = *polygon({square(0, 0, 1)});
  const Ring bow{{5, 0}, {9, 0}, {9, 4}, {8, 1}, {5, 4}, {5, 0}};
  two.positions.insert(two.positions.end(), bow.begin(), bow.end());
  two.ring_ends.push_back(static_cast<uint32_t>(two.positions.size()));
  two.part_ends.push_back(2);
  expect_covers(two, area_deg2(two));
  EXPECT_GT(area_deg2(two), 1);
}

TEST(Triangulate, ClosesOpenRingsAndDropsRepeatedCorners) {
  expect_covers(*polygon({{{0, 0}, {0, 0}, {4, 0}, {4, 0}, {4, 3}}}), 6);
}

TEST(Triangulate, RepairsABowTie) { expect_covers(*polygon({{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}), 2); }

TEST(Triangulate, GivesNothingForNothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(triangulate(model::Geometry{}).empty());
  EXPECT_TRUE(triangulate(*test::line({{0, 0}, {1, 1}, {2, 0}})).empty());
  EXPECT_TRUE(triangulate(*polygon({{}})).empty());
  EXPECT_TRUE(triangulate(*polygon({})).empty());
  EXPECT_TRUE(triangulate(*polygon({{{1, 1}, {1, 1}, {1, 1}, {1, 1}}})).empty());
  EXPECT_TRUE(triangulate(*polygon({{{0, 0}, {1, 1}, {2, 2}, {0, 0}}})).empty());
  EXPECT_TRUE(triangulate(*polygon({{{nan, 0}, {1, nan}, {inf, 2}, {nan, 0}}})).empty());
  EXPECT_FALSE(label_point(*polygon({{{0, 0}, {1, 1}, {2, 2}, {0, 0}}})));
}

TEST(Triangulate, DropsCornersThatAreNotANumber) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  expect_covers(*polygon({{{0, 0}, {nan, nan}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}}), 16);
}

TEST(Triangulate, SurvivesNoise) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> coordinate(0, 6);
  for (int round = 0; round < 50; ++round) {
    std::vector<Ring> rings(1 + round % 3);
    for (Ring& ring : rings) {
      for (int i = 0; i < 8; ++i) ring.push_back({double(coordinate(random)), double(coordinate(random))});
    }
    const auto noise = polygon(rings);
    const double area = area_deg2(*noise);
    EXPECT_NEAR(triangle_area(triangulate(*noise)), area, 1e-6) << "round " << round;
    (void)label_point(*noise);
  }
}

TEST(LabelPoint, LiesInsideAndFarFromEdges) {
  // A U: its middle of mass lies in the gap.
  const auto u = polygon({{{0, 0}, {9, 0}, {9, 9}, {6, 9}, {6, 2}, {3, 2}, {3, 9}, {0, 9}, {0, 0}}});
  const auto point = label_point(*u);
  ASSERT_TRUE(point);
  EXPECT_TRUE(contains(*u, *point));
  EXPECT_FALSE(contains(*u, {4.5, 6}));
}

TEST(Contains, KnowsHolesAndNaN) {
  const auto ring = polygon({square(0, 0, 10), square(2, 2, 3)});
  EXPECT_TRUE(contains(*ring, {1, 1}));
  EXPECT_FALSE(contains(*ring, {3, 3}));
  EXPECT_FALSE(contains(*ring, {11, 3}));
  EXPECT_FALSE(contains(*ring, {std::numeric_limits<double>::quiet_NaN(), 3}));
  EXPECT_FALSE(contains(model::Geometry{}, {0, 0}));
}

}  // namespace
}  // namespace onescreen::map
