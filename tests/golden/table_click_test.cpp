// A click on a row of a table selects what the row is about, a click on the selected one lets go of it, and neither the
// header nor a table without `id` answers.
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

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

}  // namespace
}  // namespace onescreen
