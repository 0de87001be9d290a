// Targets, images and blits: where a pixel ends up, and that pictures survive a file.
#include "gfx/target.h"

#include <glad/gl.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "gfx/context.h"
#include "gfx/image.h"

namespace onescreen::gfx {
namespace {

class TargetTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string why_not;
    context_ = HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
  }
  void TearDown() override { EXPECT_EQ(take_gl_error("after the test"), ""); }

  std::unique_ptr<HeadlessContext> context_;
};

TEST_F(TargetTest, SaysWhatDrawsIt) {
  EXPECT_FALSE(gl_info().renderer.empty());
  EXPECT_FALSE(gl_info().version.empty());
  EXPECT_GE(max_target_size(), 4096);
}

TEST_F(TargetTest, ClearsARectangleCountedFromTheTop) {
  Target target(20, 10);
  target.clear(rgb(0x102030));
  target.clear({2, 1, 3, 4}, rgb(0xFF0000));
  const Image image = target.read_pixels();
  ASSERT_EQ(image.width, 20);
  ASSERT_EQ(image.height, 10);
  EXPECT_EQ(image.at(0, 0), rgb(0x102030));
  EXPECT_EQ(image.at(2, 1), rgb(0xFF0000));
  EXPECT_EQ(image.at(4, 4), rgb(0xFF0000));
  EXPECT_EQ(image.at(5, 4), rgb(0x102030));
  EXPECT_EQ(image.at(2, 5), rgb(0x102030));
  EXPECT_EQ(image.at(2, 0), rgb(0x102030));
}

TEST_F(TargetTest, ResizesOnlyWhenTheSizeChanges) {
  Target target;
  EXPECT_FALSE(target.valid());
  EXPECT_EQ(target.read_pixels(), Image{});
  EXPECT_TRUE(target.resize(8, 8));
  target.clear(rgb(0x00FF00));
  EXPECT_FALSE(target.resize(8, 8));
  EXPECT_EQ(target.read_pixels().at(7, 7), rgb(0x00FF00));
  EXPECT_TRUE(target.resize(0, -5));
  EXPECT_EQ(target.width(), 1);
  EXPECT_EQ(target.height(), 1);
}

TEST_F(TargetTest, MovesWithItsPixels) {
  Target first(4, 4);
  first.clear(rgb(0x123456));
  Target second = std::move(first);
  EXPECT_FALSE(first.valid());
  EXPECT_EQ(second.read_pixels().at(1, 1), rgb(0x123456));
}

TEST(ImageTest, SurvivesAFile) {
  Image image{3, 2, {}};
  for (int i = 0; i < 6; ++i)
    image.rgba.insert(image.rgba.end(), {uint8_t(i * 40), uint8_t(255 - i), 7, uint8_t(i * 50)});
  const std::string path = (std::filesystem::temp_directory_path() / "onescreen_image_test.png").string();
  std::string why_not;
  ASSERT_TRUE(save_png(image, path, why_not)) << why_not;
  const auto loaded = load_png(path, why_not);
  std::remove(path.c_str());
  ASSERT_TRUE(loaded) << why_not;
  EXPECT_EQ(*loaded, image);
}

TEST(ImageTest, SaysWhyItCannotBeReadOrWritten) {
  std::string why_not;
  EXPECT_FALSE(load_png("/nonexistent/picture.png", why_not));
  EXPECT_NE(why_not.find("/nonexistent/picture.png"), std::string::npos);
  EXPECT_FALSE(save_png(Image{}, "/nonexistent/picture.png", why_not));
  EXPECT_FALSE(save_png(Image{1, 1, {1, 2, 3, 255}}, "/nonexistent/picture.png", why_not));
}

TEST(ImageTest, ComparisonCountsPixelsAndFindsTheWorst) {
  const Image a{2, 1, {10, 10, 10, 255, 20, 20, 20, 255}};
  Image b = a;
  EXPECT_EQ(compare(a, b).differing, 0u);
  b.rgba[5] = 90;
  const ImageDifference difference = compare(a, b);
  EXPECT_TRUE(difference.same_size);
  EXPECT_EQ(difference.max_difference, 70);
  EXPECT_EQ(difference.differing, 1u);
  EXPECT_EQ(compare(a, b, 70).differing, 0u);
  EXPECT_EQ(difference_image(a, b).at(1, 0), rgb(0xFF0000));
  EXPECT_FALSE(compare(a, Image{}).same_size);
}

}  // namespace
}  // namespace onescreen::gfx
