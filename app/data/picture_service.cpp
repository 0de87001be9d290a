#include "data/picture_service.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace onescreen::data {
namespace {

// A panel that is drawn again for each of sixteen stills would be busy with nothing else.
constexpr std::chrono::milliseconds kPublishEvery{100};

}  // namespace

PictureService::PictureService(model::Clock clock) : clock_(std::move(clock)) {}

// The loaders end before what they call.
PictureService::~PictureService() {
  std::map<std::string, std::unique_ptr<PictureLoader>> leaving;
  {
    const std::lock_guard lock(mutex_);
    leaving.swap(loaders_);
  }
  leaving.clear();
}

void PictureService::replace(std::vector<PictureSetConfig> sets) {
  std::map<std::string, std::unique_ptr<PictureLoader>> leaving;  // ends outside the lock, which its threads may want
  {
    const std::lock_guard lock(mutex_);
    leaving.swap(loaders_);
    for (auto& set : sets) {
      const std::string name = set.name;
      const auto before = leaving.find(name);
      if (before != leaving.end() && before->second->config() == set) {
        loaders_[name] = std::move(before->second);
        leaving.erase(before);
        continue;
      }
      loaders_[name] = std::make_unique<PictureLoader>(std::move(set), clock_, [this] {
        const std::lock_guard changed(mutex_);
        ++changes_;
        wake_.notify_all();
      });
    }
    ++changes_;
    if (!publisher_.joinable() && !loaders_.empty())
      publisher_ = std::jthread([this](std::stop_token stop) { publish_changes(stop); });
    for (const auto& [name, loader] : loaders_) pass_on(name);
    wake_.notify_all();
  }
  leaving.clear();
}

void PictureService::pass_on(const std::string& set) {
  const auto loader = loaders_.find(set);
  if (loader == loaders_.end()) return;
  auto& wishes = wishes_[set];
  // A panel that is gone does not take its wish back.
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(wishes, [&](const auto& wish) { return now - wish.second.said > PictureLoader::kWishLease; });
  std::vector<std::string> ids;
  std::set<std::string> there;
  size_t longest = 0;
  for (const auto& [panel, wish] : wishes) longest = std::max(longest, wish.ids.size());
  for (size_t i = 0; i < longest; ++i) {
    for (const auto& [panel, wish] : wishes) {
      if (i < wish.ids.size() && there.insert(wish.ids[i]).second) ids.push_back(wish.ids[i]);
    }
  }
  loader->second->want(ids);
}

void PictureService::want(const std::string& panel, const std::string& set, std::vector<std::string> ids) {
  const std::lock_guard lock(mutex_);
  if (!loaders_.contains(set)) return;
  auto& wish = wishes_[set][panel];
  const bool another = wish.ids != ids;
  wish = {std::move(ids), std::chrono::steady_clock::now()};
  pass_on(set);
  if (!another) return;
  ++changes_;  // which of the pictures are wanted is part of what is published
  wake_.notify_all();
}

void PictureService::forget_wishes() {
  const std::lock_guard lock(mutex_);
  wishes_.clear();
  for (const auto& [name, loader] : loaders_) pass_on(name);
  ++changes_;
  wake_.notify_all();
}

model::PicturesPtr PictureService::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

void PictureService::on_publish(std::function<void()> callback) {
  const std::lock_guard lock(mutex_);
  callback_ = std::move(callback);
}

bool PictureService::settled() const {
  const std::lock_guard lock(mutex_);
  if (loaders_.empty()) return true;  // nobody publishes that there is nothing
  return changes_ == published_ &&
         std::all_of(loaders_.begin(), loaders_.end(), [](const auto& loader) { return loader.second->settled(); });
}

size_t PictureService::bytes() const {
  const std::lock_guard lock(mutex_);
  size_t bytes = 0;
  for (const auto& [name, loader] : loaders_) bytes += loader->bytes();
  return bytes;
}

void PictureService::publish_changes(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (wake_.wait(lock, stop, [&] { return changes_ != published_; })) {
    const uint64_t changes = changes_;
    auto pictures = std::make_shared<model::Pictures>();
    pictures->version = latest_->version + 1;
    for (const auto& [name, loader] : loaders_) {
      auto set = loader->latest();
      const auto before = latest_->find(name);
      // What did not change keeps its pointer, so that nobody draws it again.
      pictures->sets[name] = before != nullptr && *before == *set ? before : std::move(set);
    }
    const bool anew = pictures->sets != latest_->sets;
    if (anew) latest_ = std::move(pictures);
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
