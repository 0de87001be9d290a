// The picture itself, on software OpenGL: each layer where and as it should be, the same twice, and nothing drawn for
// nothing.
#include "map/map_renderer.h"

#include <gtest/gtest.h>

#include <thread>

#include "gfx/context.h"
#include "shapes.h"

namespace onescreen::map {
namespace {

using gfx::rgb;

constexpr Viewport kView{200, 160};
constexpr Colour kGround = rgb(0x0B121B);
constexpr Colour kRed = rgb(0xFF0000);
constexpr Colour kBlue = rgb(0x0000FF);

class MapRendererTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
  }
  void TearDown() override { EXPECT_EQ(gfx::take_gl_error("after the test"), ""); }

  // Places are pixels of the view.
  LonLat at(double x, double y) const { return lonlat_from_pixel(camera_, kView, {x, y}); }
  test::Ring box(double x0, double y0, double x1, double y1) const {
    return {at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)};
  }
  gfx::Image draw(const Scene& scene, double seconds = 0) {
    MapRenderer renderer;
    EXPECT_TRUE(renderer.render(scene, camera_, kView, seconds));
    EXPECT_EQ(renderer.problem(), "");
    return renderer.target().read_pixels();
  }
  Scene areas(const model::TablePtr& table) const {
    AreaLayer layer;
    layer.table = table;
    layer.fill = kRed;
    return {kGround, {layer}};
  }
  PointLayer points(const std::vector<test::PointRow>& rows) const {
    PointLayer layer;
    layer.table = test::point_table(rows);
    layer.level_column = "level";
    layer.size_px = 20;
    layer.levels = {MarkStyle{MarkShape::circle, rgb(0x00FF00)}, MarkStyle{MarkShape::diamond, kRed},
                    MarkStyle{MarkShape::triangle, rgb(0xFFA500)}, MarkStyle{MarkShape::circle, rgb(0xFFFF00)},
                    MarkStyle{MarkShape::square, kBlue}};
    return layer;
  }

  std::unique_ptr<gfx::HeadlessContext> context_;
  const Camera camera_{{121.4837, 31.2712}, 15.3};
};

TEST_F(MapRendererTest, FillsAnAreaAndLeavesItsHoleEmpty) {
  const gfx::Image image =
      draw(areas(test::area_table({{"a", test::polygon({box(20, 20, 120, 120), box(50, 50, 80, 80)})}})));
  EXPECT_EQ(image.at(30, 30), kRed);
  EXPECT_EQ(image.at(100, 110), kRed);
  EXPECT_EQ(image.at(65, 65), kGround);
  EXPECT_EQ(image.at(15, 65), kGround);
  EXPECT_EQ(image.at(150, 65), kGround);
}

TEST_F(MapRendererTest, GivesEachAreaTheColourOfItsClass) {
  AreaLayer layer;
  layer.table = test::area_table({{"low", test::polygon({box(0, 0, 60, 160)}), 1},
                                  {"high", test::polygon({box(60, 0, 120, 160)}), 9},
                                  {"none", nullptr, 5}});
  layer.classing.column = "value";
  layer.classing.rule = ClassRule::equal;
  layer.classing.classes = 2;
  layer.steps = {rgb(0x111111), rgb(0x222222)};
  const gfx::Image image = draw({kGround, {layer}});
  EXPECT_EQ(image.at(30, 80), rgb(0x111111));
  EXPECT_EQ(image.at(90, 80), rgb(0x222222));
  EXPECT_EQ(image.at(160, 80), kGround);
}

TEST_F(MapRendererTest, HatchesWhatIsNotCurrent) {
  Scene scene = areas(test::area_table({{"a", test::polygon({box(0, 0, 200, 160)})}}));
  auto& layer = std::get<AreaLayer>(scene.layers[0]);
  layer.hatch = rgb(0xFFFFFF);
  const gfx::Image image = draw(scene);
  int plain = 0, hatched = 0;
  for (int x = 50; x < 150; ++x) {
    plain += image.at(x, 80) == kRed;
    hatched += image.at(x, 80) != kRed;
  }
  EXPECT_GT(plain, 30);
  EXPECT_GT(hatched, 10);
}

