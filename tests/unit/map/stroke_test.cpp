// The mesh of a line: what its vertices promise to the shader.
#include "map/stroke.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "shapes.h"

namespace onescreen::map {
namespace {

StrokeMesh stroke(const test::Ring& line, bool closed = false, Cap cap = Cap::butt) {
  StrokeMesh mesh;
  append_stroke(mesh, line, closed, cap, 3);
  return mesh;
}

double extrude_length(const StrokeVertex& vertex) {
  return std::hypot(vertex.extrude_x / kExtrudeUnit, vertex.extrude_y / kExtrudeUnit);
}

TEST(Stroke, MakesTwoTrianglesOfASegment) {
  const StrokeMesh mesh = stroke({{121, 31}, {121.01, 31}});
  ASSERT_EQ(mesh.vertices.size(), 4u);
  ASSERT_EQ(mesh.indices.size(), 6u);
  for (const StrokeVertex& vertex : mesh.vertices) {
    EXPECT_NEAR(extrude_length(vertex), 1, 1e-3);
    EXPECT_EQ(vertex.extrude_x, 0);
    EXPECT_EQ(std::abs(vertex.side), 32767);
    EXPECT_EQ(vertex.style, 3);
  }
  // Eastwards, left is up: towards smaller y.
  EXPECT_GT(mesh.vertices[0].side, 0);
  EXPECT_LT(mesh.vertices[0].extrude_y, 0);
  EXPECT_NEAR(mesh.vertices[3].along_units, 0.01 / 360 * 4294967296.0, 2);
}

TEST(Stroke, SharesAMiterAtABluntCorner) {
  const StrokeMesh mesh = stroke({{0, 0}, {1, 0}, {2, 0.3}});
  EXPECT_EQ(mesh.vertices.size(), 6u);
  EXPECT_EQ(mesh.indices.size(), 12u);
  EXPECT_GT(extrude_length(mesh.vertices[2]), 1);
  EXPECT_LT(extrude_length(mesh.vertices[2]), kMiterLimit);
}

TEST(Stroke, RoundsASharpCorner) {
  const StrokeMesh mesh = stroke({{0, 0}, {1, 0}, {0, 0.05}});
  EXPECT_GT(mesh.vertices.size(), 8u);
  for (const StrokeVertex& vertex : mesh.vertices) EXPECT_LE(extrude_length(vertex), 1.001);
}

TEST(Stroke, ClosesRingsWithoutAGap) {
  const StrokeMesh mesh = stroke(test::square(0, 0, 1));
  EXPECT_EQ(mesh.indices.size(), 4u * 6u);
  for (const StrokeVertex& vertex : mesh.vertices) EXPECT_NEAR(extrude_length(vertex), std::sqrt(2.0), 0.01);
}

TEST(Stroke, AddsRoundCapsOnWish) {
  const StrokeMesh butt = stroke({{0, 0}, {1, 0}});
  const StrokeMesh round = stroke({{0, 0}, {1, 0}}, false, Cap::round);
  EXPECT_GT(round.indices.size(), butt.indices.size());
  // The cap of the start points backwards.
  const bool backwards = std::any_of(round.vertices.begin(), round.vertices.end(),
                                     [](const StrokeVertex& v) { return v.extrude_x < -16000 && v.along_units == 0; });
  EXPECT_TRUE(backwards);
}

TEST(Stroke, SurvivesWhatCannotBeDrawn) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(stroke({}).empty());
  EXPECT_TRUE(stroke({{1, 1}}).empty());
  EXPECT_TRUE(stroke({{1, 1}, {1, 1}, {1, 1}}).empty());
  EXPECT_TRUE(stroke({{1, 1}, {nan, 2}}).empty());
  EXPECT_EQ(stroke({{1, 1}, {nan, 2}, {2, 2}}).indices.size(), 6u);
  EXPECT_FALSE(stroke({{0, 0}, {1, 0}, {0, 0}}).empty());
  StrokeMesh mesh;
  append_strokes(mesh, model::Geometry{}, Cap::round, 0);
  EXPECT_TRUE(mesh.empty());
}

TEST(Stroke, NeverGivesAnythingThatIsNotANumber) {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> coordinate(0, 3);
  for (int round = 0; round < 300; ++round) {
    test::Ring line;
    for (int i = 0; i < 6; ++i) line.push_back({coordinate(random) * 1e-4, coordinate(random) * 1e-4});
    const StrokeMesh mesh = stroke(line, round % 2 == 0, round % 3 == 0 ? Cap::round : Cap::butt);
    for (const StrokeVertex& vertex : mesh.vertices) {
      EXPECT_TRUE(std::isfinite(vertex.along_units));
      EXPECT_LE(extrude_length(vertex), kMiterLimit + 0.01);
    }
    for (const uint32_t index : mesh.indices) ASSERT_LT(index, mesh.vertices.size());
  }
}

}  // namespace
}  // namespace onescreen::map
