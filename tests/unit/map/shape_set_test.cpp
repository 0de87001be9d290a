// What the buffers of many shapes hold: every shape once, whatever the order; what was known is taken over; what is
// small is counted by its area.
#include "map/shape_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>

#include "map/coverage_cells.h"
#include "map/prepared_shapes.h"
#include "odd_polygons.h"

namespace onescreen::map {
namespace {

struct House {
  model::GeometryPtr geometry;
  std::optional<double> value;
  double height_m = 10;
};

model::TablePtr house_table(const std::vector<House>& houses) {
  model::TableBuilder builder("houses", {{"id", model::Type::text},
                                         {"geometry", model::Type::geometry},
                                         {"value", model::Type::number},
                                         {"height_m", model::Type::number},
                                         {"floors", model::Type::integer}});
  for (size_t i = 0; i < houses.size(); ++i) {
    builder.text(0, std::to_string(i));
    if (houses[i].geometry != nullptr) builder.geometry(1, houses[i].geometry);
    if (houses[i].value) builder.number(2, *houses[i].value);
    builder.number(3, houses[i].height_m);
    builder.end_row();
  }
  return builder.build();
}

// A city of `side` times `side` houses of 8 to 12 m, 22 m apart.
std::vector<House> city(int side) {
  std::vector<House> houses;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const double size = (8 + (x * 7 + y * 3) % 5) / 100000.0;
      houses.push_back({test::polygon({test::square(121.4 + x * 22e-5, 31.2 + y * 22e-5, size)}), double(x % 10),
                        double(5 + x % 7)});
    }
  }
  return houses;
}

ShapeSpec spec_of(const std::vector<House>& houses, bool raised = false) {
  ShapeSpec spec;
  spec.table = house_table(houses);
  spec.classing.column = "value";
  spec.classing.rule = ClassRule::equal;
  spec.raised = raised;
  spec.height_column = "height_m";
  spec.floors_column = "floors";
  return spec;
}

// Every row's own triangles as corners, so that sets of another order compare.
std::vector<std::vector<uint32_t>> content(const ShapeSet& set) {
  std::vector<std::vector<uint32_t>> rows;
  for (size_t i = 0; i + 1 < set.entries().size(); ++i) {
    std::vector<uint32_t> one{set.entries()[i].row};
    for (uint32_t at = set.entries()[i].index; at < set.entries()[i + 1].index; ++at) {
      const ShapeVertex& vertex = set.vertices()[set.indices()[at]];
      one.insert(one.end(), {vertex.world.x, vertex.world.y, vertex.height, vertex.style, vertex.light});
    }
    for (uint32_t at = set.entries()[i].outline_index; at < set.entries()[i + 1].outline_index; ++at) {
      const OutlineVertex& vertex = set.outline_vertices()[set.outline_indices()[at]];
      one.insert(one.end(), {vertex.world.x, vertex.world.y, vertex.style});
    }
    rows.push_back(std::move(one));
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST(ShapeSet, HoldsEveryShapeOnceAndInChunksThatHoldThem) {
  const ShapeSet set(spec_of(city(40)), nullptr);
  ASSERT_TRUE(set.sorted_by_place());
  std::vector<bool> seen(1600);
  for (size_t i = 0; i + 1 < set.entries().size(); ++i) seen[set.entries()[i].row] = true;
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), 1600);
  size_t counted = 0;
  for (const ShapeChunk& chunk : set.chunks()) {
    for (uint32_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
      const ShapeEntry& entry = set.entries()[i];
      EXPECT_TRUE(entry.low.x >= chunk.low.x && entry.high.x <= chunk.high.x && entry.low.y >= chunk.low.y &&
                  entry.high.y <= chunk.high.y);
      if (i > chunk.first) {
        EXPECT_LE(entry.thickness, set.entries()[i - 1].thickness);
      }
    }
    counted += chunk.count;
  }
  EXPECT_EQ(counted, 1600U);
}

TEST(ShapeSet, KeepsTheTablesOrderWhereItIsSmall) {
  std::vector<House> two{{test::polygon({test::square(121.5, 31.3, 0.01)}), 1},
                         {test::polygon({test::square(121.4, 31.2, 0.3)}), 2}};
  const ShapeSet set(spec_of(two), nullptr);
  EXPECT_EQ(set.entries()[0].row, 0U);
  EXPECT_EQ(set.entries()[1].row, 1U);
  EXPECT_EQ(set.row_at({121.505, 31.305}), 1U);  // what lies on top
  EXPECT_EQ(set.row_at({121.45, 31.25}), 1U);
  EXPECT_FALSE(set.row_at({120, 31}));
  EXPECT_FALSE(set.row_at({std::numeric_limits<double>::quiet_NaN(), 31}));
}

