// Scroll: movement that shows more than a panel holds, as a function of the wall clock, so that every wall shows the
// same and a redraw at any moment gives the same picture. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>

#include "model/time.h"

namespace onescreen::ui {

// 0..1 to 0..1, slow at both ends.
double eased(double x);

// Rows of a list that never move: all where `window` holds them, else the window's upper two thirds. What is on top
// must be seen at any moment, and every row must come into sight: so the lower third takes turns (rolling_rows).
size_t standing_rows(size_t rows, size_t window);

// Which rows a list shows that is longer than its window.
struct RollingRows {
  double first = 0;            // topmost row; between two whole numbers while it moves
  model::Duration changes_in;  // until this reads differently
};

// Moves on by one row every four seconds, waits at both ends and begins again with a cut. Without `motion` it steps.
// `rows` > `window` > 0.
RollingRows rolling_rows(int64_t now_ms, size_t rows, size_t window, bool motion);

// Which page of several is shown.
struct TurningPages {
  size_t page = 0;
  size_t previous = 0;         // moves out while `moved` is below 1
  double moved = 1;            // how far `page` has come in
  model::Duration changes_in;  // until this reads differently
};

// Each page in turn for `page_ms`; without `motion` the next one is there at once. `count` > 0.
TurningPages turning_pages(int64_t now_ms, size_t count, int64_t page_ms, bool motion);

}  // namespace onescreen::ui
