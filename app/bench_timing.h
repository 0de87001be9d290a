// Measuring one piece of work by the monotonic clock.
#pragma once

#include <chrono>

namespace onescreen::app {

// Milliseconds of `work`.
template <typename Work>
double timed(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace onescreen::app
