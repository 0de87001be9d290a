#include "demo/case_fields.h"

#include <algorithm>

#include "demo/feed.h"

namespace onescreen::demo {

void write_case_fields(JsonWriter& out, const City& city, const Case& one, TimePoint now) {
  const CaseCatalogue& catalogue = city.catalogue();
  const int stage = one.stage(now);
  out.key("caseNo").text(one.number).key("title").text(one.title);
  out.key("kind").text(catalogue.kinds[one.kind].kind).key("icon").text(catalogue.kinds[one.kind].icon);
  out.key("level").integer(one.level).key("stage").integer(stage);
  out.key("stageName").text(catalogue.stages[static_cast<size_t>(stage - 1)]);
  out.key("status").text(stage == kClosed ? "closed" : "open");
  out.key("street").text(city.ground().streets()[one.street].label);
  out.key("grid").text(city.ground().cells()[one.cell].id);
  out.key("address").text(one.address).key("unit").text(one.unit);
  out.key("reportTime").text(offset_text(one.reported_at())).key("deadline");
  if (stage >= kDispatched) {
    out.text(offset_text(one.deadline));
  } else {
    out.null();
  }
  out.key("updateTime").text(offset_text(changed_at(one, now)));
  out.key("overdue").boolean(stage == kClosed ? one.late() : one.overdue(now));
  out.key("isNew").boolean(one.is_new(now)).key("note").text(city.feed_texts().mark);
}

TimePoint changed_at(const Case& one, TimePoint now) { return one.entered[static_cast<size_t>(one.stage(now) - 1)]; }

TimePoint newest_change(const CaseView& view) {
  TimePoint newest = view.today;
  for (const Case* one : view.listed) newest = std::max(newest, changed_at(*one, view.now));
  return newest;
}

}  // namespace onescreen::demo
