#include "data/picture_loader.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace onescreen::data {
namespace {

using Steady = std::chrono::steady_clock;

constexpr model::Duration kLongestPause{60'000};
constexpr model::Duration kRefusedPause{30'000};  // so that an account is not locked
constexpr int kFailuresOfASet = 5;                // in a row, until one request alone finds out
constexpr std::chrono::seconds kLongestSleep{5};

}  // namespace

PictureLoader::PictureLoader(PictureSetConfig set, model::Clock clock, std::function<void()> changed)
    : set_(std::move(set)),
      clock_(std::move(clock)),
      changed_(std::move(changed)),
      authenticator_(set_.access.kind == AccessKind::none ? nullptr
                                                          : std::make_shared<Authenticator>(set_.access, clock_)),
      random_(std::hash<std::string>()(set_.name)) {}

PictureLoader::~PictureLoader() {
  for (auto& worker : workers_) worker.request_stop();
}

bool PictureLoader::is_wanted(const std::string& id) const {
  return std::find(wanted_.begin(), wanted_.end(), id) != wanted_.end();
}

void PictureLoader::want(const std::vector<std::string>& ids) {
  const std::lock_guard lock(mutex_);
  const auto now = Steady::now();
  if (set_.withheld != model::Withheld::no) return;
  std::vector<std::string> wanted(
      ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), model::kMostPicturesWanted)));
  const model::Instant instant = clock_();
  for (const std::string& id : wanted) {
    Held& held = held_[id];
    if (!is_wanted(id)) {
      held.picture.wanted = instant;
      // What was asked a moment ago is not asked again sooner than in its rhythm.
      held.told = held.answered = held.not_before > now && (held.picture.image != nullptr || held.picture.error);
    }
    held.last_wanted = now;
  }
  const bool another = wanted != wanted_;
  wanted_ = std::move(wanted);
  wanted_until_ = now + kWishLease;
  let_go(now);
  if (workers_.empty() && !wanted_.empty()) {
    for (int i = 0; i < std::max(set_.requests, 1); ++i)
      workers_.emplace_back([this](std::stop_token stop) { work(stop); });
  }
  if (another) wake_.notify_all();
}

// Pictures show people: what nobody looks at is forgotten soon. That one was the same as before is remembered longer,
// so that a frozen one is told when its page comes again.
void PictureLoader::let_go(SteadyPoint now) {
  if (now >= wanted_until_) wanted_.clear();
  const auto kept_for = 2 * set_.every + set_.timeout;
  for (auto& [id, held] : held_) {
    if (is_wanted(id) || now - held.last_wanted < kept_for) continue;
    dropped_ |= held.picture.image != nullptr;
    held.picture.image.reset();
    held.known.etag.clear();
    held.known.last_modified.clear();
  }
  while (held_.size() > kMostRemembered) {
    auto oldest = held_.end();
    for (auto one = held_.begin(); one != held_.end(); ++one) {
      if (is_wanted(one->first) || under_way_.contains(one->first)) continue;
      if (oldest == held_.end() || one->second.last_wanted < oldest->second.last_wanted) oldest = one;
    }
    if (oldest == held_.end()) break;
    held_.erase(oldest);
  }
}

model::PictureSetPtr PictureLoader::latest() const {
  const std::lock_guard lock(mutex_);
  auto out = std::make_shared<model::PictureSet>();
  out->name = set_.name;
  out->demo = set_.demo;
  out->withheld = set_.withheld;
  out->every = set_.every;
  out->timeout = set_.timeout;
  out->frozen_after = set_.frozen_after;
  for (const auto& [id, held] : held_) {
    if (held.picture.image != nullptr || is_wanted(id)) out->pictures.emplace(id, held.picture);
  }
  return out;
}

bool PictureLoader::settled() const {
  const std::lock_guard lock(mutex_);
  return std::all_of(wanted_.begin(), wanted_.end(), [&](const std::string& id) {
    const auto held = held_.find(id);
    return held != held_.end() && held->second.told;
  });
}

size_t PictureLoader::bytes() const {
  const std::lock_guard lock(mutex_);
  size_t bytes = 0;
  for (const auto& [id, held] : held_) bytes += held.picture.image == nullptr ? 0 : held.picture.image->rgba.size();
  return bytes;
}

