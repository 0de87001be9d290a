// By invariant, for every odd polygon: triangles cover the polygon's area and nothing outside its bounds, and nothing
// that is not a position comes through.
#include "map/shape_mesh.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "map/simple_polygon.h"
#include "map/triangulate.h"
#include "odd_polygons.h"

namespace onescreen::map {
namespace {

using test::odd_polygons;

// In fixed-point units squared.
double area_of(const std::vector<FixedPoint>& corners, const std::vector<uint32_t>& triangles) {
  double sum = 0;
  for (size_t i = 0; i + 2 < triangles.size(); i += 3) {
    const FixedPoint a = corners[triangles[i]], b = corners[triangles[i + 1]], c = corners[triangles[i + 2]];
    sum += std::abs((double(b.x) - a.x) * (double(c.y) - a.y) - (double(c.x) - a.x) * (double(b.y) - a.y)) / 2;
  }
  return sum;
}

// The general way, on the same plane.
double area_by_geos(const model::Geometry& geometry) {
  model::Geometry plane = geometry;
  for (LonLat& at : plane.positions) {
    if (!is_on_earth(at)) continue;
    const FixedPoint fixed = fixed_from_lonlat(at);
    // Into degrees, which area_deg2 wants: a 2^25th of a unit each.
    at = {fixed.x / 33554432.0 - 64, fixed.y / 33554432.0 - 64};
  }
  return area_deg2(plane) * 33554432.0 * 33554432.0;
}

TEST(ShapeMesh, CoversTheAreaOfEveryOddPolygon) {
  for (const auto& [name, geometry] : odd_polygons()) {
    const ShapeMesh mesh = mesh_of(*geometry);
    const double area = area_by_geos(*geometry);
    // Where rings cross, degrees and the plane differ a little; corners of repaired polygons are rounded to units.
    const double around = 2 * std::sqrt(area) + 1e4;
    EXPECT_NEAR(area_of(mesh.corners, mesh.triangles), area, area * 1e-3 + around * 4) << name;
    EXPECT_EQ(mesh.triangles.size() % 3, 0U) << name;
  }
}

TEST(ShapeMesh, StaysWithinTheBoundsOfEveryOddPolygon) {
  for (const auto& [name, geometry] : odd_polygons()) {
    const ShapeMesh mesh = mesh_of(*geometry);
    const ShapeExtent extent = extent_of(*geometry);
    const auto inside = [&](FixedPoint at) {
      return at.x >= extent.low.x && at.x <= extent.high.x && at.y >= extent.low.y && at.y <= extent.high.y;
    };
    for (const FixedPoint corner : mesh.corners) EXPECT_TRUE(inside(corner)) << name;
    for (const StrokeVertex& vertex : mesh.outline.vertices) EXPECT_TRUE(inside(vertex.world)) << name;
    for (const Wall& wall : mesh.walls) EXPECT_TRUE(inside(wall.from) && inside(wall.to)) << name;
    for (const uint32_t index : mesh.triangles) EXPECT_LT(index, mesh.corners.size()) << name;
    EXPECT_TRUE(std::isfinite(extent.thickness) && extent.thickness >= 0) << name;
  }
}

TEST(ShapeMesh, SaysThatNothingIsNothing) {
  for (const auto& [name, geometry] : odd_polygons()) {
    const bool nothing = name == "a line" || name == "a point" || name == "two corners" || name == "an empty ring" ||
                         name == "no ring" || name == "not a number";
    if (nothing) {
      EXPECT_TRUE(mesh_of(*geometry).triangles.empty()) << name;
    }
    if (name == "no ring" || name == "not a number") {
      EXPECT_TRUE(extent_of(*geometry).empty) << name;
    }
  }
  EXPECT_TRUE(mesh_of(*test::line({{0, 0}, {1, 0}, {1, 1}})).empty());
}

TEST(ShapeMesh, KeepsCornersOnceAndWallsOnEverySide) {
  const ShapeMesh court =
      mesh_of(*test::polygon({test::square(121.48, 31.25, 0.01), test::square(121.483, 31.253, 0.003)}));
  EXPECT_EQ(court.corners.size(), 8U);
  // Two of each ring's four sides run from north to south.
  EXPECT_EQ(court.walls.size(), 4U);
  EXPECT_FALSE(court.outline.empty());
}

TEST(ShapeMesh, WallsThatFaceWestAreLighter) {
  // South-west, south-east, and what lies behind them.
  const ShapeMesh diamond = mesh_of(*test::polygon({{{0, -1}, {1, 0}, {0, 1}, {-1, 0}}}));
  ASSERT_EQ(diamond.walls.size(), 4U);
  for (const Wall& wall : diamond.walls) {
    const bool south = wall.from.y + uint64_t{wall.to.y} > uint64_t{1} << 32;
    const bool west = wall.from.x + uint64_t{wall.to.x} < uint64_t{1} << 32;
    if (south) {
      EXPECT_EQ(wall.light > 158, west);
    }
  }
}

TEST(ShapeExtent, ThicknessIsAboutTheShorterSide) {
  const auto thickness = [](double width, double height) {
    const double unit = 1e-5;
    return extent_of(*test::polygon({{{0, 0}, {width * unit, 0}, {width * unit, height * unit}, {0, height * unit}}}))
        .thickness;
  };
  EXPECT_NEAR(thickness(100, 10) / thickness(10, 10), 1.8, 0.1);
  EXPECT_NEAR(thickness(100, 10), thickness(10, 100), thickness(10, 100) * 0.01);
}

TEST(SimplePolygon, LeavesToOthersWhatItDoesNotUnderstand) {
  const auto simple = [](std::vector<FixedPoint> ring) { return triangulate_simple(ring).has_value(); };
  EXPECT_TRUE(simple({{0, 0}, {10, 0}, {10, 10}, {0, 10}}));
  EXPECT_FALSE(simple({{0, 0}, {10, 10}, {10, 0}, {0, 10}}));                  // crosses itself
  EXPECT_FALSE(simple({{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}, {5, 5}}));  // touches itself
  EXPECT_FALSE(simple({{0, 0}, {10, 0}, {20, 0}}));                            // no area
  EXPECT_FALSE(simple({{0, 0}, {10, 0}, {10, 10}, {10, 5}, {10, 10}, {0, 10}}));
  EXPECT_FALSE(simple({{0, 0}, {10, 0}}));
  EXPECT_FALSE(simple({{0, 0}, {1u << 31, 0}, {1u << 31, 1u << 31}}));  // too large for its arithmetic
}

TEST(SimplePolygon, CutsRingsOfAnyShapeUpToItsLimit) {
  for (size_t count = 3; count <= kMaxSimpleCorners; ++count) {
    for (const bool comb : {false, true}) {
      if (comb && count % 2 != 0) continue;
      const auto geometry = test::polygon({test::many_corners(count, comb)});
      const std::vector<FixedPoint> ring = drawable_ring(geometry->ring(0));
      const auto triangles = triangulate_simple(ring);
      ASSERT_TRUE(triangles) << count;
      EXPECT_LE(triangles->size(), (count - 2) * 3);
      const double area = area_by_geos(*geometry);
      EXPECT_NEAR(area_of(ring, *triangles), area, area * 1e-9) << count << (comb ? " comb" : "");
    }
  }
  EXPECT_FALSE(triangulate_simple(drawable_ring(test::many_corners(kMaxSimpleCorners + 1, false))));
}

TEST(SimplePolygon, NoiseIsEitherRefusedOrCoveredExactly) {
  std::mt19937 random(11);
  std::uniform_int_distribution<uint32_t> coordinate(1000, 1008);
  size_t cut = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<FixedPoint> ring;
    for (int i = 0; i < 4 + round % 4; ++i) {
      const FixedPoint at{coordinate(random), coordinate(random)};
      if (ring.empty() || !(ring.back() == at)) ring.push_back(at);
    }
    if (ring.size() > 1 && ring.back() == ring.front()) ring.pop_back();
    const auto triangles = triangulate_simple(ring);
    if (!triangles) continue;
    ++cut;
    double twice = 0;
    for (size_t i = 0; i < ring.size(); ++i) {
      const FixedPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      twice += double(a.x) * b.y - double(b.x) * a.y;
    }
    EXPECT_EQ(area_of(ring, *triangles), std::abs(twice) / 2) << "round " << round;
  }
  EXPECT_GT(cut, 300U);
}

}  // namespace
}  // namespace onescreen::map
