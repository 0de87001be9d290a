// Panning: what was seen is moved and only what came in is drawn; when the camera rests, the picture is that of a full
// drawing, pixel for pixel.
#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "gfx/context.h"
#include "map/map_renderer.h"
#include "shapes.h"

namespace onescreen::map {
namespace {

using gfx::rgb;

constexpr Viewport kView{320, 240};
const Camera kCamera{{121.4837, 31.2712}, 15.37};

class MapPanTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
  }
  void TearDown() override { EXPECT_EQ(gfx::take_gl_error("after the test"), ""); }

  static LonLat at(double x, double y) { return lonlat_from_pixel(kCamera, kView, {x, y}); }

  // Areas, dashed lines and marks all over, far beyond the view.
  static Scene scene() {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> place(-400, 800);
    AreaLayer areas;
    std::vector<test::AreaRow> shapes;
    for (int i = 0; i < 40; ++i) {
      const double x = place(random), y = place(random), side = 60 + i;
      shapes.push_back({std::to_string(i),
                        test::polygon({{at(x, y), at(x + side, y + 11), at(x + side - 9, y + side), at(x - 5, y + side),
                                        at(x, y)}}),
                        double(i % 5)});
    }
    areas.table = test::area_table(shapes);
    areas.classing.column = "value";
    areas.steps = {rgb(0x14324E), rgb(0x1C4568), rgb(0x245A86), rgb(0x2F72A6), rgb(0x3E8CC6)};
    areas.outline = rgb(0x6FA8DC, 0.7f);
    areas.outline_px = 1.3f;
    areas.hatch = rgb(0xFFFFFF, 0.15f);
    LineLayer lines;
    lines.table = test::area_table({{"l", test::line({at(-300, -200), at(100, 120), at(500, 100), at(700, 500)})}});
    lines.colour = rgb(0xC0D0E0);
    lines.width_px = 2.4f;
    lines.dash_px = 9;
    lines.gap_px = 5;
    PointLayer points;
    std::vector<test::PointRow> rows;
    for (int i = 0; i < 900; ++i) {
      const LonLat where = at(place(random), place(random));
      rows.push_back({std::to_string(i), where.lon, where.lat, i % 5});
    }
    points.table = test::point_table(rows);
    points.level_column = "level";
    points.size_px = 13;
    points.levels = {MarkStyle{MarkShape::circle, rgb(0x00FF00)}, MarkStyle{MarkShape::diamond, rgb(0xFF5A4F)},
                     MarkStyle{MarkShape::triangle, rgb(0xFFA500)}, MarkStyle{MarkShape::circle, rgb(0xFFFF00)},
                     MarkStyle{MarkShape::square, rgb(0x4D9DFF)}};
    return {rgb(0x0B121B), {areas, lines, points}};
  }

  static gfx::Image full(const Scene& scene, const Camera& camera) {
    MapRenderer fresh;
    fresh.render(scene, camera, kView, 0);
    return fresh.target().read_pixels();
  }
  static void rest(MapRenderer& renderer, const Scene& scene, const Camera& camera) {
    for (int i = 0; i < 1000 && renderer.ready_in(); ++i) {
      std::this_thread::sleep_for(*renderer.ready_in());
      renderer.render(scene, camera, kView, 0, true);
    }
    ASSERT_FALSE(renderer.ready_in());
  }

  std::unique_ptr<gfx::HeadlessContext> context_;
};

TEST(WholePixelShift, IsOneOnlyForTheSamePixelsElsewhere) {
  EXPECT_EQ(whole_pixel_shift(kCamera, panned(kCamera, 12, -7), kView), (PixelShift{12, -7}));
  EXPECT_EQ(whole_pixel_shift(kCamera, kCamera, kView), (PixelShift{0, 0}));
  EXPECT_FALSE(whole_pixel_shift(kCamera, panned(kCamera, 12.4, 0), kView));
  EXPECT_FALSE(whole_pixel_shift(kCamera, panned(kCamera, 320, 0), kView));
  EXPECT_FALSE(whole_pixel_shift(kCamera, {kCamera.centre, kCamera.zoom + 0.01}, kView));
}

