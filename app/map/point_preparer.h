// Prepares a point layer on a thread of its own, one at a time: whoever asks goes on drawing what he has and then asks
// for what is wanted by that time, so nothing queues and the newest wins. For use by one thread.
#pragma once

#include <chrono>
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
    bool busy() const { return worker_.joinable(); }
    // What is ready, once; nullptr while it is not. Throws what the preparation threw (no memory).
    PreparedPointsPtr take();
    // Throws away what is being prepared. Waits for the thread, which looks often: about a millisecond for 61,000 rows,
    // some tens for a million.
    void stop();
    // While busy: when to ask again, going by how long it took the last time.
    std::optional<std::chrono::milliseconds> ready_in() const;

    ~PointPreparer() { stop(); }

  private:
    using Clock = std::chrono::steady_clock;

    std::mutex mutex_;
    bool done_ = false;  // these three are the worker's to write, until it is done
    PreparedPointsPtr result_;
    std::exception_ptr failure_;

    Clock::time_point started_;
    Clock::duration took_ = std::chrono::milliseconds(6);
    std::jthread worker_;
};

}  // namespace onescreen::map
