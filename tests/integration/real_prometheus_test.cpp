// A real Prometheus scrapes our own /metrics, and what it stored is polled back through the format "prometheus": the
// page is what a scraper accepts, and the decoder reads what a server says. Traps 8 (values are texts) and 9 (the time
// of evaluation is not the time of the sample). Also: nothing listens unless the site asks.
#include <gtest/gtest.h>
#include <httplib.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "data/clock.h"
#include "data/format.h"
#include "data/poller.h"
#include "data/store.h"
#include "metrics.h"
#include "real_server.h"
#include "support/live_wall.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;
using app::MetricsServer;
using nlohmann::json;
using test_support::free_port;
using test_support::listeners_of;
using test_support::Process;
using test_support::TempFolder;
using test_support::tool;
using test_support::wait_until;

constexpr char kMark[] = "planted \"source\" \\ 一屏";

// A store with one source that has answered and one that has not, and the page that tells of them.
class Wall {
 public:
  Wall() {
    data::SourceConfig good;
    good.name = kMark;
    good.every = 1s;
    good.max_age = 1h;
    store_.declare(good);
    data::SourceConfig never;
    never.name = "never";
    store_.declare(never);
    model::TableBuilder rows(kMark, {{"id", model::Type::text}});
    for (int i = 0; i < 3; ++i) rows.end_row();
    data::PollOutcome outcome;
    outcome.attempted = outcome.answered = clock_();
    outcome.response_bytes = 1234;
    data::Decoded decoded;
    decoded.table = rows.build();
    decoded.rows_in_answer = 3;
    outcome.result = std::move(decoded);
    store_.fold(kMark, std::move(outcome));
    auto server = MetricsServer::start(
        "127.0.0.1", 0, [this] { return app::metrics_text(*store_.latest(), clock_(), app::process_figures()); });
    if (!server) throw std::runtime_error(model::describe(server.error()));
    server_ = std::move(*server);
  }
  int port() const { return server_->port(); }

 private:
  const model::Clock clock_ = data::system_clock();
  data::Store store_;
  std::unique_ptr<MetricsServer> server_;
};

// One Prometheus that scrapes `port` five times a second.
class Prometheus {
 public:
  explicit Prometheus(int port) : port_(free_port()) {
    const std::string config = folder_.write(
        "prometheus.yml",
        "global: {scrape_interval: 200ms}\nscrape_configs:\n- job_name: onescreen\n  static_configs:\n  - "
        "targets: ['127.0.0.1:" +
            std::to_string(port) + "']\n");
    process_ = std::make_unique<Process>(std::vector<std::string>{
        tool("prometheus"), "--config.file=" + config, "--storage.tsdb.path=" + (folder_.path() / "data").string(),
        "--web.listen-address=127.0.0.1:" + std::to_string(port_), "--log.level=error"});
    if (!wait_until(
            [this] {
              if (!process_->running()) return true;
              const auto ready = httplib::Client(url()).Get("/-/ready");
              return ready && ready->status == 200;
            },
            60s) ||
        !process_->running()) {
      throw std::runtime_error("prometheus does not start: " + process_->err());
    }
  }
  ~Prometheus() {
    process_->signal(SIGTERM);
    process_->wait(20s);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  json get(const std::string& path_and_query) const {
    const auto answer = httplib::Client(url()).Get(path_and_query);
    return answer ? json::parse(answer->body, nullptr, false) : json();
  }
  // The value of the first series; "" while there is none.
  std::string value(const std::string& query) const {
    const json answer = get("/api/v1/query?query=" + httplib::encode_uri_component(query));
    if (!answer.is_object() || answer.value("status", "") != "success") return "";
    const json& result = answer.at("data").at("result");
    return result.empty() ? "" : result.front().at("value").at(1).get<std::string>();
  }

 private:
  TempFolder folder_;
  int port_;
  std::unique_ptr<Process> process_;
};

class ScrapedByPrometheus : public ::testing::Test {
 protected:
  // One pair for all cases: starting it takes most of the time.
  static void SetUpTestSuite() {
    wall_ = std::make_unique<Wall>();
    prometheus_ = std::make_unique<Prometheus>(wall_->port());
  }
  static void TearDownTestSuite() {
    prometheus_.reset();
    wall_.reset();
  }
  void SetUp() override {
    ASSERT_TRUE(
        wait_until([] { return prometheus_->value("count_over_time(up{job=\"onescreen\"}[1m]) > 3") != ""; }, 30s));
  }

