// Answers of the inspection for a civil city.
// GET /api/civility/scores    rows: {"streetName":"..","indicator":"..","lost":3,"lostToday":1,"lostYesterday":2};
// points,
//                               every street with every indicator
// GET /api/civility/findings  rows: {"findingId":"CW1120-07","title":"..","indicator":"..","streetName":"..",
//                               "gridId":"BWT-03","address":"..","handleUnit":"..","longitude":121.49,"latitude":31.26
//                               (GCJ-02),"level":3,"points":2,"stage":2,"stageName":"..","foundTime":"..",
//                               "deadline":"..","overdue":false}; those open, oldest first
// GET /api/civility/visits    rows: {"gridId":"BWT-03","streetName":"..","visits":2,"lastVisit":".."|null}; of today
// GET /api/civility/summary   data: {"target":95,"closedToday":21}
#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

std::string scores_answer(const City& city, TimePoint now, const Page& page) {
  const auto scores = city.civility().scores(now);
  const auto& names = city.civility().indicators();
  return list_answer(scores.size() * names.size(), page, [&](JsonWriter& out, size_t i) {
    const Civility::Score& score = scores[i / names.size()][i % names.size()];
    out.key("streetName").text(city.ground().streets()[i / names.size()].label);
    out.key("indicator").text(names[i % names.size()]).key("lost").integer(score.points);
    out.key("lostToday").integer(score.new_today).key("lostYesterday").integer(score.yesterday);
  });
}

std::string findings_answer(const City& city, TimePoint now, const Page& page) {
  const auto findings = city.civility().open_at(now);
  return list_answer(findings.size(), page, [&](JsonWriter& out, size_t i) {
    const Civility::Finding& finding = findings[i];
    const model::LonLat at = gcj02_from_wgs84(finding.at);
    const int stage = finding.stage(now);
    out.key("findingId").text(finding.id).key("title").text(finding.title);
    out.key("indicator").text(city.civility().indicators()[finding.indicator]);
    out.key("streetName").text(city.ground().streets()[finding.street].label);
    out.key("gridId").text(city.ground().cells()[finding.cell].id).key("address").text(finding.address);
    out.key("handleUnit").text(finding.unit).key("longitude").number(at.lon, kDecimals);
    out.key("latitude").number(at.lat, kDecimals).key("level").integer(finding.level);
    out.key("points").integer(finding.points).key("stage").integer(stage);
    out.key("stageName").text(city.civility().stages()[static_cast<size_t>(stage - 1)]);
    out.key("foundTime").local_time(finding.entered.front()).key("deadline").local_time(finding.deadline);
    out.key("overdue").boolean(finding.overdue(now));
  });
}

std::string visits_answer(const City& city, TimePoint now, const Page& page) {
  const auto visits = city.civility().visits(now);
  return list_answer(visits.size(), page, [&](JsonWriter& out, size_t i) {
    const Cell& cell = city.ground().cells()[i];
    out.key("gridId").text(cell.id).key("streetName").text(city.ground().streets()[cell.street].label);
    out.key("visits").integer(visits[i].visits).key("lastVisit");
    if (visits[i].last) {
      out.local_time(*visits[i].last);
    } else {
      out.null();
    }
  });
}

std::string summary_answer(const City& city, TimePoint now) {
  return object_answer([&](JsonWriter& out) {
    out.key("target").number(city.civility().target(), 1);
    out.key("closedToday").integer(city.civility().closed_today(now));
  });
}

}  // namespace

void add_civility_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  const auto add = [&](const char* path, std::string (*answer)(const City&, TimePoint, const Page&)) {
    endpoints.push_back({path, [&city, answer](TimePoint now, const Page& page) { return answer(city, now, page); }});
  };
  add("/api/civility/scores", scores_answer);
  add("/api/civility/findings", findings_answer);
  add("/api/civility/visits", visits_answer);
  endpoints.push_back(
      {"/api/civility/summary", [&city](TimePoint now, const Page&) { return summary_answer(city, now); }});
}

}  // namespace onescreen::demo
