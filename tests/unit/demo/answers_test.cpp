// Proves that the demo city answers in the shapes that its files describe.
#include "demo/answers.h"

#include <cmath>

#include <set>

#include "demo/gcj02.h"
#include "demo/response_cache.h"
#include "demo_city.h"

namespace onescreen::demo {
namespace {

const TimePoint kNow = at("2026-11-20T12:51:36");

TEST(Answers, EveryBodySaysThatItIsInvented) {
  for (const Endpoint& endpoint : endpoints_of(shared_city())) {
    const auto body = nlohmann::json::parse(endpoint.build(kNow, {1, 20}));
    EXPECT_EQ(body.at("demo"), true) << endpoint.path;
    EXPECT_EQ(body.at("code"), 200) << endpoint.path;
  }
}

TEST(Answers, AStandingCityRepeatsItsBytes) {
  const auto one = make_city(3, 2000);
  const auto two = make_city(3, 2000);
  for (const Endpoint& endpoint : endpoints_of(*one)) {
    EXPECT_EQ(endpoint.build(kNow, {1, 100000}), body_of(*two, endpoint.path, kNow)) << endpoint.path;
  }
}

TEST(Answers, WhatHasNotChangedHasTheSameBytesLater) {
  const City& city = shared_city();
  const TimePoint later = kNow + std::chrono::seconds(20);
  for (const char* path : {"/api/duty", "/api/weather", "/api/kpi_series"}) {
    EXPECT_EQ(body_of(city, path, kNow), body_of(city, path, later)) << path;
  }
}

TEST(Answers, IncidentsSpeakAsTheirBackEndWould) {
  const City& city = shared_city();
  const CaseView view = city.cases_at(kNow);
  const std::string body = body_of(city, "/api/incidents", kNow);
  const auto rows = nlohmann::json::parse(body).at("rows");
  ASSERT_EQ(rows.size(), view.listed.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const Case& one = *view.listed[i];
    const auto& row = rows[i];
    EXPECT_TRUE(row.at("id").is_number_unsigned());
    EXPECT_EQ(row.at("id").get<uint64_t>(), one.id);
    ASSERT_TRUE(row.at("longitude").is_string());
    const double lon = std::stod(row.at("longitude").get<std::string>());
    const double lat = std::stod(row.at("latitude").get<std::string>());
    const double shift_m = std::hypot((lon - one.at.lon) * 95050, (lat - one.at.lat) * 111190);
    EXPECT_NEAR(shift_m, 470, 50);
    EXPECT_NEAR(lon, gcj02_from_wgs84(one.at).lon, 1e-6);
    const bool dispatched = row.at("stage").get<int>() >= kDispatched;
    EXPECT_EQ(row.at("deadline").is_null(), !dispatched);
    EXPECT_EQ(row.at("closeTime").is_null(), row.at("status") == "open");
    EXPECT_EQ(row.at("reportTime").get<std::string>().size(), 19U);
    EXPECT_LE(row.at("updateTime").get<std::string>(), local_text(kNow));
    if (dispatched) {
      EXPECT_GT(row.at("deadline"), row.at("dispatchTime"));
    }
  }
  // The id stands in the body to its last digit.
  EXPECT_NE(body.find("{\"id\":" + std::to_string(view.listed.front()->id) + ","), std::string::npos);
}

TEST(Answers, SensorsComeInAJeecgPage) {
  const auto body = json_of(shared_city(), "/api/sensors", kNow, {3, 5000}).at("result");
  EXPECT_EQ(body.at("total"), 61000);
  EXPECT_EQ(body.at("pages"), 13);
  EXPECT_EQ(body.at("records").size(), 5000U);
  std::set<std::string> kinds;
  for (const auto& record : body.at("records")) {
    kinds.insert(record.at("type"));
    EXPECT_TRUE(record.at("lng").is_number_float());
    EXPECT_TRUE(record.at("value").is_number());
  }
  EXPECT_EQ(kinds, (std::set<std::string>{"建筑物", "道路", "燃气", "供水", "电力", "环境监测"}));
  EXPECT_EQ(json_of(shared_city(), "/api/sensors", kNow, {13, 5000}).at("result").at("records").size(), 1000U);
}

TEST(Answers, SensorSummaryAgreesWithTheSensors) {
  const auto city = make_city(1, 6000);
  std::map<std::string, int> offline;
  const auto sensors = json_of(*city, "/api/sensors", kNow);
  for (const auto& record : sensors.at("result").at("records")) {
    offline[record.at("type")] += record.at("status") == "offline" ? 1 : 0;
  }
  const auto summary = json_of(*city, "/api/sensors/summary", kNow);
  for (const auto& row : summary.at("rows")) EXPECT_EQ(row.at("offline"), offline[row.at("type")]);
}

// What the demo site's rules say holds in the demo city at any instant.
TEST(Answers, StreetsAndGridsAddUpToTheDistrict) {
  const City& city = shared_city();
  const auto sum = [](const nlohmann::json& body, const char* key) {
    int64_t total = 0;
    for (const auto& row : body.at("rows")) total += row.at(key).get<int64_t>();
    return total;
  };
  for (int hours = 0; hours < 24; hours += 5) {
    const TimePoint now = kNow + std::chrono::hours(hours);
    const auto streets = json_of(city, "/api/streets", now);
    const auto kpis = json_of(city, "/api/kpis", now);
    for (const auto& kpi : kpis.at("rows")) {
      if (kpi.at("kpi") != "open") continue;
      EXPECT_EQ(sum(streets, "open"), kpi.at("value").get<int64_t>()) << hours;
    }
    EXPECT_EQ(sum(json_of(city, "/api/grids", now), "receivedToday"), sum(streets, "receivedToday")) << hours;
  }
}

TEST(Paging, PastTheEndComesTheLastPageAgain) {
  const City& city = shared_city();
  const auto all = json_of(city, "/api/incidents", kNow);
  const int64_t total = all.at("total");
  const int64_t pages = (total + 99) / 100;
  const auto last = json_of(city, "/api/incidents", kNow, {pages, 100});
  EXPECT_EQ(last.at("rows").size(), static_cast<size_t>(total - (pages - 1) * 100));
  EXPECT_EQ(body_of(city, "/api/incidents", kNow, {pages + 5, 100}),
            body_of(city, "/api/incidents", kNow, {pages, 100}));
  std::set<uint64_t> ids;
  for (int64_t page = 1; page <= pages; ++page) {
    const auto body = json_of(city, "/api/incidents", kNow, {page, 100});
    for (const auto& row : body.at("rows")) ids.insert(row.at("id").get<uint64_t>());
  }
  EXPECT_EQ(ids.size(), static_cast<size_t>(total));
}

TEST(Paging, SlicesEdges) {
  EXPECT_EQ(slice_of(0, {1, 10}).end, 0U);
  EXPECT_EQ(slice_of(10, {1, 10}).pages, 1);
  EXPECT_EQ(slice_of(11, {2, 10}).end, 11U);
  EXPECT_EQ(slice_of(11, {0, 10}).number, 1);
  EXPECT_EQ(slice_of(11, {INT64_MAX, 10}).begin, 10U);
}

TEST(Etag, MatchesAsHttpSays) {
  const std::string tag = etag_of("body");
  EXPECT_EQ(tag, etag_of("body"));
  EXPECT_NE(tag, etag_of("bodx"));
  EXPECT_NE(etag_of(std::string(40, 'a')), etag_of(std::string(41, 'a')));
  EXPECT_TRUE(etag_matches(tag, tag));
  EXPECT_TRUE(etag_matches("\"x\", W/" + tag, tag));
  EXPECT_TRUE(etag_matches("*", tag));
  EXPECT_FALSE(etag_matches("", tag));
  EXPECT_FALSE(etag_matches("\"x\",", tag));
}

TEST(ResponseCache, BuildsOnceASecondAndQuestion) {
  int built = 0;
  ResponseCache cache({"/x", [&](const Asked& asked) {
                         ++built;
                         return Answer{local_text(asked.now) + asked.text("page") + asked.authorization};
                       }});
  const auto asked = [](TimePoint now, const std::string& page, const std::string& authorization = {}) {
    return Asked{now, {{"page", page}}, {}, authorization};
  };
  const ResponsePtr first = cache.get(asked(kNow, "1"));
  EXPECT_EQ(cache.get(asked(kNow, "1")), first);
  EXPECT_NE(cache.get(asked(kNow, "2"))->answer.body, first->answer.body);
  // What one may see must not be answered to another.
  EXPECT_NE(cache.get(asked(kNow, "1", "Bearer x"))->answer.body, first->answer.body);
  EXPECT_EQ(built, 3);
  EXPECT_NE(cache.get(asked(kNow + std::chrono::seconds(1), "1"))->etag, first->etag);
  EXPECT_EQ(built, 4);
  for (int page = 1; page <= 100; ++page) {
    const std::string number = std::to_string(page);
    EXPECT_TRUE(cache.get(asked(kNow, number))->answer.body.ends_with(number));
  }
}

// Trap 31: an envelope that refuses must never be confirmed as if it were data.
TEST(ResponseCache, RefusalsAndErrorsHaveNoTag) {
  const auto tag_of = [](Answer answer) {
    return respond({"/x", [&](const Asked&) { return answer; }}, Asked{kNow, {}, {}, {}})->etag;
  };
  EXPECT_FALSE(tag_of({"{}"}).empty());
  EXPECT_TRUE(tag_of({"{}", kJsonType, 200, false}).empty());
  EXPECT_TRUE(tag_of({"{}", kJsonType, 400}).empty());
}

}  // namespace
}  // namespace onescreen::demo
