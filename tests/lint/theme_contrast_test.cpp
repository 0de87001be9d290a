// Proves that every theme can be read: contrast by the WCAG formula (relative luminance, threshold 0.04045) of text and
// of coloured marks on the grounds that they stand on. Text needs 4.5:1, graphics 3:1.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
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

// --- who sees no difference between red and green ---

using Linear = std::array<double, 3>;

Linear linear_of(ui::Colour colour) {
  Linear out{};
  for (size_t i = 0; i < 3; ++i) {
    const double value = static_cast<double>((colour >> (8 * i)) & 0xFF) / 255;
    out[i] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  }
  return out;
}

// What is seen without one kind of cones: Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
using Vision = std::array<Linear, 3>;
constexpr Vision kNormal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Vision kDeuteranopia = {
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Vision kProtanopia = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};

// CIE 1976 L*a*b* under D65.
Linear lab_of(const Linear& rgb) {
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
  const double y = f(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
  const double z = f((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(ui::Colour a, ui::Colour b, const Vision& vision) {
  const auto seen = [&](ui::Colour colour) {
    const Linear from = linear_of(colour);
    Linear to{};
    for (size_t row = 0; row < 3; ++row) {
      for (size_t i = 0; i < 3; ++i) to[row] += vision[row][i] * from[i];
      to[row] = std::clamp(to[row], 0.0, 1.0);
    }
    return lab_of(to);
  };
  const Linear one = seen(a);
  const Linear other = seen(b);
  return std::hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

TEST(Severity, the_measure_knows_what_deuteranopes_confuse) {
  // Bright red and a green of the same lightness to them.
  EXPECT_GT(difference(ui::rgba(0xD0, 0x30, 0x30), ui::rgba(0x60, 0x70, 0x10), kNormal), 60);
  EXPECT_LT(difference(ui::rgba(0xA0, 0x50, 0x30), ui::rgba(0x70, 0x68, 0x30), kDeuteranopia), 10);
}

// A difference of 2.3 is just noticed side by side; marks are small and far from each other.
TEST(Severity, levels_differ_for_every_eye) {
  constexpr double kLeast = 12;
  for (const auto& [file, t] : themes()) {
    for (const auto& [name, vision] : {std::pair("normal", kNormal), std::pair("deuteranopia", kDeuteranopia),
                                       std::pair("protanopia", kProtanopia)}) {
      for (size_t a = 0; a < t.level.size(); ++a) {
        for (size_t b = a + 1; b < t.level.size(); ++b)
          EXPECT_GE(difference(t.level[a], t.level[b], vision), kLeast)
              << file << ": levels " << a + 1 << " and " << b + 1 << ", " << name;
      }
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
