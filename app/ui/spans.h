// Spans: lengths of time as text, and for how long such a text stays true. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "model/time.h"
#include "ui/words.h"

namespace onescreen::ui {

// Time left to a deadline in hours and minutes: "01:05" to go, "-00:18" over; from a hundred hours on in one unit, as
// Words::span.
std::string countdown(const Words& words, model::Duration left);
// Until countdown() of a shrinking `left` reads differently: the minute turns at the deadline's own second, not at the
// clock's.
model::Duration countdown_changes_in(model::Duration left);

// Until Words::span() of a growing `age` reads differently.
model::Duration span_changes_in(model::Duration age);

}  // namespace onescreen::ui
