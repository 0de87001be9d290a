#include "data/carry_over.h"

#include <unordered_set>

#include "data/table_edit.h"

namespace onescreen::data {

void CarryOver::apply(Decoded& decoded, const std::string& id, model::Duration now, model::Duration max_age) {
  const model::Column* ids = decoded.table ? decoded.table->column(id) : nullptr;
  if (ids == nullptr) return;
  std::unordered_map<std::string, model::Duration> carried;
  // Most answers are complete for ever; only a truncated one is worth going through row by row.
  if (decoded.truncated && table_ && table_->schema() == decoded.table->schema()) {
    const model::Column& before = *table_->column(id);
    std::unordered_set<std::string> here;
    here.reserve(ids->size());
    for (size_t row = 0; row < ids->size(); ++row) {
      if (!ids->is_null(row)) here.insert(ids->as_text(row));
    }
    model::TableBuilder missing(decoded.table->name(), decoded.table->schema());
    for (size_t row = 0; row < before.size(); ++row) {
      if (before.is_null(row)) continue;
      std::string key = before.as_text(row);
      const auto known = carried_.find(key);
      const model::Duration seen = known == carried_.end() ? answered_ : known->second;
      if (now - seen > max_age || !here.insert(key).second) continue;
      copy_row(*table_, row, missing);
      missing.end_row();
      carried.emplace(std::move(key), seen);
    }
    if (!carried.empty()) {
      const model::TablePtr both[] = {decoded.table, missing.build()};
      decoded.table = concatenate(both);
      decoded.carried_rows += static_cast<int64_t>(carried.size());
    }
  }
  carried_ = std::move(carried);
  table_ = decoded.table;
  answered_ = now;
}

}  // namespace onescreen::data
