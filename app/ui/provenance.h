// Where a figure on a map comes from, in one line for a card: the sources' titles, the time of their data, and their
// state where it is not good. Pure.
#pragma once

#include <string>
#include <vector>

#include "ui/frame.h"

namespace onescreen::ui {

struct Provenance {
  std::string text;   // titles and time
  std::string state;  // empty while all is fresh
  Colour state_colour = 0;
  std::string mark;  // of invented data; else empty

  bool empty() const { return text.empty() && state.empty(); }
};

// Of an answer that reads these sources. Titles and time (the oldest) are those of the sources polled most often, since
// the shapes that figures are joined with hardly change; the state is the worst of all.
Provenance provenance_of(const Frame& frame, const std::vector<std::string>& reads);

}  // namespace onescreen::ui