  static inline std::unique_ptr<Wall> wall_;
  static inline std::unique_ptr<Prometheus> prometheus_;
};

TEST_F(ScrapedByPrometheus, ThePageIsAcceptedWhole) {
  EXPECT_EQ(prometheus_->value("up"), "1");
  const json targets = prometheus_->get("/api/v1/targets").at("data").at("activeTargets");
  ASSERT_EQ(targets.size(), 1U);
  EXPECT_EQ(targets.front().at("lastError"), "");
  // Names and words survive their escaping.
  const json names = prometheus_->get("/api/v1/label/source/values").at("data");
  EXPECT_EQ(names, json::array({"never", kMark}));
  EXPECT_EQ(prometheus_->value("onescreen_source_rows"), "3");
  EXPECT_EQ(prometheus_->value("onescreen_source_response_bytes{source!=\"never\"}"), "1234");
  EXPECT_EQ(prometheus_->value("count(onescreen_source_age_seconds)"), "1") << "a source without an answer has no age";
  EXPECT_EQ(prometheus_->value("onescreen_source_state{source=\"never\",state=\"never\"}"), "1");
  const json metadata = prometheus_->get("/api/v1/metadata?metric=onescreen_source_polls_total").at("data");
  EXPECT_EQ(metadata.at("onescreen_source_polls_total").at(0).at("type"), "counter");
}

data::SourceConfig asks(const std::string& url, const std::string& query) {
  data::SourceConfig config;
  config.name = "ours";
  config.format = "prometheus";
  config.url = url;
  config.timeout = 10s;
  config.decode.extra["query"] = query;
  data::ColumnMapping source;
  source.spec = {"source", model::Type::text};
  source.pointer = "/metric/source";
  source.optional = true;
  config.decode.columns = {source};
  return config;
}

model::TablePtr poll(const data::SourceConfig& config) {
  auto outcome = data::PollSession(config, data::system_clock()).poll();
  if (const auto* error = std::get_if<model::Error>(&outcome.result)) ADD_FAILURE() << model::describe(*error);
  const auto* decoded = std::get_if<data::Decoded>(&outcome.result);
  return decoded == nullptr ? nullptr : decoded->table;
}

// Trap 9: with "sampled" the time is the scrape's, not that of asking.
TEST_F(ScrapedByPrometheus, AnInstantQueryIsReadWithTheTimeOfItsSample) {
  auto config = asks(prometheus_->url() + "/api/v1/query", "onescreen_source_rows");
  config.decode.extra["sampled"] = "true";
  const auto before = data::system_clock()().utc;
  const auto table = poll(config);
  ASSERT_NE(table, nullptr);
  ASSERT_EQ(table->row_count(), 1U);
  ASSERT_NE(table->column("value"), nullptr);
  EXPECT_EQ(table->column("value")->as_number(0), 3);
  ASSERT_NE(table->column("time"), nullptr);
  ASSERT_NE(table->column("evaluated_at"), nullptr);
  const auto sampled = table->column("time")->as_time(0);
  const auto evaluated = table->column("evaluated_at")->as_time(0);
  ASSERT_TRUE(sampled && evaluated);
  EXPECT_LE(*sampled, *evaluated);
  EXPECT_GT(*sampled, before - 1min);
  EXPECT_FALSE(table->column("series")->as_text(0).empty());
}

TEST_F(ScrapedByPrometheus, ARangeQueryIsASeriesInOrder) {
  auto config = asks(prometheus_->url() + "/api/v1/query_range", "onescreen_snapshot_version");
  config.decode.extra["range_secs"] = "60";
  config.decode.extra["step_secs"] = "1";
  // The server has few seconds of history at first; asking again is no failure.
  wait_until(
      [&] {
        const auto outcome = data::PollSession(config, data::system_clock()).poll();
        const auto* decoded = std::get_if<data::Decoded>(&outcome.result);
        return decoded == nullptr || decoded->table->row_count() >= 2;
      },
      20s);
  const auto table = poll(config);
  ASSERT_NE(table, nullptr);
  ASSERT_GE(table->row_count(), 2U);
  for (size_t row = 1; row < table->row_count(); ++row)
    EXPECT_LT(*table->column("time")->as_time(row - 1), *table->column("time")->as_time(row));
  EXPECT_GE(*table->column("value")->as_number(0), 1);
}

// Trap 8: "NaN" is text there, a special value here, and no number that would poison a sum.
TEST_F(ScrapedByPrometheus, WhatIsNoNumberIsSaidAndNotCounted) {
  const auto table = poll(asks(prometheus_->url() + "/api/v1/query", "onescreen_source_rows * NaN"));
  ASSERT_NE(table, nullptr);
  ASSERT_EQ(table->row_count(), 1U);
  EXPECT_TRUE(table->column("value")->is_null(0));
  ASSERT_NE(table->column("special"), nullptr);
  EXPECT_EQ(table->column("special")->as_text(0), "NaN");
}

TEST_F(ScrapedByPrometheus, AQueryThatCannotBeReadIsAnErrorInTheServersWords) {
  auto outcome = data::PollSession(asks(prometheus_->url() + "/api/v1/query", "sum("), data::system_clock()).poll();
  const auto* error = std::get_if<model::Error>(&outcome.result);
  ASSERT_NE(error, nullptr);
  EXPECT_NE(error->message.find("parse error"), std::string::npos) << error->message;
}

// --- the listener itself ------------------------------------------------------------------------------------------

TEST(MetricsPage, IsOnePathAndNothingElse) {
  auto server = MetricsServer::start("127.0.0.1", 0, [] { return std::string("a 1\n"); });
  ASSERT_TRUE(server) << model::describe(server.error());
  httplib::Client client("127.0.0.1", (*server)->port());
  const auto page = client.Get("/metrics");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->body, "a 1\n");
  EXPECT_EQ(page->get_header_value("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(client.Get("/")->status, 404);
  EXPECT_EQ(client.Get("/../metrics/x")->status, 404);
  EXPECT_EQ(client.Post("/metrics", "a 2", "text/plain")->status, 404);
  EXPECT_EQ(listeners_of(getpid()).count, 1);
  EXPECT_TRUE(listeners_of(getpid()).loopback_only);
  server->reset();
  EXPECT_EQ(listeners_of(getpid()).count, 0) << "the port is freed";
}

TEST(MetricsPage, ATakenPortIsSaid) {
  auto one = MetricsServer::start("127.0.0.1", 0, [] { return std::string(); });
  ASSERT_TRUE(one);
  auto two = MetricsServer::start("127.0.0.1", (*one)->port(), [] { return std::string(); });
  ASSERT_FALSE(two);
  EXPECT_NE(two.error().message.find("cannot listen"), std::string::npos) << two.error().message;
}

class WallInAWindow : public ::testing::Test {
 protected:
  WallInAWindow() {
    display_ = std::make_unique<Process>(
        std::vector<std::string>{"Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"});
    if (const auto number = display_->read_line(30s)) display_name_ = ":" + *number;
    folder_.write("cases.json", R"([{"id": "1"}])");
    folder_.write("layouts/a.json", R"({"version": 1, "row": [{"widget": "kpi", "data": "SELECT 1 AS value"}]})");
  }
  ~WallInAWindow() override {
    display_->signal(SIGTERM);
    display_->wait(10s);
  }
  std::unique_ptr<Process> run(const std::string& more) {
    const std::string site = folder_.write(
        "sites/site.json",
        R"({"version": 1, "sources": {"cases": {"url": "file:../cases.json", "every_secs": 0.2, "columns": {"id": {"pointer": "/id"}}}}, "modes": {"a": {"layouts": ["a"]}})" +
            more + "}");
    Process::Options options;
    // As in the other tests of windows: Mesa's GLX driver is unloaded before the leaks are counted.
    options.environment = {{"DISPLAY", display_name_},
                           {"WAYLAND_DISPLAY", ""},
                           {"ASAN_OPTIONS", "detect_leaks=0"},
                           {"XDG_STATE_HOME", folder_.path().string()}};
    return std::make_unique<Process>(
        std::vector<std::string>{test_support::program(), "run", "--size", "320x240", "--config", site}, options);
  }

  TempFolder folder_;
  std::unique_ptr<Process> display_;
  std::string display_name_;
};

TEST_F(WallInAWindow, ListensOnLoopbackWhenTheSiteAsks) {
  ASSERT_NE(display_name_, "") << "Xvfb (package xvfb) does not start: " << display_->err();
  const int port = free_port();
  const auto program = run(", \"metrics\": {\"port\": " + std::to_string(port) + "}");
  httplib::Client client("127.0.0.1", port);
  const auto polled = [&] {
    const auto page = client.Get("/metrics");
    return page && page->body.find("onescreen_source_state{source=\"cases\",state=\"fresh\"} 1") != std::string::npos;
  };
  ASSERT_TRUE(wait_until([&] { return !program->running() || polled(); }, 1min));
  ASSERT_TRUE(program->running()) << program->err();
  EXPECT_EQ(listeners_of(program->pid()).count, 1);
  EXPECT_TRUE(listeners_of(program->pid()).loopback_only);
  program->signal(SIGTERM);
  EXPECT_EQ(program->wait(30s), 0) << program->err();
}

TEST_F(WallInAWindow, ListensNowhereWhenTheSiteDoesNot) {
  ASSERT_NE(display_name_, "") << "Xvfb (package xvfb) does not start: " << display_->err();
  const auto program = run("");
  // Its window exists once it has connections to the display; a page would have been served by then.
  EXPECT_EQ(program->wait(4s), std::nullopt) << program->err();
  EXPECT_EQ(listeners_of(program->pid()).count, 0);
  program->signal(SIGTERM);
  EXPECT_EQ(program->wait(30s), 0) << program->err();
}

}  // namespace
}  // namespace onescreen
