// Arcs from place to place: their ends, their side, their widths, and what is no arc.
#include "map/flow_path.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace onescreen::map {
namespace {

struct Row {
  LonLat from;
  LonLat to;
  double value = 0;
};

FlowLayer layer(const std::vector<Row>& rows) {
  model::TableBuilder builder("flows", {{"from_lon", model::Type::number},
                                        {"from_lat", model::Type::number},
                                        {"to_lon", model::Type::number},
                                        {"to_lat", model::Type::number},
                                        {"value", model::Type::number}});
  for (const Row& row : rows) {
    const double cells[] = {row.from.lon, row.from.lat, row.to.lon, row.to.lat, row.value};
    for (size_t i = 0; i < 5; ++i) builder.number(i, cells[i]);
    builder.end_row();
  }
  FlowLayer flows;
  flows.table = builder.build();
  flows.value_column = "value";
  return flows;
}

constexpr LonLat kWest{121.48, 31.26};
constexpr LonLat kEast{121.52, 31.26};

TEST(FlowCurve, BeginsAndEndsAtItsPlacesAndBendsToTheLeft) {
  const WorldPoint a = world_from_lonlat(kWest);
  const WorldPoint b = world_from_lonlat(kEast);
  const auto there = flow_curve(a, b);
  ASSERT_EQ(there.size(), kFlowSteps + 1u);
  EXPECT_DOUBLE_EQ(there.front().x, a.x);
  EXPECT_DOUBLE_EQ(there.back().y, b.y);
  // Eastwards, left is north: up, where y is smaller. Back bends to the other side.
  EXPECT_LT(there[kFlowSteps / 2].y, a.y - (b.x - a.x) * 0.1);
  EXPECT_GT(flow_curve(b, a)[kFlowSteps / 2].y, a.y + (b.x - a.x) * 0.1);
}

TEST(FlowMesh, WidthsFollowTheValues) {
  const FlowMesh mesh = flow_mesh(layer({{kWest, kEast, 10}, {kEast, kWest, 40}, {kWest, {121.5, 31.3}, -3}}));
  const size_t each = mesh.vertices.size() / 3;
  EXPECT_EQ(mesh.skipped_rows, 0u);
  EXPECT_FLOAT_EQ(mesh.vertices[0].width_share, 0.25f);
  EXPECT_FLOAT_EQ(mesh.vertices[each].width_share, 1);
  EXPECT_FLOAT_EQ(mesh.vertices[2 * each].width_share, 0);
  EXPECT_DOUBLE_EQ(largest_flow(layer({{kWest, kEast, 10}, {kEast, kWest, 40}})), 40);
  for (const uint32_t index : mesh.indices) ASSERT_LT(index, mesh.vertices.size());
}

TEST(FlowMesh, LengthGrowsAlongTheCurveAndTheHeadStandsAtItsEnd) {
  const FlowMesh mesh = flow_mesh(layer({{kWest, kEast, 1}}));
  float before = -1;
  for (size_t i = 0; i < 2 * (kFlowSteps + 1u); i += 2) {
    EXPECT_GT(mesh.vertices[i].along_units, before);
    before = mesh.vertices[i].along_units;
    EXPECT_EQ(mesh.vertices[i].side, 127);
    EXPECT_EQ(mesh.vertices[i + 1].side, -127);
  }
  EXPECT_NEAR(before, mesh.vertices[0].length_units, before * 1e-4);
  EXPECT_EQ(mesh.vertices.back().head, 1);
  EXPECT_EQ(mesh.vertices.back().world, fixed_from_lonlat(kEast));
}

TEST(FlowMesh, WhatIsNoArcIsCounted) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  const FlowMesh mesh =
      flow_mesh(layer({{kWest, kWest, 1}, {{nan, 31}, kEast, 1}, {kWest, {infinite, 31}, 1}, {kWest, kEast, nan}}));
  EXPECT_EQ(mesh.skipped_rows, 3u);
  for (const FlowVertex& vertex : mesh.vertices) {
    EXPECT_TRUE(std::isfinite(vertex.along_units) && std::isfinite(vertex.width_share));
  }
  EXPECT_TRUE(flow_mesh(FlowLayer{}).vertices.empty());
}

}  // namespace
}  // namespace onescreen::map
