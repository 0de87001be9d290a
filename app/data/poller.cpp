#include "data/poller.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

namespace onescreen::data {
namespace {

using model::Duration;

constexpr Duration kBackOffBase{1'000};
constexpr Duration kBackOffCap{60'000};
constexpr Duration kShortestWait{100};  // full jitter can come to nothing, and a back end that fails needs a breath
constexpr double kIntervalJitter = 0.1;

}  // namespace

Duration next_wait(Duration every, int failures, double random) {
  if (failures == 0) {
    // Many walls that were started together drift apart.
    const double factor = 1 - kIntervalJitter * random;
    return std::max(kShortestWait, std::chrono::round<Duration>(every * factor));
  }
  // Full jitter: uniform up to a bound that doubles. The bound stops at the source's own interval (a minute for slow
  // ones), so that a back end that returned is seen as soon as it would be in ordinary running.
  const Duration cap = std::min(kBackOffCap, every);
  const Duration base = std::min(kBackOffBase, every);
  const Duration bound = std::min(cap, base * (int64_t{1} << std::min(failures - 1, 20)));
  return std::max(kShortestWait, std::chrono::round<Duration>(bound * random));
}

class Pollers::Poller {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;

  // The first poll is not before `not_before`; `known` is what is on screen until then.
  Poller(Store& store, model::Clock clock, SourceConfig config, std::shared_ptr<Authenticator> authenticator,
         uint64_t seed, SteadyTime not_before, model::SourceState known)
      : store_(store),
        session_(std::move(config), std::move(clock), std::move(authenticator), seed + 1),
        random_(seed),
        known_(std::move(known)),
        not_before_(not_before),
        paused_to_(not_before),
        thread_([this](std::stop_token stop) { work(stop); }) {}

  const SourceConfig& config() const { return session_.config(); }
  void request_stop() { thread_.request_stop(); }
  // Whatever it still has under way no longer counts once this returns; waits for a fold at most, never for a poll.
  // Gives until when it had been asked to wait.
  SteadyTime cancel() {
    thread_.request_stop();
    const std::lock_guard folding(folding_);
    cancelled_ = true;
    return paused_to_;
  }

 private:
  void fold(PollOutcome outcome) {
    const std::lock_guard folding(folding_);
    if (!cancelled_) store_.fold(config().name, std::move(outcome));
  }

  void work(std::stop_token stop) {
    if (known_.table && known_.confirmed) session_.know(std::move(known_.table), known_.confirmed->uptime);
    std::uniform_real_distribution<double> unit(0, 1);
    const Duration every = config().every;
    int failures = 0;
    bool first = true;
    wait(stop, not_before_);
    while (!stop.stop_requested()) {
      const auto begun = std::chrono::steady_clock::now();
      PollOutcome outcome = session_.poll(stop);
      // A poll that was cut off says nothing about the back end.
      if (stop.stop_requested()) return;
      failures = std::holds_alternative<model::Error>(outcome.result) ? failures + 1 : 0;
      const auto not_before = outcome.not_before;
      fold(std::move(outcome));
      Duration pause = next_wait(every, failures, unit(random_));
      // A wall starts with data, so the first poll is at once; the second falls anywhere in its interval, which spreads
      // the sources.
      if (first && failures == 0) pause = std::max(kShortestWait, std::chrono::round<Duration>(every * unit(random_)));
      first = false;
      // The interval counts from poll to poll. One that took longer than it is followed by a short breath, never by a
      // second in flight.
      const auto now = std::chrono::steady_clock::now();
      auto due = failures == 0 ? std::max(begun + pause, now + std::min(kShortestWait, every / 2)) : now + pause;
      if (not_before) {
        const SteadyTime paused_to = now + *not_before;
        {
          const std::lock_guard folding(folding_);
          paused_to_ = paused_to;
        }
        // All walls are told the same time; they do not come back in one moment.
        const Duration spread = std::min(every, *not_before / 10);
        due = std::max<SteadyTime>(due, paused_to + std::chrono::round<Duration>(spread * unit(random_)));
      }
      wait(stop, due);
    }
  }

  void wait(const std::stop_token& stop, SteadyTime due) {
    std::unique_lock lock(mutex_);
    stopping_.wait_until(lock, stop, due, [] { return false; });
  }

  Store& store_;
  PollSession session_;
  std::mt19937_64 random_;
  model::SourceState known_;     // the store's, before the first poll
  const SteadyTime not_before_;  // of the first poll
  std::mutex folding_;           // guards the next two
  SteadyTime paused_to_;
  bool cancelled_ = false;
  std::mutex mutex_;
  std::condition_variable_any stopping_;
  std::jthread thread_;  // last: it uses everything above
};

Pollers::Pollers(Store& store, model::Clock clock, uint64_t seed)
    : store_(store), clock_(std::move(clock)), seed_(seed) {}

Pollers::~Pollers() {
  // All at once first, so that they end side by side.
  for (auto& [name, poller] : pollers_) poller->request_stop();
}

std::shared_ptr<Authenticator> Pollers::authenticator_for(const AccessConfig& access) {
  for (const auto& known : authenticators_) {
    if (known->access() == access) return known;
  }
  return authenticators_.emplace_back(std::make_shared<Authenticator>(access, clock_));
}

void Pollers::retire(std::map<std::string, std::unique_ptr<Poller>> pollers) {
  if (pollers.empty()) return;
  // Each waits for the ones before it, so that one thread to join is enough.
  leaving_ = std::jthread([pollers = std::move(pollers), before = std::move(leaving_)]() mutable {
    pollers.clear();
    if (before.joinable()) before.join();
  });
}

void Pollers::replace(std::vector<SourceConfig> sources) {
  struct Fresh {
    SourceConfig config;
    bool forget_data;
    Poller::SteadyTime not_before = {};
  };
  std::map<std::string, std::unique_ptr<Poller>> next;
  std::vector<Fresh> fresh;
  for (auto& source : sources) {
    const auto running = pollers_.find(source.name);
    if (running != pollers_.end() && same_source(running->second->config(), source)) {
      store_.declare(source);
      next[source.name] = std::move(running->second);
      pollers_.erase(running);
    } else {
      // One that was not polled yet may have been declared and restored from disk already.
      const bool other = running != pollers_.end() && !same_data(running->second->config(), source);
      fresh.push_back({std::move(source), other});
    }
  }
  // What is left has ended or changed. Its last poll must count no more before the source is declared anew; its thread
  // ends when it can, and whoever called this does not wait for that.
  std::vector<std::string> gone;
  for (auto& [name, poller] : pollers_) {
    gone.push_back(name);
    const auto paused_to = poller->cancel();
    for (auto& source : fresh) {
      // Somebody who corrects an address or a password wants to see at once whether it helps.
      const SourceConfig& before = poller->config();
      if (source.config.name == name && source.config.url == before.url && source.config.access == before.access)
        source.not_before = paused_to;
    }
  }
  retire(std::exchange(pollers_, {}));
  for (const auto& name : gone) {
    const bool returns =
        std::any_of(fresh.begin(), fresh.end(), [&](const Fresh& source) { return source.config.name == name; });
    if (!returns) store_.remove(name);
  }
  // All are declared before the first is polled, so that no snapshot lacks a source.
  for (const auto& source : fresh) store_.declare(source.config, source.forget_data);
  for (auto& source : fresh) {
    const std::string name = source.config.name;
    auto authenticator = authenticator_for(source.config.access);
    next[name] = std::make_unique<Poller>(store_, clock_, std::move(source.config), std::move(authenticator),
                                          seed_ ^ std::hash<std::string>()(name), source.not_before,
                                          *store_.latest()->find(name));
  }
  pollers_ = std::move(next);
  std::erase_if(authenticators_, [&](const auto& known) {
    return std::none_of(pollers_.begin(), pollers_.end(),
                        [&](const auto& poller) { return poller.second->config().access == known->access(); });
  });
}

}  // namespace onescreen::data
