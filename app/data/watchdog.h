// Looks at what is under way from time to time, on one thread for the whole process, so that a deadline holds even
// where the code that waits cannot keep it itself. Knows nothing of sockets.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace onescreen::data {

class Watchdog {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  // Called on the watchdog's thread; returns when to look again, nullopt for never. Must be quick and must not make
  // or destroy another Watchdog.
  using Look = std::function<std::optional<TimePoint>(TimePoint now)>;

  // Has `look` called from `first` on until it says never or the Watchdog dies. The destructor waits for a look that is
  // under way.
  Watchdog(TimePoint first, Look look);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  uint64_t id_;
};

}  // namespace onescreen::data
