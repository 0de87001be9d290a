// Looks of marks from columns: classes, sizes by a value, directions, fading; and that each look has its own picture.
#include "map/mark_look.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "map/mark_atlas.h"
#include "map/point_set.h"
#include "map/prepared_points.h"

namespace onescreen::map {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Row {
  const char* kind = nullptr;
  double value = kNan;    // NaN: null
  double heading = kNan;  // NaN: null
  int64_t since_millis = -1;
  int level = 0;
};

PointLayer layer_of(const std::vector<Row>& rows) {
  model::TableBuilder table("units", {{"lon", model::Type::number},
                                      {"lat", model::Type::number},
                                      {"kind", model::Type::text},
                                      {"value", model::Type::number},
                                      {"heading", model::Type::number},
                                      {"since", model::Type::time},
                                      {"level", model::Type::integer}});
  for (const Row& row : rows) {
    table.number(0, 121.5);
    table.number(1, 31.2);
    if (row.kind != nullptr) table.text(2, row.kind);
    if (!std::isnan(row.value)) table.number(3, row.value);
    if (!std::isnan(row.heading)) table.number(4, row.heading);
    if (row.since_millis >= 0) table.time(5, model::from_millis(row.since_millis));
    if (row.level != 0) table.integer(6, row.level);
    table.end_row();
  }
  PointLayer layer;
  layer.table = table.build();
  layer.levels[0].fill = gfx::rgb(0x808080);
  layer.levels[1] = {MarkShape::diamond, gfx::rgb(0xFF0000), 1.8f, true};
  layer.size_px = 20;
  return layer;
}

TEST(MarkLook, AClassGivesShapeAndColourToWhatHasNoLevel) {
  PointLayer layer = layer_of({{.kind = "camera"}, {.kind = "unknown"}, {}, {.kind = "camera", .level = 1}});
  layer.level_column = "level";
  layer.class_column = "kind";
  layer.classes = {{"sensor", MarkShape::square, gfx::rgb(0x0000FF), 1},
                   {"camera", MarkShape::hexagon, gfx::rgb(0x00FF00), 0.5f}};
  const LookReader looks(layer);
  const MarkStyle camera = style_of(layer, looks.at(0));
  EXPECT_EQ(camera.shape, MarkShape::hexagon);
  EXPECT_EQ(camera.fill, gfx::rgb(0x00FF00));
  EXPECT_FLOAT_EQ(camera.size_factor, 0.5f);
  EXPECT_EQ(style_of(layer, looks.at(1)), layer.levels[0]);
  EXPECT_EQ(style_of(layer, looks.at(2)), layer.levels[0]);
  // A severity keeps its colour, or colours would mean two things.
  const MarkStyle alarmed = style_of(layer, looks.at(3));
  EXPECT_EQ(alarmed.shape, MarkShape::hexagon);
  EXPECT_EQ(alarmed.fill, gfx::rgb(0xFF0000));
}

TEST(MarkLook, TheAreaIsProportionalToTheValue) {
  PointLayer layer = layer_of({{.value = 400}, {.value = 100}, {.value = 0}, {.value = -5}, {}});
  layer.size_column = "value";
  const LookReader looks(layer);
  const auto factor = [&](size_t row) { return style_of(layer, looks.at(row)).size_factor; };
  EXPECT_FLOAT_EQ(factor(0), layer.largest_factor);
  EXPECT_NEAR(factor(1), layer.largest_factor / 2, 0.12);  // half a step
  for (const size_t row : {2u, 3u, 4u}) EXPECT_FLOAT_EQ(factor(row), 0.5f) << row;
  layer.largest_value = 100;  // what is above is drawn largest
  EXPECT_EQ(LookReader(layer).at(0), LookReader(layer).at(1));
}

TEST(MarkLook, LargeMarksLieBelowSmallOnesOfTheirLevel) {
  PointLayer layer = layer_of({{.value = 1}, {.value = 400}, {.value = 400, .level = 1}, {.value = 100}});
  layer.size_column = "value";
  layer.level_column = "level";
  const PointSet set(layer);
  std::vector<uint32_t> rows;
  for (const Mark& mark : set.marks()) rows.push_back(mark.row);
  EXPECT_EQ(rows, (std::vector<uint32_t>{1, 3, 0, 2}));
}

TEST(MarkLook, NoLargeMarkIsThinnedAwayUnderASmallOne) {
  PointLayer layer = layer_of({{.value = 400}, {.value = 1}});
  layer.thin_above = 1;
  EXPECT_EQ(prepare_points(layer, 20, nullptr)->vertices.size(), 1u);
  layer.size_column = "value";
  EXPECT_EQ(prepare_points(layer, 20, nullptr)->vertices.size(), 2u);
  layer.size_column.clear();
  layer.fade_secs = 60;
  EXPECT_EQ(prepare_points(layer, 20, nullptr)->vertices.size(), 2u) << "a faint mark must not hide a new one";
  layer.fade_secs = 0;
  layer.classes = {{"a", std::nullopt, kNoColour, 2}};
  EXPECT_EQ(prepare_points(layer, 20, nullptr)->vertices.size(), 2u);
}

TEST(MarkLook, DirectionsGoClockwiseFromNorthAndAreNeverInvented) {
  PointLayer layer = layer_of({{.heading = 0}, {.heading = 90}, {.heading = -90}, {.heading = 359.9}, {},
                               {.heading = std::numeric_limits<double>::infinity()}});
  layer.heading_column = "heading";
  layer.levels[0].shape = MarkShape::arrow;
  const LookReader looks(layer);
  EXPECT_EQ(looks.at(0).turn, 1);
  EXPECT_EQ(looks.at(1).turn, 1 + kTurns / 4);
  EXPECT_EQ(looks.at(2).turn, 1 + kTurns * 3 / 4);
  EXPECT_EQ(looks.at(3).turn, 1);
  for (const size_t row : {4u, 5u}) {
    EXPECT_EQ(looks.at(row).turn, 0);
    EXPECT_EQ(style_of(layer, looks.at(row)).shape, MarkShape::circle);
  }
  // An arrow to the east reaches farther to the right than to the left.
  const MarkLook east = looks.at(1);
  const MarkAtlas atlas = make_mark_atlas(layer, {east});
  const AtlasCell cell = atlas.cells[look_index(layer, east)];
  const int middle = cell.size_px / 2;
  const auto filled = [&](int x) { return atlas.image.at(cell.x + x, cell.y + middle).r == 0x80; };
  EXPECT_TRUE(filled(middle + 9));
  EXPECT_FALSE(filled(middle - 9));
}

TEST(MarkLook, MarksFadeByAgeAndWhatHasNoTimeIsFaintest) {
  PointLayer layer = layer_of({{.since_millis = 990'000}, {.since_millis = 500'000}, {.since_millis = 0}, {}});
  layer.age_column = "since";
  layer.now_secs = 1000;
  layer.fade_secs = 800;
  const LookReader looks(layer);
  EXPECT_EQ(looks.opacity_at(0), 255);
  EXPECT_LT(looks.opacity_at(1), 255);
  EXPECT_GT(looks.opacity_at(1), LookReader::kFaintest);
  EXPECT_EQ(looks.opacity_at(2), LookReader::kFaintest);
  EXPECT_EQ(looks.opacity_at(3), LookReader::kFaintest);
  layer.fade_secs = 0;
  EXPECT_EQ(LookReader(layer).opacity_at(2), 255);
}

TEST(MarkLook, EveryLookOfALayerHasAPlaceOfItsOwn) {
  PointLayer layer = layer_of({});
  layer.class_column = "kind";
  layer.classes.resize(3);
  layer.size_column = "value";
  layer.heading_column = "heading";
  layer.icon_column = "kind";
  std::set<size_t> indices;
  size_t looks = 0;
  for (uint8_t level = 0; level < 5; ++level) {
    for (uint8_t klass = 0; klass <= 3; ++klass) {
      for (uint8_t icon = 0; icon < kIconCount; ++icon) {
        for (uint8_t size = 0; size < kSizeSteps; ++size) {
          for (uint8_t turn = 0; turn <= kTurns; ++turn, ++looks)
            indices.insert(look_index(layer, {level, klass, static_cast<Icon>(icon), size, turn}));
        }
      }
    }
  }
  EXPECT_EQ(indices.size(), looks);
  EXPECT_EQ(look_count(layer), looks);
  EXPECT_EQ(*indices.rbegin(), looks - 1);
}

TEST(MarkLook, NewDataTakesTheKnownPicturesWhereTheySuffice) {
  const auto with = [](std::vector<Row> rows) {
    PointLayer layer = layer_of(rows);
    layer.level_column = "level";
    return layer;
  };
  const auto first = prepare_points(with({{.level = 1}, {}}), 14, nullptr);
  const auto fewer = prepare_points(with({{.level = 1}}), 14, first);
  EXPECT_EQ(fewer->atlas, first->atlas);
  const auto more = prepare_points(with({{.level = 2}}), 14, fewer);
  EXPECT_NE(more->atlas, first->atlas);
  EXPECT_EQ(more->atlas->looks.size(), 3u);
}

}  // namespace
}  // namespace onescreen::map
