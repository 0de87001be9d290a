// The way down into a map and back by real clicks: every frame is drawn by the real wall, its commands are applied as
// the window's loop does it, and the clock goes on in between.
#include <gtest/gtest.h>

#include "frame_state.h"
#include "support/golden.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;

class MapDrill : public testing::Test {
 protected:
  MapDrill() : golden_(test_support::load_golden({"map", "drill_district"})), wall_(golden_) {}

  // Until the state rests, as the loop does it.
  void frames() {
    for (int i = 0; i < 5; ++i) {
      wall_.commands.clear();
      report_ = wall_.draw(now_);
      wall_.pointer.clicked = wall_.pointer.double_clicked = wall_.pointer.right_clicked = false;
      if (!app::apply(wall_.commands, golden_.screen)) return;
    }
    ADD_FAILURE() << "commands without an end";
  }
  void wait(model::Duration time) {
    now_ = {now_.utc + time, now_.uptime + time};
    frames();
  }
  void point(float x, float y) {
    wall_.pointer.inside = true;
    wall_.pointer.position = {x, y};
  }
  void click(float x, float y) {
    point(x, y);
    wall_.pointer.clicked = true;
    frames();
  }
  void step_back() {
    wall_.pointer.right_clicked = true;
    frames();
  }
  bool flying() const { return report_.changes_in && *report_.changes_in < 20ms; }
  const ui::ScreenState& screen() const { return golden_.screen; }

  test_support::GoldenCase golden_;
  test_support::GoldenWall wall_;
  model::Instant now_ = golden_.now;
  ui::DrawReport report_;
};

TEST_F(MapDrill, goes_down_by_clicks_and_back_by_the_right_button) {
  frames();
  EXPECT_FALSE(flying());
  click(525, 447);
  EXPECT_EQ(screen().street, "BWT");
  EXPECT_EQ(screen().grid, "");
  EXPECT_TRUE(flying());
  wait(3s);
  EXPECT_FALSE(flying()) << "the program sleeps when it has arrived";

  click(480, 330);
  EXPECT_EQ(screen().street, "BWT");
  EXPECT_EQ(screen().grid.substr(0, 4), "BWT-");
  EXPECT_TRUE(screen().grid_name.ends_with(screen().grid)) << screen().grid_name;
  EXPECT_TRUE(flying());
  wait(3s);

  step_back();
  EXPECT_EQ(screen().grid, "");
  EXPECT_EQ(screen().street, "BWT");
  wait(3s);
  step_back();
  EXPECT_EQ(screen().street, "");
  EXPECT_TRUE(flying());
  wait(3s);
  EXPECT_FALSE(flying());
}

TEST_F(MapDrill, ends_at_the_picture_that_a_wall_shows_that_began_there) {
  frames();
  click(525, 447);
  wait(200ms);
  wait(3s);
  wall_.pointer = {};
  frames();
  const gfx::Image flown_to = wall_.pixels();
  test_support::GoldenWall fresh(golden_);
  fresh.pointer = {};
  fresh.settle(now_);
  EXPECT_EQ(gfx::compare(flown_to, fresh.pixels()).differing, 0u);
}

TEST_F(MapDrill, goes_up_by_the_title) {
  frames();
  click(525, 447);
  wait(3s);
  click(45, 33);
  EXPECT_EQ(screen().street, "");
}

TEST_F(MapDrill, a_mark_comes_before_its_area_and_is_let_go_first) {
  frames();
  golden_.screen.selected = "4";
  frames();
  click(525, 447);
  EXPECT_EQ(screen().selected, "") << "an area lets go of what was selected";
  golden_.screen.selected = "1";
  frames();
  step_back();
  EXPECT_EQ(screen().selected, "");
  EXPECT_EQ(screen().street, "BWT");
}

TEST_F(MapDrill, does_not_fly_where_nothing_may_move_of_itself) {
  frames();
  golden_.screen.street = "nowhere";  // an area that the map does not know
  frames();
  wait(3s);
  EXPECT_FALSE(flying());
}

}  // namespace
}  // namespace onescreen
