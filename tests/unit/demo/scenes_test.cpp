// Proves what the generators of single scenes promise: the same answer for the same question, sums that agree, figures
// that only grow within a day, states that follow from times, and the published counts.
#include <cmath>
#include <map>
#include <set>

#include "demo_city.h"

namespace onescreen::demo {
namespace {

const TimePoint kNow = at("2026-11-20T12:07:36");

TEST(SceneFeeds, SameSeedSameAnswers) {
  const auto other = make_city(1);
  const auto different = make_city(2);
  for (const char* path :
       {"/api/epidemic/days", "/api/epidemic/streets", "/api/epidemic/clusters", "/api/epidemic/tasks",
        "/api/epidemic/stock", "/api/modules", "/api/module_history", "/api/service_points", "/api/service_meals",
        "/api/hazards", "/api/patrols", "/api/patrol_places", "/api/festival/places", "/api/festival/series",
        "/api/festival/hubs", "/api/festival/events"}) {
    EXPECT_EQ(body_of(shared_city(), path, kNow), body_of(*other, path, kNow)) << path;
    EXPECT_TRUE(nlohmann::json::accept(body_of(*different, path, kNow))) << path;
  }
  EXPECT_NE(body_of(shared_city(), "/api/hazards", kNow), body_of(*different, "/api/hazards", kNow));
}

TEST(Epidemic, StreetsSumToTheDayAndYesterdayIsWhole) {
  const Epidemic& epidemic = shared_city().epidemic();
  for (const char* time : {"2026-11-20T00:00:00", "2026-11-20T08:31:00", "2026-11-20T23:59:59"}) {
    const auto days = epidemic.days_at(at(time));
    ASSERT_EQ(days.size(), static_cast<size_t>(Epidemic::kDays));
    int today = 0;
    int last_seven = 0;
    for (const EpidemicStreet& street : epidemic.streets_at(at(time))) {
      today += street.today;
      last_seven += street.last_seven;
    }
    EXPECT_EQ(today, days.back().visits);
    EXPECT_FALSE(days.back().samples);
    for (size_t i = 7; i < 14; ++i) last_seven -= days[i].visits;
    EXPECT_EQ(last_seven, 0);
    for (size_t i = 0; i < 14; ++i) {
      EXPECT_LE(*days[i].positives, *days[i].samples);
      EXPECT_NEAR(days[i].visits, 220, 130);
    }
  }
}

TEST(Epidemic, ClustersNameWhatIsToBeDone) {
  const auto clusters = shared_city().epidemic().clusters_at(kNow);
  ASSERT_FALSE(clusters.empty());
  for (const Cluster& one : clusters) {
    EXPECT_LE(one.reported_at, kNow);
    EXPECT_GT(one.cases, 0);
    for (size_t i = 0; i < one.tasks.size(); ++i) {
      EXPECT_GT(one.tasks[i].deadline, one.reported_at);
      if (one.tasks[i].done_at) {
        EXPECT_LE(*one.tasks[i].done_at, kNow);
      }
      if (i > 0) {
        EXPECT_GE(one.tasks[i].deadline, one.tasks[i - 1].deadline);
      }
    }
  }
}

TEST(ModuleBoard, HasThePublishedCountsAndStatesFollowFromTheAge) {
  bool any_bad = false;
  for (int hour = 0; hour < 48; ++hour) {
    const TimePoint now = kNow + std::chrono::hours(hour);
    const auto modules = shared_city().modules().modules_at(now);
    ASSERT_EQ(modules.size(), 43U);
    std::set<std::string> departments;
    std::set<std::string> names;
    for (const ModuleStatus& one : modules) {
      departments.insert(one.department);
      names.insert(one.name);
      EXPECT_LE(one.updated_at, now);
      ASSERT_FALSE(one.last_day.empty());
      EXPECT_EQ(one.last_day.front().from, now - std::chrono::hours(24));
      for (size_t i = 1; i < one.last_day.size(); ++i) EXPECT_EQ(one.last_day[i].from, one.last_day[i - 1].to);
      const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - one.updated_at).count();
      if (one.state == ModuleState::normal) {
        EXPECT_LE(age, 3 * one.every_secs) << one.name;
      } else {
        any_bad = true;
        EXPECT_GE(age, 3 * one.every_secs) << one.name;
      }
    }
    EXPECT_EQ(departments.size(), 22U);
    EXPECT_EQ(names.size(), 43U);
  }
  EXPECT_TRUE(any_bad);
}

TEST(ServicePoints, HaveThePublishedCountsAndMealsAgree) {
  for (const char* time :
       {"2026-11-20T02:00:00", "2026-11-20T11:40:00", "2026-11-21T12:00:00", "2026-11-20T20:00:00"}) {
    const auto points = shared_city().service_points().points_at(at(time));
    std::map<std::string, int> kinds;
    int booked = 0;
    int served = 0;
    for (const ServicePoint& one : points) {
      ++kinds[one.kind];
      booked += one.booked;
      served += one.served;
      EXPECT_LE(one.present, one.seats);
      EXPECT_LE(one.served, one.booked);
      EXPECT_GE(one.visits_today, 0);
      if (one.state == PointState::closed) {
        EXPECT_EQ(one.present, 0);
      }
    }
    std::multiset<int> counts;
    for (const auto& [kind, count] : kinds) counts.insert(count);
    EXPECT_EQ(counts, (std::multiset<int>{35, 46, 66}));
    for (const Meal& meal : shared_city().service_points().meals_at(at(time))) {
      booked -= meal.booked;
      served -= meal.served;
    }
    EXPECT_EQ(booked, 0);
    EXPECT_EQ(served, 0);
  }
}

TEST(NorthBund, HazardsComeInOrderAndStayUntilMended) {
  std::map<std::string, bool> mended;
  for (int hour = 0; hour < 30; ++hour) {
    const TimePoint now = kNow + std::chrono::hours(hour);
    if (local(now).hour == 0) mended.clear();  // what was mended yesterday is gone
    const auto hazards = shared_city().north_bund().hazards_at(now);
    std::map<std::string, bool> listed;
    for (const Hazard& one : hazards) {
      EXPECT_LE(one.found_at, now);
      EXPECT_LT(one.clear_at, one.found_at);
      EXPECT_LT(one.found_at, one.deadline);
      if (one.begun_at) {
        EXPECT_TRUE(one.sent_at);
      }
      if (one.mended_at) {
        EXPECT_TRUE(one.begun_at);
      }
      listed[one.id] = one.mended_at.has_value();
    }
    EXPECT_EQ(listed.size(), hazards.size());
    for (const auto& [id, done] : mended) {
      if (!done) {
        EXPECT_TRUE(listed.contains(id)) << id;
      }
    }
    mended = listed;
  }
}

TEST(NorthBund, UnitsMoveAsFastAsTheyShould) {
  std::map<std::string, PatrolPlace> before;
  for (const PatrolPlace& place : shared_city().north_bund().places_at(kNow)) {
    EXPECT_LE(place.time, kNow);
    const auto last = before.find(place.id);
    if (last != before.end()) {
      const double north = (place.at.lat - last->second.at.lat) * 111'320;
      const double east = (place.at.lon - last->second.at.lon) * 95'100;
      const double secs = std::chrono::duration<double>(place.time - last->second.time).count();
      EXPECT_GT(secs, 0);
      EXPECT_LE(std::hypot(north, east), secs * 7) << place.id;
    }
    before[place.id] = place;
  }
  EXPECT_EQ(before.size(), shared_city().north_bund().patrols_at(kNow).size());
}

TEST(Festival, LevelsFollowFromSharesAndTheSeriesFromThePlaces) {
  const Festival& festival = shared_city().festival();
  const TimePoint evening = at("2026-10-01T19:10:00");
  const auto places = festival.places_at(evening);
  ASSERT_EQ(places.size(), 12U);
  std::map<std::string, int> people;
  for (const FestivalPlace& one : places) {
    people[one.name] = one.people;
    const double share = static_cast<double>(one.people) / one.capacity;
    EXPECT_EQ(one.level, share >= 0.95 ? 1 : share >= 0.85 ? 2 : share >= 0.7 ? 3 : 4) << one.name;
    if (one.full_in_minutes) {
      EXPECT_GT(one.people, one.half_hour_ago);
    }
  }
  for (const FestivalCount& one : festival.series_at(evening)) {
    ASSERT_TRUE(people.contains(one.place));
    if (one.time == evening) {
      EXPECT_EQ(one.people, people[one.place]);
    }
  }
  for (const FestivalEvent& one : festival.events_at(evening)) {
    EXPECT_TRUE(people.contains(one.place)) << one.name;
    EXPECT_LT(one.begins, one.ends);
  }
}

TEST(Festival, EventsFillTheirPlace) {
  const Festival& festival = shared_city().festival();
  const auto full = [&](const char* time) {
    int most = 0;
    for (const FestivalPlace& one : festival.places_at(at(time)))
      most = std::max(most, one.people * 100 / one.capacity);
    return most;
  };
  EXPECT_LT(full("2026-10-01T03:00:00"), 20);
  EXPECT_GT(full("2026-10-01T19:40:00"), 75);
}

}  // namespace
}  // namespace onescreen::demo
