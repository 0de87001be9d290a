// Proves how results of polls become facts: success replaces, failure keeps, an unchanged answer only confirms.
#include "data/store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "data/poller.h"
#include "data/table_edit.h"
#include "model/freshness.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::Freshness;

model::Instant at(model::Duration uptime) { return {model::from_millis(1'795'176'000'000) + uptime, uptime}; }

model::TablePtr table_of(std::initializer_list<int64_t> values) {
  model::TableBuilder rows("s", {{"id", model::Type::integer}});
  for (const int64_t value : values) {
    rows.integer(0, value);
    rows.end_row();
  }
  return rows.build();
}

PollOutcome outcome(model::Duration when, std::variant<Decoded, Unchanged, model::Error> result) {
  return {at(when), at(when + 5ms), 100, 1ms, std::move(result)};
}

Decoded decoded(model::TablePtr table) {
  Decoded decoded;
  decoded.table = std::move(table);
  return decoded;
}

SourceConfig source(const char* name) {
  SourceConfig config;
  config.name = name;
  config.title = "标题";
  config.every = 10s;
  config.max_age = 50s;
  return config;
}

class StoreTest : public testing::Test {
 protected:
  Store store;
  const model::SourceState& state() { return *(snapshot = store.latest())->find("s"); }
  model::SnapshotPtr snapshot;
  void SetUp() override { store.declare(source("s")); }
};

TEST_F(StoreTest, ASourceBeginsAsNever) {
  EXPECT_EQ(freshness(state(), at(0s)), Freshness::never);
  EXPECT_EQ(state().table, nullptr);
}

TEST_F(StoreTest, SuccessReplacesFailureKeepsAndRecoveryClears) {
  store.fold("s", outcome(1s, decoded(table_of({1}))));
  const auto good = state().table;
  EXPECT_EQ(freshness(state(), at(2s)), Freshness::fresh);
  store.fold("s", outcome(11s, model::Error{model::ErrorCode::connection, "refused", {}}));
  store.fold("s", outcome(12s, model::Error{model::ErrorCode::timeout, "slow", {}}));
  EXPECT_EQ(state().table, good);
  EXPECT_EQ(state().consecutive_failures, 2);
  EXPECT_EQ(state().failing_since, at(11s + 5ms));
  EXPECT_EQ(state().error->message, "slow");
  EXPECT_EQ(state().error->where, "s");
  EXPECT_EQ(freshness(state(), at(21s)), Freshness::fresh);
  EXPECT_EQ(freshness(state(), at(22s)), Freshness::late);
  EXPECT_EQ(freshness(state(), at(52s)), Freshness::stale);
  EXPECT_EQ(freshness(state(), at(152s)), Freshness::down);
  store.fold("s", outcome(153s, decoded(table_of({1, 2}))));
  EXPECT_EQ(freshness(state(), at(153s)), Freshness::fresh);
  EXPECT_EQ(state().table->row_count(), 2u);
  EXPECT_FALSE(state().error || state().failing_since);
  EXPECT_EQ(state().polls, 4u);
}

TEST_F(StoreTest, UnchangedConfirmsAndKeepsThePointer) {
  store.fold("s", outcome(1s, decoded(table_of({1}))));
  const auto table = state().table;
  store.fold("s", outcome(11s, Unchanged{}));
  EXPECT_EQ(state().table, table);
  EXPECT_EQ(state().confirmed, at(11s + 5ms));
  store.fold("s", outcome(21s, decoded(table_of({1}))));
  EXPECT_EQ(state().table, table) << "equal rows in other bytes";
}

TEST_F(StoreTest, RefusalKeepsDataAndSaysSo) {
  store.fold("s", outcome(1s, decoded(table_of({1}))));
  store.fold("s", outcome(2s, model::Error{model::ErrorCode::denied, "401", {}}));
  EXPECT_EQ(freshness(state(), at(2s)), Freshness::denied);
  EXPECT_TRUE(state().table);
}

TEST_F(StoreTest, EveryChangeIsANewVersionAndOldSnapshotsStay) {
  const auto before = store.latest();
  int calls = 0;
  store.on_publish([&] { ++calls; });
  store.fold("s", outcome(1s, decoded(table_of({1}))));
  EXPECT_EQ(store.latest()->version, before->version + 1);
  EXPECT_EQ(before->find("s")->table, nullptr);
  EXPECT_EQ(calls, 1);
  store.fold("unknown", outcome(1s, Unchanged{}));
  EXPECT_EQ(calls, 1);
  store.on_publish(nullptr);
  store.declare(source("s"));
  EXPECT_TRUE(state().table) << "declaring again keeps data";
  store.declare(source("s"), true);
  EXPECT_FALSE(state().table);
  store.remove("s");
  EXPECT_EQ(store.latest()->find("s"), nullptr);
  EXPECT_EQ(calls, 1);
}