TEST_F(MapRendererTest, OutlinesTheSelectedArea) {
  Scene scene = areas(
      test::area_table({{"a", test::polygon({box(20, 20, 80, 80)})}, {"b", test::polygon({box(100, 20, 160, 80)})}}));
  auto& layer = std::get<AreaLayer>(scene.layers[0]);
  layer.id_column = "id";
  layer.selected = "b";
  layer.selected_outline = rgb(0xFFFFFF);
  layer.selected_outline_px = 4;
  const gfx::Image image = draw(scene);
  EXPECT_EQ(image.at(130, 20), rgb(0xFFFFFF));
  EXPECT_NE(image.at(50, 20), rgb(0xFFFFFF));
}

TEST_F(MapRendererTest, DrawsALineAsWideAsAsked) {
  for (const float width : {1.0f, 4.0f, 9.0f}) {
    LineLayer layer;
    layer.table = test::area_table({{"a", test::line({at(10, 80.5), at(190, 80.5)})}});
    layer.colour = kRed;
    layer.width_px = width;
    const gfx::Image image = draw({rgb(0x000000), {layer}});
    double covered = 0;
    for (int y = 60; y < 100; ++y) covered += image.at(100, y).r / 255.0;
    EXPECT_NEAR(covered, width, 0.15) << width;
    EXPECT_EQ(image.at(100, 80).r, 255);
    EXPECT_EQ(image.at(100, 70).r, 0);
  }
}

TEST_F(MapRendererTest, AThinLineIsPalerNotNarrower) {
  LineLayer layer;
  layer.table = test::area_table({{"a", test::line({at(10, 80.5), at(190, 80.5)})}});
  layer.colour = kRed;
  layer.width_px = 0.5f;
  EXPECT_NEAR(draw({rgb(0x000000), {layer}}).at(100, 80).r, 128, 6);
}

TEST_F(MapRendererTest, DashesHaveTheirLengthInPixels) {
  LineLayer layer;
  layer.table = test::area_table({{"a", test::line({at(10, 80.5), at(190, 80.5)})}});
  layer.colour = kRed;
  layer.width_px = 5;
  layer.dash_px = 12;
  layer.gap_px = 8;
  const gfx::Image image = draw({rgb(0x000000), {layer}});
  double covered = 0;
  for (int x = 10; x < 190; ++x) covered += image.at(x, 80).r / 255.0;
  EXPECT_NEAR(covered, 180 * 12.0 / 20.0, 4);
  EXPECT_EQ(image.at(14, 80).r, 255);
  EXPECT_EQ(image.at(26, 80).r, 0);
  EXPECT_EQ(image.at(34, 80).r, 255);
}

TEST_F(MapRendererTest, CasingStandsOutOnBothSides) {
  LineLayer layer;
  layer.table = test::area_table({{"a", test::line({at(10, 80.5), at(190, 80.5)})}});
  layer.colour = kRed;
  layer.width_px = 5;
  layer.casing = kBlue;
  layer.casing_px = 2;
  const gfx::Image image = draw({rgb(0x000000), {layer}});
  EXPECT_EQ(image.at(100, 80), kRed);
  EXPECT_EQ(image.at(100, 84), kBlue);
  EXPECT_EQ(image.at(100, 77), kBlue);
  EXPECT_EQ(image.at(100, 70), rgb(0x000000));
}

TEST_F(MapRendererTest, ALineLayerLeavesPolygonsAlone) {
  LineLayer layer;
  layer.table = test::area_table({{"lake", test::polygon({box(20, 20, 120, 120)})}});
  layer.colour = kRed;
  layer.width_px = 4;
  EXPECT_EQ(draw({kGround, {layer}}).at(70, 20), kGround);
}

