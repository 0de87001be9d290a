// Pollers, store and queries together while a back end dies and returns. Ages are computed for instants to come, so
// nothing waits for them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <condition_variable>

#include "data/clock.h"
#include "data/poller.h"
#include "data/query_runner.h"
#include "model/freshness.h"
#include "poller_server.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::Freshness;
using test_support::ScriptedServer;
using Connection = ScriptedServer::Connection;

SourceConfig config_of(const char* name, const std::string& url, model::Duration every = 200ms) {
  SourceConfig config;
  config.name = name;
  config.title = name;
  config.url = url;
  config.every = every;
  config.timeout = 1s;
  config.max_age = 5 * every;
  ColumnMapping id;
  id.spec = {"id", model::Type::text};
  id.pointer = "";
  config.decode.columns = {id};
  return config;
}

// Waits for a snapshot of which something is true.
class Watch {
 public:
  explicit Watch(Store& store) : store_(store) {
    store_.on_publish([this] { changed_.notify_all(); });
  }
  ~Watch() { store_.on_publish(nullptr); }
  bool until(const std::function<bool(const model::Snapshot&)>& condition, model::Duration limit = 10s) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::unique_lock lock(mutex_);
    while (!condition(*store_.latest())) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      changed_.wait_for(lock, 20ms);
    }
    return true;
  }

 private:
  Store& store_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

model::Instant later(model::Instant from, model::Duration by) { return {from.utc + by, from.uptime + by}; }

TEST(PollerRecovery, ABackEndThatDiesAgesAndOneThatReturnsIsSeen) {
  Store store;
  Watch watch(store);
  std::atomic<int> count = 0;
  const auto script = [&](Connection& c) { c.answer(fmt::format("[{}]", ++count)); };
  auto server = std::make_unique<ScriptedServer>(script);
  const int port = server->port();
  Pollers pollers(store, system_clock());
  pollers.replace({config_of("a", server->url())});
  EXPECT_EQ(freshness(*store.latest()->find("a"), system_clock()()), Freshness::never);
  ASSERT_TRUE(watch.until([](const auto& s) { return s.find("a")->polls >= 3; }));
  server.reset();
  ASSERT_TRUE(watch.until([](const auto& s) { return s.find("a")->consecutive_failures >= 3; }));
  const auto broken = store.latest();
  const model::SourceState& state = *broken->find("a");
  ASSERT_TRUE(state.table) << "the last value stays";
  const model::Instant confirmed = *state.confirmed;
  EXPECT_EQ(freshness(state, later(confirmed, 400ms)), Freshness::fresh);
  EXPECT_EQ(freshness(state, later(confirmed, 401ms)), Freshness::late);
  EXPECT_EQ(freshness(state, later(confirmed, 1001ms)), Freshness::stale);
  EXPECT_EQ(freshness(state, later(confirmed, 3001ms)), Freshness::down);

  server = std::make_unique<ScriptedServer>(script, port);
  const auto returned = std::chrono::steady_clock::now();
  ASSERT_TRUE(watch.until([](const auto& s) { return !s.find("a")->error; }));
  EXPECT_LE(std::chrono::steady_clock::now() - returned, 2s) << "two intervals, and what a busy machine adds";
  EXPECT_EQ(freshness(*store.latest()->find("a"), system_clock()()), Freshness::fresh);
}

TEST(PollerRecovery, OneStuckSourceDoesNotDelayTheOthers) {
  Store store;
  Watch watch(store);
  ScriptedServer stuck([](Connection& c) { c.hold(); });
  ScriptedServer good([](Connection& c) { c.answer("[1]"); });
  const auto begun = std::chrono::steady_clock::now();
  {
    Pollers pollers(store, system_clock());
    SourceConfig slow = config_of("slow", stuck.url());
    slow.timeout = 30s;
    pollers.replace({slow, config_of("good", good.url())});
    ASSERT_TRUE(watch.until([](const auto& s) { return s.find("good")->polls >= 3; }));
    EXPECT_EQ(stuck.requests(), 1) << "one request in flight";
    EXPECT_EQ(store.latest()->find("slow")->polls, 0u);
  }
  EXPECT_LE(std::chrono::steady_clock::now() - begun, 5s) << "ending does not wait for the stuck request";
}

TEST(PollerRecovery, ReplacingKeepsWhatDidNotChange) {
  Store store;
  Watch watch(store);
  ScriptedServer server([](Connection& c) { c.answer(c.asks("GET /b") ? "[2]" : "[1]"); });
  Pollers pollers(store, system_clock());
  const SourceConfig a = config_of("a", server.url("/a"), 3600s);
  const SourceConfig b = config_of("b", server.url("/a"), 3600s);
  const SourceConfig c = config_of("c", server.url("/a"), 3600s);
  pollers.replace({a, b, c});
  ASSERT_TRUE(
      watch.until([](const auto& s) { return s.find("a")->table && s.find("b")->table && s.find("c")->table; }));
  const auto table = store.latest()->find("a")->table;
  SourceConfig other = b;
  other.url = server.url("/b");
  SourceConfig renamed = a;
  renamed.title = "another title";
  pollers.replace({renamed, other});
  EXPECT_EQ(store.latest()->find("a")->table, table);
  EXPECT_EQ(store.latest()->find("a")->title, "another title");
  EXPECT_EQ(store.latest()->find("c"), nullptr);
  ASSERT_TRUE(watch.until(
      [](const auto& s) { return s.find("b")->table && s.find("b")->table->column("id")->text(0) == "2"; }));
  EXPECT_EQ(store.latest()->find("a")->polls, 1u) << "it was not disturbed";
}

TEST(PollerRecovery, AnswersFollowTheirSource) {
  Store store;
  std::atomic<bool> refuses = false;
  ScriptedServer server([&](Connection& c) { refuses ? c.answer("<html>login</html>") : c.answer("[1, 2]"); });
  QueryRunner runner(store, system_clock(), QueryEngine(model::Zone(), {{"a", {{"id", model::Type::text}}}}));
  std::mutex mutex;
  std::condition_variable published;
  runner.on_publish([&] { published.notify_all(); });
  runner.set_queries({"SELECT count(*) AS n FROM a"});
  Pollers pollers(store, system_clock());
  pollers.replace({config_of("a", server.url())});
  const auto until = [&](const std::function<bool(const model::Scene&)>& condition) {
    std::unique_lock lock(mutex);
    for (int i = 0; i < 1000 && !condition(*runner.latest()); ++i) published.wait_for(lock, 10ms);
    return condition(*runner.latest());
  };
  const auto answer = [](const model::Scene& scene) {
    const auto found = scene.answers->find("SELECT count(*) AS n FROM a");
    return found == scene.answers->end() ? nullptr : found->second;
  };
  ASSERT_TRUE(until([&](const auto& scene) { return answer(scene) && answer(scene)->table; }));
  const auto good = answer(*runner.latest());
  EXPECT_EQ(good->table->column("n")->integer(0), 2);
  refuses = true;
  ASSERT_TRUE(until([&](const auto& scene) { return scene.snapshot->find("a")->error.has_value(); }));
  EXPECT_EQ(answer(*runner.latest()), good) << "a failed poll changes no answer";
  refuses = false;
  ASSERT_TRUE(until([&](const auto& scene) { return !scene.snapshot->find("a")->error; }));
  EXPECT_EQ(answer(*runner.latest()), good);
  runner.on_publish(nullptr);
}

}  // namespace
}  // namespace onescreen::data