TEST_F(StoreTest, WhatAPollFoundOutBecomesFacts) {
  PollOutcome good = outcome(1s, decoded(table_of({1})));
  std::get<Decoded>(good.result).carried_rows = 3;
  std::get<Decoded>(good.result).warnings = {"partial"};
  good.clock_offset = -90s;
  good.suspected_crs = "gcj02";
  store.fold("s", std::move(good));
  EXPECT_EQ(state().carried_rows, 3);
  EXPECT_EQ(state().warnings, std::vector<std::string>{"partial"});
  EXPECT_EQ(state().clock_offset, -90s);
  EXPECT_EQ(state().suspected_crs, "gcj02");
  EXPECT_FALSE(state().paused_to || state().restored);
  PollOutcome bad = outcome(11s, model::Error{model::ErrorCode::http, "503", {}});
  bad.not_before = 120s;
  store.fold("s", std::move(bad));
  EXPECT_EQ(state().paused_to, at(131s + 5ms));
  EXPECT_EQ(state().clock_offset, -90s) << "an answer without Date says nothing about clocks";
  EXPECT_EQ(state().carried_rows, 3) << "the table is still the same";
  store.fold("s", outcome(140s, Unchanged{}));
  EXPECT_FALSE(state().paused_to);
  EXPECT_EQ(state().warnings.size(), 1u) << "confirmed as it was";
}

// Trap 20: many walls after one outage do not come back in one moment.
TEST(NextWait, SpreadsAThousandWallsAfterAnOutage) {
  constexpr int kWalls = 1000;
  constexpr int kBuckets = 5;
  std::mt19937_64 random(20261120);
  std::uniform_real_distribution<double> unit(0, 1);
  std::array<int, kBuckets> arrivals{};
  for (int wall = 0; wall < kWalls; ++wall) {
    // Dead from 0 to 60 s; the first poll fails anywhere in its interval.
    model::Duration now = std::chrono::round<model::Duration>(10s * unit(random));
    for (int failures = 1; now < 60s; ++failures) now += next_wait(10s, failures, unit(random));
    const auto bucket = static_cast<size_t>((now - 60s) / 2s);
    ASSERT_LT(bucket, arrivals.size()) << "it must be back within one interval";
    ++arrivals[bucket];
  }
  EXPECT_LE(*std::max_element(arrivals.begin(), arrivals.end()), 2 * kWalls / kBuckets);
}

TEST(NextWait, StaysNearTheIntervalAndRecoversPromptly) {
  EXPECT_EQ(next_wait(10s, 0, 0), 10s) << "never later than the interval";
  EXPECT_EQ(next_wait(10s, 0, 0.5), 9500ms);
  EXPECT_EQ(next_wait(10s, 0, 0.999), 9001ms);
  for (int failures = 1; failures < 200; ++failures) {
    EXPECT_LE(next_wait(2s, failures, 0.999), 2s) << failures;
    EXPECT_LE(next_wait(600s, failures, 0.999), 60s) << failures;
    EXPECT_GE(next_wait(2s, failures, 0), 100ms) << failures;
  }
  EXPECT_LE(next_wait(600s, 1, 0.999), 1s);
  EXPECT_LE(next_wait(600s, 3, 0.999), 4s);
}

TEST(TableEdit, PagesAreJoinedAndEqualIdsDropped) {
  const auto pages = std::vector{table_of({1, 2}), table_of({2, 3}), table_of({})};
  const auto joined = concatenate(pages);
  EXPECT_EQ(joined->row_count(), 4u);
  int64_t dropped = 0;
  const auto kept = keep_last(joined, "id", dropped);
  EXPECT_EQ(dropped, 1);
  EXPECT_EQ(*kept, *table_of({1, 2, 3}));
  EXPECT_EQ(keep_last(kept, "id", dropped), kept);
  EXPECT_EQ(keep_last(kept, "nothing", dropped), kept);
}

TEST(SourceConfig, WhatAReloadMayKeep) {
  SourceConfig a = source("a");
  SourceConfig b = a;
  b.title = "x";
  EXPECT_TRUE(same_source(a, b));
  b.every = 1s;
  EXPECT_FALSE(same_source(a, b));
  EXPECT_TRUE(same_data(a, b));
  b.decode.id = "id";
  EXPECT_FALSE(same_data(a, b));
  EXPECT_FALSE(source_keys().empty());
}

}  // namespace
}  // namespace onescreen::data
