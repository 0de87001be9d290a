// What a source showed before, grown and bounded. Pure; the store's callers' threads.
#pragma once

#include "data/source_config.h"
#include "model/history.h"
#include "model/time.h"

namespace onescreen::data {

// `before` (may be empty) with `table` (may be empty: nothing new) seen at `now`, without what `keep` no longer holds:
// whole tables go, the oldest first; the newest always stays. The same pointer when nothing changes.
model::HistoryPtr extended(const model::HistoryPtr& before, const model::TablePtr& table, model::TimePoint now,
                           const Keep& keep);

}  // namespace onescreen::data
