// Proves that the demo city's feeds keep the rules of their formats and tell of the same city as /api does.
#include "demo/feed.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "demo/figures.h"
#include "demo/metrics.h"
#include "demo_city.h"

namespace onescreen::demo {
namespace {

using nlohmann::json;

const TimePoint kNow = at("2026-11-20T12:51:36");

const City& small_city() {
  static const std::unique_ptr<City> city = make_city(1, 3000);
  return *city;
}

Answer ask(const std::string& path, std::map<std::string, std::string> parameters = {}, TimePoint now = kNow,
           const std::string& body = {}, const std::string& authorization = {}) {
  static const std::vector<Feed> feeds = feeds_of(small_city());
  const std::string method = body.empty() ? "GET" : "POST";
  for (const Feed& feed : feeds) {
    if (feed.path == path && feed.method == method)
      return feed.answer({now, std::move(parameters), body, authorization});
  }
  throw std::runtime_error("no such feed: " + path);
}

json ask_json(const std::string& path, std::map<std::string, std::string> parameters = {}, TimePoint now = kNow,
              const std::string& body = {}, const std::string& authorization = {}) {
  return json::parse(ask(path, std::move(parameters), now, body, authorization).body);
}

std::set<std::string> ids_of(const json& rows, const std::string& key) {
  std::set<std::string> ids;
  for (const auto& row : rows) ids.insert(row.at(key).get<std::string>());
  return ids;
}

std::set<std::string> listed_ids() {
  std::set<std::string> ids;
  const CaseView view = small_city().cases_at(kNow);
  for (const Case* one : view.listed) ids.insert(std::to_string(one->id));
  return ids;
}

TEST(Feeds, TellOfTheSameCases) {
  const auto ids = listed_ids();
  ASSERT_GT(ids.size(), 300U);
  EXPECT_EQ(ids_of(ask_json("/open311/v2/requests.json"), "service_request_id"), ids);
  EXPECT_EQ(ids_of(ask_json("/features/collections/incidents/items", {{"limit", "9999"}}).at("features"), "id"), ids);
  EXPECT_EQ(ids_of(ask_json("/jeecg/incidents", {{"pageSize", "5000"}}).at("result").at("records"), "id"), ids);
  EXPECT_EQ(ids_of(ask_json("/rpc/incidents", {}, kNow, R"({"size":5000})").at("data").at("list"), "id"), ids);
  std::set<std::string> grouped;
  const auto groups = ask_json("/grouped/incidents");
  for (const auto& group : groups.at("data")) grouped.merge(ids_of(group.at("cases"), "id"));
  EXPECT_EQ(grouped, ids);
}

TEST(Feeds, SayThatTheyAreInventedWhereThereIsAPlace) {
  for (const char* path : {"/open311/v2/requests.json", "/open311/v2/services.json", "/sensorthings/v1.1/Things",
                           "/alertmanager/api/v2/alerts", "/features/collections/incidents/items", "/seq/incidents",
                           "/cap/alerts", "/cap/caiyun", "/gb28181/api/channels", "/csv/duty.csv", "/csv/streets.csv",
                           "/jeecg/incidents", "/cursor/incidents", "/grouped/incidents"})
    EXPECT_NE(ask(path).body.find("演示数据"), std::string::npos) << path;
  EXPECT_NE(ask("/prometheus/api/v1/query", {{"query", "city_sensors"}}).body.find("演示数据"), std::string::npos);
}

// Trap 2: the base standard has no paging; Chicago's extension ends with a short page.
TEST(Open311Feed, PagesFiltersAndExtends) {
  std::set<std::string> ids;
  size_t size = 0;
  for (int page = 1; page < 100; ++page) {
    const auto rows = ask_json("/open311/v2/requests.json", {{"page", std::to_string(page)}, {"page_size", "100"}});
    ids.merge(ids_of(rows, "service_request_id"));
    size = rows.size();
    if (size < 100) break;
    EXPECT_FALSE(rows.front().contains("extended_attributes"));
  }
  EXPECT_LT(size, 100U);
  EXPECT_EQ(ids, listed_ids());
  for (const auto& row : ask_json("/open311/v2/requests.json", {{"status", "closed"}, {"extensions", "true"}})) {
    EXPECT_EQ(row.at("status"), "closed");
    EXPECT_TRUE(row.at("extended_attributes").contains("level"));
    EXPECT_TRUE(row.at("service_code").is_string());
  }
  EXPECT_EQ(ask_json("/open311/v2/requests.json", {{"service_request_id", *ids.begin()}}).size(), 1U);
}

// Trap 5: the link is opaque and relative, and $top above the server's limit is cut without a word.
TEST(SensorThingsFeed, LinksPagesToTheEnd) {
  const std::string path = "/sensorthings/v1.1/Things";
  const auto first = ask_json(path, {{"$top", "2000"}, {"$count", "true"}, {"$expand", "Locations,Datastreams"}});
  EXPECT_EQ(first.at("@iot.count"), 3000);
  EXPECT_EQ(first.at("value").size(), 2000U);
  const std::string next = first.at("@iot.nextLink");
  EXPECT_TRUE(next.starts_with(path + "?"));
  EXPECT_NE(next.find("%24skip=2000"), std::string::npos);
  const auto last = ask_json(path, {{"$top", "2000"}, {"$skip", "2000"}, {"$expand", "Locations"}});
  EXPECT_EQ(last.at("value").size(), 1000U);
  EXPECT_FALSE(last.contains("@iot.nextLink"));
  EXPECT_TRUE(last.at("value").at(0).contains("Locations"));
  EXPECT_FALSE(last.at("value").at(0).contains("Datastreams"));
  EXPECT_EQ(ask_json(path).at("value").size(), 100U);
  EXPECT_EQ(ask(path, {{"$filter", "true"}}).status, 501);
  const auto groups = ask_json("/sensorthings/v1.1/Observations", {{"$resultFormat", "dataArray"}, {"$top", "10000"}});
  ASSERT_EQ(groups.at("value").size(), 3000U);
  EXPECT_EQ(groups.at("value").at(7).at("components").size(), groups.at("value").at(7).at("dataArray").at(0).size());
}

json result_of(const std::string& query) {
  return ask_json("/prometheus/api/v1/query", {{"query", query}}).at("data").at("result");
}

double sum_of(const json& result) {
  double sum = 0;
  for (const auto& series : result) sum += std::stod(series.at("value").at(1).get<std::string>());
  return sum;
}

// Trap 8: values are texts, and one of them is "NaN"; trap 9: the time of an answer is that of the asking.
TEST(PrometheusFeed, AnswersAsPrometheusDoes) {
  const auto open = result_of("city_open_incidents");
  EXPECT_EQ(open.size(), 8U);
  EXPECT_EQ(sum_of(open), district_figures(small_city().cases_at(scraped_at(kNow))).open);
  EXPECT_EQ(open.at(0).at("value").at(0), kNow.time_since_epoch().count() / 1000);
  EXPECT_EQ(sum_of(result_of("sum(city_open_incidents)")), sum_of(open));
  EXPECT_EQ(result_of("sum by (kind) (city_sensors)").size(), 6U);
  EXPECT_EQ(result_of("city_open_incidents{street=\"北外滩\"}").size(), 1U);
  EXPECT_EQ(result_of("city_open_incidents{street!=\"北外滩\"}").size(), 7U);
  EXPECT_EQ(result_of("somebody_elses_metric").size(), 0U);
  int not_numbers = 0;
  for (const auto& series : result_of("city_on_time_ratio")) not_numbers += series.at("value").at(1) == "NaN" ? 1 : 0;
  EXPECT_GE(not_numbers, 1);
  EXPECT_TRUE(ask_json("/prometheus/api/v1/query", {{"query", "city_on_time_ratio"}}).contains("warnings"));
  EXPECT_EQ(ask("/prometheus/api/v1/query").status, 400);
  EXPECT_EQ(ask("/prometheus/api/v1/query", {{"query", "city_sensors{kind=~\".*\"}"}}).status, 400);
}

TEST(PrometheusFeed, TellsValueAndSampleTimeInOneAnswer) {
  const std::string both = R"(label_replace(city_open_incidents,"onescreen_part","value","","") or )"
                           R"(label_replace(timestamp(city_open_incidents),"onescreen_part","time","",""))";
  int values = 0;
  for (const auto& series : result_of(both)) {
    const bool is_value = series.at("metric").at("onescreen_part") == "value";
    values += is_value ? 1 : 0;
    EXPECT_EQ(series.at("metric").contains("__name__"), is_value);
    if (!is_value) {
      const auto time = std::stoll(series.at("value").at(1).get<std::string>());
      EXPECT_EQ(time, scraped_at(kNow).time_since_epoch().count() / 1000);
      EXPECT_LT(time, series.at("value").at(0).get<int64_t>());
    }
  }
  EXPECT_EQ(values, 8);
}

// Trap 10: 11,000 points for each series at most.
TEST(PrometheusFeed, AnswersRangesWithinBounds) {
  const int64_t end = kNow.time_since_epoch().count() / 1000;
  const auto range = [&](int64_t secs, int64_t step) {
    return ask("/prometheus/api/v1/query_range", {{"query", "city_hotline_calls_today"},
                                                  {"start", std::to_string(end - secs)},
                                                  {"end", std::to_string(end)},
                                                  {"step", std::to_string(step)}});
  };
  const auto hour = json::parse(range(3600, 600).body).at("data");
  EXPECT_EQ(hour.at("resultType"), "matrix");
  EXPECT_EQ(hour.at("result").at(0).at("values").size(), 7U);
  EXPECT_EQ(range(11'000, 1).status, 400);
  EXPECT_EQ(range(3600, 0).status, 400);
}

// Trap 12: what fires has an end in the future.
TEST(AlertmanagerFeed, ListsWhatFires) {
  std::set<std::string> prints;
  int suppressed = 0;
  const auto alerts = ask_json("/alertmanager/api/v2/alerts");
  ASSERT_FALSE(alerts.empty());
  for (const auto& alert : alerts) {
    prints.insert(alert.at("fingerprint").get<std::string>());
    suppressed += alert.at("status").at("state") == "suppressed" ? 1 : 0;
    EXPECT_GT(alert.at("endsAt").get<std::string>(), utc_text(kNow));
    EXPECT_LE(alert.at("startsAt").get<std::string>(), utc_text(kNow));
  }
  EXPECT_EQ(prints.size(), alerts.size());
  EXPECT_LE(suppressed, 1);
  for (const auto& alert : ask_json("/alertmanager/api/v2/alerts", {{"silenced", "false"}}))
    EXPECT_EQ(alert.at("status").at("state"), "active");
}

TEST(GeoJsonFeed, FollowsItsOwnLinks) {
  const auto first = ask_json("/features/collections/incidents/items", {{"limit", "200"}});
  EXPECT_EQ(first.at("numberReturned"), 200);
  EXPECT_EQ(first.at("numberMatched"), listed_ids().size());
  std::string next;
  for (const auto& link : first.at("links")) {
    if (link.at("rel") == "next" && link.at("type") == kGeoJsonType) next = link.at("href");
  }
  EXPECT_NE(next.find("offset=200"), std::string::npos);
  const auto last = ask_json("/features/collections/incidents/items", {{"offset", "999999"}});
  EXPECT_TRUE(last.at("features").empty());
  EXPECT_EQ(last.at("links").size(), 1U);
  const Answer refused = ask("/features/collections/incidents/items", {{"_", "1"}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.type, "application/problem+json");
}

TEST(GeoJsonFeed, SeparatesRecords) {
  const std::string body = ask("/seq/incidents").body;
  EXPECT_EQ(static_cast<size_t>(std::count(body.begin(), body.end(), '\x1E')), listed_ids().size());
  EXPECT_TRUE(body.ends_with("}\n"));
  EXPECT_EQ(json::parse(body.substr(1, body.find('\n') - 1)).at("geometry").at("type"), "Point");
}

// Traps 14 to 16: lat before lon, an exercise among them, an update that names what it replaces - at any hour.
TEST(WarningFeed, HasAnExerciseAndAnUpdateAtAnyHour) {
  for (int hour = 0; hour < 24; hour += 3) {
    const TimePoint now = kNow + std::chrono::hours(hour);
    std::map<std::string, json> alerts;
    const json body = ask_json("/cap/alerts", {}, now);
    for (const auto& alert : body.at("alerts")) alerts[alert.at("identifier")] = alert;
    int exercises = 0;
    for (const auto& [id, alert] : alerts) {
      exercises += alert.at("status") == "Exercise" ? 1 : 0;
      EXPECT_GT(alert.at("info").at(0).at("expires").get<std::string>(), offset_text(now));
      const auto& area = alert.at("info").at(0).at("area").at(0);
      const std::string place = area.value("polygon", area.value("circle", json::array())).at(0);
      EXPECT_NEAR(std::stod(place), 31.27, 0.1) << id;
    }
    EXPECT_GE(alerts.size(), 1U) << hour;
    EXPECT_LE(exercises, 2) << hour;
  }
  int updates = 0;
  for (const auto& alert : json(ask_json("/cap/alerts", {}, at("2026-11-20T11:00:00")).at("alerts"))) {
    if (alert.at("msgType") != "Update") continue;
    ++updates;
    EXPECT_NE(alert.at("references").get<std::string>().find("-wind-1,"), std::string::npos);
  }
  EXPECT_EQ(updates, 1);
  // What Caiyun resells are warnings in force: no exercise, nothing that was replaced.
  for (const auto& alert : json(ask_json("/cap/caiyun").at("result").at("alert").at("content")))
    EXPECT_EQ(alert.at("title").get<std::string>().find("演练"), std::string::npos);
}

// Trap 33: ids of 20 digits are text.
TEST(CameraFeed, ListsTenThousandInTheDistrict) {
  std::set<std::string> ids;
  int secret = 0;
  int off = 0;
  for (int page = 1; page <= 5; ++page) {
    const auto data = ask_json("/gb28181/api/channels", {{"page", std::to_string(page)}, {"count", "2000"}}).at("data");
    EXPECT_EQ(data.at("total"), 10'000);
    for (const auto& camera : data.at("list")) {
      ids.insert(camera.at("gbDeviceId").get<std::string>());
      secret += camera.at("gbSecrecy").get<int>();
      off += camera.at("gbStatus") == "OFF" ? 1 : 0;
      const model::LonLat place{camera.at("gbLongitude").get<double>(), camera.at("gbLatitude").get<double>()};
      const auto& streets = small_city().ground().streets();
      EXPECT_TRUE(std::any_of(streets.begin(), streets.end(),
                              [&](const Street& street) { return contains(street.ring, place); }));
    }
  }
  EXPECT_EQ(ids.size(), 10'000U);
  EXPECT_EQ(ids.begin()->size(), 20U);
  EXPECT_EQ(secret, 1);
  EXPECT_NEAR(off, 250, 80);
  EXPECT_TRUE(ask_json("/gb28181/api/channels", {{"page", "6"}, {"count", "2000"}}).at("data").at("list").empty());
}

TEST(CsvFeed, SpeaksBothEncodings) {
  const std::string utf8 = ask("/csv/duty.csv").body;
  const std::string gb18030 = ask("/csv/duty_gb18030.csv").body;
  EXPECT_TRUE(utf8.starts_with("班次,"));
  EXPECT_NE(utf8.find("\xF0\xA0\xAE\xB7"), std::string::npos);  // U+20BB7
  EXPECT_TRUE(gb18030.starts_with("\xB0\xE0\xB4\xCE,"));
  EXPECT_NE(gb18030.find("\x95\x34\xB2\x35"), std::string::npos);
  EXPECT_EQ(std::count(utf8.begin(), utf8.end(), '\n'), std::count(gb18030.begin(), gb18030.end(), '\n'));
}

TEST(JavaFeed, CursorLeadsThroughAllOnceEach) {
  std::set<std::string> ids;
  std::string cursor;
  size_t rows = 0;
  do {
    const auto data = ask_json("/cursor/incidents", {{"limit", "100"}, {"cursor", cursor}}).at("data");
    rows += data.at("items").size();
    ids.merge(ids_of(data.at("items"), "id"));
    cursor = data.at("nextCursor").is_null() ? "" : data.at("nextCursor").get<std::string>();
  } while (!cursor.empty());
  EXPECT_EQ(ids, listed_ids());
  EXPECT_EQ(rows, ids.size());
  EXPECT_EQ(ask_json("/cursor/incidents", {{"cursor", "x"}}).at("code"), 500);
}

// Trap 31: refusals come with status 200.
TEST(JavaFeed, LetsInWithATokenUntilItEnds) {
  const auto secured = [&](const std::string& token, TimePoint now = kNow) {
    return ask("/secured/incidents", {{"pageSize", "5"}}, now, {}, token.empty() ? "" : "Bearer " + token);
  };
  EXPECT_EQ(ask_json("/auth/login", {}, kNow, R"({"user":"a","password":""})").at("code"), 401);
  EXPECT_EQ(ask_json("/auth/login", {}, kNow, "no JSON").at("code"), 401);
  const auto data = ask_json("/auth/login", {}, kNow, R"({"user":"a","password":"b"})").at("data");
  const std::string token = data.at("token");
  EXPECT_EQ(json::parse(secured(token).body).at("rows").size(), 5U);
  const TimePoint end = kNow + std::chrono::seconds(data.at("expires_in").get<int>());
  const std::string forged = token.substr(0, token.size() - 1) + (token.back() == '0' ? '1' : '0');
  for (const Answer& refused : {secured(""), secured(forged), secured("demo-"), secured(token, end)}) {
    EXPECT_EQ(refused.status, 200);
    EXPECT_FALSE(refused.confirmable);
    EXPECT_EQ(json::parse(refused.body).at("code"), 401);
  }
}

}  // namespace
}  // namespace onescreen::demo
