// The city's alarms as an Alertmanager (API v2). Firing ones only: who is over is no longer there.
// GET /alertmanager/api/v2/alerts?active&silenced
//   [{"fingerprint":"a1b2c3d4e5f60718","labels":{"alertname":"SensorAlarm","severity":"critical","street":"北外滩",..},
//     "annotations":{"summary":"...","description":"演示数据","lon":"121.5","lat":"31.25"},"startsAt":"...Z",
//     "updatedAt":"...Z","endsAt":"...Z (in the future)","status":{"state":"active","silencedBy":[],..},
//     "receivers":[{"name":"duty"}],"generatorURL":""}]
//   MajorIncident: open cases of level 1 (critical). IncidentsOverdue: streets with overdue cases (warning).
//   SensorAlarm: alarming sensors (error); the first of them is silenced.
#include <fmt/format.h>

#include "demo/feed.h"
#include "demo/figures.h"
#include "demo/json_writer.h"
#include "demo/response_cache.h"

namespace onescreen::demo {

namespace {

struct Alarm {
  std::string name;
  std::string severity;
  std::string identity;  // what makes it another alarm
  std::string street;
  std::string kind;
  std::string summary;
  std::optional<model::LonLat> at;
  TimePoint since;
  TimePoint updated;
  bool silenced = false;
};

void add_cases(const City& city, TimePoint now, std::vector<Alarm>& alarms) {
  const CaseView view = city.cases_at(now);
  const auto& streets = city.ground().streets();
  for (const Case* one : view.listed) {
    if (one->level != 1 || !one->open(now)) continue;
    const std::string& street = streets[one->street].label;
    alarms.push_back({"MajorIncident", "critical", one->number, street, city.catalogue().kinds[one->kind].kind,
                      fill(city.feed_texts().alert_major, {{"street", street}, {"title", one->title}}), one->at,
                      one->reported_at(), one->entered[static_cast<size_t>(one->stage(now) - 1)]});
  }
  std::vector<std::optional<TimePoint>> since(streets.size());
  for (const Case* one : view.listed) {
    if (!one->overdue(now)) continue;
    auto& first = since[one->street];
    if (!first || one->deadline < *first) first = one->deadline;
  }
  const auto figures = street_figures(city, view);
  for (size_t i = 0; i < streets.size(); ++i) {
    if (figures[i].overdue == 0 || !since[i]) continue;
    alarms.push_back({"IncidentsOverdue",
                      "warning",
                      streets[i].id,
                      streets[i].label,
                      {},
                      fill(city.feed_texts().alert_overdue,
                           {{"street", streets[i].label}, {"count", fmt::format("{}", figures[i].overdue)}}),
                      {},
                      *since[i],
                      std::chrono::floor<std::chrono::minutes>(now)});
  }
}

void add_sensors(const City& city, TimePoint now, std::vector<Alarm>& alarms) {
  bool first = true;
  for (const Sensor& sensor : city.sensors().all()) {
    const Reading reading = city.sensors().read(sensor, now);
    if (reading.status != SensorStatus::alarm) continue;
    const SensorKind& kind = city.sensors().kinds()[sensor.kind];
    const SensorMeasure& measure = city.sensors().measure_of(sensor);
    const std::string code = fmt::format("{}-{:06}", kind.code, sensor.number);
    double value = static_cast<double>(reading.scaled);
    for (int i = 0; i < measure.decimals; ++i) value /= 10;
    const TimePoint observed{std::chrono::seconds(reading.observed)};
    alarms.push_back({"SensorAlarm", "error", code,
                      city.ground().streets()[city.ground().cells()[sensor.cell].street].label, kind.kind,
                      fill(city.feed_texts().alert_sensor, {{"kind", kind.kind},
                                                            {"code", code},
                                                            {"measure", measure.measure},
                                                            {"value", fmt::format("{:.{}f}", value, measure.decimals)},
                                                            {"unit", measure.unit}}),
                      sensor.at, observed, observed, first});
    first = false;
  }
}

void write(JsonWriter& out, const City& city, const Alarm& alarm, TimePoint ends) {
  out.begin_object().key("annotations").begin_object().key("summary").text(alarm.summary);
  out.key("description").text(city.feed_texts().mark);
  if (alarm.at) {
    out.key("lon").text(fmt::format("{:.6f}", alarm.at->lon)).key("lat").text(fmt::format("{:.6f}", alarm.at->lat));
  }
  const std::string tag = etag_of(alarm.name + alarm.identity);
  out.end_object().key("endsAt").text(utc_text(ends)).key("fingerprint").text(tag.substr(1, tag.size() - 2));
  out.key("receivers").begin_array().begin_object().key("name").text("duty").end_object().end_array();
  out.key("startsAt").text(utc_text(alarm.since)).key("status").begin_object();
  out.key("inhibitedBy").begin_array().end_array().key("mutedBy").begin_array().end_array();
  out.key("silencedBy").begin_array();
  if (alarm.silenced) out.text(city.feed_texts().silence);
  out.end_array().key("state").text(alarm.silenced ? "suppressed" : "active").end_object();
  out.key("updatedAt").text(utc_text(alarm.updated)).key("generatorURL").text("").key("labels").begin_object();
  out.key("alertname").text(alarm.name).key("severity").text(alarm.severity).key("street").text(alarm.street);
  if (!alarm.kind.empty()) out.key("kind").text(alarm.kind);
  out.key("instance").text(alarm.identity).end_object().end_object();
}

Answer alerts(const City& city, const Asked& asked) {
  std::vector<Alarm> alarms;
  add_cases(city, asked.now, alarms);
  add_sensors(city, asked.now, alarms);
  // Rolls on with each report; four minutes ahead, as with reports once a minute.
  const TimePoint ends = std::chrono::floor<std::chrono::minutes>(asked.now) + std::chrono::minutes(4);
  JsonWriter out;
  out.begin_array();
  for (const Alarm& alarm : alarms) {
    if (asked.text(alarm.silenced ? "silenced" : "active") != "false") write(out, city, alarm, ends);
  }
  out.end_array();
  return {out.take()};
}

}  // namespace

void add_alertmanager_feeds(const City& city, std::vector<Feed>& feeds) {
  feeds.push_back({"/alertmanager/api/v2/alerts", [&city](const Asked& asked) { return alerts(city, asked); }});
}

}  // namespace onescreen::demo
