// Proves that a query runs again only when what it reads changed, and that a failing one keeps its last good table.
#include "data/query_runner.h"

#include <gtest/gtest.h>

#include <atomic>

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::Type;

class QueryRunnerTest : public testing::Test {
 protected:
  std::atomic<int64_t> uptime_ms = 1'000;
  Store store;
  std::unique_ptr<QueryRunner> runner;

  model::Instant now() const { return {model::from_millis(1'795'176'000'000 + uptime_ms), model::Duration(uptime_ms)}; }
  static QueryEngine engine(std::vector<NamedQuery> named = {}) {
    return QueryEngine(model::Zone(), {{"a", {{"v", Type::integer}}}, {"b", {{"v", Type::integer}}}}, std::move(named),
                       {.time_limit = model::Duration(50)});
  }
  void start(std::vector<NamedQuery> named = {}) {
    runner = std::make_unique<QueryRunner>(
        store, [this] { return now(); }, engine(std::move(named)));
  }
  void SetUp() override {
    for (const char* name : {"a", "b"}) {
      SourceConfig config;
      config.name = name;
      store.declare(config);
    }
  }
  void put(const char* name, std::initializer_list<int64_t> values) {
    model::TableBuilder rows(name, {{"v", Type::integer}});
    for (const int64_t value : values) {
      rows.integer(0, value);
      rows.end_row();
    }
    Decoded decoded;
    decoded.table = rows.build();
    store.fold(name, {now(), now(), 0, {}, std::move(decoded)});
  }
  void fail(const char* name) {
    store.fold(name, {now(), now(), 0, {}, model::Error{model::ErrorCode::connection, "refused", {}}});
  }
  model::AnswerPtr answer(const char* query) {
    runner->settle();
    return runner->latest()->answers->find(query)->second;
  }
};

TEST_F(QueryRunnerTest, RunsAgainOnlyWhenWhatItReadsChanged) {
  start();
  put("a", {1, 2});
  put("b", {5});
  runner->set_queries({"SELECT sum(v) AS s FROM a", "SELECT sum(v) AS s FROM b"});
  const auto a = answer("SELECT sum(v) AS s FROM a");
  const auto b = answer("SELECT sum(v) AS s FROM b");
  EXPECT_EQ(a->table->column("s")->integer(0), 3);
  EXPECT_EQ(a->reads, std::vector<std::string>{"a"});
  EXPECT_EQ(runner->runs(), 2u);
  put("a", {4});
  EXPECT_EQ(answer("SELECT sum(v) AS s FROM a")->table->column("s")->integer(0), 4);
  EXPECT_EQ(answer("SELECT sum(v) AS s FROM b"), b);
  EXPECT_EQ(runner->runs(), 3u);
  put("a", {3, 1});
  EXPECT_EQ(answer("SELECT sum(v) AS s FROM a")->table->column("s")->integer(0), 4);
  EXPECT_EQ(runner->runs(), 4u);
  put("a", {3, 1});
  fail("b");
  runner->settle();
  EXPECT_EQ(runner->runs(), 4u) << "equal rows and failed polls change no answer";
  EXPECT_TRUE(runner->latest()->snapshot->find("b")->error) << "but the scene shows the failure";
}

TEST_F(QueryRunnerTest, AnEqualAnswerKeepsItsPointer) {
  start();
  put("a", {1, 2});
  runner->set_queries({"SELECT sum(v) AS s FROM a"});
  const auto before = answer("SELECT sum(v) AS s FROM a");
  put("a", {2, 1});
  EXPECT_EQ(answer("SELECT sum(v) AS s FROM a"), before);
  EXPECT_EQ(runner->runs(), 2u);
}

TEST_F(QueryRunnerTest, OnlyQueriesThatNameTheTimeFollowIt) {
  start({{"recent", "SELECT * FROM a WHERE v < :now"}});
  put("a", {1});
  runner->set_queries({"SELECT :now AS t", "SELECT count(*) AS n FROM recent", "a", "SELECT :today AS d"});
  runner->settle();
  const auto runs = runner->runs();
  EXPECT_EQ(runs, 4u);
  EXPECT_EQ(answer("SELECT :now AS t")->table->column("t")->integer(0), 1'795'176'001'000);
  uptime_ms += 300;
  runner->settle();
  EXPECT_EQ(runner->runs(), runs) << "the same second";
  uptime_ms += 700;
  EXPECT_EQ(answer("SELECT :now AS t")->table->column("t")->integer(0), 1'795'176'002'000);
  EXPECT_EQ(runner->runs(), runs + 2) << ":now itself, and the table behind which it stands";
}

