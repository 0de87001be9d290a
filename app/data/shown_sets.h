// What the services of tile sets and of still pictures have in common: each set has a loader of its own; panels say
// what they show of which set, only that is loaded, and what is there is read from one immutable value. A service
// derives from it and says how a loader is made. Nothing here makes the caller wait for a back end. Any thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace onescreen::data {

// `Loader` loads one set. It has the types Config and Key (of one thing in the set) and config(), want(keys), latest()
// and settled(). `Published` is a plain value: version, sets by name, and find(name), such as model::Tiles.
template <typename Loader, typename Published>
class ShownSets {
 public:
  using Config = typename Loader::Config;
  using Key = typename Loader::Key;

  ShownSets(const ShownSets&) = delete;
  ShownSets& operator=(const ShownSets&) = delete;

  // What one panel shows of one set from now on, the most important first. Of several panels, each one's most important
  // come first. A wish for a set that there is not waits for the set.
  void want(const std::string& panel, const std::string& set, std::vector<Key> keys) {
    const std::lock_guard lock(mutex_);
    Wish& wish = wishes_[set][panel];
    const bool another = wish.keys != keys;
    if (!another && !wish_lease_) return;
    wish = {std::move(keys), Steady::now()};
    const auto loader = loaders_.find(set);
    if (loader == loaders_.end()) return;
    loader->second->want(merged_wishes(set));
    if (another) note_change();  // which of the things are wanted is part of what is published
  }

  // No panel shows anything: another layout is shown.
  void forget_wishes() {
    const std::lock_guard lock(mutex_);
    wishes_.clear();
    pass_wishes_on();
  }

  // Never null.
  std::shared_ptr<const Published> latest() const {
    const std::lock_guard lock(mutex_);
    return latest_;
  }

  // Called from a thread of the service when there is something new.
  void on_publish(std::function<void()> callback) {
    const std::lock_guard lock(mutex_);
    callback_ = std::move(callback);
  }

  // Whether what is wanted is there as far as it will be for now, and published.
  bool settled() const {
    const std::lock_guard lock(mutex_);
    if (loaders_.empty()) return true;  // nobody publishes that there is nothing
    return changes_ == published_ &&
           std::all_of(loaders_.begin(), loaders_.end(), [](const auto& loader) { return loader.second->settled(); });
  }

 protected:
  // Makes the loader of a set, which calls `changed` on any thread when its latest() would give something else.
  using MakeLoader = std::function<std::unique_ptr<Loader>(Config set, std::function<void()> changed)>;

  // Publishes once in `publish_every` at most. A wish counts for `wish_lease` unless it is said again; nullopt: until
  // another is said.
  explicit ShownSets(std::chrono::milliseconds publish_every,
                     std::optional<std::chrono::milliseconds> wish_lease = std::nullopt)
      : publish_every_(publish_every), wish_lease_(wish_lease) {}

  // The loaders end before what they call.
  ~ShownSets() {
    Loaders leaving;  // ends outside the lock, which its threads may want
    const std::lock_guard lock(mutex_);
    leaving.swap(loaders_);
  }

  // Exactly these sets from now on. Those that did not change keep their loaders, if `keep`, and so what they have at
  // hand. `make` runs under the lock: it must not call this object.
  void replace_sets(std::vector<Config> sets, const MakeLoader& make, bool keep = true) {
    Loaders leaving;  // ends outside the lock, which its threads may want
    const std::lock_guard lock(mutex_);
    leaving.swap(loaders_);
    for (Config& set : sets) {
      const std::string name = set.name;
      const auto before = leaving.find(name);
      if (keep && before != leaving.end() && before->second->config() == set) {
        loaders_[name] = std::move(before->second);
        leaving.erase(before);
        continue;
      }
      loaders_[name] = make(std::move(set), [this] {
        const std::lock_guard changed(mutex_);
        note_change();
      });
    }
    if (!publisher_.joinable() && !loaders_.empty())
      publisher_ = std::jthread([this](std::stop_token stop) { publish_changes(stop); });
    pass_wishes_on();
  }

  // What `of` says of each loader, all together.
  size_t sum(size_t (Loader::*of)() const) const {
    const std::lock_guard lock(mutex_);
    size_t sum = 0;
    for (const auto& [name, loader] : loaders_) sum += (*loader.*of)();
    return sum;
  }

 private:
  using Steady = std::chrono::steady_clock;
  using Loaders = std::map<std::string, std::unique_ptr<Loader>>;
  struct Wish {
    std::vector<Key> keys;
    Steady::time_point said;
  };

  // All of these under the lock.
  void note_change() {
    ++changes_;
    wake_.notify_all();
  }

  void pass_wishes_on() {
    for (const auto& [name, loader] : loaders_) loader->want(merged_wishes(name));
    note_change();
  }

  std::vector<Key> merged_wishes(const std::string& set) {
    auto& wishes = wishes_[set];
    // A panel that is gone does not take its wish back.
    const auto now = Steady::now();
    std::erase_if(wishes, [&](const auto& wish) { return wish_lease_ && now - wish.second.said > *wish_lease_; });
    size_t longest = 0;
    for (const auto& [panel, wish] : wishes) longest = std::max(longest, wish.keys.size());
    std::vector<Key> keys;
    std::set<Key> there;
    for (size_t i = 0; i < longest; ++i) {
      for (const auto& [panel, wish] : wishes) {
        if (i < wish.keys.size() && there.insert(wish.keys[i]).second) keys.push_back(wish.keys[i]);
      }
    }
    return keys;
  }

  void publish_changes(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [&] { return changes_ != published_; })) {
      const uint64_t changes = changes_;
      auto next = std::make_shared<Published>();
      next->version = latest_->version + 1;
      for (const auto& [name, loader] : loaders_) {
        auto set = loader->latest();
        const auto before = latest_->find(name);
        // What did not change keeps its pointer, so that nobody draws it again.
        next->sets[name] = before != nullptr && *before == *set ? before : std::move(set);
      }
      const bool anew = next->sets != latest_->sets;
      if (anew) latest_ = std::move(next);
      published_ = changes;
      const auto callback = callback_;
      if (anew && callback) {
        lock.unlock();
        callback();
        lock.lock();
      }
      wake_.wait_for(lock, stop, publish_every_, [] { return false; });
    }
  }

  const std::chrono::milliseconds publish_every_;
  const std::optional<std::chrono::milliseconds> wish_lease_;
  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable_any wake_;
  Loaders loaders_;
  std::map<std::string, std::map<std::string, Wish>> wishes_;  // by set and panel
  uint64_t changes_ = 0;
  uint64_t published_ = 0;  // of them
  std::shared_ptr<const Published> latest_ = std::make_shared<Published>();
  std::function<void()> callback_;
  std::jthread publisher_;  // last: it uses everything above
};

}  // namespace onescreen::data
