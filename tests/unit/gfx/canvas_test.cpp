// A canvas of several tiles: sizes, pixels and what a window is given of it.
#include "gfx/canvas.h"

#include <gtest/gtest.h>

#include "gfx/context.h"

namespace onescreen::gfx {
namespace {

class CanvasTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string why_not;
    context_ = HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
  }
  std::unique_ptr<HeadlessContext> context_;
};

TEST_F(CanvasTest, IsOneTargetWhereTheDriverTakesIt) {
  Canvas canvas(640, 360);
  EXPECT_EQ(canvas.tiles().size(), 1u);
  EXPECT_FALSE(canvas.resize(640, 360));
  EXPECT_TRUE(canvas.resize(0, -5));
  EXPECT_EQ(canvas.width(), 1);
  EXPECT_EQ(canvas.height(), 1);
}

TEST_F(CanvasTest, TilesCoverEveryPixelOnceAndReadAsOnePicture) {
  Canvas canvas;
  EXPECT_TRUE(canvas.resize(100, 70, 32));
  ASSERT_EQ(canvas.tiles().size(), 4u * 3u);
  uint8_t shade = 10;
  for (const Canvas::Tile& tile : canvas.tiles()) {
    EXPECT_EQ(tile.target.width(), tile.place.width);
    EXPECT_EQ(tile.target.height(), tile.place.height);
    tile.target.clear(Colour{shade, 0, 0, 255});
    tile.target.clear({0, 0, 1, 1}, Colour{0, shade, 0, 255});  // which corner is the top left
    shade += 10;
  }
  const Image image = canvas.read_pixels();
  ASSERT_EQ(image.width, 100);
  ASSERT_EQ(image.height, 70);
  shade = 10;
  size_t covered = 0;
  for (const Canvas::Tile& tile : canvas.tiles()) {
    const Rect& place = tile.place;
    EXPECT_EQ(image.at(place.x, place.y), (Colour{0, shade, 0, 255}));
    EXPECT_EQ(image.at(place.x + place.width - 1, place.y + place.height - 1), (Colour{shade, 0, 0, 255}));
    covered += static_cast<size_t>(place.width) * static_cast<size_t>(place.height);
    shade += 10;
  }
  EXPECT_EQ(covered, 100u * 70u);
}

}  // namespace
}  // namespace onescreen::gfx