TEST_F(QueryRunnerTest, ParametersOfTheScreen) {
  start();
  put("a", {1, 2});
  runner->set_queries({"SELECT count(*) AS n FROM a WHERE v = :selected", "SELECT count(*) AS n FROM a"});
  EXPECT_EQ(answer("SELECT count(*) AS n FROM a WHERE v = :selected")->table->column("n")->integer(0), 0);
  runner->set_parameters({{"selected", int64_t{2}}});
  EXPECT_EQ(answer("SELECT count(*) AS n FROM a WHERE v = :selected")->table->column("n")->integer(0), 1);
  EXPECT_EQ(runner->runs(), 3u);
  runner->set_parameters({{"selected", int64_t{2}}, {"mode", std::string("daily")}});
  runner->settle();
  EXPECT_EQ(runner->runs(), 3u);
}

TEST_F(QueryRunnerTest, AFailingQueryKeepsItsLastGoodTable) {
  start();
  put("a", {1});
  const char* sql =
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < (SELECT max(v) FROM a)) SELECT max(x) "
      "AS m FROM c";
  runner->set_queries({sql, "SELECT nothing FROM a"});
  const auto good = answer(sql);
  ASSERT_FALSE(good->error) << good->error->message;
  put("a", {1'000'000'000});
  const auto bad = answer(sql);
  EXPECT_EQ(bad->table, good->table);
  ASSERT_TRUE(bad->error);
  EXPECT_EQ(bad->reads, std::vector<std::string>{"a"});
  put("a", {2});
  EXPECT_EQ(answer(sql)->table->column("m")->integer(0), 2);
  EXPECT_FALSE(answer(sql)->error);
  EXPECT_TRUE(answer("SELECT nothing FROM a")->error);
  EXPECT_EQ(answer("SELECT nothing FROM a")->table, nullptr);
}

TEST_F(QueryRunnerTest, NoAnswerYetIsNeitherErrorNorZero) {
  start();
  runner->set_queries({"SELECT count(*) AS n FROM a"});
  EXPECT_EQ(answer("SELECT count(*) AS n FROM a")->table, nullptr);
  EXPECT_FALSE(answer("SELECT count(*) AS n FROM a")->error);
  put("a", {});
  EXPECT_EQ(answer("SELECT count(*) AS n FROM a")->table->column("n")->integer(0), 0);
}

TEST_F(QueryRunnerTest, AnotherEngineRunsEverythingAgainAndKeepsWhatIsEqual) {
  start({{"n", "SELECT count(*) AS c FROM a"}});
  put("a", {1, 2});
  runner->set_queries({"n", "a"});
  const auto all = answer("a");
  EXPECT_EQ(answer("n")->table->column("c")->integer(0), 2);
  runner->replace_engine(engine({{"n", "SELECT sum(v) AS c FROM a"}}));
  EXPECT_EQ(answer("n")->table->column("c")->integer(0), 3);
  EXPECT_EQ(answer("a"), all);
}

TEST_F(QueryRunnerTest, PublishesAndWaits) {
  start();
  std::atomic<int> calls = 0;
  runner->on_publish([&] { ++calls; });
  runner->set_queries({"a"});
  put("a", {1});
  EXPECT_TRUE(runner->wait_for(store.latest()->version, 5s));
  EXPECT_EQ(runner->latest()->snapshot, store.latest());
  runner->settle();
  EXPECT_GE(calls, 1);
  const int before = calls;
  runner->settle();
  EXPECT_EQ(calls, before) << "nothing new, nothing published";
  runner->set_queries({});
  runner->settle();
  EXPECT_TRUE(runner->latest()->answers->empty());
  runner->on_publish(nullptr);
}

}  // namespace
}  // namespace onescreen::data
