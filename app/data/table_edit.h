// Tables made of tables: joining the pages of one answer, dropping rows whose id comes again. Pure.
#pragma once

#include <span>
#include <string_view>

#include "model/table.h"

namespace onescreen::data {

// Copies one row of `from` into the open row of `to`; the schemas must be equal. The row is not ended.
void copy_row(const model::Table& from, size_t row, model::TableBuilder& to);

// All rows of tables with the same schema, in order. One table comes back as it is.
model::TablePtr concatenate(std::span<const model::TablePtr> tables);

// Without the rows whose value of the column `id` (text or integer) stands in a later row as well; their number is
// added to `dropped`. The same pointer when there are none.
model::TablePtr keep_last(const model::TablePtr& table, std::string_view id, int64_t& dropped);

}  // namespace onescreen::data
