#include "data/tile_service.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

namespace onescreen::data {
namespace {

// A map that is drawn again for each of forty tiles would be busy with nothing else.
constexpr std::chrono::milliseconds kPublishEvery{50};

}  // namespace

TileService::TileService(model::Clock clock) : clock_(std::move(clock)) {}

// The loaders end before what they call.
TileService::~TileService() {
  std::map<std::string, std::unique_ptr<TileLoader>> leaving;
  {
    const std::lock_guard lock(mutex_);
    leaving.swap(loaders_);
  }
  leaving.clear();
}

void TileService::replace(std::vector<TileSetConfig> sets, const std::string& file) {
  std::map<std::string, std::unique_ptr<TileLoader>> leaving;  // ends outside the lock, which its threads may want
  {
    const std::lock_guard lock(mutex_);
    leaving.swap(loaders_);
    std::map<std::string, int64_t> limits;
    for (const auto& set : sets) {
      if (!set.kept_as.empty()) limits[set.kept_as] = set.max_disk_bytes;
    }
    const auto keeps = [&](const TileSetConfig& set) {
      const auto before = leaving.find(set.name);
      return file == file_ && before != leaving.end() && before->second->config() == set;
    };
    if (!std::all_of(sets.begin(), sets.end(), keeps)) open_disk(file, limits);
    for (auto& set : sets) {
      const std::string name = set.name;
      if (keeps(set)) {
        loaders_[name] = std::move(leaving[name]);
        leaving.erase(name);
        continue;
      }
      loaders_[name] = std::make_unique<TileLoader>(std::move(set), clock_, disk_, [this] {
        const std::lock_guard changed(mutex_);
        ++changes_;
        wake_.notify_all();
      });
    }
    file_ = file;
    ++changes_;
    if (!publisher_.joinable() && !loaders_.empty())
      publisher_ = std::jthread([this](std::stop_token stop) { publish_changes(stop); });
    for (const auto& [name, loader] : loaders_) pass_on(name);
    wake_.notify_all();
  }
  leaving.clear();
}

void TileService::open_disk(const std::string& file, const std::map<std::string, int64_t>& limits) {
  disk_.reset();
  if (file.empty() || limits.empty()) return;
  auto disk = TileDisk::open(file, limits);
  if (disk) {
    disk_ = std::move(*disk);
  } else {
    spdlog::error("tiles are not kept on disk: {}", model::describe(disk.error()));
  }
}

void TileService::pass_on(const std::string& set) {
  const auto loader = loaders_.find(set);
  if (loader == loaders_.end()) return;
  const auto& wishes = wishes_[set];
  std::vector<model::TileKey> keys;
  std::set<model::TileKey> there;
  size_t longest = 0;
  for (const auto& [map, wish] : wishes) longest = std::max(longest, wish.size());
  for (size_t i = 0; i < longest; ++i) {
    for (const auto& [map, wish] : wishes) {
      if (i < wish.size() && there.insert(wish[i]).second) keys.push_back(wish[i]);
    }
  }
  loader->second->want(keys);
  ++changes_;  // which of the pictures are wanted is part of what is published
  wake_.notify_all();
}

void TileService::want(const std::string& map, const std::string& set, std::vector<model::TileKey> keys) {
  const std::lock_guard lock(mutex_);
  auto& wish = wishes_[set][map];
  if (wish == keys) return;
  wish = std::move(keys);
  pass_on(set);
}

void TileService::forget_wishes() {
  const std::lock_guard lock(mutex_);
  wishes_.clear();
  for (const auto& [name, loader] : loaders_) pass_on(name);
}

model::TilesPtr TileService::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

void TileService::on_publish(std::function<void()> callback) {
  const std::lock_guard lock(mutex_);
  callback_ = std::move(callback);
}

bool TileService::settled() const {
  const std::lock_guard lock(mutex_);
  if (loaders_.empty()) return true;  // nobody publishes that there is nothing
  return changes_ == published_ &&
         std::all_of(loaders_.begin(), loaders_.end(), [](const auto& loader) { return loader.second->settled(); });
}

void TileService::publish_changes(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (wake_.wait(lock, stop, [&] { return changes_ != published_; })) {
    const uint64_t changes = changes_;
    auto tiles = std::make_shared<model::Tiles>();
    tiles->version = latest_->version + 1;
    for (const auto& [name, loader] : loaders_) {
      auto set = loader->latest();
      const auto before = latest_->find(name);
      // What did not change keeps its pointer, so that nobody draws it again.
      tiles->sets[name] = before != nullptr && *before == *set ? before : std::move(set);
    }
    const bool anew = tiles->sets != latest_->sets;
    if (anew) latest_ = std::move(tiles);
    published_ = changes;
    const auto callback = callback_;
    if (anew && callback) {
      lock.unlock();
      callback();
      lock.lock();
    }
    wake_.wait_for(lock, stop, kPublishEvery, [] { return false; });
  }
}

}  // namespace onescreen::data