TEST_F(MapPanTest, DrawsOnlyWhatCameIn) {
  const Scene scene = MapPanTest::scene();
  MapRenderer renderer;
  renderer.render(scene, kCamera, kView, 0, true);
  const size_t all = renderer.statistics().marks_drawn;
  const uint64_t uploaded = renderer.statistics().uploaded_bytes;
  const uint64_t built = renderer.statistics().built_layers;
  ASSERT_GT(all, 60u);
  EXPECT_TRUE(renderer.render(scene, panned(kCamera, 3, 0), kView, 0, true));
  EXPECT_LT(renderer.statistics().marks_drawn * 2, all);
  EXPECT_EQ(renderer.statistics().uploaded_bytes, uploaded);
  EXPECT_EQ(renderer.statistics().built_layers, built);
  EXPECT_TRUE(renderer.ready_in());
}

TEST_F(MapPanTest, AMovedPictureIsThatOfAFullDrawingButForRounding) {
  const Scene scene = MapPanTest::scene();
  MapRenderer renderer;
  renderer.render(scene, kCamera, kView, 0, true);
  int x = 0, y = 0;
  std::mt19937 random(11);
  for (int step = 0; step < 40; ++step) {
    x += static_cast<int>(random() % 61) - 30;
    y += static_cast<int>(random() % 61) - 30;
    const Camera camera = panned(kCamera, x, y);
    ASSERT_TRUE(renderer.render(scene, camera, kView, 0, true) || (x == 0 && y == 0));
    const auto difference = gfx::compare(renderer.target().read_pixels(), full(scene, camera), 2);
    // A handful of edge pixels may round to the other side; a seam or a gap would be hundreds.
    EXPECT_LT(difference.differing, 40u) << step << ": " << x << ", " << y;
  }
}

TEST_F(MapPanTest, EndsInExactlyThePixelsOfAFullDrawing) {
  const Scene scene = MapPanTest::scene();
  MapRenderer renderer;
  renderer.render(scene, kCamera, kView, 0, true);
  Camera camera = kCamera;
  for (int step = 0; step < 25; ++step) {
    camera = panned(camera, 7, step % 3 - 5);
    renderer.render(scene, camera, kView, 0, true);
  }
  rest(renderer, scene, camera);
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), full(scene, camera)).differing, 0u);
  // And at once where the picture must depend on the arguments alone.
  camera = panned(camera, -31, 4);
  renderer.render(scene, camera, kView, 0, true);
  renderer.render(scene, camera, kView, 0, false);
  EXPECT_FALSE(renderer.ready_in());
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), full(scene, camera)).differing, 0u);
}

TEST_F(MapPanTest, NewDataWhileMovingIsShownAtOnceAndEverywhere) {
  Scene scene = MapPanTest::scene();
  MapRenderer renderer;
  renderer.render(scene, kCamera, kView, 0, true);
  const Camera camera = panned(kCamera, 20, 9);
  renderer.render(scene, camera, kView, 0, true);
  const LonLat place = at(200, 100);
  std::get<PointLayer>(scene.layers[2]).table = test::point_table({{"new", place.lon, place.lat, 1}});
  renderer.render(scene, camera, kView, 0, true);
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), full(scene, camera)).differing, 0u);
}

TEST_F(MapPanTest, ALeapIsDrawnWhole) {
  const Scene scene = MapPanTest::scene();
  MapRenderer renderer;
  renderer.render(scene, kCamera, kView, 0, true);
  for (const Camera& camera : {panned(kCamera, 400, 0), panned(kCamera, 400.5, 3), Camera{kCamera.centre, 15.5}}) {
    renderer.render(scene, camera, kView, 0, true);
    EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), full(scene, camera)).differing, 0u);
    EXPECT_FALSE(renderer.ready_in());
  }
}

TEST_F(MapPanTest, MovesRightUpToTheEdgesOfTheView) {
  const Scene scene = MapPanTest::scene();
  for (const auto& [x, y] : {std::pair{319, 0}, {0, -239}, {-319, 239}, {1, 1}, {-1, 0}}) {
    MapRenderer renderer;
    renderer.render(scene, kCamera, kView, 0, true);
    renderer.render(scene, panned(kCamera, x, y), kView, 0, true);
    const auto difference = gfx::compare(renderer.target().read_pixels(), full(scene, panned(kCamera, x, y)), 2);
    EXPECT_LT(difference.differing, 40u) << x << ", " << y;
  }
}

}  // namespace
}  // namespace onescreen::map
