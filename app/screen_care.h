// Care for screens that show the same picture for years: the picture wanders by whole pixels, and is darker by
// schedule. Pure functions of the wall clock, so that all parts of a wall do the same.
#pragma once

#include <vector>

#include "model/time.h"

namespace onescreen::app {

// Darker in this part of every day.
struct DimSpan {
  model::Duration from{};  // since local midnight
  model::Duration to{};    // may be earlier than `from`: over midnight
  double brightness = 1;   // 0.2 to 1
};

struct ScreenCare {
  int orbit_px = 0;              // how far the picture wanders to each side; 0: not at all
  model::Duration orbit_step{};  // it moves by one pixel so often
  std::vector<DimSpan> dim;

  bool nothing() const { return orbit_px <= 0 && dim.empty(); }
};

struct CareNow {
  int dx = 0;  // whole pixels to the right and downwards
  int dy = 0;
  double brightness = 1;  // the least of the spans that hold
};

// The way is the edge of a square: with each step one pixel to one side, so that no eye sees it move.
CareNow care_at(const ScreenCare& care, const model::Zone& zone, model::TimePoint now);

}  // namespace onescreen::app
