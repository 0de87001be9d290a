// Proves the reconciliation rules: judged only over data that is current and whole, broken only after their time, said
// in the scene, and evaluated again only when something behind them changed. The clock is fake.
#include "data/rules.h"

#include <gtest/gtest.h>

#include <atomic>

#include "data/query_runner.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::Type;

class Rules : public testing::Test {
 protected:
  std::atomic<int64_t> uptime_ms = 1'000'000;
  Store store;
  std::unique_ptr<QueryRunner> runner;

  model::Instant now() const { return {model::from_millis(1'795'176'000'000 + uptime_ms), model::Duration(uptime_ms)}; }
  static QueryEngine engine() {
    return QueryEngine(model::Zone(), {{"streets", {{"n", Type::integer}}}, {"district", {{"n", Type::integer}}}});
  }
  void SetUp() override {
    for (const char* name : {"streets", "district"}) {
      SourceConfig config;
      config.name = name;
      config.every = 10s;
      config.max_age = 50s;
      store.declare(config);
    }
    runner = std::make_unique<QueryRunner>(
        store, [this] { return now(); }, engine());
    runner->set_rules({sums()});
  }
  static Rule sums() {
    return {"sums", "streets and district", "SELECT (SELECT sum(n) FROM streets) = (SELECT sum(n) FROM district)", 30s};
  }
  void put(const char* name, std::initializer_list<int64_t> values, bool truncated = false) {
    model::TableBuilder rows(name, {{"n", Type::integer}});
    for (const int64_t value : values) {
      rows.integer(0, value);
      rows.end_row();
    }
    Decoded decoded;
    decoded.table = rows.build();
    decoded.truncated = truncated;
    store.fold(name, {now(), now(), 0, {}, std::move(decoded)});
  }
  void put_both(std::initializer_list<int64_t> streets, std::initializer_list<int64_t> district) {
    put("streets", streets);
    put("district", district);
  }
  model::RuleState rule() {
    runner->settle();
    return runner->latest()->rules->at(0);
  }
};

TEST_F(Rules, HoldWhileTheFiguresAgree) {
  EXPECT_EQ(rule().holds, std::nullopt) << "nothing has come yet";
  put_both({3, 4}, {7});
  EXPECT_EQ(rule().holds, true);
  EXPECT_EQ(rule().title, "streets and district");
  EXPECT_EQ(rule().reads, (std::vector<std::string>{"district", "streets"}));
}

TEST_F(Rules, AreBrokenOnlyAfterTheirTime) {
  put_both({3, 4}, {8});
  EXPECT_EQ(rule().holds, std::nullopt) << "perhaps one of the two was polled a moment later";
  uptime_ms += 19'999;
  put_both({3, 4}, {8});
  uptime_ms += 10'000;
  EXPECT_EQ(rule().holds, std::nullopt);
  uptime_ms += 1;
  EXPECT_EQ(rule().holds, false);
  put("district", {7});
  EXPECT_EQ(rule().holds, true);
  put("district", {9});
  EXPECT_EQ(rule().holds, std::nullopt) << "broken anew: the time begins again";
}

TEST_F(Rules, AStepOfTheWallClockBreaksNothing) {
  put_both({3, 4}, {8});
  EXPECT_EQ(rule().holds, std::nullopt);
  RuleJudge judge;
  const model::Snapshot snapshot = *store.latest();
  model::Answer answer;
  model::TableBuilder rows("r", {{"x", Type::integer}});
  rows.integer(0, 0);
  rows.end_row();
  answer.table = rows.build();
  answer.reads = {"streets"};
  const model::Instant first = now();
  EXPECT_EQ(judge.judge(sums(), answer, snapshot, first).holds, std::nullopt);
  EXPECT_EQ(judge.judge(sums(), answer, snapshot, {first.utc + 24h, first.uptime + 29s}).holds, std::nullopt);
  EXPECT_EQ(judge.next_in(), 1s) << "and it is to be judged again then";
  EXPECT_EQ(judge.judge(sums(), answer, snapshot, {first.utc - 24h, first.uptime + 30s}).holds, false);
}

