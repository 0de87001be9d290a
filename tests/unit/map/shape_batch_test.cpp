// Areas and buildings as pictures, on software OpenGL: the right thing in the right place, at any zoom, whatever the
// shapes; and the same wherever the picture is moved.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <thread>

#include "gfx/context.h"
#include "map/map_renderer.h"
#include "odd_polygons.h"

namespace onescreen::map {
namespace {

using gfx::rgb;

constexpr Viewport kView{200, 160};
constexpr Colour kGround = rgb(0x000000);
constexpr Colour kRed = rgb(0xFF0000);
constexpr Colour kGreen = rgb(0x00FF00);

struct House {
  model::GeometryPtr geometry;
  double height_m = 0;
  std::string use = {};
  std::optional<double> value = {};
};

model::TablePtr house_table(const std::vector<House>& houses) {
  model::TableBuilder builder("houses", {{"id", model::Type::text},
                                         {"geometry", model::Type::geometry},
                                         {"height_m", model::Type::number},
                                         {"use", model::Type::text},
                                         {"value", model::Type::number}});
  for (size_t i = 0; i < houses.size(); ++i) {
    builder.text(0, std::to_string(i));
    if (houses[i].geometry != nullptr) builder.geometry(1, houses[i].geometry);
    builder.number(2, houses[i].height_m);
    if (!houses[i].use.empty()) builder.text(3, houses[i].use);
    if (houses[i].value) builder.number(4, *houses[i].value);
    builder.end_row();
  }
  return builder.build();
}

class ShapeBatchTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
  }
  void TearDown() override { EXPECT_EQ(gfx::take_gl_error("after the test"), ""); }

  // Places are pixels of the view.
  LonLat at(double x, double y) const { return lonlat_from_pixel(camera_, kView, {x, y}); }
  model::GeometryPtr box(double x0, double y0, double x1, double y1) const {
    return test::polygon({{at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)}});
  }
  gfx::Image draw(const Scene& scene, const Camera& camera) {
    MapRenderer renderer;
    EXPECT_TRUE(renderer.render(scene, camera, kView, 0));
    EXPECT_EQ(renderer.problem(), "");
    return renderer.target().read_pixels();
  }
  gfx::Image draw(const Scene& scene) { return draw(scene, camera_); }
  // Metres that are so many pixels of the view.
  double metres(double px) const { return px * metres_per_pixel(camera_.centre.lat, camera_.zoom); }
  static AreaLayer plain(const std::vector<House>& houses) {
    AreaLayer layer;
    layer.table = house_table(houses);
    layer.fill = kRed;
    return layer;
  }
  static ExtrusionLayer raised(const std::vector<House>& houses) {
    ExtrusionLayer layer;
    layer.table = house_table(houses);
    layer.roof = kRed;
    layer.classing.column = "use";
    layer.classing.rule = ClassRule::category;
    layer.classing.values = {"green"};
    layer.steps = {kGreen};
    layer.tilt = 0.5f;
    layer.flat_zoom = 12;
    return layer;
  }
  // More than are drawn in the table's order; two thirds of the ground of each of `side` times `side` plots are built.
  std::vector<House> city(int side, double plot_px) const {
    std::vector<House> houses;
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        const double left = 100 + (x - side / 2.0) * plot_px, top = 80 + (y - side / 2.0) * plot_px;
        houses.push_back({box(left, top, left + plot_px * 0.8, top + plot_px * 0.8), 9.0 + x % 5});
      }
    }
    return houses;
  }

  std::unique_ptr<gfx::HeadlessContext> context_;
  // A pixel is 256 fixed-point units, and the centre is one.
  const Camera camera_{lonlat_from_world({0.8375, 0.40625}), 16};
};

double mean_red(const gfx::Image& image, int x0, int y0, int x1, int y1) {
  double sum = 0;
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) sum += image.at(x, y).r;
  }
  return sum / 255 / ((x1 - x0) * (y1 - y0));
}

TEST_F(ShapeBatchTest, WhatCanBeSeenIsSeenAtEveryZoom) {
  // 48 plots of 10 pixels a side at zoom 16; far away the city keeps its share of red. Not opaque: else the soft edges
  // would be counted too.
  AreaLayer layer = plain(city(48, 10));
  layer.fill = rgb(0xFF0000, 0.8f);
  for (double zoom = 16; zoom >= 12; zoom -= 0.25) {
    const double half = 480 * std::exp2(zoom - 16) / 2 * 0.8;
    const int reach_x = std::min(90, static_cast<int>(half)), reach_y = std::min(70, static_cast<int>(half));
    const gfx::Image image = draw({kGround, {layer}}, {camera_.centre, zoom});
    const double red = mean_red(image, 100 - reach_x, 80 - reach_y, 100 + reach_x, 80 + reach_y);
    EXPECT_NEAR(red, 0.64 * 0.8, 0.04) << zoom;
  }
}