TEST(ShapeSet, FindsTheRowUnderAPositionAmongMany) {
  const std::vector<House> houses = city(40);
  const ShapeSet set(spec_of(houses), nullptr);
  for (const size_t row : {size_t{0}, size_t{777}, size_t{1599}}) {
    const LonLat corner = houses[row].geometry->positions[0];
    EXPECT_EQ(set.row_at({corner.lon + 2e-5, corner.lat + 2e-5}), row);
    EXPECT_FALSE(set.row_at({corner.lon + 18e-5, corner.lat + 18e-5}));
  }
}

TEST(ShapeSet, TakesOverWhatItKnowsByContentAndGivesTheSameAsAnew) {
  for (const bool raised : {false, true}) {
    std::vector<House> houses = city(36);
    const ShapeSet before(spec_of(houses, raised), nullptr);
    // Another answer: the same shapes as other values, one moved, one gone, others' figures changed.
    for (House& house : houses) {
      house.geometry = std::make_shared<model::Geometry>(*house.geometry);
      house.value = *house.value + 1;
      house.height_m = house.height_m > 9 ? 0 : 30;
    }
    houses[5].geometry = test::polygon({test::square(121.3, 31.2, 0.001)});
    houses[9].geometry = nullptr;
    const ShapeSpec next = spec_of(houses, raised);
    const ShapeSet taken(next, &before);
    EXPECT_EQ(content(taken), content(ShapeSet(next, nullptr)));
    EXPECT_EQ(taken.skipped_rows(), 1U);
  }
}

TEST(ShapeSet, RowsWithoutAValueHaveNoSurfaceButAnOutline) {
  std::vector<House> houses{{test::polygon({test::square(121.5, 31.3, 0.01)}), std::nullopt},
                            {test::polygon({test::square(121.6, 31.3, 0.01)}), 4}};
  const ShapeSet set(spec_of(houses), nullptr);
  EXPECT_EQ(set.entries()[1].index, 0U);
  EXPECT_GT(set.entries()[1].outline_index, 0U);
  ShapeSpec shown = spec_of(houses);
  shown.nulls_shown = true;
  EXPECT_EQ(ShapeSet(shown, &set).entries()[1].index, 6U);
}

TEST(ShapeSet, NothingOddReachesTheBuffers) {
  std::vector<House> houses;
  for (const auto& [name, geometry] : test::odd_polygons()) {
    for (const double height : {10.0, -5.0, 1e300, std::numeric_limits<double>::quiet_NaN()})
      houses.push_back({geometry, 1, height});
  }
  const ShapeSet set(spec_of(houses, true), nullptr);
  EXPECT_GT(set.skipped_rows(), 0U);
  for (const uint32_t index : set.indices()) ASSERT_LT(index, set.vertices().size());
  for (const uint32_t index : set.outline_indices()) ASSERT_LT(index, set.outline_vertices().size());
  EXPECT_EQ(set.outline_heights().size(), set.outline_vertices().size());
  for (const ShapeVertex& vertex : set.vertices()) EXPECT_LE(vertex.style & 0x7F, 5);
}

TEST(ShapeSet, HeightsAreMetresElseStoreys) {
  EXPECT_EQ(packed_height(-3, 31), 0);
  EXPECT_EQ(packed_height(std::numeric_limits<double>::quiet_NaN(), 31), 0);
  // 8 units of 9.33 mm at the equator, less by the cosine of the latitude.
  EXPECT_NEAR(packed_height(100, 0), 100 / (8 * 0.00933), 5);
  EXPECT_NEAR(packed_height(100, 60), 2.0 * packed_height(100, 0), 4);
  model::TableBuilder builder("t", {{"height_m", model::Type::number}, {"floors", model::Type::integer}});
  builder.number(0, 12.5);
  builder.integer(1, 9);
  builder.end_row();
  builder.integer(1, 9);
  builder.end_row();
  builder.end_row();
  builder.number(0, -4);
  builder.end_row();
  EXPECT_EQ(row_heights_m(*builder.build(), "height_m", "floors"), (std::vector<double>{12.5, 27, 0, 0}));
}

