#include "input.h"

#include <cmath>

namespace onescreen::app {
namespace {

// A press that moves less than this is a click.
constexpr float kClickSlackPx = 4;
constexpr model::Duration kDoubleClick{400};

float distance(ui::Point a, ui::Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

// Both keys of a keyboard that mean the same are one.
int one_of_twins(int key) {
  switch (key) {
    case gfx::kKeyPadAdd:
      return '=';
    case gfx::kKeyPadSubtract:
      return '-';
    case gfx::kKeyPadEnter:
      return gfx::kKeyEnter;
    default:
      return key;
  }
}

std::optional<ui::KeyPress> press_of(int key, bool shift) {
  using ui::KeyPress;
  switch (key) {
    case gfx::kKeyHome:
      return KeyPress::home;
    case gfx::kKeyEscape:
    case gfx::kKeyBackspace:
      return KeyPress::back;
    case gfx::kKeyTab:
      return shift ? KeyPress::previous : KeyPress::next;
    case gfx::kKeyEnter:
      return KeyPress::go;
    case gfx::kKeyLeft:
      return KeyPress::pan_left;
    case gfx::kKeyRight:
      return KeyPress::pan_right;
    case gfx::kKeyUp:
      return KeyPress::pan_up;
    case gfx::kKeyDown:
      return KeyPress::pan_down;
    case '=':
      return KeyPress::zoom_in;
    case '-':
      return KeyPress::zoom_out;
    default:
      return std::nullopt;
  }
}

}  // namespace

void Input::let_go() {
  held_.clear();
  pointer_ = {};
  steering_ = {};
  last_click_.reset();
}

void Input::let_go_of_keys() {
  held_.clear();
  steering_ = {};
}

void Input::begin(model::Duration uptime) {
  uptime_ = uptime;
  before_ = pointer_.position;
  pointer_.clicked = pointer_.double_clicked = pointer_.right_clicked = false;
  pointer_.wheel = 0;
  pointer_.drag = {};
  steering_.presses.clear();
}

void Input::take(const gfx::InputEvent& event) {
  using Kind = gfx::InputEvent::Kind;
  // Whole pixels, so that what is dragged moves by whole pixels and does not fall behind.
  const ui::Point at{static_cast<float>(std::round(event.x)), static_cast<float>(std::round(event.y))};
  switch (event.kind) {
    case Kind::cursor:
      pointer_.position = at;
      pointer_.inside = true;
      break;
    case Kind::cursor_out:
      pointer_.inside = false;
      break;
    case Kind::button:
      button(event, at);
      break;
    case Kind::scroll:
      pointer_.wheel += static_cast<float>(event.dy);
      break;
    case Kind::focus:
      // The release of what is held goes to another window.
      if (!event.pressed) held_.clear();
      break;
    default:
      break;
  }
}

void Input::button(const gfx::InputEvent& event, ui::Point at) {
  if (event.code == 1 && event.pressed) pointer_.right_clicked = true;
  if (event.code != 0) return;
  if (event.pressed) pressed_at_ = at;
  if (!event.pressed && distance(at, pressed_at_) < kClickSlackPx) click(at);
  pointer_.down = event.pressed;
}

void Input::click(ui::Point at) {
  const bool second =
      last_click_ && uptime_ - last_click_->uptime < kDoubleClick && distance(at, last_click_->at) < kClickSlackPx;
  pointer_.double_clicked = second;
  pointer_.clicked = !second;
  // A third click begins anew.
  last_click_ = second ? std::nullopt : std::optional(Click{at, uptime_});
}

void Input::key(const gfx::InputEvent& event) {
  const int key = one_of_twins(event.code);
  if (!event.pressed) {
    held_.erase(key);
    return;
  }
  const auto press = press_of(key, (event.modifiers & gfx::kShift) != 0);
  if (!press) return;
  const bool moves = *press >= ui::KeyPress::pan_left;
  // What moves while it is held needs no repetition.
  if (moves && event.repeated) return;
  if (moves) held_.insert(key);
  steering_.presses.push_back(*press);
}

float Input::held(int negative, int positive) const {
  return static_cast<float>(held_.contains(positive)) - static_cast<float>(held_.contains(negative));
}

void Input::end() {
  if (pointer_.down) pointer_.drag = {pointer_.position.x - before_.x, pointer_.position.y - before_.y};
  steering_.pan = {held(gfx::kKeyLeft, gfx::kKeyRight), held(gfx::kKeyUp, gfx::kKeyDown)};
  steering_.zoom = held('-', '=');
}

}  // namespace onescreen::app
