// Proves the scenes' own generators: sums that agree, states that follow from what is told, days that grow, and nothing
// about persons. Shapes and repeatable bytes are proved for all endpoints in answers_test.cpp.
#include <algorithm>
#include <map>
#include <set>

#include "demo_city.h"

namespace onescreen::demo {
namespace {

const TimePoint kNoon = at("2026-11-20T12:51:36");
const TimePoint kEvening = at("2026-11-20T21:30:00");

TEST(Peaks, WeeksSumToTheClusters) {
  const Peaks& peaks = shared_city().peaks();
  const auto weeks = peaks.weeks(kNoon);
  ASSERT_EQ(weeks.size(), 12U);
  for (const Peaks::Week& week : weeks) {
    int all = 0, by_kind = 0;
    for (const Peaks::Cluster& one : peaks.clusters()) all += peaks.calls_between(one, week.from, week.to);
    for (const int calls : week.by_kind) by_kind += calls;
    EXPECT_EQ(all, by_kind);
    EXPECT_EQ(week.to - week.from, std::chrono::hours(7 * 24));
  }
  const Peaks::Summary sums = peaks.summary(kNoon);
  int last = 0;
  for (const int calls : weeks.back().by_kind) last += calls;
  EXPECT_EQ(last, sums.week);
  EXPECT_LE(sums.today, peaks.summary(kEvening).today);
}

TEST(Peaks, TheActionShowsAndHasAGoal) {
  const Peaks& peaks = shared_city().peaks();
  const Peaks::Summary sums = peaks.summary(kNoon);
  EXPECT_EQ(weekday_of(day_of(sums.start)), 1);
  EXPECT_LT(sums.week, sums.start_week);
  EXPECT_LT(sums.target, sums.start_week);
  for (const Peaks::Cluster& one : peaks.clusters()) {
    const Peaks::State state = peaks.state_of(one, kNoon);
    EXPECT_LE(state.callers, std::max(1, state.calls_30)) << one.id;
    EXPECT_LE(state.last, kNoon) << one.id;
    EXPECT_LT(state.first, sums.start) << one.id;
    EXPECT_EQ(state.overdue, kNoon > state.due) << one.id;
  }
}

TEST(Waste, StatesFollowFromFillAndRounds) {
  const Waste& waste = shared_city().waste();
  ASSERT_EQ(waste.points().size(), 400U);
  std::map<Waste::State, int> seen;
  for (int hour = 0; hour < 24; ++hour) {
    const TimePoint now = at("2026-11-20T00:30:00") + std::chrono::hours(hour);
    for (const Waste::Point& point : waste.points()) {
      const Waste::Reading reading = waste.reading_of(point, now);
      ++seen[reading.state];
      EXPECT_GE(reading.fill, 0);
      EXPECT_LE(reading.fill, 100);
      EXPECT_LE(reading.correct, 100);
      if (reading.state == Waste::State::normal) continue;
      EXPECT_LE(reading.since, now) << point.id;
      EXPECT_GT(reading.due, reading.since) << point.id;
      EXPECT_FALSE(reading.who.empty());
      if (reading.state == Waste::State::full) {
        EXPECT_EQ(reading.fill, 100) << point.id;
        EXPECT_GT(reading.next, now) << point.id;
      }
    }
  }
  EXPECT_EQ(seen.size(), 4U);
  EXPECT_GT(seen[Waste::State::normal], 24 * 400 * 8 / 10);
}

TEST(Waste, TonnesGrowAndBecomeYesterdays) {
  const Waste& waste = shared_city().waste();
  const auto noon = waste.tonnes(kNoon);
  const auto end = waste.tonnes(at("2026-11-20T23:59:59"));
  const auto next = waste.tonnes(at("2026-11-21T08:00:00"));
  ASSERT_EQ(noon.size(), 4U);
  for (size_t i = 0; i < noon.size(); ++i) {
    EXPECT_LT(noon[i].today, end[i].today);
    EXPECT_NEAR(end[i].today, next[i].yesterday, next[i].yesterday * 0.001);
    EXPECT_LT(next[i].yesterday_until_now, next[i].yesterday);
  }
}

TEST(Renewal, BlocksLieApartAndSumToTheGroups) {
  const City& city = shared_city();
  const auto& blocks = city.renewal().blocks();
  ASSERT_EQ(blocks.size(), 25U);
  std::set<Renewal::Stage> stages;
  std::vector<int> signed_of(city.renewal().groups().size(), 0);
  for (const Renewal::Block& block : blocks) {
    const Renewal::State state = city.renewal().state_of(block, kNoon);
    stages.insert(state.stage);
    signed_of[block.group] += state.signed_households;
    EXPECT_LE(state.signed_households, block.households) << block.id;
    EXPECT_LE(state.signed_today, state.signed_households) << block.id;
    EXPECT_EQ(block.ring.front(), block.ring.back());
    for (const model::LonLat corner : block.ring) EXPECT_FALSE(city.ground().on_water(corner)) << block.id;
    for (const Renewal::Block& other : blocks) {
      if (&other == &block) continue;
      for (const model::LonLat corner : block.ring) EXPECT_FALSE(contains(other.ring, corner)) << block.id;
    }
  }
  EXPECT_EQ(stages.size(), 4U);
  const auto groups = json_of(city, "/api/renewal/groups", kNoon).at("rows");
  for (size_t i = 0; i < groups.size(); ++i) EXPECT_EQ(groups[i].at("signed"), signed_of[i]);
}

TEST(Renewal, SigningNeverGoesBackWithinADay) {
  const Renewal& renewal = shared_city().renewal();
  for (const Renewal::Block& block : renewal.blocks()) {
    const auto noon = renewal.state_of(block, kNoon);
    const auto evening = renewal.state_of(block, kEvening);
    EXPECT_LE(noon.signed_households, evening.signed_households) << block.id;
    EXPECT_EQ(evening.signed_households - noon.signed_households, evening.signed_today - noon.signed_today) << block.id;
  }
}

TEST(Community, AgesSumToResidentsAndTagsStayWithin) {
  const City& city = shared_city();
  int residents = 0;
  for (const Community::Place& place : city.community().places()) {
    EXPECT_EQ(place.under_18 + place.under_60 + place.under_80 + place.from_80, place.residents) << place.id;
    ASSERT_EQ(place.tagged.size(), city.community().tags().size());
    for (const int count : place.tagged) EXPECT_LE(count, place.residents) << place.id;
    residents += place.residents;
  }
  EXPECT_GT(residents, 100'000);
}

TEST(Community, TagsAreNineClassesOfNineteenAndNoneThatMustNotBeShown) {
  std::set<std::string> classes;
  const auto& tags = shared_city().community().tags();
  for (const Community::Tag& tag : tags) {
    classes.insert(tag.group);
    for (const char* never : {"禁毒", "吸毒", "精神"}) EXPECT_EQ(tag.name.find(never), std::string::npos) << tag.name;
  }
  EXPECT_EQ(tags.size(), 19U);
  EXPECT_EQ(classes.size(), 9U);
}

TEST(Community, WorksAreNewestFirstAndNotFromTheFuture) {
  const auto works = shared_city().community().works(kNoon);
  ASSERT_FALSE(works.empty());
  EXPECT_LE(works.front().at, kNoon);
  for (size_t i = 1; i < works.size(); ++i) EXPECT_LE(works[i].at, works[i - 1].at);
}

TEST(Civility, PointsOfOpenFindingsAreWhatStreetsLost) {
  const City& city = shared_city();
  const auto open = city.civility().open_at(kNoon);
  const auto scores = city.civility().scores(kNoon);
  ASSERT_FALSE(open.empty());
  auto left = scores;
  for (const Civility::Finding& finding : open) {
    left[finding.street][finding.indicator].points -= finding.points;
    EXPECT_TRUE(std::is_sorted(finding.entered.begin(), finding.entered.end())) << finding.id;
    EXPECT_GE(finding.stage(kNoon), 1);
    EXPECT_LE(finding.stage(kNoon), 4);
    if (finding.overdue(kNoon)) {
      EXPECT_LE(finding.stage(kNoon), 3) << finding.id;
    }
  }
  const TimePoint yesterday = kNoon - std::chrono::hours(24);
  const auto before = city.civility().scores(yesterday);
  for (size_t street = 0; street < left.size(); ++street) {
    ASSERT_EQ(left[street].size(), 12U);
    for (size_t i = 0; i < left[street].size(); ++i) {
      EXPECT_EQ(left[street][i].points, 0);
      EXPECT_LE(scores[street][i].new_today, scores[street][i].points);
      EXPECT_EQ(scores[street][i].yesterday, before[street][i].points);
    }
  }
}

TEST(Civility, VisitsGrowThroughTheDay) {
  const Civility& civility = shared_city().civility();
  const auto noon = civility.visits(kNoon);
  const auto evening = civility.visits(kEvening);
  ASSERT_EQ(noon.size(), shared_city().ground().cells().size());
  for (size_t i = 0; i < noon.size(); ++i) {
    EXPECT_LE(noon[i].visits, evening[i].visits);
    EXPECT_EQ(noon[i].last.has_value(), noon[i].visits > 0);
  }
}

}  // namespace
}  // namespace onescreen::demo
