// Answers about complaints that repeat.
// GET /api/peaks/clusters  rows: {"clusterId":"CF-07","topic":"..","title":"..","streetName":"..","handleUnit":"..",
//                            "longitude":121.49,"latitude":31.26 (GCJ-02),"calls30":42,"callsBefore":51,"callers":17,
//                            "level":2,"firstTime":"2026-08-03
//                            09:00:00","lastTime":"..","reply":"waiting|fixing|checking",
//                            "due":"..","overdue":false,"nextStep":".."}; most calls first
// GET /api/peaks/weeks     rows: {"fromTime":"..","toTime":"..","topic":"..","calls":31,"startWeek":42.25}; seven days
// each,
//                            oldest first, one row a topic
// GET /api/peaks/summary   data: {"startTime":"..","startWeek":212.5,"target":149,"week":171,"today":9,"yesterday":12}
#include <algorithm>
#include <utility>

#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

const char* name_of(Peaks::Reply reply) {
  switch (reply) {
    case Peaks::Reply::waiting:
      return "waiting";
    case Peaks::Reply::fixing:
      return "fixing";
    case Peaks::Reply::checking:
      break;
  }
  return "checking";
}

std::string clusters_answer(const City& city, TimePoint now, const Page& page) {
  std::vector<std::pair<const Peaks::Cluster*, Peaks::State>> clusters;
  for (const Peaks::Cluster& one : city.peaks().clusters())
    clusters.emplace_back(&one, city.peaks().state_of(one, now));
  std::stable_sort(clusters.begin(), clusters.end(),
                   [](const auto& a, const auto& b) { return a.second.calls_30 > b.second.calls_30; });
  return list_answer(clusters.size(), page, [&](JsonWriter& out, size_t i) {
    const auto& [cluster, state] = clusters[i];
    const model::LonLat at = gcj02_from_wgs84(cluster->at);
    out.key("clusterId").text(cluster->id).key("topic").text(cluster->topic).key("title").text(cluster->title);
    out.key("streetName").text(city.ground().streets()[cluster->street].label);
    out.key("handleUnit").text(cluster->unit).key("longitude").number(at.lon, kDecimals);
    out.key("latitude").number(at.lat, kDecimals).key("calls30").integer(state.calls_30);
    out.key("callsBefore").integer(state.calls_before).key("callers").integer(state.callers);
    out.key("level").integer(state.level).key("firstTime").local_time(state.first);
    out.key("lastTime").local_time(state.last).key("reply").text(name_of(state.reply));
    out.key("due").local_time(state.due).key("overdue").boolean(state.overdue);
    out.key("nextStep").text(state.next_step);
  });
}

std::string weeks_answer(const City& city, TimePoint now, const Page& page) {
  // On the full minute: a window that moves each second would never be confirmed as unchanged.
  const auto weeks = city.peaks().weeks(std::chrono::floor<std::chrono::minutes>(now));
  const auto& kinds = city.peaks().kinds();
  const auto start = city.peaks().start_weeks(now);
  return list_answer(weeks.size() * kinds.size(), page, [&](JsonWriter& out, size_t i) {
    const Peaks::Week& week = weeks[i / kinds.size()];
    out.key("fromTime").local_time(week.from).key("toTime").local_time(week.to);
    out.key("topic").text(kinds[i % kinds.size()]).key("calls").integer(week.by_kind[i % kinds.size()]);
    out.key("startWeek").number(start[i % kinds.size()], 2);
  });
}

std::string summary_answer(const City& city, TimePoint now) {
  const Peaks::Summary sums = city.peaks().summary(std::chrono::floor<std::chrono::minutes>(now));
  return object_answer([&](JsonWriter& out) {
    out.key("startTime").local_time(sums.start).key("startWeek").number(sums.start_week, 1);
    out.key("target").number(sums.target, 1).key("week").integer(sums.week);
    out.key("today").integer(sums.today).key("yesterday").integer(sums.yesterday);
  });
}

}  // namespace

void add_peak_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back(
      {"/api/peaks/clusters", [&city](TimePoint now, const Page& page) { return clusters_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/peaks/weeks", [&city](TimePoint now, const Page& page) { return weeks_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/peaks/summary", [&city](TimePoint now, const Page&) { return summary_answer(city, now); }});
}

}  // namespace onescreen::demo
