// Windows of any size, and a storm of sizes: afterwards the wall looks as one that has always had that size.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "commands.h"
#include "files.h"
#include "gfx/context.h"
#include "support/golden.h"
#include "wall.h"

namespace onescreen::app {
namespace {

class Resize : public testing::Test {
 protected:
  void SetUp() override {
    auto files = load_files({.site = demo_site_file(), .layout = "daily"});
    ASSERT_TRUE(files) << model::describe(files.error());
    files_ = *files;
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
    golden_ = test_support::load_golden({"map", "typical"});
  }
  std::unique_ptr<Wall> wall() {
    auto made = Wall::create(640, 360);
    EXPECT_TRUE(made);
    if (!made) return nullptr;
    (*made)->show(golden_.layout);
    return std::move(*made);
  }
  ui::DrawReport draw(Wall& wall) {
    const ui::Pointer pointer;
    ui::Commands commands;
    const ui::Frame frame{golden_.scene, golden_.now,    golden_.zone, files_->theme,
                          files_->words, golden_.screen, pointer,      commands};
    const ui::DrawReport report = wall.draw(frame, golden_.display);
    EXPECT_TRUE(wall.view().problems().empty());
    return report;
  }

  std::shared_ptr<const Files> files_;
  std::unique_ptr<gfx::HeadlessContext> context_;
  test_support::GoldenCase golden_;
};

TEST_F(Resize, AStormOfSizesEndsInThePictureOfTheLast) {
  const auto stormy = wall();
  std::mt19937 random(11);
  std::uniform_int_distribution<int> width(1, 1400), height(1, 900);
  for (int i = 0; i < 60; ++i) {
    stormy->resize(width(random), height(random));
    if (i % 3 != 0) draw(*stormy);  // not every size of a storm is drawn
  }
  stormy->resize(1280, 720);
  draw(*stormy);
  const auto fresh = wall();
  fresh->resize(1280, 720);
  draw(*fresh);
  EXPECT_EQ(gfx::compare(stormy->canvas().read_pixels(), fresh->canvas().read_pixels()).differing, 0u);
  EXPECT_TRUE(draw(*stormy).damage.empty());
  EXPECT_EQ(gfx::take_gl_error("after the storm"), "");
}

TEST_F(Resize, TheLargestWallIsOnePicture) {
  const auto large = wall();
  large->resize(15360, 4320);
  draw(*large);
  EXPECT_EQ(large->canvas().width(), 15360);
  EXPECT_EQ(large->canvas().height(), 4320);
  EXPECT_EQ(gfx::take_gl_error("15360x4320"), "");
  const gfx::Image image = large->canvas().read_pixels();
  // Something is drawn in each of its quarters.
  for (int quarter = 0; quarter < 4; ++quarter) {
    std::set<uint32_t> colours;
    for (int y = 0; y < 4320; y += 16) {
      for (int x = 0; x < 3840; x += 16) {
        const gfx::Colour c = image.at(quarter * 3840 + x, y);
        colours.insert(uint32_t{c.r} << 16 | uint32_t{c.g} << 8 | c.b);
      }
    }
    EXPECT_GT(colours.size(), 3u) << quarter;
  }
}

}  // namespace
}  // namespace onescreen::app
