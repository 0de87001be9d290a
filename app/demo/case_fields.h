// A case as the feeds of international formats describe it: times with an offset, positions in WGS-84.
#pragma once

#include "demo/city.h"
#include "demo/json_writer.h"

namespace onescreen::demo {

// "caseNo", "title", "kind", "icon", "level", "stage", "stageName", "status" (open, closed), "street", "grid",
// "address", "unit", "reportTime", "deadline" (or null), "updateTime", "overdue", "isNew", "note" (演示数据): members
// of an object that the caller has opened.
void write_case_fields(JsonWriter& out, const City& city, const Case& one, TimePoint now);

// When the state that it shows began.
TimePoint changed_at(const Case& one, TimePoint now);
// Of all that are listed; `view.today` where none is.
TimePoint newest_change(const CaseView& view);

}  // namespace onescreen::demo
