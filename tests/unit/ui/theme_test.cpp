// Sizes and colours: characters are as tall at the eye as the norm says, on every screen; a theme file with a slip is
// refused by name.
#include <gtest/gtest.h>

#include <string>

#include "support/repository.h"
#include "ui/theme.h"

namespace onescreen::ui {
namespace {

struct Row {
  const char* name;
  double pitch_mm;
  double distance_m;
  float px[4];  // at 16, 20, 22 and 30 arc minutes
};

TEST(Theme, character_heights_agree_with_the_reference_table) {
  // Heights in pixels of the domain reference, section 9.1; values under kMinimumTextPx are raised to it.
  const Row rows[] = {
      {"desk 24 inch FHD", 0.277, 0.6, {12, 13, 14, 19}},
      {"desk 27 inch 4K", 0.155, 0.6, {18, 23, 25, 34}},
      {"LED P1.25 at 4 m", 1.25, 4, {15, 19, 20, 28}},
      {"LED P1.25 at 6 m", 1.25, 6, {22, 28, 31, 42}},
      {"LED P1.25 at 10 m", 1.25, 10, {37, 47, 51, 70}},
      {"LCD 55 inch FHD tile at 4 m", 0.63, 4, {30, 37, 41, 55}},
      {"LCD 55 inch FHD tile at 6 m", 0.63, 6, {44, 55, 61, 83}},
      {"LCD 55 inch 4K tile at 5 m", 0.315, 5, {74, 92, 102, 139}},
  };
  const float arcmin[] = {16, 20, 22, 30};
  for (const auto& row : rows) {
    for (size_t i = 0; i < std::size(arcmin); ++i) {
      EXPECT_EQ(px_from_arcmin({row.pitch_mm, row.distance_m}, arcmin[i], 1080), row.px[i])
          << row.name << " " << arcmin[i] << " arcmin";
    }
  }
}

TEST(Theme, without_physical_facts_text_grows_with_the_canvas) {
  const float at_1080 = px_from_arcmin({}, 25.39f, 1080);
  EXPECT_EQ(at_1080, 16);
  EXPECT_EQ(px_from_arcmin({}, 25.39f, 2160), 32);
  EXPECT_EQ(canvas_scale({}, 1080), 1);
  EXPECT_FLOAT_EQ(canvas_scale({}, 2160), 2);
  EXPECT_FLOAT_EQ(canvas_scale({}, 720), 2.0f / 3);
}

TEST(Theme, physical_facts_decide_and_not_the_canvas) {
  const Display wall{1.25, 6};
  EXPECT_EQ(px_from_arcmin(wall, 22, 1080), px_from_arcmin(wall, 22, 4320));
  EXPECT_EQ(canvas_scale(wall, 1080), canvas_scale(wall, 4320));
}

TEST(Theme, no_text_is_smaller_than_chinese_characters_need) {
  EXPECT_EQ(px_from_arcmin({10, 1}, 16, 1080), kMinimumTextPx);
  EXPECT_EQ(px_from_arcmin({}, 16, 64), kMinimumTextPx);
  EXPECT_GE(canvas_scale({20, 0.2}, 64), 0.5f);
}

TEST(Theme, colours_fade_and_mix) {
  const Colour c = rgba(10, 20, 30, 200);
  EXPECT_EQ(faded(c, 1), c);
  EXPECT_EQ(faded(c, 0), rgba(10, 20, 30, 0));
  EXPECT_EQ(faded(c, 0.5f), rgba(10, 20, 30, 100));
  EXPECT_EQ(faded(c, 7), c) << "never more than it was";
  EXPECT_EQ(mixed(rgba(0, 100, 200), rgba(100, 0, 200), 0), rgba(0, 100, 200));
  EXPECT_EQ(mixed(rgba(0, 100, 200), rgba(100, 0, 200), 1), rgba(100, 0, 200));
  EXPECT_EQ(mixed(rgba(0, 100, 200), rgba(100, 0, 200), 0.5f), rgba(50, 50, 200));
}

class ThemeFile : public testing::Test {
 protected:
  static std::string good() { return test_support::read_text(test_support::source_dir() / "assets/theme/night.json"); }

  // The good file with one text replaced.
  static std::string good_but(const std::string& from, const std::string& to) {
    std::string text = good();
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  }

  // The sentence with which a theme file is refused; "" when it is taken.
  std::string refusal(const std::string& text) {
    const auto theme = load_theme(folder_.write("theme.json", text));
    return theme ? "" : model::describe(theme.error());
  }

  test_support::TempFolder folder_;
};

TEST_F(ThemeFile, is_read) {
  const auto theme = load_theme(folder_.write("theme.json", good_but("\"#0A0F17\"", "\"#01020304\"")));
  ASSERT_TRUE(theme) << model::describe(theme.error());
  EXPECT_EQ(theme->ground, rgba(1, 2, 3, 4));
}

TEST_F(ThemeFile, with_a_slip_is_refused_by_name) {
  EXPECT_EQ(refusal(good()), "");
  EXPECT_NE(refusal(good_but("\"panel\"", "\"pannel\"")).find("panel"), std::string::npos);
  for (const char* colour : {"\"0A0F17\"", "\"#0A0F1\"", "\"#0A0F1G\"", "\"blue\"", "\"#0A0F17FFF\""}) {
    EXPECT_NE(refusal(good_but("\"#0A0F17\"", colour)).find("is not a colour"), std::string::npos) << colour;
  }
  EXPECT_NE(refusal(good_but("\"#0A0F17\"", "17")), "");
  EXPECT_NE(refusal("not json"), "");
  EXPECT_NE(refusal("[]"), "");
  const auto missing = load_theme("no/such/theme.json");
  ASSERT_FALSE(missing);
  EXPECT_NE(model::describe(missing.error()).find("no/such/theme.json"), std::string::npos);
}

}  // namespace
}  // namespace onescreen::ui
