// Marks in drawing order, their ranges in a viewport, their thinning, and what lies under the pointer.
#include "map/point_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <set>

#include "map/classes.h"
#include "map/hit_test.h"
#include "map/mark_atlas.h"
#include "shapes.h"

namespace onescreen::map {
namespace {

using test::point_table;
using test::PointRow;

PointLayer layer_of(const std::vector<PointRow>& rows) {
  PointLayer layer;
  layer.table = point_table(rows);
  layer.level_column = "level";
  return layer;
}

uint32_t rank(const Mark& mark) { return drawing_rank(PointLayer{}, mark.look); }

std::vector<PointRow> random_rows(size_t count) {
  std::mt19937 random(9);
  std::uniform_real_distribution<double> lon(121.45, 121.52), lat(31.23, 31.32);
  std::vector<PointRow> rows;
  for (size_t i = 0; i < count; ++i) {
    rows.push_back({"p" + std::to_string(i), lon(random), lat(random), static_cast<int>(i % 5)});
  }
  return rows;
}

TEST(PointSetTest, DrawsTheWorstLast) {
  const PointSet set(layer_of(random_rows(500)));
  ASSERT_EQ(set.marks().size(), 500u);
  for (size_t i = 1; i < set.marks().size(); ++i) {
    EXPECT_LE(rank(set.marks()[i - 1]), rank(set.marks()[i]));
  }
  EXPECT_EQ(set.marks().front().look.level, 0);
  EXPECT_EQ(set.marks().back().look.level, 1);
}

TEST(PointSetTest, CountsRowsWithoutAPosition) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const PointSet set(layer_of({{"a", nan, 31}, {"b", 121, inf}, {"c", 200, 31}, {"d", 121, 31}}));
  EXPECT_EQ(set.marks().size(), 1u);
  EXPECT_EQ(set.skipped_rows(), 3u);
  EXPECT_TRUE(PointSet(PointLayer{}).marks().empty());
}

TEST(PointSetTest, RangesHoldEveryMarkOfTheBoxAndFewOthers) {
  const PointSet set(layer_of(random_rows(5000)));
  const FixedPoint low = fixed_from_lonlat({121.47, 31.29});
  const FixedPoint high = fixed_from_lonlat({121.48, 31.28});
  const MarkRanges ranges = set.ranges_in(low, high);
  std::set<uint32_t> covered;
  for (size_t i = 0; i < ranges.firsts.size(); ++i) {
    for (int k = 0; k < ranges.counts[i]; ++k) {
      covered.insert(set.marks()[static_cast<size_t>(ranges.firsts[i] + k)].row);
    }
  }
  EXPECT_EQ(covered.size(), ranges.total());
  size_t inside = 0;
  for (const Mark& mark : set.marks()) {
    if (mark.world.x < low.x || mark.world.x > high.x || mark.world.y < low.y || mark.world.y > high.y) continue;
    ++inside;
    EXPECT_TRUE(covered.contains(mark.row));
  }
  EXPECT_GT(inside, 0u);
  EXPECT_LT(covered.size(), inside * 3 + 100);
  EXPECT_EQ(set.ranges_in({0, 0}, {~0u, ~0u}).total(), set.marks().size());
  EXPECT_EQ(set.ranges_in({0, 0}, {1, 1}).total(), 0u);
}

TEST(PointSetTest, ThinningKeepsTheWorstOfACellAndTheOrder) {
  const PointSet set(layer_of(random_rows(20000)));
  const uint32_t cell = 20000;
  const PointSet thinned = set.thinned(cell);
  EXPECT_LT(thinned.marks().size(), set.marks().size());
  EXPECT_GT(thinned.marks().size(), 100u);
  std::set<std::pair<uint32_t, uint32_t>> all_cells, kept_cells;
  for (const Mark& mark : set.marks()) all_cells.insert({mark.world.x / cell, mark.world.y / cell});
  for (const Mark& mark : thinned.marks()) kept_cells.insert({mark.world.x / cell, mark.world.y / cell});
  EXPECT_EQ(kept_cells, all_cells);
  EXPECT_EQ(kept_cells.size(), thinned.marks().size());
  EXPECT_EQ(thinned.ranges_in({0, 0}, {~0u, ~0u}).total(), thinned.marks().size());
  for (size_t i = 1; i < thinned.marks().size(); ++i) {
    EXPECT_LE(rank(thinned.marks()[i - 1]), rank(thinned.marks()[i]));
  }
}

TEST(PointSetTest, PulsesNeedAStart) {
  PointLayer layer = layer_of({{"a", 121, 31, 1, true, 5000}, {"b", 121, 31, 2, false, 5000}});
  layer.pulse_column = "is_new";
  EXPECT_TRUE(PointSet(layer).pulses().empty());
  layer.since_column = "since";
  const PointSet set(layer);
  ASSERT_EQ(set.pulses().size(), 1u);
  EXPECT_DOUBLE_EQ(set.pulses()[0].start_secs, 5);
}

TEST(HitTest, FindsTheNearestMarkWithinTheRadius) {
  const PointLayer layer = layer_of(random_rows(3000));
  const PointSet set(layer);
  const Camera camera{{121.485, 31.275}, 14};
  const Viewport viewport{1000, 800};
  std::mt19937 random(2);
  std::uniform_real_distribution<double> x(-20, 1020), y(-20, 820);
  for (int round = 0; round < 200; ++round) {
    const PixelPoint pixel{x(random), y(random)};
    std::optional<size_t> expected;
    double best = 12.0 * 12.0;
    for (size_t row = 0; row < layer.table->row_count(); ++row) {
      const PixelPoint at = pixel_from_lonlat(
          camera, viewport, {layer.table->column("lon")->number(row), layer.table->column("lat")->number(row)});
      const double distance = (at.x - pixel.x) * (at.x - pixel.x) + (at.y - pixel.y) * (at.y - pixel.y);
      if (distance < best) best = distance, expected = row;
    }
    EXPECT_EQ(nearest_mark(set, camera, viewport, pixel, 12), expected);
  }
  EXPECT_FALSE(nearest_mark(PointSet(PointLayer{}), camera, viewport, {1, 1}, 50));
}

TEST(HitTest, OfMarksAtOnePlaceTheWorstIsHit) {
  const PointLayer layer = layer_of({{"a", 121, 31, 4}, {"b", 121, 31, 1}, {"c", 121, 31, 3}});
  EXPECT_EQ(nearest_mark(PointSet(layer), {{121, 31}, 14}, {100, 100}, {52, 50}, 8), 1u);
}

TEST(HitTest, FindsTheAreaButNotItsHole) {
  AreaLayer layer;
  layer.table =
      test::area_table({{"a", test::polygon({test::square(0, 0, 10), test::square(2, 2, 3)})}, {"b", nullptr}});
  EXPECT_EQ(area_at(layer, {1, 1}), 0u);
  EXPECT_FALSE(area_at(layer, {3, 3}));
  EXPECT_FALSE(area_at(AreaLayer{}, {3, 3}));
}

TEST(Classes, QuantilesHoldEqualCounts) {
  const std::vector<double> values{9, 12, 14, 18, 22, 26, 31, 38, 40, 55};
  const auto breaks = class_breaks(values, 5, ClassRule::quantile);
  ASSERT_EQ(breaks.size(), 4u);
  std::vector<int> counts(5);
  for (const double value : values) ++counts[class_of(value, breaks)];
  EXPECT_EQ(counts, (std::vector<int>{2, 2, 2, 2, 2}));
}

TEST(Classes, EqualStepsSpanTheRangeAndNaNIsIgnored) {
  const std::vector<double> values{0, std::numeric_limits<double>::quiet_NaN(), 10, 100};
  EXPECT_EQ(class_breaks(values, 5, ClassRule::equal), (std::vector<double>{20, 40, 60, 80}));
  EXPECT_EQ(class_of(100, class_breaks(values, 5, ClassRule::equal)), 4u);
  EXPECT_TRUE(class_breaks({}, 5, ClassRule::equal).empty());
}

TEST(Classes, WidthGrowsBetweenStops) {
  LineLayer line;
  line.width_px = 7;
  EXPECT_FLOAT_EQ(width_at(line, 12), 7);
  line.widths = {{12, 1}, {14, 4}};
  EXPECT_FLOAT_EQ(width_at(line, 10), 1);
  EXPECT_FLOAT_EQ(width_at(line, 13), 2);
  EXPECT_FLOAT_EQ(width_at(line, 20), 4);
}

TEST(MarkAtlasTest, HasAPictureForEveryLevel) {
  PointLayer layer;
  layer.size_px = 20;
  layer.icon_column = "kind";
  layer.icons = {{"fire", Icon::fire}};
  layer.levels[1] = {MarkShape::diamond, gfx::rgb(0xFF0000), 1.5f, true};
  layer.levels[4] = {MarkShape::square, gfx::rgb(0x0000FF), 1, false};
  std::vector<MarkLook> looks;
  for (uint8_t level = 0; level < 5; ++level) {
    for (const Icon icon : {Icon::none, Icon::fire}) looks.push_back({.level = level, .icon = icon});
  }
  const MarkAtlas atlas = make_mark_atlas(layer, looks);
  const auto cell_of = [&](const MarkLook& look) { return atlas.cells[look_index(layer, look)]; };
  for (const MarkLook& look : looks) {
    const AtlasCell cell = cell_of(look);
    EXPECT_GT(cell.size_px, 0);
    EXPECT_EQ(cell.size_px % 2, 0);
    EXPECT_LE(cell.x + cell.size_px, atlas.image.width);
    EXPECT_LE(cell.y + cell.size_px, atlas.image.height);
  }
  const AtlasCell diamond = cell_of({.level = 1});
  EXPECT_EQ(atlas.image.at(diamond.x + diamond.size_px / 2, diamond.y + diamond.size_px / 2), gfx::rgb(0xFF0000));
  EXPECT_EQ(atlas.image.at(diamond.x, diamond.y).a, 0);
  const AtlasCell fire = cell_of({.level = 1, .icon = Icon::fire});
  EXPECT_TRUE(fire.x != diamond.x || fire.y != diamond.y);
  EXPECT_FALSE(atlas.has(look_index(layer, {.level = 1, .icon = Icon::water})));
}

}  // namespace
}  // namespace onescreen::map
