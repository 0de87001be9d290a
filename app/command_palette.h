// CommandPalette (Ctrl+K): a line to type in and what it finds, over the wall: scenes, modes, streets, incidents,
// cameras, whatever the site lets be found. Main thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "finder.h"
#include "gfx/context.h"
#include "ui/painter.h"

namespace onescreen::app {

class CommandPalette {
 public:
  bool is_open() const { return open_; }
  void open();
  void close() { open_ = false; }
  // What there is now; the text stays, and the mark on the thing that had it; where that is gone, on none. `missing`:
  // how many kinds of things nobody has answered for yet.
  void offer(std::vector<FoundThing> things, size_t missing = 0);

  // While it is open it takes all keys and clicks. Returns whether the event was its own.
  bool take(const gfx::InputEvent& event);
  // What was chosen, once; it is closed then.
  std::optional<FoundThing> take_choice();

  // Over a window of `size`.
  void draw(const ui::Words& words, ui::Painter& painter, gfx::Size size);

  const std::string& text() const { return text_; }
  const std::vector<size_t>& shown() const { return shown_; }
  std::optional<size_t> marked() const { return marked_; }  // row; none: Enter does nothing

 private:
  void search();
  void key(int code);
  void choose(size_t row);

  bool open_ = false;
  std::string text_;
  std::vector<FoundThing> things_;
  std::vector<size_t> shown_;
  size_t total_ = 0;
  size_t missing_ = 0;
  std::optional<size_t> marked_ = 0;
  std::vector<ui::Rect> rows_;  // of the newest draw
  std::optional<FoundThing> choice_;
};

}  // namespace onescreen::app
