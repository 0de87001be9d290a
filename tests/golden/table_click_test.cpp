// A click on a row of a table selects what the row is about, a click on the selected one lets go of it, a table without
// `id` does not answer; a click on a header asks for the table to be sorted: rising, falling, as before.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "frame_state.h"
#include "support/golden.h"

namespace onescreen {
namespace {

// What clicks all the way down the panel choose, in order, each once.
std::vector<std::string> chosen(const char* name, float x) {
  const auto golden = test_support::load_golden({"table", name});
  test_support::GoldenWall wall(golden);
  wall.settle();
  std::vector<std::string> out;
  for (int y = 0; y < golden.height; y += 5) {
    wall.pointer.inside = wall.pointer.clicked = true;
    wall.pointer.position = {x, static_cast<float>(y)};
    wall.commands.clear();
    wall.draw();
    for (const ui::Command& command : wall.commands) {
      const auto* select = std::get_if<ui::SelectCommand>(&command);
      if (select != nullptr && (out.empty() || out.back() != select->id)) out.push_back(select->id);
    }
  }
  return out;
}

TEST(TableClick, a_row_selects_and_the_selected_one_lets_go) {
  EXPECT_EQ(chosen("typical", 100), (std::vector<std::string>{"r1", "r2", "", "r4", "r5", "r6"}));
}

TEST(TableClick, without_an_id_rows_are_not_clicked) { EXPECT_TRUE(chosen("sorted", 100).empty()); }

TEST(TableClick, a_header_sorts_rising_then_falling_then_not) {
  auto golden = test_support::load_golden({"table", "typical"});
  test_support::GoldenWall wall(golden);
  wall.settle();
  std::vector<std::string> asked;
  for (int click = 0; click < 3; ++click) {
    const auto sort = [&]() -> std::optional<ui::SortCommand> {
      for (int y = 0; y < golden.height; y += 5) {
        wall.pointer.inside = wall.pointer.clicked = true;
        wall.pointer.position = {60, static_cast<float>(y)};
        wall.commands.clear();
        wall.draw();
        for (const ui::Command& command : wall.commands) {
          if (const auto* found = std::get_if<ui::SortCommand>(&command)) return *found;
        }
      }
      return std::nullopt;
    }();
    ASSERT_TRUE(sort);
    asked.push_back(sort->sort.column + (sort->sort.falling ? " falling" : ""));
    app::apply({*sort}, golden.screen);
  }
  EXPECT_EQ(asked, (std::vector<std::string>{"name", "name falling", ""}));
  EXPECT_TRUE(golden.screen.table_sorts.empty());
}

}  // namespace
}  // namespace onescreen
