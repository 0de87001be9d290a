// Answers about cases.
// GET /api/incidents?pageNum&pageSize   every case open now, or received or closed today, newest first
//   rows: {"id":2145678901234567890,"caseNo":"HK20261120-0386","title":"道路积水 18
//   cm","caseType":"道路积水","icon":"water",
//          "level":2,"stage":4,"stageName":"任务处理","status":"open","streetName":"北外滩","gridId":"BWT-03",
//          "address":"东大名路 588 号附近","source":"物联感知","handleUnit":"区市政水务中心","lane":"未诉先办",
//          "longitude":"121.502345","latitude":"31.250123" (GCJ-02, as text),
//          "reportTime":"2026-11-20 07:52:36","dispatchTime":null,"deadline":null,"closeTime":null,
//          "updateTime":"2026-11-20 07:52:36","overdue":false,"isNew":true}
//   dispatchTime and deadline are null until the case is dispatched, closeTime until it is closed.
// GET /api/incident_stages              rows: {"stage":1,"stageName":"信息收集","count":24}; the seventh counts cases
// closed today GET /api/lanes                        rows: {"lane":"未诉先办","count":118}; of the cases received today
#include <fmt/format.h>

#include "demo/answers.h"
#include "demo/figures.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

void write_case(JsonWriter& out, const City& city, const Case& one, TimePoint now) {
  const CaseCatalogue& catalogue = city.catalogue();
  const CaseKind& kind = catalogue.kinds[one.kind];
  const int stage = one.stage(now);
  const bool dispatched = stage >= kDispatched;
  const bool closed = stage == kClosed;
  const model::LonLat at = gcj02_from_wgs84(one.at);
  out.key("id").unsigned_integer(one.id).key("caseNo").text(one.number);
  out.key("title").text(one.title).key("caseType").text(kind.kind).key("icon").text(kind.icon);
  out.key("level").integer(one.level).key("stage").integer(stage);
  out.key("stageName").text(catalogue.stages[static_cast<size_t>(stage - 1)]);
  out.key("status").text(closed ? "closed" : "open");
  out.key("streetName").text(city.ground().streets()[one.street].label);
  out.key("gridId").text(city.ground().cells()[one.cell].id);
  out.key("address").text(one.address).key("source").text(catalogue.sources[one.source].name);
  out.key("handleUnit").text(one.unit).key("lane").text(catalogue.lanes[one.lane]);
  out.key("longitude").text(fmt::format("{:.6f}", at.lon)).key("latitude").text(fmt::format("{:.6f}", at.lat));
  const auto time_or_null = [&](const char* name, bool there, TimePoint time) {
    out.key(name);
    if (there) {
      out.local_time(time);
    } else {
      out.null();
    }
  };
  time_or_null("reportTime", true, one.reported_at());
  time_or_null("dispatchTime", dispatched, one.dispatched_at());
  time_or_null("deadline", dispatched, one.deadline);
  time_or_null("closeTime", closed, one.closed_at());
  time_or_null("updateTime", true, one.entered[static_cast<size_t>(stage - 1)]);
  // A closed case keeps the mark of having been late.
  out.key("overdue").boolean(closed ? one.late() : one.overdue(now));
  out.key("isNew").boolean(one.is_new(now));
}

void add_case_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back({"/api/incidents", [&city](TimePoint now, const Page& page) {
                         const CaseView view = city.cases_at(now);
                         return list_answer(view.listed.size(), page, [&](JsonWriter& out, size_t i) {
                           write_case(out, city, *view.listed[i], now);
                         });
                       }});
  endpoints.push_back({"/api/incident_stages", [&city](TimePoint now, const Page& page) {
                         const auto counts = stage_counts(city.cases_at(now));
                         return list_answer(counts.size(), page, [&](JsonWriter& out, size_t i) {
                           out.key("stage").unsigned_integer(i + 1);
                           out.key("stageName").text(city.catalogue().stages[i]);
                           out.key("count").integer(counts[i]);
                         });
                       }});
  endpoints.push_back({"/api/lanes", [&city](TimePoint now, const Page& page) {
                         const auto counts = lane_counts(city.cases_at(now));
                         return list_answer(counts.size(), page, [&](JsonWriter& out, size_t i) {
                           out.key("lane").text(city.catalogue().lanes[i]).key("count").integer(counts[i]);
                         });
                       }});
}

}  // namespace onescreen::demo
