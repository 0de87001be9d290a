// Proves that a day of cases follows from seed and date alone, with its rhythm, levels and places.
#include "demo/case_generator.h"

#include <map>
#include <set>

#include "demo_city.h"

namespace onescreen::demo {
namespace {

const int64_t kThursday = day_of(at("2026-11-19T12:00:00"));

CaseDay cases_of(int64_t day, uint64_t seed = 1) {
  return CaseGenerator(shared_city().ground(), shared_city().catalogue(), seed).cases_of(day);
}

TEST(CaseGenerator, GivesTheSameDayAgainAndAnotherForAnotherSeed) {
  const CaseDay first = cases_of(kThursday);
  const CaseDay again = cases_of(kThursday);
  ASSERT_EQ(first.size(), again.size());
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].id, again[i].id);
    EXPECT_EQ(first[i].title, again[i].title);
    EXPECT_EQ(first[i].at, again[i].at);
    EXPECT_EQ(first[i].entered, again[i].entered);
  }
  const CaseDay other = cases_of(kThursday, 2);
  EXPECT_NE(first.front().entered, other.front().entered);
}

TEST(CaseGenerator, LivesRunForwardThroughSevenStages) {
  for (const Case& one : cases_of(kThursday)) {
    EXPECT_EQ(day_of(one.reported_at()), kThursday);
    for (size_t stage = 1; stage < kStages; ++stage)
      EXPECT_LT(one.entered[stage - 1], one.entered[stage]) << one.number;
    EXPECT_GT(one.deadline, one.dispatched_at());
    const auto allowed = one.deadline - one.dispatched_at();
    EXPECT_GE(allowed, std::chrono::minutes(30));
    EXPECT_LE(allowed, std::chrono::hours(72));
    EXPECT_LT(day_of(one.closed_at()), kThursday + CaseGenerator::kLongestLifeDays + 1);
    EXPECT_EQ(one.stage(one.reported_at()), 1);
    EXPECT_EQ(one.stage(one.dispatched_at()), kDispatched);
    EXPECT_EQ(one.stage(one.closed_at()), kClosed);
    EXPECT_FALSE(one.known(one.reported_at() - std::chrono::seconds(1)));
    EXPECT_TRUE(one.open(one.closed_at() - std::chrono::seconds(1)));
    EXPECT_FALSE(one.open(one.closed_at()));
  }
}

TEST(CaseGenerator, CasesLieInTheirGridAndStreetAndOnLand) {
  const Ground& ground = shared_city().ground();
  for (const Case& one : cases_of(kThursday)) {
    const Cell& cell = ground.cells()[one.cell];
    EXPECT_TRUE(contains(cell.ring, one.at)) << one.number;
    EXPECT_EQ(cell.street, one.street);
    EXPECT_TRUE(contains(ground.streets()[one.street].ring, one.at)) << one.number;
    EXPECT_FALSE(ground.on_water(one.at)) << one.number;
  }
}

TEST(CaseGenerator, IdsHaveNineteenDigitsAndNeverRepeat) {
  std::set<uint64_t> ids;
  size_t cases = 0;
  for (int64_t day = kThursday; day < kThursday + 14; ++day) {
    for (const Case& one : cases_of(day)) {
      ids.insert(one.id);
      ++cases;
      EXPECT_GT(one.id, uint64_t{1} << 53);
      EXPECT_LT(one.id, uint64_t{1} << 63);  // a Java long
      EXPECT_EQ(std::to_string(one.id).size(), 19U);
    }
  }
  EXPECT_EQ(ids.size(), cases);
}

TEST(CaseGenerator, DaysHaveARhythmAndLevelsTheirShares) {
  std::array<int, 24> hours{};
  std::array<int, 5> levels{};
  int cases = 0;
  int late = 0;
  constexpr int kWeeks = 2;
  for (int64_t day = kThursday; day < kThursday + 7 * kWeeks; ++day) {
    for (const Case& one : cases_of(day)) {
      ++hours[static_cast<size_t>(second_of_day(one.reported_at()) / 3600)];
      ++levels[static_cast<size_t>(one.level)];
      ++cases;
      late += one.late() ? 1 : 0;
    }
  }
  EXPECT_NEAR(cases / (7.0 * kWeeks), 880, 60);
  for (const size_t night : {1U, 2U, 3U, 4U}) {
    for (const size_t peak : {8U, 9U, 15U}) EXPECT_GT(hours[peak], 5 * hours[night]);
  }
  EXPECT_GT(hours[9], hours[12]);
  EXPECT_GT(hours[15], hours[12]);
  const auto share = [&](int level) { return 100.0 * levels[static_cast<size_t>(level)] / cases; };
  EXPECT_NEAR(share(1), 1, 0.5);
  EXPECT_NEAR(share(2), 4, 1.5);
  EXPECT_NEAR(share(3), 20, 4);
  EXPECT_NEAR(share(4), 75, 5);
  EXPECT_NEAR(100.0 * late / cases, 3, 1);
}

TEST(CaseGenerator, UsesManyKindsAndEveryIcon) {
  std::set<size_t> kinds;
  std::set<std::string> icons;
  for (int64_t day = kThursday; day < kThursday + 7; ++day) {
    for (const Case& one : cases_of(day)) {
      kinds.insert(one.kind);
      icons.insert(shared_city().catalogue().kinds[one.kind].icon);
      EXPECT_EQ(one.title.find('{'), std::string::npos) << one.title;
      EXPECT_EQ(one.address.find('{'), std::string::npos) << one.address;
      EXPECT_EQ(one.unit.find('{'), std::string::npos) << one.unit;
    }
  }
  EXPECT_GE(kinds.size(), 25U);
  EXPECT_EQ(icons,
            (std::set<std::string>{"building", "facility", "fire", "gas", "noise", "sanitation", "traffic", "water"}));
}

TEST(Fill, ReplacesMarksAndLeavesUnknownOnes) {
  EXPECT_EQ(fill("{a}-{b}-{a}", {{"a", "1"}}), "1-{b}-1");
  EXPECT_EQ(fill("{a}", {{"a", "{a}"}}), "{a}");
}

}  // namespace
}  // namespace onescreen::demo
