// The thread shares nothing with its owner but the guarded members; tables and prepared parts are immutable.
#include "map/point_preparer.h"

#include <algorithm>
#include <utility>

namespace onescreen::map {

namespace {

constexpr std::chrono::milliseconds kShortestWait{2};
constexpr std::chrono::milliseconds kLongestWait{50};

}  // namespace

void PointPreparer::start(const PointLayer& layer, int zoom_step, PreparedPointsPtr previous) {
  busy_ = true;
  started_ = Clock::now();
  {
    const std::lock_guard lock(mutex_);
    next_ = Job{layer, zoom_step, std::move(previous), ++newest_};
  }
  if (!worker_.joinable()) worker_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
  wake_.notify_one();
}

void PointPreparer::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (wake_.wait(lock, stop, [this] { return next_.has_value(); })) {
    Job job = std::move(*next_);
    next_.reset();
    lock.unlock();
    PreparedPointsPtr result;
    std::exception_ptr failure;
    const Clock::time_point begin = Clock::now();
    try {
      result = prepare_points(job.layer, job.zoom_step, job.previous, stop);
    } catch (...) {
      failure = std::current_exception();
    }
    const uint64_t number = job.number;
    job = {};  // an old table is freed here and not while its reader waits for the lock
    lock.lock();
    if (number != newest_) continue;
    done_ = true;
    took_ = Clock::now() - begin;
    result_ = std::move(result);
    failure_ = std::move(failure);
  }
}

PreparedPointsPtr PointPreparer::take() {
  if (!busy_) return nullptr;
  const std::lock_guard lock(mutex_);
  if (!done_) return nullptr;
  last_took_ = took_;
  busy_ = done_ = false;
  if (failure_ != nullptr) std::rethrow_exception(std::exchange(failure_, nullptr));
  return std::exchange(result_, nullptr);
}

void PointPreparer::discard() {
  if (!busy_) return;
  const std::lock_guard lock(mutex_);
  ++newest_;
  busy_ = done_ = false;
  next_.reset();
  result_.reset();
  failure_ = nullptr;
}

std::optional<std::chrono::milliseconds> PointPreparer::ready_in() const {
  if (!busy_) return std::nullopt;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(started_ + last_took_ - Clock::now());
  return std::clamp(left, kShortestWait, kLongestWait);
}

}  // namespace onescreen::map
