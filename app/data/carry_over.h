// Keeps rows that a truncated answer lacks: absence proves removal only where the answer is complete. One per source,
// on its poller's thread; holds the newest table (shared with the store) and when its carried rows were last seen.
#pragma once

#include <string>
#include <unordered_map>

#include "data/format.h"
#include "model/time.h"

namespace onescreen::data {

class CarryOver {
 public:
  // `id` names the column that identifies a row; empty: nothing can be told apart and nothing is carried. Rows that
  // `decoded` lacks although it is truncated are appended to its table, as long as they were seen within `max_age`, and
  // counted in carried_rows. `now` is of the monotonic clock.
  void apply(Decoded& decoded, const std::string& id, model::Duration now, model::Duration max_age);
  // What was on screen before the first answer, from disk or from a poller that was replaced: `seen` is when its rows
  // were last seen, of the monotonic clock.
  void begin(model::TablePtr table, model::Duration seen) {
    table_ = std::move(table);
    answered_ = seen;
    carried_.clear();
  }
  // The same answer came again: its rows were seen now, carried ones were not.
  void confirm(model::Duration now) { answered_ = now; }
  // Whether the newest table holds rows whose time will run out, so that the next answer must be looked at in full even
  // if it is the same.
  bool is_carrying() const { return !carried_.empty(); }

 private:
  model::TablePtr table_;                                     // of the last answer, carried rows included
  model::Duration answered_{};                                // when its own rows were last seen
  std::unordered_map<std::string, model::Duration> carried_;  // the others: id -> when it was
};

}  // namespace onescreen::data
