// What no back end should send, in every kind of layer, through the whole renderer: nothing of it reaches the GPU, and
// the good row beside it looks as it does alone.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "gfx/context.h"
#include "map/map_renderer.h"
#include "shapes.h"

namespace onescreen::map {
namespace {

using gfx::rgb;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr Viewport kView{220, 180};
constexpr LonLat kMiddle{121.4837, 31.2712};

const std::vector<model::ColumnSpec>& columns() {
  using model::Type;
  static const std::vector<model::ColumnSpec> all{
      {"id", Type::text},         {"kind", Type::text},       {"lon", Type::number},     {"lat", Type::number},
      {"from_lon", Type::number}, {"from_lat", Type::number}, {"to_lon", Type::number},  {"to_lat", Type::number},
      {"value", Type::number},    {"heading", Type::number},  {"radius", Type::number},  {"height_m", Type::number},
      {"level", Type::integer},   {"time", Type::time},       {"geometry", Type::geometry}};
  return all;
}

// Every number of a row is `number`, but for the place, which is `at`.
void add_row(model::TableBuilder& table, const char* id, LonLat at, double number, const model::GeometryPtr& shape) {
  table.text(0, id);
  table.text(1, "a");
  table.number(2, at.lon);
  table.number(3, at.lat);
  table.number(4, at.lon);
  table.number(5, at.lat);
  table.number(6, at.lon + 0.001);
  table.number(7, at.lat + 0.0005);
  for (size_t column = 8; column < 12; ++column) table.number(column, number);
  table.integer(12, std::isfinite(number) && std::abs(number) < 1e6 ? static_cast<int64_t>(number) : -9);
  table.time(13, model::from_millis(1'000));
  if (shape != nullptr) table.geometry(14, shape);
  table.end_row();
}

std::vector<model::GeometryPtr> hostile_shapes() {
  const auto polygon = [](test::Ring ring) { return test::polygon({std::move(ring)}); };
  const auto empty = std::make_shared<model::Geometry>();
  empty->kind = model::GeometryKind::polygon;
  return {nullptr,
          empty,
          polygon({}),
          polygon({kMiddle}),
          polygon({kMiddle, kMiddle, kMiddle, kMiddle}),
          polygon({{kNan, 31}, {121, kInf}, {-kInf, 31}, {121, 31}}),
          polygon({{1e300, 31}, {121, -1e300}, {121, 31}}),
          test::line({}),
          test::line({kMiddle}),
          test::line({kMiddle, kMiddle}),
          test::line({{kNan, kNan}, {kInf, 31}, {500, 95}})};
}

// One good row; with `hostile`, what no table should hold before and after it.
model::TablePtr table_of(bool hostile) {
  std::vector<model::ColumnSpec> specs = columns();
  model::TableBuilder table("hostile", specs);
  const auto bad_rows = [&] {
    const LonLat nowhere[] = {{kNan, 31}, {121, kNan}, {kInf, -kInf}, {721, 31}, {121, 95}, {1e300, -1e300}};
    for (const LonLat& at : nowhere) {
      for (const double number : {kNan, kInf, -kInf, -5.0}) add_row(table, "bad", at, number, nullptr);
    }
    for (const auto& shape : hostile_shapes()) add_row(table, "bad", {kNan, kNan}, kNan, shape);
    table.end_row();  // nothing but nulls
  };
  if (hostile) bad_rows();
  const double lon = kMiddle.lon, lat = kMiddle.lat;
  add_row(table, "good", kMiddle, 3,
          test::polygon({{{lon - 0.001, lat - 0.001}, {lon + 0.001, lat - 0.001}, {lon + 0.001, lat + 0.001},
                          {lon - 0.001, lat + 0.001}, {lon - 0.001, lat - 0.001}}}));
  add_row(table, "good line", {lon + 0.0002, lat}, 3, test::line({{lon - 0.0015, lat}, {lon + 0.0015, lat + 0.001}}));
  if (hostile) bad_rows();
  return table.build();
}

struct Kind {
  const char* name;
  std::function<Layer(const model::TablePtr&)> layer;
};

std::vector<Kind> kinds() {
  return {
      {"areas",
       [](const model::TablePtr& table) {
         AreaLayer layer;
         layer.table = table;
         layer.fill = rgb(0xFF0000);
         layer.outline = rgb(0xFFFFFF);
         layer.hatch = rgb(0x00FF00);
         layer.classing.column = "value";
         layer.classing.rule = ClassRule::given;  // the classes of other rules follow from all rows
         layer.classing.breaks = {1};
         layer.steps = {rgb(0x400000), rgb(0xFF8080)};
         return layer;
       }},
      {"extrusion",
       [](const model::TablePtr& table) {
         ExtrusionLayer layer;
         layer.table = table;
         layer.roof = rgb(0xFF0000);
         layer.edge = rgb(0xFFFFFF);
         return layer;
       }},
      {"lines",
       [](const model::TablePtr& table) {
         LineLayer layer;
         layer.table = table;
         layer.colour = rgb(0xFF0000);
         layer.width_px = 4;
         layer.dash_px = 6;
         layer.gap_px = 4;
         return layer;
       }},
      {"points",
       [](const model::TablePtr& table) {
         PointLayer layer;
         layer.table = table;
         layer.level_column = "level";
         layer.class_column = "kind";
         layer.classes = {{"a", MarkShape::arrow, rgb(0xFF0000), 1}};
         layer.size_column = "value";
         layer.largest_value = 3;
         layer.heading_column = "heading";
         layer.age_column = "time";
         layer.fade_secs = 10;
         layer.now_secs = 5;
         for (MarkStyle& level : layer.levels) level.fill = rgb(0x00FF00);
         return layer;
       }},
      {"circles",
       [](const model::TablePtr& table) {
         CircleLayer layer;
         layer.table = table;
         layer.radius_column = "radius";
         layer.radii_m = {50};
         layer.fill = rgb(0xFF0000);
         layer.outline = rgb(0xFFFFFF);
         return layer;
       }},
      {"flows",
       [](const model::TablePtr& table) {
         FlowLayer layer;
         layer.table = table;
         layer.value_column = "value";
         layer.colour = rgb(0xFF0000);
         return layer;
       }},
      {"tracks",
       [](const model::TablePtr& table) {
         TrackLayer layer;
         layer.table = table;
         layer.heading_column = "heading";
         layer.colour = rgb(0xFF0000);
         layer.now_secs = 2;
         return layer;
       }},
      {"clusters",
       [](const model::TablePtr& table) {
         ClusterLayer layer;
         layer.table = table;
         layer.level_column = "level";
         layer.levels.fill(rgb(0xFF0000));
         layer.ground = rgb(0x202020);
         return layer;
       }},
      {"heat", [](const model::TablePtr& table) {
         HeatLayer layer;
         layer.table = table;
         layer.steps = {rgb(0x400000), rgb(0xFF0000)};
         return layer;
       }}};
}

class HostileLayers : public testing::Test {
 protected:
  void SetUp() override {
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
  }
  static gfx::Image draw(const Layer& layer, const Camera& camera) {
    MapRenderer renderer;
    renderer.render({rgb(0x000000), {layer}}, camera, kView, 3.0);
    EXPECT_EQ(renderer.problem(), "");
    return renderer.target().read_pixels();
  }
  std::unique_ptr<gfx::HeadlessContext> context_;
};

TEST_F(HostileLayers, TheGoodRowsLookAsTheyDoAlone) {
  const model::TablePtr good = table_of(false);
  const model::TablePtr hostile = table_of(true);
  for (const Kind& kind : kinds()) {
    size_t seen = 0;
    for (const double zoom : {10.0, 14.5, 16.0, 18.3}) {
      const Camera camera{kMiddle, zoom};
      const gfx::Image alone = draw(kind.layer(good), camera);
      EXPECT_EQ(gfx::compare(alone, draw(kind.layer(hostile), camera)).differing, 0u) << kind.name << " at " << zoom;
      for (int y = 0; y < alone.height; y += 2) {
        for (int x = 0; x < alone.width; x += 2) seen += alone.at(x, y) != rgb(0x000000);
      }
    }
    EXPECT_GT(seen, 0u) << kind.name << " is not to be seen at all";
    EXPECT_EQ(gfx::take_gl_error(kind.name), "");
  }
}

TEST_F(HostileLayers, NoCameraBreaksThem) {
  const model::TablePtr hostile = table_of(true);
  const Camera cameras[] = {{{kNan, kNan}, kNan}, {{kInf, -kInf}, kInf},    {{0, 0}, 0},         {{-180, 85}, 22},
                            {{180, -85}, -50},    {{1e300, -1e300}, 1e300}, {kMiddle, -1e300}};
  for (const Kind& kind : kinds()) {
    for (const Camera& camera : cameras) draw(kind.layer(hostile), camera);
    EXPECT_EQ(gfx::take_gl_error(kind.name), "");
  }
}

}  // namespace
}  // namespace onescreen::map
