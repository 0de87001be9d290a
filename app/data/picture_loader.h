// Polls one set of still pictures: just those that are wanted now, each in its own rhythm, a few requests at once. An
// id that fails is asked less often, a back end that answers nobody by one request at a time. What is no longer wanted
// is let go within seconds; nothing is ever written down. Threads of its own, which begin with the first wish.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "data/picture_config.h"
#include "data/picture_fetch.h"

namespace onescreen::data {

class PictureLoader {
 public:
  using Config = PictureSetConfig;
  using Key = std::string;

  // `changed` is called on any thread when latest() would give something else.
  PictureLoader(PictureSetConfig set, model::Clock clock, std::function<void()> changed);
  // Ends requests under way within milliseconds.
  ~PictureLoader();
  PictureLoader(const PictureLoader&) = delete;
  PictureLoader& operator=(const PictureLoader&) = delete;

  const PictureSetConfig& config() const { return set_; }
  // All that is wanted from now on, the most important first, for kWishLease unless it is said again. Never waits.
  void want(const std::vector<std::string>& ids);
  model::PictureSetPtr latest() const;
  // Whether each wanted picture has been answered, well or ill, since it is wanted.
  bool settled() const;
  // Of all pictures at hand.
  size_t bytes() const;

  static constexpr size_t kMostRemembered = 512;         // ids, mostly without pictures
  static constexpr std::chrono::seconds kWishLease{30};  // a wall that no longer draws asks for nothing

 private:
  using SteadyPoint = std::chrono::steady_clock::time_point;
  struct Held {
    model::Picture picture;
    KnownPicture known;
    SteadyPoint not_before{};
    SteadyPoint last_wanted{};
    int failures = 0;
    bool answered = false;  // since it is wanted
    bool told = false;      // and that was published, or will be before settled() is asked
  };
  struct Job {
    std::string id;
    std::optional<KnownPicture> known;
    SteadyPoint begun;
  };

  void work(std::stop_token stop);
  // Under the lock. nullopt: nothing to do before `wake`.
  std::optional<Job> next_job(SteadyPoint& wake);
  // Of what is not wanted any more; notes in `dropped_` whether pictures went.
  void let_go(SteadyPoint now);
  void settle(const Job& job, PictureAnswer answer);
  void fold(Held& held, PictureAnswer answer);
  bool is_wanted(const std::string& id) const;

  const PictureSetConfig set_;
  const model::Clock clock_;
  const std::function<void()> changed_;
  const std::shared_ptr<Authenticator> authenticator_;

  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable_any wake_;
  std::vector<std::string> wanted_;
  SteadyPoint wanted_until_{};
  std::map<std::string, Held, std::less<>> held_;
  std::set<std::string> under_way_;
  bool dropped_ = false;      // what is published still holds pictures that are let go
  int failures_ = 0;          // of the set, in a row
  SteadyPoint not_before_{};  // of the next request of the set
  std::mt19937_64 random_;
  std::vector<std::jthread> workers_;  // last: they use everything above
};

}  // namespace onescreen::data
