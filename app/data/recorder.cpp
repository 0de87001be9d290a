#include "data/recorder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "data/fingerprint.h"
#include "data/source_codec.h"
#include "data/table_codec.h"

namespace onescreen::data {
namespace {

namespace fs = std::filesystem;
using model::Error;
using model::ErrorCode;

constexpr int kSegmentsOfRing = 8;
constexpr int64_t kLargestSegment = int64_t{64} << 20;
constexpr auto kRetryAfter = std::chrono::seconds(30);

std::string last_error() { return std::system_category().message(errno); }

model::TimePoint seen_at(const model::SourceState& state) {
  if (state.history && !state.history->entries.empty()) return state.history->entries.back().seen_at;
  return state.confirmed ? state.confirmed->utc : model::TimePoint();
}

}  // namespace

model::Result<std::unique_ptr<Recorder>> Recorder::open(RecorderOptions options, model::Clock clock) {
  const auto refuse = [&](const std::string& why) {
    return Error{ErrorCode::io, "nothing can be recorded there: " + why, options.dir};
  };
  std::error_code error;
  const bool was_there = fs::exists(options.dir, error);
  fs::create_directories(options.dir, error);
  if (error) return refuse(error.message());
  if (!was_there) fs::permissions(options.dir, fs::perms::owner_all, error);
  const std::string lock_file = options.dir + "/lock";
  const int lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (lock < 0) return refuse(last_error());
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return refuse("another program records into it; give each a folder of its own");
  }
  return std::unique_ptr<Recorder>(new Recorder(std::move(options), std::move(clock), lock));
}

Recorder::Recorder(RecorderOptions options, model::Clock clock, int lock)
    : options_(std::move(options)), clock_(std::move(clock)), lock_(lock) {
  const auto there = segments_in(options_.dir);
  number_ = there.empty() ? 0 : there.back();
  worker_ = std::jthread([this](std::stop_token stop) { work(stop); });
}

Recorder::~Recorder() {
  worker_.request_stop();
  worker_.join();
  if (segment_ >= 0) ::close(segment_);
  ::close(lock_);
}

namespace {

// What is told of a source whose back end forbids keeping its answers: that there was one.
model::Error withheld_error() {
  return {model::ErrorCode::io,
          "the back end forbids keeping its answers (no-store), so they are not in the recording",
          {}};
}

model::SourceStatePtr withheld(const model::SourceState& state) {
  auto told = std::make_shared<model::SourceState>(state);
  told->table.reset();
  told->history.reset();
  told->confirmed.reset();
  told->as_of.reset();
  told->drop_reasons.clear();
  told->warnings.clear();
  told->error = withheld_error();
  return told;
}

}  // namespace

void Recorder::note(const SourceChange& change) {
  // Titles and intervals are the site file's, which a replay reads too.
  if (change.outcome == nullptr && change.after && !change.starts_anew) return;
  Item item;
  item.source = change.config.name;
  item.masks = fingerprint_of_masks(change.config);
  item.after = change.after;
  item.starts_anew = change.starts_anew;
  if (change.outcome != nullptr) {
    item.outcome = *change.outcome;
    item.time = change.outcome->answered.utc;
    const auto [is_withheld, was_withheld] = withhold(change);
    if (is_withheld) {
      // Nothing of it is copied into the queue either.
      if (!std::holds_alternative<model::Error>(item.outcome->result)) item.outcome->result = withheld_error();
    } else if (auto* decoded = std::get_if<Decoded>(&item.outcome->result)) {
      item.same_table = decoded->table && change.before && change.before->table == change.after->table && !was_withheld;
      if (item.same_table) decoded->table.reset();
    }
  } else {
    item.time = clock_().utc;
  }
  put_in_line(std::move(item));
}

void Recorder::begin_with(const SourceChange& present) {
  if (present.withheld) {
    const std::lock_guard lock(mutex_);
    withheld_.insert(present.config.name);
  }
  Item item;
  item.source = present.config.name;
  item.masks = fingerprint_of_masks(present.config);
  item.time = clock_().utc;
  item.after = present.after;
  put_in_line(std::move(item));
}

void Recorder::put_in_line(Item item) {
  const std::lock_guard lock(mutex_);
  if (item.after && withheld_.contains(item.source)) item.after = withheld(*item.after);
  // Once one is lost, those after it are no use until the state of its source is written anew.
  if (waiting_.size() >= options_.queue || !lost_.empty()) {
    lost_.insert_or_assign(item.source, std::move(item));
  } else {
    waiting_.push_back(std::move(item));
  }
  wake_.notify_all();
}

std::pair<bool, bool> Recorder::withhold(const SourceChange& change) {
  const std::lock_guard lock(mutex_);
  const bool before = withheld_.contains(change.config.name);
  // A failure and a confirmation leave on screen what was there.
  const bool decoded = std::holds_alternative<Decoded>(change.outcome->result);
  const bool now = decoded ? change.outcome->no_store : before;
  if (now) {
    withheld_.insert(change.config.name);
  } else {
    withheld_.erase(change.config.name);
  }
  return {now, before};
}