std::optional<PictureLoader::Job> PictureLoader::next_job(SteadyPoint& wake) {
  const auto now = Steady::now();
  let_go(now);
  const size_t most = failures_ >= kFailuresOfASet ? 1 : static_cast<size_t>(std::max(set_.requests, 1));
  if (under_way_.size() >= most) return std::nullopt;
  if (not_before_ > now) {
    wake = std::min(wake, not_before_);
    return std::nullopt;
  }
  const Held* next = nullptr;
  const std::string* id = nullptr;
  for (const std::string& one : wanted_) {
    if (under_way_.contains(one)) continue;
    const Held& held = held_[one];
    // Of those that are due, the ones that have not answered yet go first.
    const bool sooner = next == nullptr || (!held.answered && next->answered && held.not_before <= now) ||
                        (held.answered == next->answered && held.not_before < next->not_before);
    if (sooner) next = &held, id = &one;
  }
  if (next == nullptr) return std::nullopt;
  if (next->not_before > now) {
    wake = std::min(wake, next->not_before);
    return std::nullopt;
  }
  Job job{*id, std::nullopt, now};
  if (next->picture.image != nullptr) job.known = next->known;
  return job;
}

void PictureLoader::work(std::stop_token stop) {
  PictureFetcher fetcher(set_, authenticator_, clock_);
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    SteadyPoint wake = Steady::now() + kLongestSleep;
    auto job = next_job(wake);
    if (std::exchange(dropped_, false)) {
      lock.unlock();
      changed_();
      lock.lock();
      continue;
    }
    if (!job) {
      wake_.wait_until(lock, stop, wake, [] { return false; });
      continue;
    }
    under_way_.insert(job->id);
    lock.unlock();
    PictureAnswer answer = fetcher.fetch(job->id, job->known, stop);
    lock.lock();
    // A request that was cut off says nothing about the back end.
    if (!stop.stop_requested()) settle(*job, std::move(answer));
    lock.unlock();
    changed_();
    lock.lock();
    under_way_.erase(job->id);
    if (const auto held = held_.find(job->id); held != held_.end()) held->second.told = held->second.answered;
    wake_.notify_all();
  }
}

void PictureLoader::settle(const Job& job, PictureAnswer answer) {
  const auto now = Steady::now();
  const auto found = held_.find(job.id);
  if (answer.of_the_set) {
    ++failures_;
    model::Duration pause{0};
    if (answer.error->code == model::ErrorCode::denied) pause = kRefusedPause;
    if (answer.asked_to_wait) pause = std::max(pause, *answer.asked_to_wait);
    not_before_ = std::max(not_before_, now + pause);
    if (failures_ == kFailuresOfASet) spdlog::warn("pictures {}: {}", set_.name, answer.error->message);
  } else if (!answer.error) {
    if (failures_ >= kFailuresOfASet) spdlog::info("pictures {}: they come again", set_.name);
    failures_ = 0;
  }
  if (found == held_.end()) return;
  Held& held = found->second;
  held.answered = true;
  std::uniform_real_distribution<double> unit(0.85, 1);
  const auto jittered = [&](model::Duration span) {
    return model::Duration(static_cast<int64_t>(static_cast<double>(span.count()) * unit(random_)));
  };
  if (!answer.error) {
    held.failures = 0;
    held.not_before = job.begun + jittered(set_.every);
    fold(held, std::move(answer));
    return;
  }
  const auto longest = std::max(kLongestPause, set_.every);
  held.not_before = now + jittered(std::min(longest, set_.every * (int64_t{1} << std::min(held.failures++, 6))));
  held.picture.error = std::move(answer.error);
}

void PictureLoader::fold(Held& held, PictureAnswer answer) {
  const model::Instant now = clock_();
  model::Picture& picture = held.picture;
  picture.error.reset();
  picture.received = now;
  const model::Duration made_ago = answer.made_ago.value_or(model::Duration(0));
  const model::Instant made{now.utc - made_ago, now.uptime - made_ago};
  const bool moved = !picture.changed || answer.now.pixels_hash != held.known.pixels_hash;
  if (!picture.changed) {
    picture.changed = made;
  } else if (moved) {
    // A date that stays where the content moves is no date of it.
    picture.changed = answer.now.last_modified == held.known.last_modified ? now : made;
  }
  // A 304 may come without dates; what it confirms is as old as it was.
  if (answer.made_ago) {
    picture.made = made.uptime < picture.changed->uptime ? *picture.changed : made;
  } else if (moved) {
    picture.made.reset();
  }
  if (answer.image != nullptr) picture.image = std::move(answer.image);
  held.known = std::move(answer.now);
}

}  // namespace onescreen::data
