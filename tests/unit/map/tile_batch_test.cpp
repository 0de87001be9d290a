// Proves the picture of a tile layer on software OpenGL: pixel for pixel at whole zooms, the same after a move by whole
// pixels, coarse tiles beneath missing ones, the colours as told, and textures that are given back.
#include "map/tile_batch.h"

#include <gtest/gtest.h>

#include <functional>

#include "gfx/context.h"
#include "map/map_renderer.h"

namespace onescreen::map {
namespace {

using gfx::rgb;
using model::TileKey;

constexpr Viewport kView{300, 220};
constexpr Colour kGround = rgb(0x0B121B);

uint8_t shade(int value) { return static_cast<uint8_t>(((value % 256) + 256) % 256); }

// Every pixel of a tile tells which it is.
model::TilePicture numbered(TileKey key) {
  auto image = std::make_shared<model::TileImage>();
  image->width = image->height = 256;
  for (int y = 0; y < 256; ++y) {
    for (int x = 0; x < 256; ++x) {
      image->rgba.insert(image->rgba.end(), {shade(x + key.x), shade(y + key.y), shade(key.z * 10), 255});
    }
  }
  return {image, {}, {}, false};
}

model::TilePicture plain(Colour colour) {
  auto image = std::make_shared<model::TileImage>();
  image->width = image->height = 256;
  for (int i = 0; i < 256 * 256; ++i) image->rgba.insert(image->rgba.end(), {colour.r, colour.g, colour.b, colour.a});
  return {image, {}, {}, false};
}

class TileBatchTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
  }
  void TearDown() override { EXPECT_EQ(gfx::take_gl_error("after the test"), ""); }

  model::TileSetPtr loaded(const std::function<model::TilePicture(TileKey)>& paint, const Camera& camera) const {
    auto set = std::make_shared<model::TileSet>();
    for (const TileKey& key : wanted_tiles(*set, camera, {900, 900})) set->pictures[key] = paint(key);
    return set;
  }
  gfx::Image draw(MapRenderer& renderer, const TileLayer& layer, const Camera& camera) {
    EXPECT_TRUE(renderer.render({kGround, {layer}}, camera, kView, 0));
    EXPECT_EQ(renderer.problem(), "");
    return renderer.target().read_pixels();
  }
  gfx::Image draw(const TileLayer& layer, const Camera& camera) {
    MapRenderer renderer;
    return draw(renderer, layer, camera);
  }
  gfx::Colour middle(const TileLayer& layer) {
    return draw(layer, camera_).at(kView.width_px / 2, kView.height_px / 2);
  }

  std::unique_ptr<gfx::HeadlessContext> context_;
  const Camera camera_{{121.4837, 31.2712}, 15};
};

TEST_F(TileBatchTest, whole_zooms_show_every_pixel_of_every_tile) {
  TileLayer layer;
  layer.set = loaded(numbered, camera_);
  const gfx::Image image = draw(layer, camera_);
  for (const TilePatch& patch : tile_cover(*layer.set, camera_, kView)) {
    const auto x0 = static_cast<int>(patch.corners[0][0]);
    const auto y0 = static_cast<int>(patch.corners[0][1]);
    for (const auto& [u, v] : {std::pair{0, 0}, {1, 0}, {128, 77}, {255, 255}}) {
      const int x = x0 + u;
      const int y = y0 + v;
      if (x < 0 || y < 0 || x >= kView.width_px || y >= kView.height_px) continue;
      const size_t at = (static_cast<size_t>(v) * 256 + static_cast<size_t>(u)) * 4;
      EXPECT_EQ(image.at(x, y).r, patch.image->rgba[at]) << x << "," << y;
      EXPECT_EQ(image.at(x, y).g, patch.image->rgba[at + 1]) << x << "," << y;
    }
  }
}

TEST_F(TileBatchTest, a_move_by_whole_pixels_gives_the_same_pixels_at_their_new_place) {
  for (const double zoom : {15.0, 15.43}) {
    for (const auto crs : {model::TileCrs::wgs84, model::TileCrs::gcj02}) {
      const Camera before{camera_.centre, zoom};
      auto set = std::make_shared<model::TileSet>();
      set->crs = crs;
      for (const TileKey& key : wanted_tiles(*set, before, {900, 900})) set->pictures[key] = numbered(key);
      TileLayer layer;
      layer.set = set;
      const gfx::Image a = draw(layer, before);
      const gfx::Image b = draw(layer, panned(before, 13, -9));
      int differing = 0;
      for (int y = 0; y + 9 < kView.height_px; ++y) {
        for (int x = 0; x + 13 < kView.width_px; ++x) differing += a.at(x, y + 9) == b.at(x + 13, y) ? 0 : 1;
      }
      EXPECT_EQ(differing, 0) << zoom;
    }
  }
}

