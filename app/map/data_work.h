// How long a thread was kept from drawing by taking over data: for the benchmark and for tests. Every place of the map
// that does such work on the UI thread holds a DataWorkTimer.
#pragma once

#include <chrono>
#include <cstdint>

namespace onescreen::map {

struct DataWork {
  double millis = 0;        // spent since the thread began
  double cpu_millis = 0;    // of these, on the processor: the rest it waited, for a lock or for its turn
  uint64_t point_sets = 0;  // sets of marks that have reached the screen
};

// Of the calling thread.
DataWork& data_work();

class DataWorkTimer {
 public:
  DataWorkTimer();
  ~DataWorkTimer();
  DataWorkTimer(const DataWorkTimer&) = delete;
  DataWorkTimer& operator=(const DataWorkTimer&) = delete;

 private:
  std::chrono::steady_clock::time_point begin_;
  double cpu_begin_ = 0;
};

}  // namespace onescreen::map
