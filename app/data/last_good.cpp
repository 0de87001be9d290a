#include "data/last_good.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "data/last_good_file.h"
#include "data/source_codec.h"
#include "data/table_codec.h"

namespace onescreen::data {
namespace {

using std::chrono::steady_clock;

constexpr int64_t kAnySize = int64_t{1} << 40;

// The state in which a start may show it: what the data is, not how the polls of another run went.
std::optional<KeptSource> restored(const LastGoodFile::Row& row, model::Instant now) {
  auto facts = decode_facts(row.facts);
  auto table = decode_table(row.content);
  if (!facts || !table) {
    spdlog::error("what was kept of {} cannot be read: {}", row.source,
                  model::describe(facts ? table.error() : facts.error()));
    return std::nullopt;
  }
  KeptSource kept;
  kept.name = row.source;
  kept.seen_at = row.seen_at;
  kept.state.table = std::move(*table);
  kept.state.as_of = facts->as_of;
  // The monotonic clock began anew, so how long ago it was is told by the wall clock.
  kept.state.confirmed = model::Instant{row.confirmed, std::min(now.uptime, now.uptime - (now.utc - row.confirmed))};
  kept.state.decode_time = facts->decode_time;
  kept.state.response_bytes = facts->response_bytes;
  kept.state.truncated = facts->truncated;
  kept.state.dropped_rows = facts->dropped_rows;
  kept.state.drop_reasons = std::move(facts->drop_reasons);
  kept.state.carried_rows = facts->carried_rows;
  kept.state.warnings = std::move(facts->warnings);
  kept.state.clock_offset = facts->clock_offset;
  kept.state.suspected_crs = std::move(facts->suspected_crs);
  kept.state.restored = true;
  return kept;
}

}  // namespace

std::vector<KeptSource> read_last_good(const std::string& file, const std::map<std::string, std::string>& wanted,
                                       model::Instant now) {
  std::vector<KeptSource> all;
  auto opened = LastGoodFile::open(file, kAnySize);
  if (!opened) {
    spdlog::error("the wall starts without its memory: {}", model::describe(opened.error()));
    return all;
  }
  const auto read = (*opened)->visit([&](const LastGoodFile::Row& row) {
    const auto source = wanted.find(row.source);
    if (source == wanted.end() || source->second.empty() || source->second != row.kept_as) return false;
    auto kept = restored(row, now);
    if (kept) all.push_back(std::move(*kept));
    return kept.has_value();
  });
  if (!read) {
    spdlog::error("the wall's memory was read in part only: {}", model::describe(read.error()));
    opened->reset();
    if (read.error().code == model::ErrorCode::format) LastGoodFile::set_aside(file);
  }
  return all;
}

LastGood::LastGood(LastGoodOptions options)
    : options_(std::move(options)), worker_([this](std::stop_token stop) { work(stop); }) {}

LastGood::~LastGood() {
  worker_.request_stop();
  worker_.join();
}

void LastGood::configure(LastGoodOptions options) {
  const std::lock_guard lock(mutex_);
  options_ = std::move(options);
  wake_.notify_all();
}

void LastGood::note(const SourceChange& change) {
  const std::lock_guard lock(mutex_);
  Source& source = sources_[change.config.name];
  source.kept_as = change.config.kept_as;
  bool news = false;
  if (change.outcome != nullptr) {
    const auto* error = std::get_if<model::Error>(&change.outcome->result);
    if (error == nullptr) {
      // A new answer says for itself whether it may be kept; one that is confirmed only stays kept if both may.
      const bool is_new = std::holds_alternative<Decoded>(change.outcome->result);
      source.may_be_kept = !change.outcome->no_store && (is_new || source.may_be_kept);
      if (!change.before || change.before->table != change.after->table) source.seen_at = change.outcome->answered.utc;
      news = true;
    }
  } else if (!change.after || (change.starts_anew && change.before && !change.after->table)) {
    news = true;  // gone, or asked for in another way
    source.may_be_kept = true;
  } else if (change.after->restored && change.after->history) {
    source.seen_at = change.after->history->entries.back().seen_at;
  } else if (change.after->restored && change.after->confirmed) {
    source.seen_at = change.after->confirmed->utc;
  }
  if (!news) return;
  const bool keep = change.after && change.after->table && source.may_be_kept && !source.kept_as.empty();
  source.state = keep ? change.after : nullptr;
  source.dirty = true;
  wake_.notify_all();
}

std::map<std::string, LastGood::Source> LastGood::take_due(SteadyPoint now, bool all, SteadyPoint& next) {
  std::map<std::string, Source> due;
  for (auto& [name, source] : sources_) {
    if (!source.dirty) continue;
    if (all || source.not_before <= now) {
      source.dirty = false;
      source.not_before = now + options_.every;
      due[name] = source;
      source.state.reset();
    } else {
      next = std::min(next, source.not_before);
    }
  }
  return due;
}

void LastGood::work(std::stop_token stop) {
  std::unique_ptr<LastGoodFile> file;
  LastGoodOptions used;
  bool said = false;
  bool last_round = false;
  SteadyPoint next = SteadyPoint::max();
  while (!last_round) {
    std::map<std::string, Source> due;
    LastGoodOptions options;
    {
      std::unique_lock lock(mutex_);
      const auto something = [&] {
        if (options_ != used) return true;
        return std::any_of(sources_.begin(), sources_.end(), [](const auto& entry) {
          return entry.second.dirty && entry.second.not_before <= steady_clock::now();
        });
      };
      const auto until = std::min(next, steady_clock::now() + std::chrono::hours(1));
      wake_.wait_until(lock, stop, until, something);
      last_round = stop.stop_requested();
      next = SteadyPoint::max();
      due = take_due(steady_clock::now(), last_round, next);
      options = options_;
    }
    if (options != used) file.reset();
    used = options;
    if (options.file.empty() || due.empty()) continue;
    std::optional<model::Error> problem;
    for (const auto& [name, source] : due) {
      if (file == nullptr) {
        auto opened = LastGoodFile::open(options.file, options.max_bytes);
        if (!opened) {
          problem = opened.error();
          break;
        }
        file = std::move(*opened);
      }
      const auto written =
          source.state ? file->put(name, source.kept_as, *source.state, source.seen_at) : file->remove(name);
      if (written) continue;
      problem = written.error();
      // Opened anew with the next write: a damaged file is moved aside then.
      file.reset();
      if (problem->code == model::ErrorCode::format) LastGoodFile::set_aside(options.file);
    }
    if (problem && !said) {
      spdlog::error("the wall's memory could not be written, and is tried again with later answers: {}",
                    model::describe(*problem));
    }
    said = problem.has_value();
  }
}

}  // namespace onescreen::data
