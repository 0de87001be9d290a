// Blink: when the mark of a new worst event is lit. By the wall clock, so that all blink in step, on every wall; 2.5
// times a second, half of the time lit: within what human-factors guides ask of one rate (2 to 3 a second) and below
// the three flashes a second that WCAG 2.3.1 allows. For small marks only; text never blinks. Pure; any thread.
#pragma once

#include "model/time.h"

namespace onescreen::ui {

inline constexpr model::Duration kBlinkHalf{200};

inline bool blink_on(model::TimePoint now) {
  const int64_t halves = model::to_millis(now) / kBlinkHalf.count() - (model::to_millis(now) % kBlinkHalf.count() < 0);
  return (halves & 1) == 0;
}

inline model::Duration blink_changes_in(model::TimePoint now) {
  const int64_t into = model::to_millis(now) % kBlinkHalf.count();
  return kBlinkHalf - model::Duration(into < 0 ? into + kBlinkHalf.count() : into);
}

}  // namespace onescreen::ui
