// Proves what a source's past holds, how it is bounded, and that queries read it in place, quickly by "seen_at".
#include "data/history.h"

#include <gtest/gtest.h>

#include "data/query.h"
#include "data/query_runner.h"
#include "data/store.h"
#include "support/tables.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using test_support::numbers;

constexpr int64_t kStart = 1'795'176'000'000;

model::TimePoint at(model::Duration time) { return model::from_millis(kStart) + time; }

std::vector<int64_t> seen(const model::HistoryPtr& history) {
  std::vector<int64_t> out;
  for (const auto& entry : history->entries) out.push_back(model::to_millis(entry.seen_at) - kStart);
  return out;
}

TEST(History, GrowsByNewTablesOnly) {
  const Keep keep{1h, 1'000};
  const auto a = numbers({1, 2});
  const auto one = extended(nullptr, a, at(0s), keep);
  EXPECT_EQ(one->rows, 2);
  EXPECT_EQ(extended(one, a, at(5s), keep), one) << "the same table is no news";
  const auto two = extended(one, numbers({3}), at(7s), keep);
  EXPECT_EQ(seen(two), (std::vector<int64_t>{0, 7'000}));
  EXPECT_EQ(two->rows, 3);
  EXPECT_EQ(one->entries.size(), 1u) << "what a snapshot holds does not change";
  EXPECT_EQ(extended(two, nullptr, at(8s), Keep{}), nullptr) << "none is kept any more";
}

TEST(History, OldestTablesGoWholeAndTheNewestStays) {
  model::HistoryPtr history;
  for (int i = 0; i < 10; ++i) history = extended(history, numbers({i, i}), at(i * 1s), {4s, 1'000});
  EXPECT_EQ(seen(history), (std::vector<int64_t>{5'000, 6'000, 7'000, 8'000, 9'000})) << "by age";
  history = extended(history, numbers({1, 2, 3}), at(9s), {4s, 7});
  EXPECT_EQ(history->rows, 7) << "by rows";
  EXPECT_EQ(history->entries.size(), 3u);
  history = extended(history, numbers({1, 2, 3, 4, 5, 6, 7, 8, 9}), at(9s), {4s, 7});
  EXPECT_EQ(history->entries.size(), 1u);
  EXPECT_EQ(extended(history, nullptr, at(10h), {4s, 7}), history) << "what is shown now stays, however old";
}

// Trap 19: the wall clock is stepped.
TEST(History, AClockSetBackLeavesNothingInTheFuture) {
  const Keep keep{1h, 1'000};
  auto history = extended(nullptr, numbers({1}), at(30min), keep);
  history = extended(history, numbers({2}), at(10min), keep);
  EXPECT_EQ(seen(history), (std::vector<int64_t>{600'000, 600'000}));
}

class HistoryQuery : public testing::Test {
 protected:
  Store store;
  SourceConfig config;
  std::unique_ptr<QueryEngine> engine;

  void SetUp() override {
    config.name = "s";
    config.keep = {1h, 1'000'000};
    store.declare(config);
    engine = std::make_unique<QueryEngine>(
        model::Zone(), std::map<std::string, std::vector<model::ColumnSpec>>{{"s", {{"v", model::Type::integer}}}},
        std::vector<NamedQuery>{{"per_time", "SELECT seen_at, count(*) AS n FROM s_history GROUP BY seen_at"}},
        QueryOptions{.histories = {"s"}});
  }
  void put(model::TablePtr table, model::Duration time) {
    Decoded decoded;
    decoded.table = std::move(table);
    store.fold("s", {{at(time), time}, {at(time), time}, 0, {}, std::move(decoded)});
  }
  model::TablePtr run(const std::string& sql) {
    auto result = engine->run(*store.latest(), sql, {{"now", model::to_millis(at(1min))}});
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return result ? result->table : nullptr;
  }
  int64_t value(const std::string& sql) { return run(sql)->columns().front().integer(0); }
};

TEST_F(HistoryQuery, ReadsAllTablesWithTheTimeTheyWereSeen) {
  EXPECT_TRUE(engine->problems().empty());
  EXPECT_EQ(run("SELECT count(*) AS n FROM s_history"), nullptr) << "no answer yet is not zero rows";
  put(numbers({1, 2}), 0s);
  put(numbers({3}), 10s);
  put(numbers({}), 20s);
  put(numbers({4, 5, 6}), 30s);
  EXPECT_EQ(value("SELECT count(*) AS n FROM s_history"), 6);
  EXPECT_EQ(value("SELECT sum(v) AS n FROM s_history"), 21);
  EXPECT_EQ(value("SELECT sum(v) AS n FROM s"), 15);
  EXPECT_EQ(value("SELECT count(*) AS n FROM per_time"), 3);
  const auto all = run("s_history");
  ASSERT_EQ(all->row_count(), 6u);
  EXPECT_EQ(all->columns()[1].spec(), (model::ColumnSpec{"seen_at", model::Type::time}));
  EXPECT_EQ(all->columns()[1].time(2), at(10s));
  EXPECT_EQ(all->columns()[0].integer(5), 6);
  const auto rows = run("SELECT rowid AS r FROM s_history ORDER BY r");
  EXPECT_EQ(rows->columns()[0].integer(5), 5);
}

TEST_F(HistoryQuery, FiltersMeanWhatSqlMeans) {
  for (int i = 0; i < 20; ++i) put(numbers({i, 100 + i, i % 3}), i * 1s);
  const std::string from = " FROM s_history WHERE ";
  const auto second = [](int i) { return std::to_string(kStart + i * 1000); };
  const std::vector<std::string> conditions = {"seen_at >= " + second(5),
                                               "seen_at > " + second(5),
                                               "seen_at < " + second(5),
                                               "seen_at <= " + second(5),
                                               "seen_at = " + second(5),
                                               "seen_at > " + second(5) + ".5",
                                               "seen_at < " + second(5) + ".5",
                                               "seen_at = " + second(5) + ".0",
                                               "seen_at >= :now - 50000 AND v < 10",
                                               "v = 2",
                                               "v = 105 AND seen_at < 0",
                                               "seen_at BETWEEN " + second(3) + " AND " + second(7) + " AND v > 100",
                                               "seen_at IS NULL",
                                               "seen_at = NULL",
                                               "v IN (1, 103)",
                                               "seen_at > 'text'",
                                               "seen_at < 1e300"};
  for (const auto& condition : conditions) {
    // "+" keeps SQLite from handing the condition to the table.
    std::string plain = condition;
    for (const std::string name : {"seen_at", "v"}) {
      for (size_t i = 0; (i = plain.find(name, i)) != std::string::npos; i += name.size() + 1) {
        if (i == 0 || plain[i - 1] == ' ') plain.insert(i, "+");
      }
    }
    EXPECT_EQ(value("SELECT count(*) AS n" + from + condition), value("SELECT count(*) AS n" + from + plain))
        << condition;
  }
  EXPECT_EQ(value("SELECT count(*) AS n FROM s_history WHERE seen_at >= " + second(18)), 6);
  EXPECT_EQ(value("SELECT count(*) AS n FROM s_history a JOIN s b ON a.v = b.v"), 10)
      << "19 once, 119 once, 1 eight times";
}

TEST_F(HistoryQuery, ShapesOfThePastAreFound) {
  model::Snapshot snapshot;
  auto state = std::make_shared<model::SourceState>();
  state->name = "g";
  state->table = test_support::table_of_everything();
  auto history = std::make_shared<model::History>();
  history->entries = {{at(0s), test_support::table_of_everything()}, {at(1s), state->table}};
  history->rows = 10;
  state->history = history;
  snapshot.sources["g"] = state;
  QueryEngine shapes(model::Zone(), {{"g", state->table->schema()}}, {}, {.histories = {"g"}});
  const auto result =
      shapes.run(snapshot, "SELECT shape FROM g_history WHERE seen_at >= " + std::to_string(kStart + 1000), {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->table->row_count(), 5u);
  EXPECT_EQ(*result->table->columns()[0].geometry(2), *test_support::square_with_hole());
  EXPECT_EQ(result->reads, std::vector<std::string>{"g"});
  EXPECT_FALSE(shapes.prepare("SELECT area_of(1, 2, 'g_history') AS a FROM g"));
}

TEST_F(HistoryQuery, ReadsCountAsReadsOfTheSourceAndAreChecked) {
  const auto prepared = engine->prepare("SELECT max(v) AS m FROM per_time, s_history");
  ASSERT_TRUE(prepared);
  EXPECT_EQ(prepared->reads, std::vector<std::string>{"s"});
  const auto misspelt = engine->prepare("SELECT sean_at FROM s_history");
  ASSERT_FALSE(misspelt);
  EXPECT_NE(misspelt.error().message.find("seen_at"), std::string::npos) << misspelt.error().message;
  const QueryEngine clash(model::Zone(), {{"s", {{"seen_at", model::Type::time}}}, {"t", {{"v", model::Type::text}}}},
                          {}, {.histories = {"s", "t"}});
  ASSERT_EQ(clash.problems().size(), 1u);
  EXPECT_EQ(clash.problems()[0].where, "s_history");
}

TEST_F(HistoryQuery, TheRunnerFollowsIt) {
  QueryRunner runner(
      store,
      [] {
        return model::Instant{at(0s), 0s};
      },
      std::move(*engine));
  runner.set_queries({"SELECT count(*) AS n FROM s_history"});
  const auto count = [&] {
    runner.settle();
    return runner.latest()->answers->begin()->second->table->columns()[0].integer(0);
  };
  put(numbers({1}), 0s);
  EXPECT_EQ(count(), 1);
  put(numbers({2, 3}), 1s);
  EXPECT_EQ(count(), 3);
  const auto runs = runner.runs();
  store.fold("s", {{at(2s), 2s}, {at(2s), 2s}, 0, {}, Unchanged{}});
  EXPECT_EQ(count(), 3);
  EXPECT_EQ(runner.runs(), runs);
  config.keep = {1h, 2};
  store.declare(config);
  EXPECT_EQ(count(), 2) << "a smaller bound takes hold at once";
  store.declare(config, true);
  runner.settle();
  EXPECT_EQ(store.latest()->find("s")->history, nullptr) << "what was asked for otherwise is no past of this";
}

}  // namespace
}  // namespace onescreen::data
