// What a source showed before: the tables it published, oldest first, for queries over "<name>_history". Bounded by age
// and by rows when it is extended; immutable once it is in a snapshot, and cheap to copy, since tables are shared.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/table.h"
#include "model/time.h"

namespace onescreen::model {

struct HistoryEntry {
  TimePoint seen_at;  // when this table was first published
  TablePtr table;
};

struct History {
  std::vector<HistoryEntry> entries;  // ascending by seen_at; neighbours differ
  int64_t rows = 0;                   // of all entries together
};

using HistoryPtr = std::shared_ptr<const History>;

}  // namespace onescreen::model
