#include "data/watchdog.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>

namespace onescreen::data {
namespace {

using TimePoint = Watchdog::TimePoint;

// The thread and what it looks at. A look runs under the lock, which is what lets a destructor wait for it.
class Kennel {
 public:
  Kennel() : thread_([this](std::stop_token stop) { work(stop); }) {}

  uint64_t add(TimePoint first, Watchdog::Look look) {
    const std::lock_guard lock(mutex_);
    watched_.emplace(++last_id_, Watched{first, std::move(look)});
    changed_.notify_all();
    return last_id_;
  }
  void remove(uint64_t id) {
    const std::lock_guard lock(mutex_);
    watched_.erase(id);
  }

 private:
  struct Watched {
    TimePoint due;
    Watchdog::Look look;
  };

  void work(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      const auto now = std::chrono::steady_clock::now();
      auto next = now + std::chrono::hours(1);
      for (auto at = watched_.begin(); at != watched_.end();) {
        if (at->second.due <= now) {
          const auto again = at->second.look(now);
          if (!again) {
            at = watched_.erase(at);
            continue;
          }
          at->second.due = *again;
        }
        next = std::min(next, at->second.due);
        ++at;
      }
      changed_.wait_until(lock, stop, next, [&] { return earlier_than(next); });
    }
  }
  // Whether something was added that is due before the thread would wake.
  bool earlier_than(TimePoint next) const {
    for (const auto& [id, watched] : watched_) {
      if (watched.due < next) return true;
    }
    return false;
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<uint64_t, Watched> watched_;  // one for each request under way: dozens
  uint64_t last_id_ = 0;
  std::jthread thread_;  // last: it uses everything above
};

Kennel& kennel() {
  static Kennel only;
  return only;
}

}  // namespace

Watchdog::Watchdog(TimePoint first, Look look) : id_(kennel().add(first, std::move(look))) {}

Watchdog::~Watchdog() { kennel().remove(id_); }

}  // namespace onescreen::data
