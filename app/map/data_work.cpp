// One counter a thread, so that nothing is shared.
#include "map/data_work.h"

#include <ctime>

namespace onescreen::map {

namespace {

double thread_cpu_millis() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

DataWork& data_work() {
  static thread_local DataWork work;
  return work;
}

DataWorkTimer::DataWorkTimer() : begin_(std::chrono::steady_clock::now()), cpu_begin_(thread_cpu_millis()) {}

DataWorkTimer::~DataWorkTimer() {
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin_;
  data_work().millis += took.count();
  data_work().cpu_millis += thread_cpu_millis() - cpu_begin_;
}

}  // namespace onescreen::map
