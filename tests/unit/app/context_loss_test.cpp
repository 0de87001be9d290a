// The graphics context goes away under a running wall: in another one, everything is made again from values and the
// picture is the same, pixel for pixel.
#include <gtest/gtest.h>

#include "commands.h"
#include "files.h"
#include "gfx/context.h"
#include "support/golden.h"
#include "wall.h"

namespace onescreen::app {
namespace {

TEST(ContextLoss, TheSamePictureComesBackInAnotherContext) {
  auto files = load_files({.site = demo_site_file(), .layout = "daily"});
  ASSERT_TRUE(files) << model::describe(files.error());
  const test_support::GoldenCase golden = test_support::load_golden({"map", "typical"});
  std::string why_not;
  auto context = gfx::HeadlessContext::create(why_not);
  ASSERT_NE(context, nullptr) << why_not;
  auto made = Wall::create(golden.width, golden.height);
  ASSERT_TRUE(made);
  Wall& wall = **made;
  wall.show(golden.layout);
  const ui::Pointer pointer;
  ui::Commands commands;
  const ui::Frame frame{golden.scene,    golden.now,    golden.zone, (*files)->theme,
                        (*files)->words, golden.screen, pointer,     commands};
  const auto picture = [&] {
    wall.draw(frame, golden.display);
    return wall.canvas().read_pixels();
  };
  const gfx::Image before = picture();
  ASSERT_EQ(before.width, golden.width);

  for (int loss = 0; loss < 3; ++loss) {
    auto next = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(next, nullptr) << why_not;
    context = std::move(next);
    context->make_current();
    wall.gpu_lost();
    EXPECT_EQ(gfx::compare(before, picture()).differing, 0u) << loss;
    EXPECT_EQ(gfx::take_gl_error("after the loss"), "");
    EXPECT_TRUE(wall.view().problems().empty());
  }
  made = model::Error{};
}

// Every kind of layer holds names of its own.
TEST(ContextLoss, EveryMapComesBack) {
  auto files = load_files({.site = demo_site_file(), .layout = "daily"});
  ASSERT_TRUE(files) << model::describe(files.error());
  std::string why_not;
  auto context = gfx::HeadlessContext::create(why_not);
  ASSERT_NE(context, nullptr) << why_not;
  auto made = Wall::create(64, 64);
  ASSERT_TRUE(made);
  Wall& wall = **made;
  size_t cases = 0;
  for (const test_support::GoldenName& name : test_support::golden_names()) {
    if (name.widget != "map" || !name.file().ends_with("/" + name.name + ".json"))
      continue;  // not those derived from another
    ++cases;
    const test_support::GoldenCase golden = test_support::load_golden(name);
    wall.show(golden.layout);
    wall.resize(golden.width, golden.height);
    const ui::Pointer pointer;
    ui::Commands commands;
    ui::Frame frame{golden.scene,    golden.now,    golden.zone, (*files)->theme,
                    (*files)->words, golden.screen, pointer,     commands};
    frame.tiles = golden.tiles;
    wall.draw(frame, golden.display);
    const gfx::Image before = wall.canvas().read_pixels();
    auto next = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(next, nullptr) << why_not;
    context = std::move(next);
    context->make_current();
    wall.gpu_lost();
    wall.draw(frame, golden.display);
    EXPECT_EQ(gfx::compare(before, wall.canvas().read_pixels()).differing, 0u) << name.name;
    EXPECT_EQ(gfx::take_gl_error("after the loss"), "") << name.name;
    EXPECT_TRUE(wall.view().problems().empty()) << name.name;
  }
  EXPECT_GT(cases, 30u);
  made = model::Error{};
}

}  // namespace
}  // namespace onescreen::app
