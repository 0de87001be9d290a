// Which panel the keyboard steers: the one under the pointer, else the one clicked last, else the largest.
#include <gtest/gtest.h>

#include "ui/steering.h"

namespace onescreen::ui {
namespace {

const KeyTaker kTakers[] = {
    {2, "small", {0, 0, 100, 100}}, {5, "large", {200, 0, 900, 600}}, {7, "tall", {0, 200, 100, 900}}};

Pointer pointer_at(float x, float y) {
  Pointer pointer;
  pointer.inside = true;
  pointer.position = {x, y};
  return pointer;
}

Pointer pointer_outside(float x, float y) {
  Pointer pointer = pointer_at(x, y);
  pointer.inside = false;
  return pointer;
}

TEST(Steering, goes_by_pointer_then_click_then_size) {
  struct Row {
    const char* what;
    Pointer pointer;
    const char* clicked_last;
    size_t expected;
  };
  const Row rows[] = {
      {"under the pointer", pointer_at(50, 50), "tall", 2},
      {"between panels, the last click", pointer_at(150, 150), "tall", 7},
      {"pointer outside the window, though its old place is over a panel", pointer_outside(50, 50), "tall", 7},
      {"never clicked", pointer_at(150, 150), "", 5},
      {"clicked in another layout", pointer_at(150, 150), "gone", 5},
  };
  for (const Row& row : rows)
    EXPECT_EQ(steered_panel(kTakers, row.pointer, row.clicked_last), row.expected) << row.what;
  EXPECT_EQ(steered_panel({}, pointer_at(50, 50), "tall"), std::nullopt);
}

TEST(Steering, is_idle_without_a_key) {
  EXPECT_TRUE(Steering{}.idle());
  EXPECT_FALSE((Steering{{1, 0}, 0, {}}).idle());
  EXPECT_FALSE((Steering{{}, -1, {}}).idle());
  EXPECT_FALSE((Steering{{}, 0, {KeyPress::home}}).idle());
}

}  // namespace
}  // namespace onescreen::ui
