// The one place where results of polls meet: keeps the newest Snapshot and publishes each change as a new one.
// Any thread may call anything; folding is serialised, reading is one pointer copy under a mutex.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "data/format.h"
#include "data/source_config.h"
#include "model/snapshot.h"

namespace onescreen::data {

// The back end confirmed that nothing changed: 304, or the same bytes again.
struct Unchanged {};

// What one poll came to.
struct PollOutcome {
  model::Instant attempted;  // when it began
  model::Instant answered;   // when its result was there
  uint64_t response_bytes = 0;
  model::Duration decode_time{};
  std::variant<Decoded, Unchanged, model::Error> result;
  std::optional<model::Duration> clock_offset = {};  // the back end's clock minus ours, by its Date header
  std::optional<model::Duration> not_before = {};    // from `answered` on: Retry-After, or an open circuit breaker
  bool no_store = false;                             // the back end forbids keeping this answer beyond the screen
  std::string suspected_crs = {};                    // see SourceState
};

// One change of one source, for whoever keeps it: what was folded in, and what the source was and is.
struct SourceChange {
  const SourceConfig& config;            // as declared
  const PollOutcome* outcome = nullptr;  // as it was folded; nullptr: declared, restored or removed
  model::SourceStatePtr before;          // empty: it is new
  model::SourceStatePtr after;           // empty: it was removed
  bool starts_anew = false;              // what was known of it before is void
  bool withheld = false;                 // of what is present only: the back end forbids keeping the answer on screen
};

class Store {
 public:
  // Adds a source that has never answered. One that exists keeps its data and takes over title, interval and limits,
  // unless `forget_data` (it now asks for something else).
  void declare(const SourceConfig& source, bool forget_data = false);
  void remove(std::string_view name);

  // Success replaces the table; failure keeps it and records why; Unchanged keeps it and confirms it. Unknown names are
  // ignored (a source removed while its poll was under way).
  void fold(std::string_view name, PollOutcome outcome);

  // Takes over what was kept on disk: all facts of `kept` but those that the site file declares. With a history kept,
  // it begins with this table, seen at `seen_at`. Unknown names are ignored.
  void restore(std::string_view name, const model::SourceState& kept, model::TimePoint seen_at);

  model::SnapshotPtr latest() const;

  // Called after every publication, on the thread that caused it, with no lock held. One callback at most; set before
  // polling starts and cleared (nullptr) before what it refers to dies.
  void on_publish(std::function<void()> callback);
  // Called for every change, in their order, on the thread that caused it and before it is published; it must be quick
  // and must not come back to the store. One at most; nullptr clears it, and none is running any more then.
  // `present`, if given, is called first for each source as it stands, as though it were new.
  void on_change(std::function<void(const SourceChange&)> tap,
                 const std::function<void(const SourceChange&)>& present = {});

 private:
  void publish(model::Snapshot next);

  std::mutex writing_;  // one change at a time; guards the next three
  std::map<std::string, SourceConfig, std::less<>> declared_;
  std::set<std::string, std::less<>> withheld_;  // sources whose newest decoded answer may not be kept
  std::function<void(const SourceChange&)> tap_;
  mutable std::mutex reading_;
  model::SnapshotPtr latest_ = std::make_shared<model::Snapshot>();
  std::mutex calling_;
  std::function<void()> callback_;
};

}  // namespace onescreen::data