TEST_F(MapRendererTest, DrawsEachLevelsShapeAtItsPlace) {
  const LonLat diamond = at(40, 40), triangle = at(100, 40), circle = at(160, 40), square = at(40, 110);
  const gfx::Image image = draw({kGround,
                                 {points({{"1", diamond.lon, diamond.lat, 1},
                                          {"2", triangle.lon, triangle.lat, 2},
                                          {"3", circle.lon, circle.lat, 3},
                                          {"4", square.lon, square.lat, 4}})}});
  EXPECT_EQ(image.at(40, 40), kRed);
  EXPECT_EQ(image.at(100, 42), rgb(0xFFA500));
  EXPECT_EQ(image.at(160, 40), rgb(0xFFFF00));
  EXPECT_EQ(image.at(40, 110), kBlue);
  // The corner of the box is filled by the square alone; the point of the diamond and of the triangle stands at the
  // top.
  EXPECT_EQ(image.at(33, 103), kBlue);
  EXPECT_EQ(image.at(31, 31), kGround);
  EXPECT_EQ(image.at(151, 31), kGround);
  EXPECT_EQ(image.at(40, 31), kRed);
  EXPECT_EQ(image.at(93, 34), kGround);
  EXPECT_EQ(image.at(93, 47), rgb(0xFFA500));
}

TEST_F(MapRendererTest, TheWorstMarkLiesOnTop) {
  const LonLat place = at(100, 80);
  const gfx::Image image = draw(
      {kGround,
       {points({{"1", place.lon, place.lat, 1}, {"3", place.lon, place.lat, 3}, {"4", place.lon, place.lat, 4}})}});
  EXPECT_EQ(image.at(100, 80), kRed);
}

TEST_F(MapRendererTest, MarksSlideOverTheEdge) {
  const LonLat outside = at(-4, 80);
  EXPECT_EQ(draw({kGround, {points({{"4", outside.lon, outside.lat, 4}})}}).at(1, 80), kBlue);
}

TEST_F(MapRendererTest, AnUnchangedSceneDrawsNothing) {
  const LonLat place = at(100, 80);
  Scene scene = areas(test::area_table({{"a", test::polygon({box(20, 20, 120, 120)})}}));
  scene.layers.push_back(points({{"1", place.lon, place.lat, 1}}));
  MapRenderer renderer;
  EXPECT_TRUE(renderer.render(scene, camera_, kView, 0));
  const RenderStatistics before = renderer.statistics();
  for (int i = 1; i < 10; ++i) EXPECT_FALSE(renderer.render(Scene(scene), camera_, kView, i));
  EXPECT_EQ(renderer.statistics().draw_calls, before.draw_calls);
  EXPECT_EQ(renderer.statistics().uploaded_bytes, before.uploaded_bytes);
}

TEST_F(MapRendererTest, PanningAndSelectingUploadNothing) {
  const LonLat place = at(100, 80);
  Scene scene = areas(test::area_table({{"a", test::polygon({box(20, 20, 120, 120)})}}));
  scene.layers.push_back(points({{"1", place.lon, place.lat, 1}}));
  MapRenderer renderer;
  renderer.render(scene, camera_, kView, 0);
  const uint64_t uploaded = renderer.statistics().uploaded_bytes;
  EXPECT_TRUE(renderer.render(scene, panned(camera_, 10, 5), kView, 0));
  std::get<AreaLayer>(scene.layers[0]).selected = "a";
  EXPECT_TRUE(renderer.render(scene, panned(camera_, 10, 5), kView, 0));
  EXPECT_EQ(renderer.statistics().uploaded_bytes, uploaded);
  EXPECT_EQ(renderer.statistics().built_layers, 2u);
}

TEST_F(MapRendererTest, TheSameSceneGivesTheSamePixelsInAnyRenderer) {
  std::vector<test::PointRow> rows;
  for (int i = 0; i < 300; ++i) {
    const LonLat place = at(i * 7 % 200, i * 13 % 160);
    rows.push_back({std::to_string(i), place.lon, place.lat, i % 5});
  }
  Scene scene = areas(test::area_table({{"a", test::polygon({box(20, 20, 120, 120)})}}));
  scene.layers.push_back(points(rows));
  MapRenderer used;
  used.render(scene, panned(camera_, 40, 7), {90, 70}, 3);
  used.render(scene, camera_, kView, 0);
  const gfx::Image first = used.target().read_pixels();
  EXPECT_EQ(gfx::compare(first, draw(scene)).differing, 0u);
  used.rebuild(false);
  EXPECT_TRUE(used.render(scene, camera_, kView, 0));
  EXPECT_EQ(gfx::compare(first, used.target().read_pixels()).differing, 0u);
}

