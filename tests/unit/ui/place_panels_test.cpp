// Where panels lie: whatever the size and aspect of the canvas, they cover it without touching each other, and the
// daily layout gives every widget the room that it asks for on every screen that a wall is likely to have.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "support/repository.h"
#include "ui/layout.h"

namespace onescreen::ui {
namespace {

struct Canvas {
  int width;
  int height;
};

std::ostream& operator<<(std::ostream& out, const Canvas& canvas) {
  return out << canvas.width << "x" << canvas.height;
}

std::shared_ptr<const Layout> read(const std::string& text) {
  std::vector<Problem> problems;
  const auto document = Document::parse(text, "x.json", problems);
  auto layout = document == nullptr ? nullptr : read_layout(document, "x", problems);
  for (const auto& problem : problems) ADD_FAILURE() << describe(problem);
  return layout;
}

Theme theme_with_gap(float gap) {
  Theme theme;
  theme.gap = gap;
  return theme;
}

// No two panels overlap, all lie inside, and every edge is either the canvas's margin or one gap away from a neighbour.
void expect_tiled(const std::vector<Rect>& rects, Canvas canvas, float gap, const std::string& what) {
  const float margin = std::round(gap * 1.25f);
  const Rect inside{margin, margin, static_cast<float>(canvas.width) - margin,
                    static_cast<float>(canvas.height) - margin};
  const auto spans_overlap = [](float a0, float a1, float b0, float b1) { return a0 < b1 && b0 < a1; };
  for (size_t i = 0; i < rects.size(); ++i) {
    const Rect& one = rects[i];
    EXPECT_FALSE(one.empty()) << what << ": panel " << i << " has no room at " << canvas;
    EXPECT_TRUE(one.x0 >= inside.x0 && one.y0 >= inside.y0 && one.x1 <= inside.x1 && one.y1 <= inside.y1)
        << what << ": panel " << i << " leaves " << canvas;
    bool right = one.x1 == inside.x1;
    bool below = one.y1 == inside.y1;
    for (size_t j = 0; j < rects.size(); ++j) {
      if (i == j) continue;
      const Rect& other = rects[j];
      EXPECT_FALSE(one.intersects(other)) << what << ": panels " << i << " and " << j << " overlap at " << canvas;
      right |= other.x0 == one.x1 + gap && spans_overlap(one.y0, one.y1, other.y0, other.y1);
      below |= other.y0 == one.y1 + gap && spans_overlap(one.x0, one.x1, other.x0, other.x1);
    }
    EXPECT_TRUE(right) << what << ": right of panel " << i << " is neither the margin nor one gap at " << canvas;
    EXPECT_TRUE(below) << what << ": below panel " << i << " is neither the margin nor one gap at " << canvas;
  }
}

const Canvas kCanvases[] = {{1920, 1080}, {3840, 2160}, {5760, 1080}, {1080, 1920}, {1280, 720}};

class DailyLayout : public testing::TestWithParam<Canvas> {
 protected:
  void SetUp() override {
    const auto source = test_support::source_dir();
    auto theme = load_theme((source / "assets/theme/night.json").string());
    ASSERT_TRUE(theme) << model::describe(theme.error());
    theme_ = *theme;
    layout_ = read(test_support::read_text(source / "assets/layouts/daily.json"));
    ASSERT_NE(layout_, nullptr);
    ASSERT_GE(layout_->panels.size(), 8u);
  }

