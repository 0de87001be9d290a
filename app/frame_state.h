// What outlives a frame on the UI thread: the state of the screen and the rules by which commands change it.
#pragma once

#include "ui/frame.h"

namespace onescreen::app {

// Applies the wishes of one frame in order. Returns whether anything changed.
bool apply(const ui::Commands& commands, ui::ScreenState& screen);

}  // namespace onescreen::app
