// What is clicked in small charts and in the row of streets chooses that street, what is chosen already lets go of it,
// and a level of the way leads back up.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>

#include "support/golden.h"

namespace onescreen {
namespace {

// "street/grid" of every choice that clicks all over the panel ask for.
std::set<std::string> chosen(const char* widget, const char* name) {
  const auto golden = test_support::load_golden({widget, name});
  test_support::GoldenWall wall(golden);
  wall.settle();
  std::set<std::string> out;
  for (int y = 2; y < golden.height; y += 12) {
    for (int x = 2; x < golden.width; x += 12) {
      wall.pointer.inside = wall.pointer.clicked = true;
      wall.pointer.position = {static_cast<float>(x), static_cast<float>(y)};
      wall.commands.clear();
      wall.draw();
      for (const ui::Command& command : wall.commands) {
        if (const auto* drill = std::get_if<ui::DrillCommand>(&command)) out.insert(drill->street + "/" + drill->grid);
      }
    }
  }
  return out;
}

TEST(AreaClick, a_small_chart_chooses_its_street_and_the_chosen_one_lets_go) {
  EXPECT_EQ(chosen("small_multiples", "chosen"),
            (std::set<std::string>{"/", "s0/", "s1/", "s2/", "s3/", "s5/", "s6/", "s7/"}));
}

TEST(AreaClick, charts_without_streets_are_not_clicked) { EXPECT_TRUE(chosen("small_multiples", "names").empty()); }

TEST(AreaClick, a_button_chooses_and_the_way_leads_up) {
  // Up to the district by its name or by the button of the chosen street, up to the street by its name.
  EXPECT_EQ(chosen("breadcrumb", "grid"), (std::set<std::string>{"/", "s0/", "s1/", "s2/", "s3/", "s4/", "s5/"}));
  EXPECT_TRUE(chosen("breadcrumb", "no_buttons").empty());
}

}  // namespace
}  // namespace onescreen
