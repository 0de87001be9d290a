#include "data/store.h"

#include <utility>

#include "data/history.h"

namespace onescreen::data {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

void succeed(model::SourceState& state, const PollOutcome& outcome) {
  state.confirmed = outcome.answered;
  state.error.reset();
  state.failing_since.reset();
  state.consecutive_failures = 0;
  state.restored = false;
}

void take(model::SourceState& state, Decoded&& decoded, const PollOutcome& outcome) {
  // The same rows in other bytes (a time stamp in the envelope) are no news: keeping the pointer keeps everything after
  // it still.
  const bool same = state.table && decoded.table && *state.table == *decoded.table;
  if (!same) state.table = std::move(decoded.table);
  state.as_of = decoded.as_of;
  state.truncated = decoded.truncated;
  state.dropped_rows = decoded.dropped_rows;
  state.drop_reasons = std::move(decoded.drop_reasons);
  state.carried_rows = decoded.carried_rows;
  state.warnings = std::move(decoded.warnings);
  state.suspected_crs = outcome.suspected_crs;
  state.response_bytes = outcome.response_bytes;
  state.decode_time = outcome.decode_time;
  succeed(state, outcome);
}

void fail(model::SourceState& state, model::Error&& error, const PollOutcome& outcome) {
  if (error.where.empty()) error.where = state.name;
  state.error = std::move(error);
  if (!state.failing_since) state.failing_since = outcome.answered;
  ++state.consecutive_failures;
}

}  // namespace

void Store::declare(const SourceConfig& source, bool forget_data) {
  const std::lock_guard writing(writing_);
  model::Snapshot next = *latest();
  const auto known = next.sources.find(source.name);
  const model::SourceStatePtr before = known == next.sources.end() ? nullptr : known->second;
  auto state =
      !before || forget_data ? std::make_shared<model::SourceState>() : std::make_shared<model::SourceState>(*before);
  state->name = source.name;
  state->title = source.title;
  state->demo = source.demo;
  state->every = source.every;
  state->max_age = source.max_age;
  // A site that begins to keep a past begins with what it has; one that no longer does lets go of it.
  const model::TimePoint seen_at = state->confirmed ? state->confirmed->utc : model::TimePoint();
  state->history = extended(state->history, state->table, seen_at, source.keep);
  SourceConfig& config = declared_[source.name] = source;
  if (tap_) tap_({config, nullptr, before, state, !before || forget_data});
  next.sources[source.name] = std::move(state);
  publish(std::move(next));
}

void Store::remove(std::string_view name) {
  const std::lock_guard writing(writing_);
  model::Snapshot next = *latest();
  const auto known = next.sources.find(name);
  if (known == next.sources.end()) return;
  if (const auto config = declared_.find(name); config != declared_.end()) {
    if (tap_) tap_({config->second, nullptr, known->second, nullptr, true});
    declared_.erase(config);
    if (const auto before = withheld_.find(name); before != withheld_.end()) withheld_.erase(before);
  }
  next.sources.erase(known);
  publish(std::move(next));
}

void Store::fold(std::string_view name, PollOutcome outcome) {
  const std::lock_guard writing(writing_);
  model::Snapshot next = *latest();
  const auto known = next.sources.find(name);
  if (known == next.sources.end()) return;
  const auto state = std::make_shared<model::SourceState>(*known->second);
  const SourceConfig& config = declared_.find(name)->second;
  // Only who keeps outcomes needs it after it is taken apart; its table is shared.
  const std::optional<PollOutcome> kept = tap_ ? std::optional(outcome) : std::nullopt;
  if (std::holds_alternative<Decoded>(outcome.result)) {
    if (outcome.no_store) {
      withheld_.emplace(name);
    } else if (const auto before = withheld_.find(name); before != withheld_.end()) {
      withheld_.erase(before);
    }
  }
  ++state->polls;
  state->attempted = outcome.attempted;
  state->latency = outcome.answered.uptime - outcome.attempted.uptime;
  if (outcome.clock_offset) state->clock_offset = *outcome.clock_offset;
  state->paused_to.reset();
  if (outcome.not_before) {
    state->paused_to =
        model::Instant{outcome.answered.utc + *outcome.not_before, outcome.answered.uptime + *outcome.not_before};
  }
  std::visit(Overloaded{[&](Decoded& decoded) { take(*state, std::move(decoded), outcome); },
                        [&](Unchanged&) { succeed(*state, outcome); },
                        [&](model::Error& error) { fail(*state, std::move(error), outcome); }},
             outcome.result);
  if (!state->error) state->restored = false;
  state->history = extended(state->history, state->table, outcome.answered.utc, config.keep);
  if (tap_) tap_({config, &*kept, known->second, state, false});
  known->second = state;
  publish(std::move(next));
}

void Store::restore(std::string_view name, const model::SourceState& kept, model::TimePoint seen_at) {
  const std::lock_guard writing(writing_);
  model::Snapshot next = *latest();
  const auto known = next.sources.find(name);
  if (known == next.sources.end()) return;
  const SourceConfig& config = declared_.find(name)->second;
  const auto state = std::make_shared<model::SourceState>(kept);
  const model::SourceState& declared = *known->second;
  state->name = declared.name;
  state->title = declared.title;
  state->demo = declared.demo;
  state->every = declared.every;
  state->max_age = declared.max_age;
  state->history = extended(nullptr, state->table, seen_at, config.keep);
  if (tap_) tap_({config, nullptr, known->second, state, true});
  known->second = state;
  publish(std::move(next));
}

model::SnapshotPtr Store::latest() const {
  const std::lock_guard reading(reading_);
  return latest_;
}

void Store::on_publish(std::function<void()> callback) {
  const std::lock_guard calling(calling_);
  callback_ = std::move(callback);
}

void Store::on_change(std::function<void(const SourceChange&)> tap,
                      const std::function<void(const SourceChange&)>& present) {
  const std::lock_guard writing(writing_);
  tap_ = std::move(tap);
  if (!present) return;
  const model::SnapshotPtr now = latest();
  for (const auto& [name, config] : declared_) {
    const auto found = now->sources.find(name);
    if (found != now->sources.end())
      present({config, nullptr, {}, found->second, false, withheld_.contains(name)});
  }
}

void Store::publish(model::Snapshot next) {
  ++next.version;
  auto published = std::make_shared<const model::Snapshot>(std::move(next));
  {
    const std::lock_guard reading(reading_);
    latest_.swap(published);
  }
  // `published` now holds the snapshot before; its last tables may be freed here, outside the readers' lock.
  published.reset();
  const std::lock_guard calling(calling_);
  if (callback_) callback_();
}

}  // namespace onescreen::data
