// Desk: what lies over the wall for the person at the keyboard: the command palette, the help, a short message, a dark
// screen. Takes the events that belong to these before the wall does. Drawn over the window, never on the canvas. Main
// thread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "command_palette.h"
#include "gfx/context.h"
#include "model/time.h"
#include "ui/painter.h"
#include "ui/words.h"

namespace onescreen::app {

class Desk {
 public:
  // Whether the event was meant for something over the wall. `uptime` is monotonic.
  bool take(const gfx::InputEvent& event, model::Duration uptime);
  // Once a frame: what nobody has touched for kIdle is put away. Returns whether there was anything.
  bool look(model::Duration uptime);

  void open_palette(model::Duration uptime);
  void show_help(model::Duration uptime);
  void blank(model::Duration uptime);
  // The wall must be seen again: what it shows has become more important. Returns whether anything hid it.
  bool wake();
  void say(std::string message, model::Duration uptime);

  // While it is open, offer() what can be found.
  bool palette_open() const { return palette_.is_open(); }
  void offer(std::vector<FoundThing> things, size_t missing) { palette_.offer(std::move(things), missing); }
  std::optional<FoundThing> take_choice() { return palette_.take_choice(); }

  // Whether there is anything to draw, and until when that stays as it is.
  bool shows(model::Duration uptime) const;
  std::optional<model::Duration> changes_in(model::Duration uptime) const;
  void draw(const ui::Words& words, ui::Painter& painter, gfx::Size size, model::Duration uptime);

  // A message is read in this time.
  static constexpr model::Duration kMessage{4'000};
  // A wall that is dark on request comes back by itself: it must not stay so because somebody went home.
  static constexpr model::Duration kBlank{600'000};
  // Likewise what dims the wall behind it.
  static constexpr model::Duration kIdle{120'000};
  static constexpr model::Duration kDoubleClick{400};

 private:
  // Whether the event belongs to what lies over the wall; a press's repeats and release go where it went.
  bool wants(const gfx::InputEvent& event, model::Duration uptime);
  // Help and palette; returns whether either was shown.
  bool put_away();
  // Whether anything lies over the wall that takes keys and clicks.
  bool covers(model::Duration uptime) const;

  std::set<std::pair<gfx::InputEvent::Kind, int>> taken_;  // keys and buttons whose release is awaited
  model::Duration touched_at_{};
  std::optional<model::Duration> closed_by_click_;  // uptime
  CommandPalette palette_;
  bool help_ = false;
  std::optional<model::Duration> blank_until_;
  std::string message_;
  model::Duration message_until_{};
};

}  // namespace onescreen::app
