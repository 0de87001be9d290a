// Over the wall for whoever sits at the keyboard: what the keys do, a short message, and a screen that is dark because
// somebody asked. Drawn over the window, never on the canvas. Main thread.
#pragma once

#include "gfx/context.h"
#include "ui/painter.h"
#include "ui/words.h"

namespace onescreen::app {

// The keys, in two columns: lines of "help.keys" in the words file, each a key, a tab and what it does.
void draw_help(const ui::Words& words, ui::Painter& painter, gfx::Size size);

// One sentence at the bottom.
void draw_message(const std::string& text, ui::Painter& painter, gfx::Size size);

// Nothing but a small sentence that says so: a dark wall must not be taken for a broken one.
void draw_blank(const ui::Words& words, ui::Painter& painter, gfx::Size size);

}  // namespace onescreen::app