TEST_F(MapRendererTest, PulsesThreeTimesAndThenRests) {
  const LonLat place = at(100, 80);
  PointLayer layer = points({{"1", place.lon, place.lat, 1, true, 100'000}});
  layer.pulse_column = "is_new";
  layer.since_column = "since";
  const Scene scene{kGround, {layer}};
  MapRenderer renderer;
  renderer.render(scene, camera_, kView, 90);
  const gfx::Image resting = renderer.target().read_pixels();
  EXPECT_NEAR(renderer.moves_in(90).value_or(-1), 10, 1e-9);
  EXPECT_FALSE(renderer.render(scene, camera_, kView, 91));
  EXPECT_TRUE(renderer.rings(91).empty());
  // A pulse is a ring over the picture and costs no drawing of the map.
  EXPECT_FALSE(renderer.render(scene, camera_, kView, 100.4));
  EXPECT_EQ(renderer.moves_in(100.4), 0.0);
  const auto early = renderer.rings(100.4);
  ASSERT_EQ(early.size(), 1u);
  EXPECT_EQ(early[0].centre, (PixelPoint{100, 80}));
  const auto later = renderer.rings(100.8);
  ASSERT_EQ(later.size(), 1u);
  EXPECT_GT(later[0].radius_px, early[0].radius_px);
  EXPECT_LT(later[0].colour.a, early[0].colour.a);
  EXPECT_TRUE(renderer.rings(100 + kPulses * kPulseSecs + 0.1).empty());
  EXPECT_EQ(gfx::compare(resting, renderer.target().read_pixels()).differing, 0u);
  EXPECT_FALSE(renderer.render(scene, camera_, kView, 200));
  EXPECT_FALSE(renderer.moves_in(200));
}

TEST_F(MapRendererTest, HidesOnlyMarksThatLieUnderOthers) {
  std::vector<test::PointRow> rows;
  for (int i = 0; i < 400; ++i) {
    const LonLat place = at(100 + i % 20 * 0.1, 80 + i / 20 * 0.1);
    rows.push_back({std::to_string(i), place.lon, place.lat, i == 17 ? 1 : 4});
  }
  PointLayer layer = points(rows);
  layer.thin_above = 100;
  MapRenderer renderer;
  renderer.render({kGround, {layer}}, camera_, kView, 0);
  EXPECT_GT(renderer.statistics().marks_hidden, 300u);
  EXPECT_EQ(renderer.statistics().marks_drawn + renderer.statistics().marks_hidden, 400u);
  EXPECT_EQ(renderer.target().read_pixels().at(102, 80), kRed);
}

TEST_F(MapRendererTest, SurvivesLayersWithoutAnything) {
  const Scene scene{kGround, {AreaLayer{}, LineLayer{}, PointLayer{}, areas(test::point_table({})).layers[0]}};
  EXPECT_EQ(draw(scene).at(10, 10), kGround);
  MapRenderer renderer;
  EXPECT_FALSE(renderer.render(scene, camera_, {0, 50}, 0));
  EXPECT_EQ(renderer.texture_id(), 0u);
}

// --- prepared on a thread
// -----------------------------------------------------------------------------------------------

class DeferredMapTest : public MapRendererTest {
 protected:
  // More rows than are prepared at once; `shift` tells one table from another.
  Scene crowd(int shift) const {
    std::vector<test::PointRow> rows;
    for (int i = 0; i < 9000; ++i) {
      const LonLat place = at((i * 7 + shift * 31) % 200 + 0.25, (i * 13 + shift * 17) % 160 + 0.25);
      rows.push_back({std::to_string(i), place.lon, place.lat, 4 - (i + shift) % 2 * 2});
    }
    PointLayer layer = points(rows);
    layer.size_px = 6;
    return {kGround, {layer}};
  }
  void settle(MapRenderer& renderer, const Scene& scene, const Camera& camera) const {
    renderer.render(scene, camera, kView, 0, true);
    for (int i = 0; i < 2000 && renderer.ready_in(); ++i) {
      std::this_thread::sleep_for(*renderer.ready_in());
      renderer.render(scene, camera, kView, 0, true);
    }
    EXPECT_FALSE(renderer.ready_in());
  }
};

TEST_F(DeferredMapTest, EndsInTheSamePixelsAsAtOnce) {
  MapRenderer renderer;
  for (const int shift : {0, 3, 8}) {
    const Scene scene = crowd(shift);
    settle(renderer, scene, camera_);
    EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), draw(scene)).differing, 0u) << shift;
  }
  // A zoom of another thinning.
  const Scene scene = crowd(8);
  const Camera far{camera_.centre, camera_.zoom - 1.2};
  settle(renderer, scene, far);
  MapRenderer fresh;
  fresh.render(scene, far, kView, 0);
  EXPECT_GT(fresh.statistics().marks_hidden, 0u);
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), fresh.target().read_pixels()).differing, 0u);
}