TEST_F(TileBatchTest, coarse_tiles_stand_for_missing_ones) {
  auto set = std::make_shared<model::TileSet>();
  for (const TileKey& key : wanted_tiles(*set, camera_, kView)) {
    if (key.z == 12) set->pictures[key] = plain(rgb(0x204060));
  }
  ASSERT_FALSE(set->pictures.empty());
  TileLayer layer;
  layer.set = set;
  const gfx::Image image = draw(layer, camera_);
  for (int y = 0; y < kView.height_px; y += 3) {
    for (int x = 0; x < kView.width_px; x += 3) ASSERT_EQ(image.at(x, y), rgb(0x204060)) << x << "," << y;
  }
}

TEST_F(TileBatchTest, colours_are_changed_as_told) {
  TileLayer layer;
  layer.set = loaded([](TileKey) { return plain(rgb(0xF0E0D0)); }, camera_);
  EXPECT_EQ(middle(layer), rgb(0xF0E0D0));
  layer.tint = rgb(0x000000);
  layer.tint.a = 128;
  const Colour half = middle(layer);
  EXPECT_NEAR(half.r, 0xF0 / 2, 1);
  layer.tint = kNoColour;
  layer.saturation = 0;
  const Colour grey = middle(layer);
  EXPECT_EQ(grey.r, grey.g);
  EXPECT_EQ(grey.g, grey.b);
  layer.invert = true;
  EXPECT_LT(middle(layer).g, 0x40);
  layer.invert = false;
  layer.opacity = 0;
  EXPECT_EQ(middle(layer), kGround);
}

TEST_F(TileBatchTest, an_overlay_lets_the_map_through) {
  TileLayer base;
  base.set = loaded([](TileKey) { return plain(rgb(0x406080)); }, camera_);
  TileLayer names;
  names.set = loaded([](TileKey) { return plain({255, 255, 255, 0}); }, camera_);
  MapRenderer renderer;
  renderer.render({kGround, {base, names}}, camera_, kView, 0);
  EXPECT_EQ(renderer.target().read_pixels().at(150, 110), rgb(0x406080));
}

TEST_F(TileBatchTest, a_tile_that_is_not_seen_draws_nothing_again) {
  auto set = std::make_shared<model::TileSet>(*loaded(numbered, camera_));
  TileLayer layer;
  layer.set = set;
  MapRenderer renderer;
  EXPECT_TRUE(renderer.render({kGround, {layer}}, camera_, kView, 0));
  auto more = std::make_shared<model::TileSet>(*set);
  more->pictures[{15, 1, 1}] = numbered({15, 1, 1});
  layer.set = more;
  EXPECT_FALSE(renderer.render({kGround, {layer}}, camera_, kView, 0));
  auto other = std::make_shared<model::TileSet>(*more);
  for (const TileKey& key : wanted_tiles(*set, camera_, kView)) other->pictures[key] = plain(rgb(0x406080));
  layer.set = other;
  EXPECT_TRUE(renderer.render({kGround, {layer}}, camera_, kView, 0));
  EXPECT_EQ(renderer.target().read_pixels().at(150, 110), rgb(0x406080));
}

TEST_F(TileBatchTest, pictures_are_uploaded_once_and_their_room_is_given_back) {
  TileBatch batch;
  Programs programs;
  GeometryCache geometry;
  RenderStatistics statistics;
  gfx::Target target(2000, 1500);
  target.bind();
  const auto draw_at = [&](const model::TileSetPtr& set, Viewport view) {
    DrawPass pass{camera_, view, 0, programs, geometry, statistics, false, {0, 0, view.width_px, view.height_px}};
    TileLayer layer;
    layer.set = set;
    batch.update(layer, pass);
    batch.draw(pass);
  };
  auto set = std::make_shared<model::TileSet>();
  for (const TileKey& key : wanted_tiles(*set, camera_, {2000, 1500})) set->pictures[key] = numbered(key);
  draw_at(set, {2000, 1500});
  const uint64_t uploaded = statistics.uploaded_bytes;
  const uint64_t calls = statistics.draw_calls;
  EXPECT_GE(uploaded, 48u * 256 * 256 * 4);
  EXPECT_EQ(calls, 1u);
  const size_t room = batch.gpu_bytes();
  draw_at(set, {2000, 1500});
  draw_at(set, {300, 220});
  EXPECT_LT(statistics.uploaded_bytes - uploaded, 100'000u) << "nothing but the patches themselves";
  EXPECT_EQ(batch.gpu_bytes(), room) << "a smaller part of the same view";
  // Two hundred pictures later the first ones have left the texture.
  for (int step = 0; step < 8; ++step) {
    auto other = std::make_shared<model::TileSet>();
    for (const TileKey& key : wanted_tiles(*other, camera_, {2000, 1500})) other->pictures[key] = numbered(key);
    draw_at(other, {2000, 1500});
  }
  EXPECT_EQ(batch.gpu_bytes(), room);
}

}  // namespace
}  // namespace onescreen::map
