// The debug overlay over a window: it is there, its buttons are where they are drawn, and its figures follow the
// frames.
#include "debug_overlay.h"

#include <gtest/gtest.h>

#include "commands.h"
#include "files.h"
#include "gfx/context.h"
#include "support/golden.h"
#include "wall.h"

namespace onescreen::app {
namespace {

TEST(DebugFigures, KeepTheNewestFramesAndWhatTheLastOneCost) {
  DebugFigures figures;
  ui::DrawReport report;
  report.panels_drawn = 3;
  report.damage = {{0, 0, 50, 40}};
  gfx::Statistics before = gfx::statistics();
  gfx::statistics().draw_calls += 7;
  gfx::statistics().uploaded_bytes += 900;
  for (int i = 0; i < 300; ++i) figures.add(i, report, 100, 80, before);
  EXPECT_EQ(figures.frame_ms.size(), DebugFigures::kMostFrames);
  EXPECT_FLOAT_EQ(figures.frame_ms.back(), 299);
  EXPECT_EQ(figures.panels_drawn, 3u);
  EXPECT_DOUBLE_EQ(figures.damage_share, 0.25);
  EXPECT_EQ(figures.draw_calls, 7u);
  EXPECT_EQ(figures.uploaded_bytes, 900u);
}

TEST(DebugOverlay, IsDrawnOverTheWindowAndItsButtonsAnswer) {
  auto files = load_files({.site = demo_site_file(), .layout = "daily"});
  ASSERT_TRUE(files) << model::describe(files.error());
  const test_support::GoldenCase golden = test_support::load_golden({"map", "typical"});
  std::string why_not;
  const auto context = gfx::HeadlessContext::create(why_not);
  ASSERT_NE(context, nullptr) << why_not;
  for (const auto& [width, height] : {std::pair{1366, 768}, {1920, 1080}}) {
    auto made = Wall::create(width, height);
    ASSERT_TRUE(made);
    Wall& wall = **made;
    wall.show(golden.layout);
    const ui::Pointer pointer;
    ui::Commands commands;
    const ui::Frame frame{golden.scene,    golden.now,    golden.zone, (*files)->theme,
                          (*files)->words, golden.screen, pointer,     commands};
    const gfx::Statistics before = gfx::statistics();
    const ui::DrawReport report = wall.draw(frame, golden.display);
    DebugFigures figures;
    for (int i = 0; i < 100; ++i) figures.add(8 + i % 12, report, width, height, before);
    figures.panels = wall.view().costs();
    ASSERT_FALSE(figures.panels.empty());
    EXPECT_GT(figures.panels[0].vertices, 0u);
    EXPECT_EQ(figures.panels[0].times_drawn, 1u);
    EXPECT_GT(figures.draw_calls, 0u);

    DebugOverlay overlay;
    const gfx::Image canvas_before = wall.canvas().read_pixels();
    gfx::Target window(width, height);
    window.clear(gfx::rgb(0xFF00FF));
    window.bind();
    wall.draw_over((*files)->theme, golden.display, width, height, [&](ui::Painter& painter) {
      overlay.draw(frame, figures, painter, {width, height}, {-1, -1});
    });
    const gfx::Image seen = window.read_pixels();
    EXPECT_NE(seen.at(width / 2, height / 2), gfx::rgb(0xFF00FF));
    EXPECT_EQ(seen.at(2, 2), gfx::rgb(0xFF00FF)) << "the window's edge stays visible";
    EXPECT_EQ(gfx::compare(canvas_before, wall.canvas().read_pixels()).differing, 0u) << "the canvas must stay clean";
    bool reload = false, picture = false, record = false;
    for (int y = 0; y < height; y += 8) {
      for (int x = 0; x < width; x += 8) {
        const auto action = overlay.button_at({static_cast<float>(x), static_cast<float>(y)});
        reload |= action == DebugAction::reload;
        picture |= action == DebugAction::picture;
        record |= action == DebugAction::record;
      }
    }
    EXPECT_TRUE(reload && picture && record);
  }
}

}  // namespace
}  // namespace onescreen::app