TEST_F(ShapeBatchTest, SmallShapesLeaveNoHoles) {
  // A plot is a pixel and a quarter, and a fifth of it on each side is not built.
  const gfx::Image image = draw({kGround, {plain(city(48, 10))}}, {camera_.centre, 13});
  for (int y = 60; y < 100; ++y) {
    for (int x = 80; x < 120; ++x) EXPECT_GT(image.at(x, y).r, 75) << x << ' ' << y;
  }
}

TEST_F(ShapeBatchTest, MovedByWholePixelsThePictureIsTheSame) {
  std::vector<House> houses = city(48, 10);
  for (House& house : houses) house.use = houses.size() % 2 != 0 ? "green" : "";
  AreaLayer areas = plain(houses);
  areas.outline = rgb(0x00FFFF, 0.5f);
  areas.classing = raised(houses).classing;
  areas.steps = {kGreen};
  ExtrusionLayer buildings = raised(houses);
  buildings.edge = rgb(0xFFFFFF, 0.5f);
  buildings.shadow = rgb(0x0000FF, 0.5f);
  for (const double zoom : {16.0, 13.0}) {
    for (const Scene& scene : {Scene{kGround, {areas}}, Scene{kGround, {buildings}}}) {
      const Camera camera{camera_.centre, zoom};
      const gfx::Image before = draw(scene, camera);
      for (const auto& [dx, dy] : {std::pair{17, -9}, std::pair{-40, 31}}) {
        const gfx::Image after = draw(scene, panned(camera, dx, dy));
        size_t differing = 0;
        for (int y = 40; y < 120; ++y) {
          for (int x = 50; x < 150; ++x) {
            const Colour a = after.at(x + dx, y + dy), b = before.at(x, y);
            // The centre is rounded to a unit, a 256th of a pixel.
            differing += std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)}) > 3;
          }
        }
        EXPECT_EQ(differing, 0U) << zoom;
      }
    }
  }
}

TEST_F(ShapeBatchTest, ZoomingAndPanningNearUploadNothing) {
  MapRenderer renderer;
  const Scene scene{kGround, {plain(city(48, 10)), raised(city(48, 10))}};
  renderer.render(scene, {camera_.centre, 17}, kView, 0);
  const RenderStatistics before = renderer.statistics();
  EXPECT_LT(before.uploaded_bytes, 48u * 48 * 4 * 250);
  renderer.render(scene, {camera_.centre, 17.8}, kView, 0);
  renderer.render(scene, panned({camera_.centre, 18.9}, 30, 5), kView, 0);
  EXPECT_EQ(renderer.statistics().uploaded_bytes, before.uploaded_bytes);
  EXPECT_EQ(renderer.statistics().built_layers, before.built_layers);
}

TEST_F(ShapeBatchTest, FarAwayOnlyTheCellsOfANewStepAreUploaded) {
  MapRenderer renderer;
  const Scene scene{kGround, {plain(city(48, 10))}};
  renderer.render(scene, {camera_.centre, 13}, kView, 0);
  const RenderStatistics before = renderer.statistics();
  renderer.render(scene, {camera_.centre, 13.4}, kView, 0);  // the same half level
  EXPECT_EQ(renderer.statistics().uploaded_bytes, before.uploaded_bytes);
  renderer.render(scene, {camera_.centre, 12.4}, kView, 0);
  EXPECT_GT(renderer.statistics().uploaded_bytes, before.uploaded_bytes);
  EXPECT_LT(renderer.statistics().uploaded_bytes - before.uploaded_bytes, before.uploaded_bytes / 2);
  EXPECT_EQ(renderer.statistics().built_layers, before.built_layers);
}

TEST_F(ShapeBatchTest, CategoriesHaveColourAndPatternAndTheRestItsOwn) {
  AreaLayer layer = plain({{box(0, 0, 60, 160), 0, "a"},
                           {box(60, 0, 120, 160), 0, "b"},
                           {box(120, 0, 180, 160), 0, "c"},
                           {box(180, 0, 200, 160), 0, ""}});
  layer.classing.column = "use";
  layer.classing.rule = ClassRule::category;
  layer.classing.values = {"a", "b"};
  layer.steps = {kGreen, rgb(0x0000FF)};
  layer.patterns = {Pattern::none, Pattern::rising};
  layer.pattern_colour = rgb(0xFFFFFF);
  const gfx::Image image = draw({kGround, {layer}});
  int lines = 0, plain_blue = 0;
  for (int x = 65; x < 115; ++x) {
    EXPECT_EQ(image.at(x - 60, 80), kGreen);
    EXPECT_EQ(image.at(x + 62, 80), kRed);  // no category names it
    lines += image.at(x, 80).r > 128;
    plain_blue += image.at(x, 80) == rgb(0x0000FF);
  }
  EXPECT_GT(lines, 4);
  EXPECT_GT(plain_blue, 20);
  EXPECT_EQ(image.at(190, 80), kGround);  // no value
}

