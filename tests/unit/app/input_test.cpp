// Input: events of a window as clicks, drags and held keys of a frame.
#include <gtest/gtest.h>

#include <cmath>

#include "input.h"

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;
using gfx::InputEvent;
using Kind = InputEvent::Kind;
using ui::KeyPress;

class Inputs : public testing::Test {
 protected:
  void frame(model::Duration uptime, const std::vector<InputEvent>& events) {
    input_.begin(uptime);
    for (const InputEvent& event : events) {
      if (event.kind == Kind::key) {
        input_.key(event);
      } else {
        input_.take(event);
      }
    }
    input_.end();
  }
  static InputEvent button(bool pressed, double x, double y, int code = 0) {
    return {.kind = Kind::button, .x = x, .y = y, .code = code, .pressed = pressed};
  }
  static InputEvent cursor(double x, double y) { return {.kind = Kind::cursor, .x = x, .y = y}; }
  static InputEvent key(int code, bool pressed = true, bool repeated = false, int modifiers = 0) {
    return {.kind = Kind::key, .code = code, .pressed = pressed, .repeated = repeated, .modifiers = modifiers};
  }
  void click(model::Duration uptime, double x, double y) { frame(uptime, {button(true, x, y), button(false, x, y)}); }
  const ui::Pointer& pointer() const { return input_.pointer(); }
  const ui::Steering& steering() const { return input_.steering(); }

  Input input_;
};

TEST_F(Inputs, a_click_belongs_to_one_frame) {
  click(1s, 40, 50);
  EXPECT_TRUE(pointer().clicked);
  frame(2s, {});
  EXPECT_FALSE(pointer().clicked);
}

TEST_F(Inputs, two_clicks_at_one_place_are_a_double_click_and_the_third_begins_anew) {
  click(1000ms, 40, 50);
  click(1200ms, 41, 50);
  EXPECT_TRUE(pointer().double_clicked);
  EXPECT_FALSE(pointer().clicked);
  click(1400ms, 41, 50);
  EXPECT_TRUE(pointer().clicked);
  EXPECT_FALSE(pointer().double_clicked);
}

TEST_F(Inputs, clicks_that_are_late_or_elsewhere_are_two) {
  click(1000ms, 40, 50);
  click(1500ms, 40, 50);
  EXPECT_TRUE(pointer().clicked);
  click(1600ms, 90, 50);
  EXPECT_TRUE(pointer().clicked);
}

TEST_F(Inputs, a_drag_is_no_click_and_moves_by_whole_pixels_without_loss) {
  frame(1s, {cursor(10.4, 10), button(true, 10.4, 10)});
  float moved = 0;
  for (int i = 1; i <= 10; ++i) {
    frame(1s, {cursor(10.4 + i * 0.7, 10)});
    EXPECT_EQ(pointer().drag.x, std::round(pointer().drag.x));
    moved += pointer().drag.x;
  }
  EXPECT_EQ(moved, 7);
  frame(1s, {button(false, 17.4, 10)});
  EXPECT_FALSE(pointer().clicked);
  EXPECT_FALSE(pointer().down);
}

TEST_F(Inputs, the_right_button_is_its_own) {
  frame(1s, {button(true, 5, 5, 1), button(false, 5, 5, 1)});
  EXPECT_TRUE(pointer().right_clicked);
  EXPECT_FALSE(pointer().clicked);
  frame(1s, {});
  EXPECT_FALSE(pointer().right_clicked);
}

TEST_F(Inputs, held_keys_steer_until_they_are_let_go) {
  frame(1s, {key(gfx::kKeyRight), key(gfx::kKeyUp)});
  EXPECT_EQ(steering().pan, (ui::Point{1, -1}));
  EXPECT_EQ(steering().presses, (std::vector{KeyPress::pan_right, KeyPress::pan_up}));
  frame(1s, {key(gfx::kKeyRight, true, true)});
  EXPECT_EQ(steering().pan, (ui::Point{1, -1}));
  EXPECT_TRUE(steering().presses.empty()) << "a repetition is no press";
  frame(1s, {key(gfx::kKeyRight, false), key(gfx::kKeyUp, false), key(gfx::kKeyPadAdd)});
  EXPECT_EQ(steering().pan, ui::Point{});
  EXPECT_EQ(steering().zoom, 1);
  frame(1s, {{.kind = Kind::focus, .pressed = false}});
  EXPECT_TRUE(steering().idle()) << "another window gets the release";
}

TEST_F(Inputs, a_press_shorter_than_a_frame_is_a_press) {
  frame(1s, {key('='), key('=', false)});
  EXPECT_EQ(steering().zoom, 0);
  EXPECT_EQ(steering().presses, std::vector{KeyPress::zoom_in});
}

TEST_F(Inputs, keys_that_go_step_by_step) {
  frame(1s, {key(gfx::kKeyTab), key(gfx::kKeyTab, true, true, gfx::kShift), key(gfx::kKeyEscape),
             key(gfx::kKeyBackspace), key(gfx::kKeyHome), key(gfx::kKeyEnter), key('Q')});
  EXPECT_EQ(steering().presses, (std::vector{KeyPress::next, KeyPress::previous, KeyPress::back, KeyPress::back,
                                             KeyPress::home, KeyPress::go}));
}

}  // namespace
}  // namespace onescreen::app
