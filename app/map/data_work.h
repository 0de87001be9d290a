// How long a thread was kept from drawing by taking over data: for the benchmark and for tests. Every place of the map
// that does such work on the UI thread holds a DataWorkTimer.
#pragma once

#include <chrono>
#include <cstdint>

namespace onescreen::map {

struct DataWork {
    double millis = 0;        // spent since the thread began
    uint64_t point_sets = 0;  // sets of marks that have reached the screen
};

// Of the calling thread.
DataWork& data_work();

class DataWorkTimer {
  public:
    DataWorkTimer() : begin_(Clock::now()) {}
    ~DataWorkTimer() {
        data_work().millis += std::chrono::duration<double, std::milli>(Clock::now() - begin_).count();
    }
    DataWorkTimer(const DataWorkTimer&) = delete;
    DataWorkTimer& operator=(const DataWorkTimer&) = delete;

  private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point begin_;
};

}  // namespace onescreen::map
