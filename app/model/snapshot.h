// What the wall knows at one instant: for every source the last good table and the bare facts of its polls.
// Facts only: whether a source is fresh or stale is computed where it is asked (freshness.h), never stored.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/history.h"
#include "model/result.h"
#include "model/table.h"
#include "model/time.h"

namespace onescreen::model {

// One source as of its newest poll. Immutable once it is in a snapshot.
struct SourceState {
  std::string name;   // as queries name it
  std::string title;  // as people name it, from the site file
  bool demo = false;  // its data is invented and must be marked so on screen

  Duration every{};    // declared interval between polls
  Duration max_age{};  // declared age past which its data is stale

  TablePtr table;                    // last good one; empty until the first success
  std::optional<TimePoint> as_of;    // the back end's own time of the data, where it tells one
  std::optional<Instant> confirmed;  // last answer 200 or 304
  std::optional<Instant> attempted;  // last poll begun
  std::optional<Error> error;        // why the newest poll failed; empty after a success
  std::optional<Instant> failing_since;
  int consecutive_failures = 0;
  uint64_t polls = 0;
  Duration latency{};           // of the last completed poll
  Duration decode_time{};       // of the last decoded response
  uint64_t response_bytes = 0;  // size of the last body

  bool truncated = false;  // the back end holds more rows than it gave
  int64_t dropped_rows = 0;
  std::map<std::string, int64_t> drop_reasons;  // sentence -> how many rows (or cells)
  int64_t carried_rows = 0;  // rows that a truncated answer lacked and an earlier one had: shown, but not confirmed
  std::vector<std::string> warnings;  // the back end's own words that came with a good answer

  Duration
      clock_offset{};  // the back end's clock minus ours, by its Date header; zero where unknown or within a second
  // Positions lie in the district only if they are read as this coordinate system instead of the declared one
  // ("gcj02"); empty: nothing is suspicious.
  std::string suspected_crs;
  bool restored = false;             // `table` was kept on disk and no poll of this run has confirmed it yet
  std::optional<Instant> paused_to;  // the next poll waits until then: Retry-After, or an open circuit breaker
  HistoryPtr history;                // where the site keeps one; includes the current table
};

using SourceStatePtr = std::shared_ptr<const SourceState>;

struct Snapshot {
  uint64_t version = 0;
  std::map<std::string, SourceStatePtr, std::less<>> sources;

  // nullptr when there is no such source.
  const SourceState* find(std::string_view name) const {
    const auto found = sources.find(name);
    return found == sources.end() ? nullptr : found->second.get();
  }
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace onescreen::model
