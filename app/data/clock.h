// The machine's clocks as one model::Clock. Everything else is handed a Clock, so that tests and `--now` can give
// another.
#pragma once

#include "model/time.h"

namespace onescreen::data {

// Wall clock and monotonic clock, read together; callable from any thread.
model::Clock system_clock();

}  // namespace onescreen::data
