#include "data/history.h"

#include <algorithm>
#include <utility>

namespace onescreen::data {
namespace {

// Small tables weigh more by their number than by their rows: a day of them, one every five seconds.
constexpr size_t kMostTables = 20'000;

int64_t rows_of(const model::HistoryEntry& entry) { return static_cast<int64_t>(entry.table->row_count()); }

}  // namespace

model::HistoryPtr extended(const model::HistoryPtr& before, const model::TablePtr& table, model::TimePoint now,
                           const Keep& keep) {
  if (keep.age <= model::Duration(0)) return nullptr;
  static const model::History nothing;
  const auto& entries = before ? before->entries : nothing.entries;
  const bool grows = table && (entries.empty() || entries.back().table != table);
  const size_t count = entries.size() + (grows ? 1 : 0);
  if (count == 0) return before;

  // The newest is what the source shows now; it stays, however old or large.
  int64_t rows = (before ? before->rows : 0) + (grows ? static_cast<int64_t>(table->row_count()) : 0);
  const size_t may_go = count - 1;
  size_t gone = 0;
  while (gone < may_go && (entries[gone].seen_at < now - keep.age || rows > keep.rows || count - gone > kMostTables)) {
    rows -= rows_of(entries[gone++]);
  }
  if (!grows && gone == 0) return before;

  auto next = std::make_shared<model::History>();
  next->rows = rows;
  next->entries.reserve(count - gone);
  // A wall clock that was set back must not make a time that is yet to come: what seems later was seen by now.
  for (size_t i = gone; i < entries.size(); ++i)
    next->entries.push_back({std::min(entries[i].seen_at, now), entries[i].table});
  if (grows) next->entries.push_back({now, table});
  return next;
}

}  // namespace onescreen::data
