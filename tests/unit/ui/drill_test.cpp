// The way down and back: every state with every event, and what the breadcrumb makes of it at any width.
#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "support/repository.h"
#include "ui/breadcrumb.h"
#include "ui/drill.h"
#include "ui/utf8.h"

namespace onescreen::ui {
namespace {

ScreenState state(const std::string& street, const std::string& grid = "", const std::string& selected = "") {
  ScreenState screen;
  screen.street = street;
  screen.street_name = street.empty() ? "" : "street " + street;
  screen.grid = grid;
  screen.grid_name = grid.empty() ? "" : "grid " + grid;
  screen.selected = selected;
  return screen;
}

// "S", "S/G", "-" for the whole district, "deselect", "" for nothing.
std::string words_of(const std::optional<Command>& command) {
  if (!command) return "";
  if (std::holds_alternative<SelectCommand>(*command)) return "deselect";
  const auto& drill = std::get<DrillCommand>(*command);
  if (drill.street.empty() && drill.grid.empty()) return "-";
  return drill.grid.empty() ? drill.street : drill.street + "/" + drill.grid;
}
std::string clicked(const ScreenState& screen, const std::string& street, const std::string& grid) {
  const auto drill = drill_by_click(screen, {street, "street " + street}, {grid, "grid " + grid});
  return words_of(drill ? std::optional<Command>(*drill) : std::nullopt);
}

struct Row {
  ScreenState from;
  std::string on_street_a_grid_1;
  std::string on_street_a_grid_2;
  std::string on_street_b;
  std::string outside;
  std::string back;
};

TEST(Drill, every_state_with_every_event) {
  const Row rows[] = {
      {state(""), "A", "A", "B", "", ""},
      {state("A"), "A/1", "A/2", "B", "", "-"},
      {state("A", "1"), "", "A/2", "B", "", "A"},
      {state("B"), "A", "A", "B/1", "", "-"},
      {state("", "", "case"), "A", "A", "B", "", "deselect"},
      {state("A", "", "case"), "A/1", "A/2", "B", "", "deselect"},
      {state("A", "1", "case"), "", "A/2", "B", "", "deselect"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE("street '" + row.from.street + "' grid '" + row.from.grid + "' selected '" + row.from.selected + "'");
    EXPECT_EQ(clicked(row.from, "A", "1"), row.on_street_a_grid_1);
    EXPECT_EQ(clicked(row.from, "A", "2"), row.on_street_a_grid_2);
    EXPECT_EQ(clicked(row.from, "B", "1"), row.on_street_b);
    EXPECT_EQ(clicked(row.from, "", ""), row.outside);
    EXPECT_EQ(words_of(back_step(row.from)), row.back);
  }
}

TEST(Drill, a_map_without_streets_chooses_grids_and_one_without_grids_stays) {
  EXPECT_EQ(clicked(state(""), "", "1"), "/1");
  EXPECT_EQ(clicked(state("", "1"), "", "1"), "");
  EXPECT_EQ(clicked(state("A"), "A", ""), "");
  EXPECT_EQ(words_of(back_step(state("", "1"))), "-");
}

TEST(Drill, names_go_with_the_choice) {
  const auto drill = drill_by_click(state("A"), {"A", "street A"}, {"1", "grid 1"});
  ASSERT_TRUE(drill);
  EXPECT_EQ(drill->street_name, "street A");
  EXPECT_EQ(drill->grid_name, "grid 1");
  EXPECT_EQ(up_to(state("A", "1"), AreaLevel::street).street_name, "street A");
}

// Ten pixels a character.
float width_of(const std::string& text) {
  float width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0.0f : 10.0f;
  return width;
}

class Crumbs : public testing::Test {
 protected:
  void SetUp() override {
    const test_support::TempFolder folder;
    words_ = *Words::load(folder.write("words.json", R"({"crumb": " > "})"));
  }
  std::string shown(const ScreenState& screen, float room) {
    crumbs_.place(width_of, words_, screen, "District > streets > grids", 100, room);
    EXPECT_FALSE(crumbs_.crumbs().empty());
    return crumbs_.text();
  }

  Words words_;
  Breadcrumb crumbs_;
};

TEST_F(Crumbs, name_what_is_chosen_and_hint_at_what_can_be) {
  EXPECT_EQ(shown(state(""), 1000), "District > streets > grids");
  EXPECT_EQ(shown(state("A"), 1000), "District > street A > grids");
  EXPECT_EQ(shown(state("A", "1"), 1000), "District > street A > grid 1");
}

TEST_F(Crumbs, give_up_hints_then_the_middle_then_the_beginning_then_the_end) {
  EXPECT_EQ(shown(state("A"), 200), "District > street A");
  EXPECT_EQ(shown(state("A", "1"), 220), "District > … > grid 1");
  EXPECT_EQ(shown(state("A", "1"), 130), "… > grid 1");
  EXPECT_EQ(shown(state("A", "1"), 70), "grid 1");
  EXPECT_EQ(shown(state("A", "1"), 40), "gri…");
  EXPECT_EQ(shown(state(""), 50), "Dist…");
  EXPECT_EQ(shown(state(""), 0), "D…");
}

TEST_F(Crumbs, only_what_lies_above_can_be_gone_to) {
  shown(state("A", "1"), 1000);
  const Rect line{100, 0, 1000, 20};
  const auto level_at = [&](float x, float y = 10) { return crumbs_.level_at({x, y}, line); };
  EXPECT_EQ(level_at(100), AreaLevel::district);
  EXPECT_EQ(level_at(179), AreaLevel::district);
  EXPECT_EQ(level_at(181), std::nullopt) << "between two names";
  EXPECT_EQ(level_at(215), AreaLevel::street);
  EXPECT_EQ(level_at(330), std::nullopt) << "where one is already";
  EXPECT_EQ(level_at(100, 25), std::nullopt);
  EXPECT_EQ(level_at(50), std::nullopt);
}

}  // namespace
}  // namespace onescreen::ui
