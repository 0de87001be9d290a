// Proves that every theme can be read: contrast by the WCAG formula (relative luminance, threshold 0.04045) of text and
// of coloured marks on the grounds that they stand on. Text needs 4.5:1, graphics 3:1.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/repository.h"
#include "ui/theme.h"

namespace onescreen {
namespace {

double luminance(ui::Colour colour) {
  const auto linear = [&](int shift) {
    const double value = static_cast<double>((colour >> shift) & 0xFF) / 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(0) + 0.7152 * linear(8) + 0.0722 * linear(16);
}

// 1 to 21, whichever of the two is lighter.
double contrast(ui::Colour a, ui::Colour b) {
  const double one = luminance(a) + 0.05;
  const double other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

struct Named {
  std::string name;
  ui::Colour colour;
};

std::vector<std::pair<std::string, ui::Theme>> themes() {
  std::vector<std::pair<std::string, ui::Theme>> out;
  for (const auto& file : test_support::files_under("assets/theme", {".json"})) {
    if (file.find("/words.") != std::string::npos) continue;
    auto theme = ui::load_theme((test_support::source_dir() / file).string());
    if (!theme) {
      ADD_FAILURE() << model::describe(theme.error());
      continue;
    }
    out.emplace_back(file, *theme);
  }
  EXPECT_FALSE(out.empty());
  return out;
}

void expect_contrast(const std::string& file, const std::vector<Named>& marks, const std::vector<Named>& grounds,
                     double least) {
  for (const auto& mark : marks) {
    for (const auto& ground : grounds) {
      const double ratio = contrast(mark.colour, ground.colour);
      EXPECT_GE(ratio, least) << file << ": " << mark.name << " on " << ground.name << " is " << ratio << ":1, not "
                              << least << ":1";
    }
  }
}

TEST(Contrast, formula_agrees_with_published_values) {
  const ui::Colour black = ui::rgba(0, 0, 0);
  const ui::Colour white = ui::rgba(255, 255, 255);
  EXPECT_DOUBLE_EQ(contrast(black, white), 21);
  EXPECT_DOUBLE_EQ(contrast(white, white), 1);
  // The palette of the domain reference, measured on #0B1220.
  const ui::Colour ground = ui::rgba(0x0B, 0x12, 0x20);
  EXPECT_NEAR(contrast(ui::rgba(0xFF, 0, 0), ground), 4.68, 0.01);
  EXPECT_NEAR(contrast(ui::rgba(0, 0, 0xFF), ground), 2.18, 0.01);
  EXPECT_NEAR(contrast(ui::rgba(0xFF, 0x5A, 0x4F), ground), 6.09, 0.01);
  EXPECT_NEAR(contrast(ui::rgba(0x4D, 0x9D, 0xFF), ground), 6.76, 0.01);
}

TEST(Contrast, text_can_be_read_where_it_stands) {
  for (const auto& [file, t] : themes()) {
    // Ages are written in text_third and quiet, and an age that cannot be read is an age that is not told.
    expect_contrast(
        file, {{"text", t.text}, {"text_second", t.text_second}, {"text_third", t.text_third}, {"quiet", t.quiet}},
        {{"panel", t.panel}, {"ground", t.ground}, {"map_ground", t.map_ground}}, 4.5);
    // States of feeds are words too.
    expect_contrast(file, {{"late", t.late}, {"down", t.down}},
                    {{"panel", t.panel}, {"ground", t.ground}, {"map_ground", t.map_ground}}, 4.5);
    expect_contrast(file, {{"text", t.text}, {"text_second", t.text_second}}, {{"alert_ground", t.alert_ground}}, 4.5);
  }
}

TEST(Contrast, marks_and_curves_can_be_seen_where_they_stand) {
  for (const auto& [file, t] : themes()) {
    std::vector<Named> marks = {
        {"good", t.good},        {"late", t.late}, {"down", t.down}, {"data", t.data}, {"data_second", t.data_second},
        {"previous", t.previous}};
    for (size_t i = 0; i < t.level.size(); ++i) marks.push_back({"level " + std::to_string(i + 1), t.level[i]});
    expect_contrast(file, marks, {{"panel", t.panel}, {"ground", t.ground}, {"map_ground", t.map_ground}}, 3);
    expect_contrast(file, {{"level 1", t.level[0]}, {"down", t.down}}, {{"alert_ground", t.alert_ground}}, 3);
  }
}

TEST(Contrast, the_colours_of_severity_are_for_nothing_else) {
  for (const auto& [file, t] : themes()) {
    const std::set<ui::Colour> levels(t.level.begin(), t.level.end());
    EXPECT_EQ(levels.size(), t.level.size()) << file << ": two levels look alike";
    for (const auto& [name, colour] : std::vector<Named>{{"data", t.data},
                                                         {"data_second", t.data_second},
                                                         {"good", t.good},
                                                         {"text", t.text},
                                                         {"previous", t.previous}}) {
      EXPECT_FALSE(levels.contains(colour)) << file << ": " << name << " is the colour of a level";
    }
  }
}

TEST(Contrast, no_text_is_smaller_than_the_least_that_the_norm_allows) {
  for (const auto& [file, t] : themes()) {
    for (const float arcmin : {t.note_arcmin, t.label_arcmin, t.heading_arcmin, t.figure_arcmin})
      EXPECT_GE(arcmin, 16) << file;
  }
}

}  // namespace
}  // namespace onescreen