TEST_F(ShapeBatchTest, EveryPatternLooksDifferent) {
  std::vector<gfx::Image> images;
  for (const Pattern pattern :
       {Pattern::none, Pattern::rising, Pattern::falling, Pattern::level, Pattern::upright, Pattern::dots}) {
    AreaLayer layer = plain({{box(0, 0, 200, 160), 0, "a"}});
    layer.patterns = {pattern};
    layer.pattern_colour = rgb(0xFFFFFF);
    images.push_back(draw({kGround, {layer}}));
  }
  for (size_t i = 0; i < images.size(); ++i) {
    for (size_t j = 0; j < i; ++j) EXPECT_GT(gfx::compare(images[i], images[j]).differing, 2000U) << i << ' ' << j;
  }
}

TEST_F(ShapeBatchTest, ARampMixesBetweenTheEndsOfItsValues) {
  std::vector<House> houses;
  for (int i = 0; i < 5; ++i) houses.push_back({box(i * 40, 0, i * 40 + 40, 160), 0, "", 10.0 * i});
  AreaLayer layer = plain(houses);
  layer.classing.column = "value";
  layer.classing.rule = ClassRule::ramp;
  layer.steps = {rgb(0x000000), rgb(0xFF0000)};
  const gfx::Image image = draw({kGround, {layer}});
  EXPECT_EQ(image.at(20, 80).r, 0);
  EXPECT_NEAR(image.at(60, 80).r, 64, 6);
  EXPECT_NEAR(image.at(100, 80).r, 128, 6);
  EXPECT_EQ(image.at(180, 80).r, 255);
}

TEST_F(ShapeBatchTest, ARoofLiesAboveItsFootprintByTheHeightInMetres) {
  // 40 pixels high at a tilt of a half: 20 pixels up.
  const Scene scene{kGround, {raised({{box(80, 80, 120, 100), metres(40)}})}};
  const gfx::Image image = draw(scene);
  EXPECT_EQ(image.at(100, 62), kRed);
  EXPECT_EQ(image.at(100, 78), kRed);
  EXPECT_EQ(image.at(100, 57), kGround);
  // The wall below it, darker, and darkest at its foot.
  EXPECT_LT(image.at(100, 84).r, 200);
  EXPECT_GT(image.at(100, 84).r, image.at(100, 97).r);
  EXPECT_GT(image.at(100, 97).r, 30);
  EXPECT_EQ(image.at(100, 103), kGround);
  // Twice as near it is twice as high.
  const gfx::Image nearer = draw(scene, {camera_.centre, 17});
  EXPECT_EQ(nearer.at(100, 43), kRed);
  EXPECT_EQ(nearer.at(100, 37), kGround);
}

TEST_F(ShapeBatchTest, WhatStandsSouthHidesWhatStandsNorthInAnyOrder) {
  const House north{box(60, 60, 140, 80), metres(10)};
  const House south{box(60, 90, 140, 110), metres(120), "green"};
  for (const auto& houses : {std::vector{north, south}, std::vector{south, north}}) {
    const gfx::Image image = draw({kGround, {raised(houses)}});
    EXPECT_EQ(image.at(100, 65).r, 0) << "the low house is hidden";
    EXPECT_GT(image.at(100, 65).g, 80);
    EXPECT_EQ(image.at(100, 35), kGreen);
  }
  // And a low one in the south hides only the foot of a high one.
  const gfx::Image image =
      draw({kGround, {raised({{box(60, 60, 140, 80), metres(60)}, {box(60, 85, 140, 105), metres(10), "green"}})}});
  EXPECT_EQ(image.at(100, 40), kRed);
  EXPECT_EQ(image.at(100, 90), kGreen);
}

TEST_F(ShapeBatchTest, BelowItsZoomABuildingIsItsFootprint) {
  ExtrusionLayer layer = raised({{box(80, 80, 120, 100), metres(100)}});
  layer.flat_zoom = 16;
  const gfx::Image image = draw({kGround, {layer}});
  EXPECT_EQ(image.at(100, 90), kRed);
  EXPECT_EQ(image.at(100, 76), kGround);
  EXPECT_EQ(image.at(100, 104), kGround);
}

TEST_F(ShapeBatchTest, ABuildingWhoseFootLiesBelowThePictureIsSeen) {
  const gfx::Image image = draw({kGround, {raised({{box(80, 200, 120, 220), metres(300)}})}});
  EXPECT_EQ(image.at(100, 60), kRed);
}

