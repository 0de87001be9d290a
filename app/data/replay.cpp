#include "data/replay.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "data/fingerprint.h"
#include "data/source_codec.h"
#include "data/table_codec.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using model::Instant;

Instant rebased(Instant instant) { return {instant.utc, model::Duration(model::to_millis(instant.utc))}; }

void rebase(std::optional<Instant>& instant) {
  if (instant) instant = rebased(*instant);
}

}  // namespace

model::Clock replay_clock(model::TimePoint at, bool stands_still) {
  const auto begun = std::chrono::steady_clock::now();
  return [at, begun, stands_still] {
    const auto passed = stands_still ? model::Duration(0)
                                     : std::chrono::floor<model::Duration>(std::chrono::steady_clock::now() - begun);
    return rebased({at + passed, {}});
  };
}

model::Result<std::shared_ptr<Replay>> Replay::open(const std::string& dir) {
  std::error_code error;
  if (!std::filesystem::is_directory(dir, error))
    return Error{ErrorCode::io, "there is no such folder; a recording is made with --record DIR", dir};
  auto segments = segments_in(dir);
  if (segments.empty())
    return Error{ErrorCode::format, "there is no recording in this folder; one is made with --record DIR", dir};
  std::shared_ptr<Replay> replay(new Replay(dir, std::move(segments)));
  std::optional<Error> problem;
  for (const uint32_t number : replay->segments_) {
    auto reader = SegmentReader::open(dir, number);
    if (!reader) problem = reader.error();
    replay->begun_.push_back(reader ? std::optional(reader->head().begun) : std::nullopt);
  }
  const auto readable = [](const auto& begun) { return begun.has_value(); };
  const auto first = std::find_if(replay->begun_.begin(), replay->begun_.end(), readable);
  if (first == replay->begun_.end()) return *problem;
  if (problem) spdlog::warn("a part of the recording is left out: {}", model::describe(*problem));
  replay->begin_ = **first;
  for (size_t i = replay->segments_.size(); i-- > 0;) {
    if (!replay->begun_[i]) continue;
    replay->end_ = *replay->begun_[i];
    auto reader = SegmentReader::open(dir, replay->segments_[i]);
    if (!reader) continue;
    bool any = false;
    while (const auto record = reader->next()) {
      if (record->kind == RecordKind::key) continue;
      replay->end_ = std::max(replay->end_, record->time);
      any = true;
    }
    if (any) break;
  }
  return replay;
}

void Replay::start(Store& store, const std::vector<SourceConfig>& sources, model::TimePoint at) {
  store_ = &store;
  model::Duration longest_history{};
  for (const auto& source : sources) {
    store.declare(source);
    sources_[source.name] = source;
    masks_[source.name] = fingerprint_of_masks(source);
    longest_history = std::max(longest_history, source.keep.age);
  }
  // The newest segment that begins early enough; each begins with the state of all sources.
  size_t first = 0;
  for (size_t i = 0; i < segments_.size(); ++i) {
    if (begun_[i] && *begun_[i] <= at - longest_history) first = i;
  }
  open_segment(first);
  skip_keys_ = false;
  advance(at);
}

void Replay::replace(std::vector<SourceConfig> sources) {
  std::map<std::string, SourceConfig, std::less<>> next;
  for (auto& source : sources) {
    const auto before = sources_.find(source.name);
    const bool same = before != sources_.end() && same_data(before->second, source);
    store_->declare(source, !same);
    masks_[source.name] = fingerprint_of_masks(source);
    next[source.name] = std::move(source);
  }
  for (const auto& [name, source] : sources_) {
    if (!next.contains(name)) store_->remove(name);
  }
  sources_ = std::move(next);
}

bool Replay::open_segment(size_t index) {
  reader_.reset();
  for (; index < segments_.size(); ++index) {
    if (!begun_[index]) continue;
    auto reader = SegmentReader::open(dir_, segments_[index]);
    if (!reader) continue;
    // Its first records say what is known already, unless something is missing before it.
    skip_keys_ = reader->head().goes_on && index == at_segment_ + 1;
    at_segment_ = index;
    reader_.emplace(std::move(*reader));
    return true;
  }
  return false;
}

const RawRecord* Replay::peek() {
  while (!next_ && reader_) {
    next_ = reader_->next();
    if (!next_) {
      if (reader_->torn())
        spdlog::warn("{} is damaged or ends in the middle of a record; what follows there is not shown",
                     segment_name(segments_[at_segment_]));
      open_segment(at_segment_ + 1);
    } else if (next_->kind == RecordKind::key && skip_keys_) {
      next_.reset();
    }
  }
  return next_ ? &*next_ : nullptr;
}

std::optional<model::TimePoint> Replay::advance(model::TimePoint at) {
  while (const RawRecord* record = peek()) {
    if (record->time > at) return record->time;
    apply(*record);
    next_.reset();
  }
  return std::nullopt;
}

void Replay::apply(const RawRecord& record) {
  if (record.kind == RecordKind::lost) {
    spdlog::warn("the recording lacks what came in about {}", model::to_iso8601(record.time));
    return;
  }
  const bool begins = record.kind == RecordKind::key || record.kind == RecordKind::state;
  if (begins) recorded_masks_[record.source] = record.masks;
  if (record.table) {
    auto table = decode_table(*record.table);
    if (!table) spdlog::error("a table of {} cannot be read: {}", record.source, model::describe(table.error()));
    tables_[record.source] = table ? *table : nullptr;
  } else if (begins) {
    tables_.erase(record.source);
  }
  const auto source = sources_.find(record.source);
  if (source == sources_.end()) return;
  if (record.kind == RecordKind::removed) return store_->declare(source->second, true);
  // What was recorded under other masks may show what must not be seen now.
  if (recorded_masks_[record.source] != masks_[record.source]) {
    if (!std::exchange(refused_[record.source], true))
      spdlog::warn("{} was recorded under other masks and is not shown", record.source);
    if (begins) store_->declare(source->second, true);
    return;
  }
  const auto known = tables_.find(record.source);
  const model::TablePtr table = known == tables_.end() ? nullptr : known->second;
  if (begins) {
    auto state = decode_facts(record.content);
    if (!state) return;
    state->table = table;
    for (auto* instant : {&state->confirmed, &state->attempted, &state->failing_since, &state->paused_to})
      rebase(*instant);
    store_->restore(record.source, *state, record.seen_at);
    return;
  }
  auto outcome = decode_outcome(record.content);
  if (!outcome) return;
  const model::Duration took = outcome->answered.uptime - outcome->attempted.uptime;
  outcome->answered = rebased(outcome->answered);
  outcome->attempted = {outcome->attempted.utc, outcome->answered.uptime - took};
  if (auto* decoded = std::get_if<Decoded>(&outcome->result)) {
    // Without its table (a part of the recording is missing) an answer says nothing.
    if ((!record.table && !record.same_table) || !table) return;
    decoded->table = table;
  }
  store_->fold(record.source, std::move(*outcome));
}

}  // namespace onescreen::data
