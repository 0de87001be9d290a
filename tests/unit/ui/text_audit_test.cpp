// What the audit calls unreadable, and what it must not.
#include "ui/text_audit.h"

#include <gtest/gtest.h>

namespace onescreen::ui {
namespace {

constexpr Rect kCanvas{0, 0, 1000, 1000};
constexpr Display kWall{1.25, 6};  // 16' are 22 pixels there
const std::string kChinese = "\xE5\x9C\xA8\xE5\x8A\x9E";

// The box of a line that begins at (x, y) and is `width` wide.
Rect line_at(float x, float y, float width, float px = 30) { return {x, y, x + width, y + px}; }

std::vector<TextFault> faults(const TextAudit& audit) {
  std::vector<TextFault> out;
  for (const auto& finding : audit.findings()) out.push_back(finding.fault);
  return out;
}

TEST(TextAudit, finds_nothing_in_lines_below_each_other) {
  TextAudit audit(kWall, 2160);
  audit.wrote(kChinese, line_at(0, 0, 60), kCanvas, 30);
  audit.wrote("312", line_at(0, 30, 60), kCanvas, 30);
  audit.wrote("312", line_at(62, 0, 60), kCanvas, 30);
  EXPECT_TRUE(audit.findings().empty());
  EXPECT_EQ(audit.texts(), 3u);
}

TEST(TextAudit, calls_text_small_below_sixteen_minutes_of_arc) {
  TextAudit audit(kWall, 2160);
  EXPECT_NEAR(audit.least_px(), 22, 0.5);
  audit.wrote("22", line_at(0, 0, 30, 22), kCanvas, 22);
  EXPECT_TRUE(audit.findings().empty());
  audit.begin_panel("/row/1");
  audit.wrote("20", line_at(0, 100, 30, 20), kCanvas, 20);
  ASSERT_EQ(audit.findings().size(), 1u);
  EXPECT_EQ(audit.findings().front(), (TextFinding{TextFault::small, "/row/1", "20", "", 20}));
  // A desk needs fewer pixels for the same angle, but Chinese characters need some.
  EXPECT_EQ(TextAudit(Display{0.277, 0.6}, 1080).least_px(), kMinimumTextPx);
}

TEST(TextAudit, calls_an_ellipsis_and_an_edge_outside_the_clip_a_cut) {
  TextAudit audit(kWall, 2160);
  audit.wrote(kChinese + "\xE2\x80\xA6", line_at(0, 0, 60), kCanvas, 30);
  audit.wrote(kChinese, line_at(100, 0, 60), {0, 0, 140, 100}, 30);
  audit.wrote("88", line_at(0, 85, 60), {0, 0, 1000, 100}, 30);
  EXPECT_EQ(faults(audit), (std::vector{TextFault::cut, TextFault::cut, TextFault::cut}));
}

TEST(TextAudit, what_is_scrolled_away_is_not_there) {
  TextAudit audit(kWall, 2160);
  audit.wrote(kChinese, line_at(0, 200, 60), {0, 0, 1000, 100}, 30);
  audit.wrote("  ", line_at(0, 0, 20), kCanvas, 30);
  EXPECT_TRUE(audit.findings().empty());
  EXPECT_EQ(audit.texts(), 0u);
}

TEST(TextAudit, names_the_text_that_lies_over_another) {
  TextAudit audit(kWall, 2160);
  audit.wrote("321", line_at(0, 0, 60), kCanvas, 30);
  audit.wrote(kChinese, line_at(40, 4, 60), kCanvas, 30);
  ASSERT_EQ(audit.findings().size(), 1u);
  EXPECT_EQ(audit.findings().front().fault, TextFault::covered);
  EXPECT_EQ(audit.findings().front().text, "321");
  EXPECT_EQ(audit.findings().front().by, kChinese);
}

TEST(TextAudit, boxes_may_touch_where_ink_does_not) {
  TextAudit audit(kWall, 2160);
  audit.wrote("321", line_at(0, 0, 60), kCanvas, 30);
  audit.wrote("47", line_at(59, 0, 60), kCanvas, 30);
  audit.wrote("5", line_at(0, 28, 60), kCanvas, 30);
  EXPECT_TRUE(audit.findings().empty());
}

TEST(TextAudit, a_shape_that_covers_text_whole_takes_it_away_and_half_is_a_fault) {
  TextAudit audit(kWall, 2160);
  audit.wrote("321", line_at(0, 0, 60), kCanvas, 30);
  audit.filled({-5, -5, 100, 50}, kCanvas);
  EXPECT_EQ(audit.texts(), 0u);
  audit.wrote("321", line_at(0, 0, 60), kCanvas, 30);
  audit.filled({30, 0, 100, 50}, {0, 0, 20, 100});  // clipped before it
  EXPECT_TRUE(audit.findings().empty());
  audit.filled({30, 0, 100, 50}, kCanvas);
  EXPECT_EQ(faults(audit), std::vector{TextFault::covered});
}

TEST(TextAudit, knows_of_which_panel_nothing_is_seen) {
  TextAudit audit(kWall, 2160);
  audit.begin_panel("/row/0");
  audit.wrote("88", line_at(0, 0, 60), kCanvas, 30);
  audit.begin_panel("/row/1");
  audit.wrote("88", {0, -2000, 60, 60}, {0, 0, 1000, 100}, 2060);  // far larger than its place
  EXPECT_EQ(audit.texts_of("/row/0"), 1u);
  EXPECT_EQ(audit.texts_of("/row/1"), 0u);
}

TEST(TextAudit, says_the_same_once) {
  TextAudit audit(kWall, 2160);
  for (const float y : {0.0f, 100.0f}) audit.wrote("20", line_at(0, y, 30, 20), kCanvas, 20);
  EXPECT_EQ(audit.findings().size(), 1u);
}

}  // namespace
}  // namespace onescreen::ui
