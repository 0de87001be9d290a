// Proves the six states of a source at their exact boundaries, and that steps of the wall clock change none of them.
#include "model/freshness.h"

#include <gtest/gtest.h>

#include "model/answer.h"

namespace onescreen::model {
namespace {

using namespace std::chrono_literals;

const TimePoint kNoon = from_millis(1'795'176'000'000);

Instant at(Duration uptime) { return {kNoon + uptime, uptime}; }

SourceState polled_every_10s() {
  SourceState source;
  source.name = "incidents";
  source.title = "案件";
  source.every = 10s;
  source.max_age = 50s;
  source.confirmed = at(100s);
  source.attempted = at(100s);
  return source;
}

TEST(Freshness, TurnsAtExactBoundaries) {
  const SourceState source = polled_every_10s();
  EXPECT_EQ(freshness(source, at(100s)), Freshness::fresh);
  EXPECT_EQ(freshness(source, at(120s)), Freshness::fresh);
  EXPECT_EQ(freshness(source, at(120s + 1ms)), Freshness::late);
  EXPECT_EQ(freshness(source, at(150s)), Freshness::late);
  EXPECT_EQ(freshness(source, at(150s + 1ms)), Freshness::stale);
  EXPECT_EQ(freshness(source, at(10'000s)), Freshness::stale) << "without failures it is not known to be down";
}

TEST(Freshness, FailingForThreeAgesIsDown) {
  SourceState source = polled_every_10s();
  source.error = Error{ErrorCode::connection, "refused", {}};
  EXPECT_EQ(freshness(source, at(101s)), Freshness::fresh) << "one failed poll does not age the data";
  EXPECT_EQ(freshness(source, at(250s)), Freshness::stale);
  EXPECT_EQ(freshness(source, at(250s + 1ms)), Freshness::down);
}

TEST(Freshness, DeniedAndNever) {
  SourceState source = polled_every_10s();
  source.error = Error{ErrorCode::denied, "401", {}};
  EXPECT_EQ(freshness(source, at(100s)), Freshness::denied);
  SourceState silent = polled_every_10s();
  silent.confirmed.reset();
  EXPECT_EQ(freshness(silent, at(100s)), Freshness::never);
  EXPECT_EQ(age(silent, at(100s)), std::nullopt);
}

TEST(Freshness, AWallClockStepChangesNothing) {
  const SourceState source = polled_every_10s();
  for (const Duration step : {Duration(-1h), Duration(1h), Duration(24h * 365)}) {
    const Instant now{kNoon + 105s + step, 105s};
    EXPECT_EQ(freshness(source, now), Freshness::fresh);
    EXPECT_EQ(age(source, now), 5s);
  }
}

TEST(Freshness, TheBackEndsOwnTimeCounts) {
  SourceState source = polled_every_10s();
  source.as_of = kNoon;
  EXPECT_EQ(age(source, at(101s)), 101s);
  EXPECT_EQ(freshness(source, at(101s)), Freshness::stale);
  source.as_of = kNoon + 24h;  // a back end whose clock is ahead
  EXPECT_EQ(age(source, at(101s)), 1s);
}

TEST(Freshness, SaysWhenItWillChange) {
  const SourceState source = polled_every_10s();
  Instant now = at(100s);
  for (const Freshness expected : {Freshness::late, Freshness::stale}) {
    const auto wait = next_change_in(source, now);
    ASSERT_TRUE(wait);
    now = at(now.uptime + *wait);
    EXPECT_EQ(freshness(source, now), expected);
    EXPECT_LT(freshness(source, at(now.uptime - 1ms)), expected);
  }
}

TEST(Freshness, LateNeverComesAfterStale) {
  SourceState source = polled_every_10s();
  source.max_age = 15s;
  EXPECT_EQ(late_after(source), 15s);
  EXPECT_EQ(freshness(source, at(115s + 1ms)), Freshness::stale);
}

TEST(Quality, IsThatOfTheWorstSource) {
  Snapshot snapshot;
  const auto good = std::make_shared<SourceState>(polled_every_10s());
  auto bad = std::make_shared<SourceState>(polled_every_10s());
  bad->name = "sensors";
  bad->title = "传感器";
  bad->confirmed = at(10s);
  bad->error = Error{ErrorCode::timeout, "slow", {}};
  bad->dropped_rows = 3;
  snapshot.sources = {{"incidents", good}, {"sensors", bad}};
  const Quality quality = quality_of({"incidents", "sensors"}, snapshot, at(105s));
  EXPECT_EQ(quality.freshness, Freshness::stale);
  EXPECT_EQ(quality.worst_source, "传感器");
  EXPECT_EQ(quality.age, 95s);
  EXPECT_EQ(quality.good_sources, 1);
  EXPECT_EQ(quality.dropped_rows, 3);
  ASSERT_TRUE(quality.error);

  EXPECT_EQ(quality_of({"incidents", "unknown"}, snapshot, at(105s)).freshness, Freshness::never);
  EXPECT_EQ(quality_of({"incidents", "unknown"}, snapshot, at(105s)).age, std::nullopt);
  EXPECT_EQ(quality_of({}, snapshot, at(105s)).freshness, Freshness::fresh);
}

TEST(Quality, GathersWhatIsToBeSaidOfAllSources) {
  auto snapshot = std::make_shared<Snapshot>();
  auto one = std::make_shared<SourceState>(polled_every_10s());
  auto other = std::make_shared<SourceState>(polled_every_10s());
  one->carried_rows = 2;
  other->carried_rows = 5;
  other->restored = true;
  other->suspected_crs = "gcj02";
  other->warnings = {"slow", "old"};
  snapshot->sources = {{"a", one}, {"b", other}};
  const Scene scene{snapshot, std::make_shared<Answers>(),
                    std::make_shared<Rules>(Rules{{"r", "sums", {"b", "c"}, false, {}},
                                                  {"s", "unknown", {"a"}, std::nullopt, {}},
                                                  {"t", "elsewhere", {"c"}, false, {}}})};
  const Quality both = quality_of({"a", "b"}, scene, at(101s));
  EXPECT_EQ(both.carried_rows, 7);
  EXPECT_TRUE(both.restored);
  EXPECT_EQ(both.suspected_crs, "gcj02");
  EXPECT_EQ(both.warning, "slow");
  EXPECT_EQ(both.broken_rules, std::vector<std::string>{"sums"});
  EXPECT_TRUE(quality_of({"a"}, scene, at(101s)).broken_rules.empty());
}

}  // namespace
}  // namespace onescreen::model
