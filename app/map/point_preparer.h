// Prepares a point layer on a thread of its own, one at a time: whoever asks goes on drawing what he has and then asks
// for what is wanted by that time, so nothing queues and the newest wins. The thread begins with the first call of
// start() and stays: to begin and join one for each table would let the caller wait for a busy machine's scheduler.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "map/prepared_points.h"

namespace onescreen::map {

class PointPreparer {
 public:
  // Precondition: not busy.
  void start(const PointLayer& layer, int zoom_step, PreparedPointsPtr previous);
  // From start() until take() has given the result.
  bool busy() const { return busy_; }
  // What is ready, once; nullptr while it is not. Throws what the preparation threw (no memory).
  PreparedPointsPtr take();
  // Throws away what is being prepared, without waiting for it.
  void discard();
  // While busy: when to ask again, going by how long it took the last time.
  std::optional<std::chrono::milliseconds> ready_in() const;

 private:
  using Clock = std::chrono::steady_clock;

  struct Job {
    PointLayer layer;
    int zoom_step = 0;
    PreparedPointsPtr previous;
    uint64_t number = 0;
  };

  void work(const std::stop_token& stop);

  // The caller's alone.
  bool busy_ = false;
  Clock::time_point started_;
  Clock::duration last_took_ = std::chrono::milliseconds(6);

  std::mutex mutex_;  // guards what follows, but for the thread
  std::condition_variable_any wake_;
  std::optional<Job> next_;
  uint64_t newest_ = 0;  // results of other numbers are thrown away
  bool done_ = false;
  Clock::duration took_{};
  PreparedPointsPtr result_;
  std::exception_ptr failure_;

  // Last, so that it ends first: its destructor asks it to stop and waits, which takes about a millisecond for 61,000
  // rows and some tens for a million.
  std::jthread worker_;
};

}  // namespace onescreen::map
