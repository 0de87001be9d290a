// The demo city's back end over real HTTP on loopback: what a district's own servers do, faults included.
#include "demo/backend.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace onescreen::demo {
namespace {

using nlohmann::json;

std::string districts() {
  const char* root = std::getenv("ONESCREEN_SOURCE_DIR");
  return std::string(root ? root : ".") + "/assets/districts";
}

// A clock that a test moves by hand.
struct Hands {
  model::Instant now{*model::parse_iso8601("2026-11-20T12:51:36+08:00"), model::Duration(1'000'000)};
  model::Clock clock() {
    return [this] { return now; };
  }
  void pass(model::Duration time) {
    now.utc += time;
    now.uptime += time;
  }
};

std::unique_ptr<Backend> start(Hands& hands, double speed = 1, int sensors = 300, int port = 0) {
  Backend::Options options;
  options.speed = speed;
  options.sensors = sensors;
  options.port = port;
  options.clock = hands.clock();
  options.districts_dir = districts();
  auto backend = Backend::start(options);
  if (!backend) throw std::runtime_error(model::describe(backend.error()));
  return std::move(*backend);
}

TEST(DemoBackend, AnswersEveryPathWithAMarkedBody) {
  Hands hands;
  const auto backend = start(hands);
  httplib::Client client(backend->base_url());
  int java = 0;
  for (const std::string& path : backend->paths()) {
    const bool asks = path.find("/prometheus/") == 0;
    const auto response =
        client.Get(asks ? path + "?query=city_sensors&start=1795100000&end=1795100060&step=60" : path);
    ASSERT_TRUE(response) << path;
    EXPECT_EQ(response->status, 200) << path;
    EXPECT_FALSE(response->get_header_value("Content-Type").empty()) << path;
    if (path.find("/api/") == 0) {
      ++java;
      EXPECT_EQ(json::parse(response->body).at("demo"), true) << path;
      const std::string type = response->get_header_value("Content-Type");
      EXPECT_TRUE(type.starts_with("application/json") || type.starts_with("application/geo+json"))
          << path << " " << type;
    }
  }
  EXPECT_EQ(java, 52);
  EXPECT_EQ(backend->paths().size(), 72U);
}

TEST(DemoBackend, SpeaksOtherFormatsOverTheSameServer) {
  Hands hands;
  const auto backend = start(hands);
  httplib::Client client(backend->base_url());
  // Every kind of feed confirms what has not changed.
  for (const char* path :
       {"/open311/v2/requests.json?page_size=5", "/sensorthings/v1.1/Things?$top=5&$expand=Locations",
        "/gb28181/api/channels?page=2&count=3", "/seq/incidents", "/csv/duty_gb18030.csv"}) {
    const auto first = client.Get(path);
    ASSERT_TRUE(first) << path;
    EXPECT_EQ(first->status, 200) << path;
    EXPECT_EQ(client.Get(path, {{"If-None-Match", first->get_header_value("ETag")}})->status, 304) << path;
  }
  EXPECT_EQ(client.Get("/csv/duty_gb18030.csv")->get_header_value("Content-Type"), "text/csv; charset=gb18030");
  // "+" is a blank in an address, "%2B" a plus; a link is followed as it is written.
  const auto things =
      json::parse(client.Get("/sensorthings/v1.1/Things?$top=200&$expand=Datastreams($expand=Observations)")->body);
  const auto rest = json::parse(client.Get(things.at("@iot.nextLink").get<std::string>())->body);
  EXPECT_EQ(rest.at("value").size(), 100U);
  EXPECT_TRUE(rest.at("value").at(0).at("Datastreams").at(0).contains("Observations"));
  const httplib::Params form{{"query", "city_open_incidents"}};
  EXPECT_EQ(json::parse(client.Post("/prometheus/api/v1/query", form)->body).at("data").at("result").size(), 8U);
}

TEST(DemoBackend, QuotesItsOwnErrors) {
  Hands hands;
  const auto backend = start(hands);
  httplib::Client client(backend->base_url());
  const auto bad = client.Get("/prometheus/api/v1/query");
  EXPECT_EQ(bad->status, 400);
  EXPECT_EQ(json::parse(bad->body).at("errorType"), "bad_data");
  EXPECT_EQ(client.Get("/features/collections/incidents/items?x=1")->get_header_value("Content-Type"),
            "application/problem+json");
  EXPECT_EQ(client.Get("/sensorthings/v1.1/Things?$filter=x")->status, 501);
  EXPECT_FALSE(bad->has_header("ETag"));
}

TEST(DemoBackend, LetsInWhoLogsInAndSaysThatItProtectsNothing) {
  Hands hands;
  const auto backend = start(hands);
  httplib::Client client(backend->base_url());
  const auto refused = client.Get("/secured/incidents");
  EXPECT_EQ(refused->status, 200);
  EXPECT_EQ(json::parse(refused->body).at("code"), 401);
  EXPECT_FALSE(refused->has_header("ETag"));
  const auto login =
      json::parse(client.Post("/auth/login", R"({"user":"wall","password":"anything"})", "application/json")->body);
  EXPECT_NE(login.at("msg").get<std::string>().find("不保护任何内容"), std::string::npos);
  const httplib::Headers token{{"Authorization", "Bearer " + login.at("data").at("token").get<std::string>()}};
  EXPECT_EQ(json::parse(client.Get("/secured/incidents", token)->body).at("code"), 200);
  hands.pass(std::chrono::seconds(login.at("data").at("expires_in").get<int>()));
  EXPECT_EQ(json::parse(client.Get("/secured/incidents", token)->body).at("code"), 401);
}

TEST(DemoBackend, ConfirmsWhatHasNotChanged) {
  Hands hands;
  const auto backend = start(hands);
  httplib::Client client(backend->base_url());
  const auto first = client.Get("/api/incidents?pageSize=1000");
  const std::string etag = first->get_header_value("ETag");
  ASSERT_FALSE(etag.empty());
  const auto again = client.Get("/api/incidents?pageSize=1000", {{"If-None-Match", etag}});
  EXPECT_EQ(again->status, 304);
  EXPECT_TRUE(again->body.empty());
  EXPECT_EQ(again->get_header_value("ETag"), etag);
  hands.pass(std::chrono::minutes(10));
  const auto later = client.Get("/api/incidents?pageSize=1000", {{"If-None-Match", etag}});
  EXPECT_EQ(later->status, 200);
  EXPECT_NE(later->get_header_value("ETag"), etag);
  // Duty does not change within a shift, however the clock runs.
  const auto duty = client.Get("/api/duty");
  hands.pass(std::chrono::minutes(10));
  EXPECT_EQ(client.Get("/api/duty", {{"If-None-Match", duty->get_header_value("ETag")}})->status, 304);
}

TEST(DemoBackend, PagesLikeRuoYi) {
  Hands hands;
  const auto backend = start(hands);
  httplib::Client client(backend->base_url());
  EXPECT_EQ(json::parse(client.Get("/api/incidents")->body).at("rows").size(), 10U);
  const auto last = client.Get("/api/incidents?pageNum=9999&pageSize=50")->body;
  EXPECT_FALSE(json::parse(last).at("rows").empty());
  EXPECT_EQ(last, client.Get("/api/incidents?pageNum=10000&pageSize=50")->body);
  EXPECT_EQ(json::parse(client.Get("/api/incidents?pageNum=x&pageSize=-3")->body).at("rows").size(), 1U);
  EXPECT_EQ(json::parse(client.Get("/api/sensors?pageNo=2&pageSize=200")->body).at("result").at("records").size(),
            100U);
}

TEST(DemoBackend, RefusesAnExpiredTokenWithStatus200) {
  Hands hands;
  const auto backend = start(hands);
  httplib::Client client(backend->base_url());
  const auto response = client.Get("/api/incidents", {{"Authorization", "Bearer expired"}});
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(json::parse(response->body).at("code"), 401);
  EXPECT_FALSE(response->has_header("ETag"));
  EXPECT_EQ(json::parse(client.Get("/api/incidents", {{"Authorization", "Bearer good"}})->body).at("code"), 200);
}

TEST(DemoBackend, AnswersUnknownPathsInJson) {
  Hands hands;
  const auto backend = start(hands);
  httplib::Client client(backend->base_url());
  const auto response = client.Get("/api/nothing");
  EXPECT_EQ(response->status, 404);
  EXPECT_EQ(json::parse(response->body).at("code"), 404);
}

TEST(DemoBackend, CompressesWhenAskedButNotTheLargest) {
  Hands hands;
  const auto backend = start(hands, 1, 20000);
  httplib::Client client(backend->base_url());
  client.set_decompress(false);
  const httplib::Headers gzip{{"Accept-Encoding", "gzip"}};
  const auto small = client.Get("/api/incidents?pageSize=1000", gzip);
  EXPECT_EQ(small->get_header_value("Content-Encoding"), "gzip");
  const auto plain = client.Get("/api/incidents?pageSize=1000", httplib::Headers{{"Accept-Encoding", "identity"}});
  EXPECT_GT(plain->body.size(), 3 * small->body.size());
  EXPECT_EQ(plain->get_header_value("ETag"), small->get_header_value("ETag"));
  const auto large = client.Get("/api/sensors?pageSize=100000", gzip);
  EXPECT_GT(large->body.size(), size_t{1} << 20);
  EXPECT_EQ(json::parse(large->body).at("result").at("records").size(), 20000U);
}

TEST(DemoBackend, SpeedRunsTheCityFromItsStart) {
  Hands hands;
  const auto begin = hands.now.utc;
  const auto backend = start(hands, 60);
  EXPECT_EQ(backend->city_now(), begin);
  hands.pass(std::chrono::seconds(30));
  EXPECT_EQ(backend->city_now(), begin + std::chrono::minutes(30));
  const auto frozen = start(hands, 0);
  hands.pass(std::chrono::hours(5));
  EXPECT_EQ(frozen->city_now(), begin + std::chrono::seconds(30));
}

TEST(DemoBackend, SameInstantSameBytesFromAnotherServer) {
  Hands hands;
  const auto one = start(hands);
  const auto two = start(hands);
  httplib::Client first(one->base_url());
  httplib::Client second(two->base_url());
  // Refusals and missing questions are equal bytes as well.
  for (const std::string& path : one->paths()) EXPECT_EQ(first.Get(path)->body, second.Get(path)->body) << path;
}

TEST(DemoBackend, StopsAndComesBackOnItsPort) {
  Hands hands;
  auto backend = start(hands);
  const int port = backend->port();
  httplib::Client client(backend->base_url());
  client.set_keep_alive(true);
  const std::string before = client.Get("/api/lanes")->body;
  // Taken: a second one says so instead of sharing it.
  Backend::Options taken;
  taken.sensors = 1;
  taken.port = port;
  taken.districts_dir = districts();
  const auto refused = Backend::start(taken);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, model::ErrorCode::connection);

  backend->stop();
  backend->stop();
  EXPECT_FALSE(client.Get("/api/lanes"));
  const auto again = start(hands, 1, 300, port);
  EXPECT_EQ(again->port(), port);
  EXPECT_EQ(client.Get("/api/lanes")->body, before);
}

TEST(DemoBackend, RefusesWrongOptions) {
  Backend::Options options;
  options.districts_dir = "/nowhere";
  EXPECT_EQ(Backend::start(options).error().code, model::ErrorCode::io);
  options.districts_dir = districts();
  options.sensors = -1;
  EXPECT_EQ(Backend::start(options).error().code, model::ErrorCode::config);
  options.sensors = 1;
  options.speed = -1;
  EXPECT_EQ(Backend::start(options).error().code, model::ErrorCode::config);
}

}  // namespace
}  // namespace onescreen::demo
