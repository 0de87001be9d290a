// Input: a window's events as the pointer and the steering that a frame is given. Keeps what outlives a frame: what is
// held, and when and where the last click was. Main thread; knows no window.
#pragma once

#include <optional>
#include <set>

#include "gfx/context.h"
#include "model/time.h"
#include "ui/frame.h"

namespace onescreen::app {

class Input {
 public:
  // Around the events since the last frame; clicks, wheel notches and presses belong to one frame only. `uptime` is
  // monotonic.
  void begin(model::Duration uptime);
  void take(const gfx::InputEvent& event);
  void key(const gfx::InputEvent& event);
  void end();
  // Forgets what is held: the window that would tell of the release is gone.
  void let_go();
  // Forgets held keys alone: something over the wall takes their releases.
  void let_go_of_keys();

  const ui::Pointer& pointer() const { return pointer_; }
  const ui::Steering& steering() const { return steering_; }

 private:
  void button(const gfx::InputEvent& event, ui::Point at);
  void click(ui::Point at);
  float held(int negative, int positive) const;

  struct Click {
    ui::Point at;
    model::Duration uptime{};
  };

  ui::Pointer pointer_;
  ui::Steering steering_;
  std::set<int> held_;
  ui::Point pressed_at_;
  ui::Point before_;  // where the pointer was when the frame began
  model::Duration uptime_{};
  std::optional<Click> last_click_;
};

}  // namespace onescreen::app