  Theme theme_;
  std::shared_ptr<const Layout> layout_;
};

TEST_P(DailyLayout, covers_the_canvas_without_overlap) {
  const Canvas canvas = GetParam();
  const float scale = canvas_scale({}, std::min(canvas.width, canvas.height));
  expect_tiled(place_panels(*layout_, theme_, scale, canvas.width, canvas.height), canvas,
               std::round(theme_.gap * scale), "daily");
}

TEST_P(DailyLayout, gives_every_widget_the_room_that_it_asks_for) {
  const Canvas canvas = GetParam();
  const float scale = canvas_scale({}, std::min(canvas.width, canvas.height));
  const auto rects = place_panels(*layout_, theme_, scale, canvas.width, canvas.height);
  for (size_t i = 0; i < rects.size(); ++i) {
    const auto& panel = layout_->panels[i];
    ASSERT_NE(panel.type, nullptr) << panel.id << ": " << panel.error;
    // Edges are rounded to whole pixels.
    EXPECT_GE(rects[i].width(), panel.type->minimum.width * scale - 1)
        << panel.id << " " << panel.widget << " at " << canvas;
    EXPECT_GE(rects[i].height(), panel.type->minimum.height * scale - 1)
        << panel.id << " " << panel.widget << " at " << canvas;
  }
}

INSTANTIATE_TEST_SUITE_P(Canvases, DailyLayout, testing::ValuesIn(kCanvases), [](const auto& one) {
  return std::to_string(one.param.width) + "x" + std::to_string(one.param.height);
});

TEST(PlacePanels, any_tree_covers_any_canvas) {
  // A fixed sequence of trees and sizes; nothing random, so that a failure can be seen again.
  uint32_t state = 20261120;
  const auto next = [&](uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % below;
  };
  std::function<std::string(int)> node = [&](int depth) -> std::string {
    const std::string weight = "\"weight\": " + std::to_string(1 + next(5));
    if (depth == 0 || next(3) == 0) return "{" + weight + R"(, "widget": "clock"})";
    std::string children;
    for (uint32_t i = 0, n = 1 + next(4); i < n; ++i) children += (i == 0 ? "" : ", ") + node(depth - 1);
    return "{" + weight + ", \"" + (next(2) == 0 ? "row" : "column") + "\": [" + children + "]}";
  };
  for (int i = 0; i < 60; ++i) {
    const std::string text = R"({"version": 1, "row": [)" + node(3) + ", " + node(2) + "]}";
    const auto layout = read(text);
    ASSERT_NE(layout, nullptr) << text;
    const int width = 1000 + static_cast<int>(next(4000));
    const Canvas canvas{width, 1000 + static_cast<int>(next(2000))};
    const float scale = 0.5f + 0.25f * static_cast<float>(next(4));
    expect_tiled(place_panels(*layout, theme_with_gap(4), scale, canvas.width, canvas.height), canvas,
                 std::round(4 * scale), text);
    if (HasFailure()) return;
  }
}

TEST(PlacePanels, a_canvas_too_small_for_anything_still_has_a_rectangle_for_each) {
  const auto layout =
      read(R"({"version": 1, "row": [{"widget": "clock"}, {"column": [{"widget": "clock"}, {"widget": "clock"}]}]})");
  ASSERT_NE(layout, nullptr);
  for (const Canvas canvas : {Canvas{64, 64}, Canvas{1, 1}, Canvas{64, 16384}}) {
    const auto rects = place_panels(*layout, theme_with_gap(12), 1, canvas.width, canvas.height);
    ASSERT_EQ(rects.size(), 3u);
    for (const auto& rect : rects) {
      EXPECT_TRUE(std::isfinite(rect.x0) && std::isfinite(rect.y1)) << canvas;
      EXPECT_GE(rect.x1, rect.x0) << canvas;
      EXPECT_GE(rect.y1, rect.y0) << canvas;
    }
  }
}

TEST(PlacePanels, weights_share_the_length_between_minimum_and_comfort) {
  const auto layout = read(
      R"({"version": 1, "row": [{"widget": "trend", "data": "a", "weight": 1}, {"widget": "trend", "data": "a", "weight": 2}]})");
  ASSERT_NE(layout, nullptr);
  // Too low to turn into a column.
  const auto rects = place_panels(*layout, theme_with_gap(12), 1, 1200, 300);
  ASSERT_EQ(rects.size(), 2u);
  EXPECT_NEAR(rects[1].width() / rects[0].width(), 2, 0.02);
}

TEST(PlacePanels, extreme_weights_give_finite_rectangles) {
  std::vector<Problem> problems;
  const auto document = Document::parse(
      R"({"version": 1, "row": [{"widget": "clock", "weight": 1e308}, {"column": [{"widget": "clock"}], "weight": 1e308}, {"widget": "clock", "weight": 1e-308}]})",
      "x.json", problems);
  const auto layout = read_layout(document, "x", problems);
  EXPECT_EQ(problems.size(), 3u) << "such weights are slips";
  ASSERT_NE(layout, nullptr);
  expect_tiled(place_panels(*layout, theme_with_gap(12), 1, 1920, 1080), {1920, 1080}, 12, "extreme weights");
}

TEST(PlacePanels, a_row_on_a_portrait_screen_turns_into_a_column) {
  const auto layout = read(
      R"({"version": 1, "row": [{"widget": "clock"}, {"widget": "clock"}, {"widget": "clock"}, {"widget": "clock"}, {"widget": "clock"}, {"widget": "clock"}]})");
  ASSERT_NE(layout, nullptr);
  const auto wide = place_panels(*layout, theme_with_gap(12), 1, 3840, 400);
  EXPECT_EQ(wide[0].y0, wide[1].y0) << "as written where there is room";
  const auto narrow = place_panels(*layout, theme_with_gap(12), 1, 300, 3840);
  EXPECT_EQ(narrow[0].x0, narrow[1].x0) << "turned where there is none";
}

}  // namespace
}  // namespace onescreen::ui