TEST_F(ShapeBatchTest, TheSelectedBuildingIsOutlinedAboveAndBelow) {
  ExtrusionLayer layer = raised({{box(80, 80, 120, 100), metres(40)}, {box(140, 80, 180, 100), metres(40)}});
  layer.id_column = "id";
  layer.selected = "0";
  layer.selected_outline = rgb(0xFFFFFF);
  layer.selected_outline_px = 3;
  const gfx::Image image = draw({kGround, {layer}});
  EXPECT_EQ(image.at(100, 60), rgb(0xFFFFFF));
  EXPECT_EQ(image.at(100, 80), rgb(0xFFFFFF));
  EXPECT_EQ(image.at(100, 100), rgb(0xFFFFFF));
  EXPECT_NE(image.at(160, 60), rgb(0xFFFFFF));
}

TEST_F(ShapeBatchTest, AHitIsTheFootprintUnderThePointer) {
  MapRenderer renderer;
  renderer.render({kGround, {plain({}), raised({{box(80, 80, 120, 100), metres(40)}, {nullptr}})}}, camera_, kView, 0);
  const auto hit = renderer.shape_at(1, {100, 90});
  ASSERT_TRUE(hit);
  EXPECT_EQ(hit->row, 0U);
  EXPECT_EQ(hit->table->row_count(), 2U);
  EXPECT_FALSE(renderer.shape_at(1, {100, 70}));
  EXPECT_FALSE(renderer.shape_at(0, {100, 90}));
  EXPECT_FALSE(renderer.shape_at(7, {100, 90}));
}

TEST_F(ShapeBatchTest, OddPolygonsAreSurvivedAtEveryZoom) {
  std::vector<House> houses;
  for (const auto& [name, geometry] : test::odd_polygons()) houses.push_back({geometry, 50});
  AreaLayer areas = plain(houses);
  areas.outline = kGreen;
  areas.hatch = rgb(0xFFFFFF, 0.5f);
  const Scene scene{kGround, {areas, raised(houses)}};
  MapRenderer renderer;
  for (const LonLat centre : {LonLat{121.48, 31.25}, LonLat{-179.95, 0.5}, LonLat{0, 84}}) {
    for (const double zoom : {1.0, 6.0, 14.5, 20.0}) {
      EXPECT_TRUE(renderer.render(scene, {centre, zoom}, kView, 0));
      EXPECT_EQ(gfx::take_gl_error("odd polygons"), "");
    }
  }
}

TEST_F(ShapeBatchTest, AShapeOfTheWholeEarthCoversItFromAnywhere) {
  const Scene scene{kGround, {plain({{test::polygon({{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}}})}})}};
  for (const LonLat centre : {LonLat{121.48, 31.25}, LonLat{-120, -60}, LonLat{0, 0}}) {
    for (const double zoom : {1.5, 9.0, 18.0}) {
      const gfx::Image image = draw(scene, {centre, zoom});
      EXPECT_EQ(image.at(100, 80), kRed) << centre.lon << ' ' << zoom;
      EXPECT_EQ(image.at(60, 100), kRed) << centre.lon << ' ' << zoom;
    }
  }
}

// --- prepared on a thread
// -----------------------------------------------------------------------------------------------

TEST_F(ShapeBatchTest, ALargeTableIsPreparedElsewhereAndEndsInTheSamePixels) {
  MapRenderer renderer;
  const auto settle = [&](const Scene& scene, const Camera& camera) {
    renderer.render(scene, camera, kView, 0, true);
    for (int i = 0; i < 2000 && renderer.ready_in(); ++i) {
      std::this_thread::sleep_for(*renderer.ready_in());
      renderer.render(scene, camera, kView, 0, true);
    }
    EXPECT_FALSE(renderer.ready_in());
  };
  const Scene first{kGround, {plain(city(48, 10))}};
  EXPECT_TRUE(renderer.render(first, camera_, kView, 0, true));
  EXPECT_TRUE(renderer.ready_in());
  EXPECT_EQ(renderer.target().read_pixels().at(100, 80), kGround);  // not ready, and not waited for
  settle(first, camera_);
  const gfx::Image shown = renderer.target().read_pixels();
  EXPECT_EQ(gfx::compare(shown, draw(first)).differing, 0U);

  Scene second{kGround, {plain(city(40, 12))}};
  renderer.render(second, camera_, kView, 0, true);
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), shown).differing, 0U);  // the last picture stays meanwhile
  settle(second, camera_);
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), draw(second)).differing, 0U);

  const Camera far{camera_.centre, 13};
  settle(second, far);
  EXPECT_EQ(gfx::compare(renderer.target().read_pixels(), draw(second, far)).differing, 0U);
}

}  // namespace
}  // namespace onescreen::map