void Recorder::work(std::stop_token stop) {
  for (bool ends = false; !ends;) {
    std::deque<Item> items;
    std::map<std::string, Item> lost;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, stop, [&] { return !waiting_.empty() || !lost_.empty(); });
      ends = stop.stop_requested();
      items.swap(waiting_);
      lost.swap(lost_);
    }
    for (const auto& item : items) write(item);
    if (!lost.empty()) write_lost(std::move(lost));
  }
}

RawRecord Recorder::state_record(RecordKind kind, const std::string& source, const Shadow& shadow,
                                 model::TimePoint time) const {
  RawRecord record;
  record.kind = kind;
  record.time = time;
  record.source = source;
  record.masks = shadow.masks;
  record.seen_at = seen_at(*shadow.state);
  record.content = encode_facts(*shadow.state);
  if (shadow.state->table) record.table = encode_table(*shadow.state->table);
  return record;
}

void Recorder::write(const Item& item) {
  RawRecord record;
  if (!item.after) {
    record.kind = RecordKind::removed;
    record.time = item.time;
    record.source = item.source;
  } else if (item.outcome) {
    record.kind = RecordKind::outcome;
    record.time = item.time;
    record.source = item.source;
    record.content = encode_outcome(*item.outcome);
    record.same_table = item.same_table;
    const auto* decoded = std::get_if<Decoded>(&item.outcome->result);
    if (decoded != nullptr && decoded->table) record.table = encode_table(*decoded->table);
  } else {
    record = state_record(RecordKind::state, item.source, {item.after, item.masks}, item.time);
  }
  const bool written = append(record);
  // Also what could not be written: the next segment begins with the state after it.
  if (!item.after) {
    shadow_.erase(item.source);
  } else {
    shadow_[item.source] = {item.after, item.masks};
  }
  if (!written) continuous_ = false;
}

void Recorder::write_lost(std::map<std::string, Item> lost) {
  spdlog::warn("the recording lacks what came in just now: the disk under {} is too slow", options_.dir);
  RawRecord marker;
  marker.kind = RecordKind::lost;
  marker.time = lost.begin()->second.time;
  if (!append(marker)) continuous_ = false;
  for (auto& [source, item] : lost) {
    item.outcome.reset();  // its state says what it came to
    write(item);
  }
}

bool Recorder::append(const RawRecord& record) {
  if (segment_ < 0 && std::chrono::steady_clock::now() < retry_) return false;
  const int64_t full = std::min(kLargestSegment, options_.max_bytes / kSegmentsOfRing);
  if ((segment_ < 0 || segment_bytes_ >= full) && !begin_segment(record.time)) return false;
  return put(framed(record));
}

bool Recorder::begin_segment(model::TimePoint time) {
  if (segment_ >= 0) ::close(segment_);
  ++number_;
  const std::string path = options_.dir + "/" + segment_name(number_);
  segment_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  segment_bytes_ = 0;
  if (segment_ < 0) {
    give_up(last_error());
    return false;
  }
  std::string bytes = encode_head({number_, time, continuous_});
  for (const auto& [source, shadow] : shadow_) bytes += framed(state_record(RecordKind::key, source, shadow, time));
  if (static_cast<int64_t>(bytes.size()) > options_.max_bytes / 2 && !said_) {
    said_ = true;
    spdlog::warn("the recording in {} holds little: {} KiB of state begin each of its files, and all of it may take {}",
                 options_.dir, bytes.size() / 1024, options_.max_bytes / 1024);
  }
  if (!put(bytes)) return false;
  continuous_ = true;
  return true;
}

bool Recorder::put(std::string_view bytes) {
  if (segment_bytes_ + static_cast<int64_t>(bytes.size()) > options_.max_bytes) {
    give_up("one answer alone is larger than the recording may be (\"record\": \"max_mb\")");
    return false;
  }
  make_room(static_cast<int64_t>(bytes.size()));
  while (!bytes.empty()) {
    const ssize_t written = ::write(segment_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      give_up(last_error());
      return false;
    }
    bytes.remove_prefix(static_cast<size_t>(written));
    segment_bytes_ += written;
  }
  if (continuous_) said_ = false;
  return true;
}

// The oldest segments go until `bytes` more fit; never the one that is written.
void Recorder::make_room(int64_t bytes) {
  std::vector<std::pair<uint32_t, int64_t>> sizes;
  int64_t total = bytes + segment_bytes_;
  for (const uint32_t number : segments_in(options_.dir)) {
    if (number == number_) continue;
    std::error_code error;
    const auto size = fs::file_size(options_.dir + "/" + segment_name(number), error);
    sizes.emplace_back(number, error ? 0 : static_cast<int64_t>(size));
    total += sizes.back().second;
  }
  for (const auto& [number, size] : sizes) {
    if (total <= options_.max_bytes) break;
    std::error_code error;
    fs::remove(options_.dir + "/" + segment_name(number), error);
    total -= size;
  }
}

void Recorder::give_up(const std::string& why) {
  if (!said_) spdlog::error("recording to {} stands still and is tried again: {}", options_.dir, why);
  said_ = true;
  if (segment_ >= 0) ::close(segment_);
  segment_ = -1;
  retry_ = std::chrono::steady_clock::now() + kRetryAfter;
}

}  // namespace onescreen::data