TEST_F(DeferredMapTest, ShowsTheOldMarksUntilTheNewOnesAreReady) {
  MapRenderer renderer;
  const Scene old = crowd(0);
  settle(renderer, old, camera_);
  const gfx::Image before = renderer.target().read_pixels();
  const Scene next = crowd(1);
  // It takes some milliseconds, so the call that begins it cannot show it, and has nothing to draw.
  EXPECT_FALSE(renderer.render(next, camera_, kView, 0, true));
  EXPECT_TRUE(renderer.ready_in());
  EXPECT_EQ(gfx::compare(before, renderer.target().read_pixels()).differing, 0u);
  const auto hit = renderer.mark_at(0, pixel_from_lonlat(camera_, kView, at(0.25, 0.25)), 3);
  ASSERT_TRUE(hit);
  EXPECT_EQ(hit->table, std::get<PointLayer>(old.layers[0]).table);
  settle(renderer, next, camera_);
  EXPECT_NE(gfx::compare(before, renderer.target().read_pixels()).differing, 0u);
  EXPECT_EQ(renderer.mark_at(0, {100, 80}, 50)->table, std::get<PointLayer>(next.layers[0]).table);
}

TEST_F(DeferredMapTest, TheNewestOfSeveralTablesWins) {
  MapRenderer renderer;
  settle(renderer, crowd(0), camera_);
  const uint64_t built = renderer.statistics().built_layers;
  Scene newest;
  for (int shift = 1; shift <= 40; ++shift) {
    newest = crowd(shift);
    renderer.render(newest, camera_, kView, 0, true);
  }
  settle(renderer, newest, camera_);
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), draw(newest)).differing, 0u);
  EXPECT_LE(renderer.statistics().built_layers - built, 40u);
}

TEST_F(DeferredMapTest, AnythingThatMustBeThereAtOnceIs) {
  MapRenderer renderer;
  settle(renderer, crowd(0), camera_);
  const Scene next = crowd(1);
  renderer.render(next, camera_, kView, 0, true);
  EXPECT_TRUE(renderer.render(next, camera_, kView, 0));
  EXPECT_FALSE(renderer.ready_in());
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), draw(next)).differing, 0u);
  // Few rows are never worth a thread.
  const LonLat place = at(100, 80);
  EXPECT_TRUE(renderer.render({kGround, {points({{"1", place.lon, place.lat, 1}})}}, camera_, kView, 0, true));
  EXPECT_FALSE(renderer.ready_in());
  EXPECT_EQ(renderer.target().read_pixels().at(100, 80), kRed);
}

TEST_F(DeferredMapTest, MayGoWhilePreparing) {
  for (int i = 0; i < 20; ++i) {
    MapRenderer renderer;
    renderer.render(crowd(i), camera_, kView, 0, true);
    if (i % 3 == 1) renderer.render({kGround, {}}, camera_, kView, 0, true);
    if (i % 3 == 2) renderer.rebuild(false);
  }
}

}  // namespace
}  // namespace onescreen::map
