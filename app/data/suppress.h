// Small counts are hidden so that nobody can be picked out of them: the table of a named query with `suppress` loses
// them before any reader sees it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/bound_table.h"
#include "data/query.h"
#include "model/result.h"
#include "model/table.h"

namespace onescreen::data {

// The columns that the suppressed table has: those given, then NAME_shown (text) for each suppressed one. An error when
// a column is not there, can be no count, or NAME_shown is taken.
model::Result<std::vector<BoundTable::DeclaredColumn>> suppressed_columns(
    std::vector<BoundTable::DeclaredColumn> columns, const NamedQuery& query);

// Of each column in `query.suppress`, counts above 0 and below `query.suppress_below` become null and read "<5" in
// NAME_shown. Where the total would give them away (a single one; all of them 1, or all as large as they can be), the
// next smallest is hidden as well: its NAME_shown says what is true of it and no more, "≥5" ("<5" of a zero). Texts
// that are no number are hidden. The same pointer when there is nothing to suppress by.
model::TablePtr suppressed(const model::TablePtr& table, const NamedQuery& query);

}  // namespace onescreen::data