TEST(CoverageCells, HoldTheAreaOfWhatTheyStandFor) {
  const ShapeSet set(spec_of(city(40)), nullptr);
  double area = 0;
  for (size_t i = 0; i + 1 < set.entries().size(); ++i) {
    const ShapeEntry& entry = set.entries()[i];
    area += (double(entry.high.x) - entry.low.x) * (double(entry.high.y) - entry.low.y);  // they are squares
  }
  for (const uint32_t cell : {3000u, 8000u, 30000u}) {
    const CoverageCells cells = coverage_cells(set, 1e9f, cell);
    double covered = 0;
    for (const CoverageCell& one : cells.cells) {
      const bool own = one.x > 0 && one.y > 0 && one.x <= kTileInner && one.y <= kTileInner;
      if (own) covered += one.share / 255.0 * cell * cell;
    }
    EXPECT_NEAR(covered, area, area * 0.02) << cell;
  }
}

TEST(CoverageCells, AreInTilesThatShareTheirBorders) {
  const CoverageCells cells = coverage_cells(ShapeSet(spec_of(city(40)), nullptr), 1e9f, 200);
  ASSERT_GT(cells.tiles.size(), 4U);
  std::map<std::pair<uint32_t, uint32_t>, CoverageCell> own;
  size_t counted = 0;
  const auto place = [&](const CoverageTile& tile, const CoverageCell& cell) {
    return std::pair(tile.column * kTileInner + cell.x - 1, tile.row * kTileInner + cell.y - 1);
  };
  for (const CoverageTile& tile : cells.tiles) {
    counted += tile.count;
    for (uint32_t i = tile.first; i < tile.first + tile.count; ++i) {
      const CoverageCell& cell = cells.cells[i];
      if (cell.x > 0 && cell.y > 0 && cell.x <= kTileInner && cell.y <= kTileInner) own[place(tile, cell)] = cell;
    }
  }
  EXPECT_EQ(counted, cells.cells.size());
  size_t borrowed = 0;
  for (const CoverageTile& tile : cells.tiles) {
    for (uint32_t i = tile.first; i < tile.first + tile.count; ++i) {
      const auto found = own.find(place(tile, cells.cells[i]));
      ASSERT_NE(found, own.end());
      EXPECT_EQ(found->second.share, cells.cells[i].share);
      borrowed += cells.cells[i].x == 0 || cells.cells[i].y == 0;
    }
  }
  EXPECT_GT(borrowed, 10U);
}

TEST(CoverageCells, SurviveEveryOddPolygon) {
  std::vector<House> houses;
  for (const auto& [name, geometry] : test::odd_polygons()) houses.push_back({geometry, 1});
  const ShapeSet set(spec_of(houses), nullptr);
  for (const uint32_t cell : {1000u, 1u << 24}) {
    const CoverageCells cells = coverage_cells(set, 1e12f, cell);
    for (const CoverageTile& tile : cells.tiles) {
      EXPECT_LE(tile.column * cells.tile_units(), 4294967295.0);
      EXPECT_LE(tile.row * cells.tile_units(), 4294967295.0);
    }
    EXPECT_FALSE(cells.cells.empty());
  }
}

TEST(PreparedShapes, SmallShapesBecomeCellsOnlyWhereTheyAreSmall) {
  const ShapeSpec spec = spec_of(city(40));
  const PreparedShapesPtr near = prepare_shapes(spec, shape_step(18), nullptr);
  EXPECT_EQ(near->cells, nullptr);
  EXPECT_TRUE(near->holds_for(spec, shape_step(19)));
  EXPECT_FALSE(near->holds_for(spec, shape_step(12)));
  const PreparedShapesPtr far = prepare_shapes(spec, shape_step(12), near);
  ASSERT_NE(far->cells, nullptr);
  EXPECT_EQ(far->shapes, near->shapes);  // nothing of it is made or uploaded again
  EXPECT_GT(far->least, 0);
  EXPECT_FALSE(far->holds_for(spec, shape_step(18)));
  EXPECT_FALSE(far->holds_for(spec_of(city(40)), shape_step(12)));  // another table
}

TEST(PreparedShapes, SmallTablesAreDrawnAsTheyAre) {
  EXPECT_EQ(prepare_shapes(spec_of(city(5)), shape_step(3), nullptr)->cells, nullptr);
}

}  // namespace
}  // namespace onescreen::map
