#include "data/tile_loader.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

#include "data/poller.h"
#include "data/tile_image.h"

namespace onescreen::data {
namespace {

using model::TileKey;
using model::TilePicture;
using Kind = TileAnswer::Kind;

constexpr model::Duration kBackOffCap{60'000};    // of a set whose back end is down
constexpr model::Duration kRefusedPause{30'000};  // after 401 and 403, so that an account is not locked
constexpr model::Duration kBadTilePause{30'000};  // of a tile that is none; doubles
constexpr model::Duration kLongestTilePause{600'000};
constexpr model::Duration kAbsentPause{3'600'000};  // until a tile that there is not is looked for again
// So many tiles that are none, one after another, are a fault of the set, such as a login page for each of them.
constexpr int kBadTilesOfASet = 3;
constexpr size_t kMostFacts = 4'096;
constexpr model::Duration kLongestSleep{60'000};

TileKey coarser(TileKey key, int levels) { return {key.z - levels, key.x >> levels, key.y >> levels}; }

std::array<TileKey, 4> parts_of(TileKey key) {
  const TileKey first{key.z + 1, 2 * key.x, 2 * key.y};
  return {first, {first.z, first.x + 1, first.y}, {first.z, first.x, first.y + 1}, {first.z, first.x + 1, first.y + 1}};
}

}  // namespace

TileLoader::TileLoader(TileSetConfig set, model::Clock clock, std::shared_ptr<TileDisk> disk,
                       std::function<void()> changed, size_t memory_bytes)
    : set_(std::move(set)),
      clock_(std::move(clock)),
      disk_(set_.kept_as.empty() ? nullptr : std::move(disk)),
      changed_(std::move(changed)),
      authenticator_(set_.access.kind == AccessKind::none ? nullptr
                                                          : std::make_shared<Authenticator>(set_.access, clock_)),
      memory_(memory_bytes),
      random_(std::hash<std::string>()(set_.name)) {}

TileLoader::~TileLoader() {
  for (auto& worker : workers_) worker.request_stop();
}

void TileLoader::want(std::span<const TileKey> keys) {
  const std::lock_guard lock(mutex_);
  std::vector<TileKey> wanted;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(wanted), [&](const TileKey& key) {
    const int side = key.z >= 0 && key.z <= 24 ? 1 << key.z : 0;
    return key.z >= set_.min_zoom && key.z <= set_.max_zoom && key.x >= 0 && key.x < side && key.y >= 0 && key.y < side;
  });
  if (wanted == wanted_) return;
  wanted_ = std::move(wanted);
  memory_.want(wanted_);
  note_dropped();
  forget_unwanted();
  if (workers_.empty() && !wanted_.empty()) {
    for (int i = 0; i < std::max(set_.requests, 1); ++i)
      workers_.emplace_back([this](std::stop_token stop) { work(stop); });
  }
  wake_.notify_all();
}

void TileLoader::note_dropped() {
  // It is still on disk.
  for (const TileKey& key : memory_.take_dropped()) facts_[key].looked_on_disk = false;
}

void TileLoader::forget_unwanted() {
  if (facts_.size() <= kMostFacts) return;
  const std::set<TileKey> wanted(wanted_.begin(), wanted_.end());
  std::erase_if(facts_, [&](const auto& fact) {
    return !wanted.contains(fact.first) && !under_way_.contains(fact.first) && memory_.find(fact.first) == nullptr;
  });
}

model::TileSetPtr TileLoader::latest() const {
  const std::lock_guard lock(mutex_);
  auto out = std::make_shared<model::TileSet>();
  out->name = set_.name;
  out->attribution = set_.attribution;
  out->crs = set_.crs;
  out->min_zoom = set_.min_zoom;
  out->max_zoom = set_.max_zoom;
  out->tile_px = set_.tile_px;
  out->state = state_;
  out->error = error_;
  out->pictures = memory_.pictures();
  const auto shows = [&](TileKey key) {
    const TilePicture* picture = out->find(key);
    if (picture != nullptr) out->oldest = std::min(out->oldest.value_or(picture->confirmed), picture->confirmed);
    return picture != nullptr;
  };
  for (const TileKey& key : wanted_) {
    if (shows(key)) continue;
    for (const TileKey& finer : parts_of(key)) shows(finer);
    for (int up = 1; up <= key.z && !shows(coarser(key, up)); ++up) {
    }
  }
  return out;
}

bool TileLoader::settled() const {
  const std::lock_guard lock(mutex_);
  return under_way_.empty() && std::all_of(wanted_.begin(), wanted_.end(), [&](const TileKey& key) {
           const auto facts = facts_.find(key);
           if (facts == facts_.end()) return false;
           if (disk_ != nullptr && memory_.find(key) == nullptr && !facts->second.looked_on_disk) return false;
           return failures_ > 0 ||
                  (!needs_request(key, facts->second, false) && !needs_request(key, facts->second, true));
         });
}

bool TileLoader::needs_request(TileKey key, const Facts& facts, bool refresh) const {
  if (facts.not_before > std::chrono::steady_clock::now()) return false;
  const TilePicture* picture = memory_.find(key);
  return refresh ? picture != nullptr && picture->expires <= clock_().utc : picture == nullptr;
}

std::optional<TileLoader::Job> TileLoader::next_job(SteadyPoint& wake) {
  const auto now = std::chrono::steady_clock::now();
  if (disk_ != nullptr) {
    for (const TileKey& key : wanted_) {
      if (memory_.find(key) == nullptr && !facts_[key].looked_on_disk && !under_way_.contains(key))
        return Job{key, true, {}};
    }
  }
  // While the back end fails, one request at a time finds out when it is back.
  const bool held = not_before_ > now || requests_ >= (failures_ > 0 ? 1 : set_.requests);
  if (not_before_ > now) wake = std::min(wake, not_before_);
  for (const bool refresh : {false, true}) {
    for (const TileKey& key : wanted_) {
      if (under_way_.contains(key)) continue;
      const Facts& facts = facts_[key];
      const TilePicture* picture = memory_.find(key);
      if (facts.not_before > now) wake = std::min(wake, facts.not_before);
      if (refresh && picture != nullptr && picture->expires > clock_().utc)
        wake = std::min(wake, now + (picture->expires - clock_().utc));
      if (held || !needs_request(key, facts, refresh)) continue;
      std::optional<KeptTile> known;
      if (picture != nullptr) known = facts.validators;
      return Job{key, false, std::move(known)};
    }
  }
  return std::nullopt;
}

void TileLoader::work(std::stop_token stop) {
  TileFetcher fetcher(set_, authenticator_, clock_);
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    SteadyPoint wake = std::chrono::steady_clock::now() + kLongestSleep;
    const auto job = next_job(wake);
    if (!job) {
      wake_.wait_until(lock, stop, wake, [] { return false; });
      continue;
    }
    under_way_.insert(job->key);
    if (job->from_disk) {
      look_on_disk(job->key, lock);
    } else {
      ++requests_;
      lock.unlock();
      TileAnswer answer = fetcher.fetch(job->key, job->known, stop);
      if (!stop.stop_requested() && disk_ != nullptr) {
        const TileKey& key = job->key;
        const model::TimePoint now = clock_().utc;
        if (answer.kind == Kind::picture && answer.may_be_kept) disk_->put(set_.kept_as, key, answer.kept, now);
        if (answer.kind == Kind::confirmed)
          disk_->confirm(set_.kept_as, key, answer.kept.confirmed, answer.kept.expires);
        if (answer.kind == Kind::absent || !answer.may_be_kept) disk_->remove(set_.kept_as, key);
      }
      lock.lock();
      --requests_;
      // A request that was cut off says nothing about the back end.
      if (!stop.stop_requested()) settle(job->key, answer);
    }
    lock.unlock();
    changed_();
    lock.lock();
    under_way_.erase(job->key);  // last, so that what is settled has been told
    wake_.notify_all();
  }
}

void TileLoader::look_on_disk(TileKey key, std::unique_lock<std::mutex>& lock) {
  if (read_from_disk(key, lock)) return;
  // What can stand for it may be there from another view: its parts, else the nearest that holds it.
  bool found = false;
  for (const TileKey& part : parts_of(key)) found |= part.z <= set_.max_zoom && read_from_disk(part, lock);
  for (int up = 1; !found && key.z - up >= set_.min_zoom; ++up) found = read_from_disk(coarser(key, up), lock);
}

bool TileLoader::read_from_disk(TileKey key, std::unique_lock<std::mutex>& lock) {
  if (memory_.find(key) != nullptr) return true;
  if (facts_[key].looked_on_disk) return false;
  lock.unlock();
  auto kept = disk_->get(set_.kept_as, key, clock_().utc);
  model::TileImagePtr image;
  if (kept) {
    auto decoded = decode_tile(kept->bytes, set_.tile_px);
    if (decoded) image = std::move(*decoded);
    if (!decoded) disk_->remove(set_.kept_as, key);
  }
  lock.lock();
  Facts& facts = facts_[key];
  facts.looked_on_disk = true;
  if (memory_.find(key) != nullptr) return true;
  if (image == nullptr) return false;
  memory_.put(key, {std::move(image), kept->confirmed, kept->expires, true});
  note_dropped();
  kept->bytes.clear();
  facts.validators = std::move(*kept);
  return true;
}

void TileLoader::settle(TileKey key, const TileAnswer& answer) {
  const auto now = std::chrono::steady_clock::now();
  Facts& facts = facts_[key];
  switch (answer.kind) {
    case Kind::picture:
      set_works();
      memory_.put(key, {answer.image, answer.kept.confirmed, answer.kept.expires, false});
      note_dropped();
      facts.validators = answer.kept;
      facts.validators.bytes.clear();
      facts.failures = 0;
      break;
    case Kind::confirmed:
      set_works();
      if (const TilePicture* picture = memory_.find(key)) {
        TilePicture fresh{picture->image, answer.kept.confirmed, answer.kept.expires, false};
        memory_.put(key, std::move(fresh));
      }
      facts.failures = 0;
      break;
    case Kind::absent:
      set_works();
      memory_.remove(key);
      facts.not_before = now + kAbsentPause;
      break;
    case Kind::bad: {
      const auto pause = std::min(kLongestTilePause, kBadTilePause * (int64_t{1} << std::min(facts.failures++, 10)));
      facts.not_before = now + pause;
      if (++bad_in_a_row_ >= kBadTilesOfASet) set_failed(answer);
      break;
    }
    case Kind::down:
      set_failed(answer);
      break;
  }
}

void TileLoader::set_failed(const TileAnswer& answer) {
  std::uniform_real_distribution<double> unit(0, 1);
  const bool denied = answer.error->code == model::ErrorCode::denied;
  if (!error_) spdlog::warn("tiles {}: {}", set_.name, answer.error->message);
  state_ = denied ? model::TileState::denied : model::TileState::offline;
  error_ = answer.error;
  // Requests that were sent before the first one failed tell nothing new.
  const auto now = std::chrono::steady_clock::now();
  if (failures_ > 0 && not_before_ > now) return;
  ++failures_;
  model::Duration pause = next_wait(kBackOffCap, failures_, unit(random_));
  if (denied) pause = std::max(pause, kRefusedPause);
  if (answer.asked_to_wait) pause = std::max(pause, *answer.asked_to_wait);
  not_before_ = now + pause;
}

void TileLoader::set_works() {
  if (error_) spdlog::info("tiles {}: they come again", set_.name);
  failures_ = 0;
  bad_in_a_row_ = 0;
  not_before_ = {};
  error_.reset();
  state_ = model::TileState::fresh;
}

}  // namespace onescreen::data