// Two complete figures differ, or one is merely not all there: only the first is a mismatch.
TEST_F(Rules, SayNothingOverDataThatIsNotWhole) {
  put_both({3}, {8});
  rule();
  uptime_ms += 30'000;
  put_both({3}, {8});
  EXPECT_EQ(rule().holds, false);
  put("streets", {3}, true);
  EXPECT_EQ(rule().holds, std::nullopt) << "cut";
  put("streets", {3});
  EXPECT_EQ(rule().holds, std::nullopt) << "and its time begins again";
}

TEST_F(Rules, SayNothingOverOldData) {
  put_both({3}, {8});
  rule();
  uptime_ms += 30'000;
  EXPECT_EQ(rule().holds, false) << "late is current enough";
  uptime_ms += 20'001;
  EXPECT_EQ(rule().holds, std::nullopt) << "stale";
}

TEST_F(Rules, RunAgainOnlyWhenWhatTheyReadChanged) {
  put_both({3, 4}, {7});
  rule();
  const auto runs = runner->runs();
  const auto scene = runner->latest();
  put_both({3, 4}, {7});
  EXPECT_EQ(rule().holds, true);
  EXPECT_EQ(runner->runs(), runs);
  EXPECT_EQ(runner->latest()->rules, scene->rules) << "equal rules keep their pointer";
  put("district", {8});
  rule();
  EXPECT_EQ(runner->runs(), runs + 1);
  EXPECT_NE(runner->latest()->rules, scene->rules);
}

TEST_F(Rules, AChangeOfARuleAlonePublishesAScene) {
  put_both({3, 4}, {8});
  rule();
  const auto before = runner->latest();
  uptime_ms += 30'000;
  rule();
  EXPECT_EQ(runner->latest()->snapshot, before->snapshot);
  EXPECT_NE(runner->latest(), before);
}

TEST_F(Rules, ErrorsAreKept) {
  runner->set_rules({{"wrong", "w", "SELECT nothing FROM streets", 0s}, sums()});
  put_both({7}, {7});
  EXPECT_TRUE(rule().error);
  EXPECT_EQ(rule().holds, std::nullopt);
  EXPECT_EQ(runner->latest()->rules->at(1).holds, true) << "the others go on";
  runner->set_rules({});
  runner->settle();
  EXPECT_TRUE(runner->latest()->rules->empty());
}

TEST_F(Rules, AnotherEngineJudgesAgain) {
  put_both({3, 4}, {7});
  EXPECT_EQ(rule().holds, true);
  runner->replace_engine(engine());
  EXPECT_EQ(rule().holds, true);
}

TEST(RuleValue, IsTrueWhenEveryRowThatSaysSomethingIs) {
  const auto value = [](std::initializer_list<std::optional<int64_t>> cells) {
    model::TableBuilder rows("r", {{"x", Type::integer}});
    for (const auto& cell : cells) {
      if (cell) rows.integer(0, *cell);
      rows.end_row();
    }
    return rule_value(*rows.build());
  };
  EXPECT_EQ(value({1}), true);
  EXPECT_EQ(value({0}), false);
  EXPECT_EQ(value({-2, {}, 5}), true);
  EXPECT_EQ(value({1, 0, 1}), false);
  EXPECT_EQ(value({{}}), std::nullopt);
  EXPECT_EQ(value({}), std::nullopt);
}

TEST(RuleJudgement, CarriedAndRestoredRowsAreNoGround) {
  model::Snapshot snapshot;
  auto source = std::make_shared<model::SourceState>();
  source->name = "a";
  source->every = 10s;
  source->max_age = 50s;
  source->confirmed = model::Instant{{}, 100s};
  snapshot.sources["a"] = source;
  const model::Instant now{{}, 101s};
  EXPECT_TRUE(can_be_judged({"a"}, snapshot, now));
  EXPECT_FALSE(can_be_judged({"a", "gone"}, snapshot, now));
  source->carried_rows = 1;
  EXPECT_FALSE(can_be_judged({"a"}, snapshot, now));
  source->carried_rows = 0;
  source->restored = true;
  EXPECT_FALSE(can_be_judged({"a"}, snapshot, now));
}

}  // namespace
}  // namespace onescreen::data
