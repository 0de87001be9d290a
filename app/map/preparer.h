// Prepares something large on a thread of its own, one at a time: whoever asks goes on drawing what he has and then
// asks for what is wanted by that time, so nothing queues and the newest wins. The thread begins with the first call of
// start() and stays: to begin and join one for each table would let the caller wait for a busy machine's scheduler. It
// shares nothing with its owner but the guarded members; tables and results are immutable.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace onescreen::map {

template <typename Result>
class Preparer {
 public:
  using ResultPtr = std::shared_ptr<const Result>;
  // Gives nullptr only when its stop was requested.
  using Work = std::function<ResultPtr(const std::stop_token&)>;

  // Precondition: not busy.
  void start(Work work) {
    busy_ = true;
    started_ = Clock::now();
    {
      const std::lock_guard lock(mutex_);
      next_ = Job{std::move(work), ++newest_};
    }
    if (!worker_.joinable()) worker_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    wake_.notify_one();
  }
  // From start() until take() has given the result.
  bool busy() const { return busy_; }
  // What is ready, once; nullptr while it is not. Throws what the work threw (no memory).
  ResultPtr take() {
    if (!busy_) return nullptr;
    const std::lock_guard lock(mutex_);
    if (!done_) return nullptr;
    last_took_ = took_;
    busy_ = done_ = false;
    if (failure_ != nullptr) std::rethrow_exception(std::exchange(failure_, nullptr));
    return std::exchange(result_, nullptr);
  }
  // Throws away what is being prepared, without waiting for it.
  void discard() {
    if (!busy_) return;
    const std::lock_guard lock(mutex_);
    ++newest_;
    busy_ = done_ = false;
    next_.reset();
    result_.reset();
    failure_ = nullptr;
  }
  // While busy: when to ask again, going by how long it took the last time.
  std::optional<std::chrono::milliseconds> ready_in() const {
    if (!busy_) return std::nullopt;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(started_ + last_took_ - Clock::now());
    return std::clamp(left, kShortestWait, kLongestWait);
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kShortestWait{2};
  static constexpr std::chrono::milliseconds kLongestWait{50};

  struct Job {
    Work work;
    uint64_t number = 0;
  };

  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [this] { return next_.has_value(); })) {
      Job job = std::move(*next_);
      next_.reset();
      lock.unlock();
      ResultPtr result;
      std::exception_ptr failure;
      const Clock::time_point begin = Clock::now();
      try {
        result = job.work(stop);
      } catch (...) {
        failure = std::current_exception();
      }
      job.work = nullptr;  // an old table is freed here and not while its reader waits for the lock
      lock.lock();
      if (job.number != newest_) continue;
      done_ = true;
      took_ = Clock::now() - begin;
      result_ = std::move(result);
      failure_ = std::move(failure);
    }
  }

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
  ResultPtr result_;
  std::exception_ptr failure_;

  // Last, so that it ends first: its destructor asks it to stop and waits, which takes as long as the work needs to see
  // that it is to stop (about a millisecond for 61,000 marks, some tens for a million).
  std::jthread worker_;
};

}  // namespace onescreen::map
