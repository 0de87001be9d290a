// Small rules of the command line and of the screen's state: sizes as people type them, and what each command changes.
#include <gtest/gtest.h>

#include "commands.h"
#include "frame_state.h"

namespace onescreen::app {
namespace {

using Size = std::pair<int, int>;

TEST(ParseSize, reads_width_and_height) {
  EXPECT_EQ(parse_size("1920x1080"), Size(1920, 1080));
  EXPECT_EQ(parse_size("64x64"), Size(64, 64));
  EXPECT_EQ(parse_size("16384x16384"), Size(16384, 16384));
}

TEST(ParseSize, refuses_anything_else) {
  for (const char* text : {"",
                           "x",
                           "1920",
                           "1920x",
                           "x1080",
                           "1920X1080",
                           "1920*1080",
                           "1920x1080x2",
                           "1920x1080 ",
                           " 1920x1080",
                           "1920 x 1080",
                           "-1920x1080",
                           "1920x-1080",
                           "+640x480",
                           "19.5x10",
                           "63x64",
                           "64x63",
                           "0x0",
                           "16385x64",
                           "64x16385",
                           "99999999999999999999x64",
                           "64x99999999999999999999",
                           "\xEF\xBC\x91x64",
                           "0x780x64"}) {
    EXPECT_EQ(parse_size(text), std::nullopt) << "\"" << text << "\"";
  }
}

TEST(Apply, selects_and_clears) {
  ui::ScreenState screen;
  EXPECT_TRUE(apply({ui::SelectCommand{"17"}}, screen));
  EXPECT_EQ(screen.selected, "17");
  EXPECT_FALSE(apply({ui::SelectCommand{"17"}}, screen)) << "what is so already is no change";
  EXPECT_TRUE(apply({ui::SelectCommand{}}, screen));
  EXPECT_EQ(screen.selected, "");
}

TEST(Apply, moves_each_map_for_itself) {
  ui::ScreenState screen;
  EXPECT_TRUE(apply({ui::MapViewCommand{"/row/0", {121.5, 31.26, 13}}, ui::MapViewCommand{"/row/1", {121.4, 31.2, 11}}},
                    screen));
  EXPECT_EQ(screen.map_views.size(), 2u);
  EXPECT_EQ(screen.map_views.at("/row/0").zoom, 13);
  EXPECT_TRUE(apply({ui::MapResetCommand{"/row/0"}}, screen));
  EXPECT_FALSE(screen.map_views.contains("/row/0"));
  EXPECT_TRUE(screen.map_views.contains("/row/1"));
  EXPECT_FALSE(apply({ui::MapResetCommand{"/row/0"}}, screen));
}

TEST(Apply, sorts_each_table_for_itself_until_it_is_told_not_to) {
  ui::ScreenState screen;
  EXPECT_TRUE(apply({ui::SortCommand{"/row/0", {"km", false}}, ui::SortCommand{"/row/1", {"name", true}}}, screen));
  EXPECT_EQ(screen.table_sorts.at("/row/0"), (ui::TableSort{"km", false}));
  EXPECT_TRUE(apply({ui::SortCommand{"/row/0", {"km", true}}}, screen));
  EXPECT_TRUE(screen.table_sorts.at("/row/0").falling);
  EXPECT_TRUE(apply({ui::SortCommand{"/row/0", {}}}, screen));
  EXPECT_FALSE(screen.table_sorts.contains("/row/0"));
  EXPECT_TRUE(screen.table_sorts.contains("/row/1"));
  EXPECT_FALSE(apply({ui::SortCommand{"/row/0", {}}}, screen));
}

TEST(Apply, an_area_lets_go_of_what_was_selected) {
  ui::ScreenState screen;
  screen.selected = "17";
  EXPECT_TRUE(apply({ui::DrillCommand{"A", "street A", "1", "grid 1"}}, screen));
  EXPECT_EQ(screen.street, "A");
  EXPECT_EQ(screen.grid_name, "grid 1");
  EXPECT_EQ(screen.selected, "");
  EXPECT_TRUE(apply({ui::DrillCommand{"A", "street A"}}, screen));
  EXPECT_EQ(screen.grid, "");
  EXPECT_EQ(screen.grid_name, "");
}

TEST(Apply, a_view_of_one_s_own_ends_a_flight_and_a_flight_home_has_none) {
  ui::ScreenState screen;
  const ui::MapFlight flight{{121, 31, 12}, 5, 400};
  apply({ui::MapFlyCommand{"/row/0", ui::MapView{121.5, 31.26, 13}, flight}}, screen);
  EXPECT_EQ(screen.map_views.at("/row/0").zoom, 13);
  EXPECT_TRUE(screen.map_motions.contains("/row/0"));
  apply({ui::MapViewCommand{"/row/0", {121.5, 31.26, 14}}}, screen);
  EXPECT_FALSE(screen.map_motions.contains("/row/0"));
  apply({ui::MapFlyCommand{"/row/0", std::nullopt, flight}}, screen);
  EXPECT_FALSE(screen.map_views.contains("/row/0"));
  EXPECT_TRUE(screen.map_motions.contains("/row/0"));
  apply({ui::MapResetCommand{"/row/0"}}, screen);
  EXPECT_TRUE(screen.map_motions.empty());
}

TEST(Apply, later_commands_win_and_nothing_changes_nothing) {
  ui::ScreenState screen;
  EXPECT_FALSE(apply({}, screen));
  EXPECT_TRUE(apply({ui::SelectCommand{"1"}, ui::SelectCommand{"2"}}, screen));
  EXPECT_EQ(screen.selected, "2");
  EXPECT_FALSE(apply({ui::SelectCommand{"3"}, ui::SelectCommand{"2"}}, screen)) << "there and back is no change";
}

}  // namespace
}  // namespace onescreen::app
