// Proves that the city is a function of seed and time, and that its counts add up.
#include "demo/city.h"

#include <algorithm>

#include "demo/figures.h"
#include "demo_city.h"

namespace onescreen::demo {
namespace {

TEST(City, TheOrderOfAskingDoesNotMatter) {
  const auto forward = make_city();
  const auto backward = make_city();
  const std::vector<TimePoint> times{at("2026-11-18T23:59:59"), at("2026-11-20T00:00:00"), at("2026-11-20T07:52:36"),
                                     at("2026-12-31T12:00:00"), at("2024-02-29T09:00:00")};
  std::map<TimePoint, std::vector<std::string>> seen;
  for (const TimePoint time : times) {
    for (const Endpoint& endpoint : endpoints_of(*forward)) seen[time].push_back(endpoint.build(time, {1, 5000}));
  }
  for (auto time = times.rbegin(); time != times.rend(); ++time) {
    std::vector<std::string> again;
    for (const Endpoint& endpoint : endpoints_of(*backward)) again.push_back(endpoint.build(*time, {1, 5000}));
    EXPECT_EQ(again, seen[*time]);
  }
}

TEST(City, ListsWhatIsOpenAndWhatHappenedToday) {
  const City& city = shared_city();
  for (const char* time : {"2026-11-20T00:00:05", "2026-11-20T07:52:36", "2026-11-20T23:59:59"}) {
    const CaseView view = city.cases_at(at(time));
    EXPECT_TRUE(std::is_sorted(view.listed.begin(), view.listed.end(),
                               [](const Case* a, const Case* b) { return a->reported_at() > b->reported_at(); }));
    // A far longer look back finds nothing more.
    const CaseView longer = city.cases_at(at(time), 6);
    EXPECT_EQ(view.listed.size(), longer.listed.size());
    for (const Case* one : view.listed) EXPECT_TRUE(one->known(view.now));
  }
}

TEST(Figures, SumsAgreeWithEachOther) {
  const City& city = shared_city();
  for (int hour = 0; hour < 24; ++hour) {
    const CaseView view = city.cases_at(at("2026-11-20T00:52:36") + std::chrono::hours(hour));
    const CaseFigures district = district_figures(view);
    const auto stages = stage_counts(view);
    int open = 0;
    for (size_t stage = 0; stage < 6; ++stage) open += stages[stage];
    EXPECT_EQ(open, district.open);
    EXPECT_EQ(stages[6], district.closed_today);
    EXPECT_EQ(static_cast<size_t>(district.open + district.closed_today), view.listed.size());
    EXPECT_EQ(district.by_level[0] + district.by_level[1] + district.by_level[2] + district.by_level[3], district.open);

    const auto lanes = lane_counts(view);
    EXPECT_EQ(lanes[0] + lanes[1] + lanes[2], district.received_today);

    for (const auto& parts : {street_figures(city, view), cell_figures(city, view)}) {
      CaseFigures sum;
      for (const CaseFigures& part : parts) {
        sum.open += part.open;
        sum.overdue += part.overdue;
        sum.received_today += part.received_today;
        sum.closed_today += part.closed_today;
      }
      EXPECT_EQ(sum.open, district.open);
      EXPECT_EQ(sum.overdue, district.overdue);
      EXPECT_EQ(sum.received_today, district.received_today);
      EXPECT_EQ(sum.closed_today, district.closed_today);
    }
  }
}

TEST(Figures, ADistrictsDeskIsNeitherEmptyNorDrowned) {
  for (int hour = 0; hour < 24; ++hour) {
    const CaseFigures figures =
        district_figures(shared_city().cases_at(at("2026-11-19T00:52:36") + std::chrono::hours(hour)));
    EXPECT_GE(figures.open, 90) << hour;
    EXPECT_LE(figures.open, 280) << hour;
    EXPECT_LE(figures.by_level[0], 3) << hour;
    EXPECT_LE(figures.overdue, 20) << hour;
  }
}

TEST(Figures, NothingCountedIsNoRateInsteadOfZero) {
  EXPECT_FALSE(CaseFigures{}.on_time_rate().has_value());
  CaseFigures figures;
  figures.closed_today = 4;
  figures.late_today = 1;
  EXPECT_DOUBLE_EQ(*figures.on_time_rate(), 75);
}

TEST(Figures, KpisTellTheChangeAgainstYesterday) {
  const City& city = shared_city();
  const TimePoint now = at("2026-11-20T10:20:36");
  const auto today = kpis_at(city, now);
  const auto yesterday = kpis_at(city, now - std::chrono::hours(24));
  ASSERT_EQ(today.size(), 6U);
  for (size_t i = 0; i < today.size(); ++i) {
    EXPECT_NEAR(*today[i].change, *today[i].value - *yesterday[i].value, 1e-6) << today[i].text.id;
    EXPECT_EQ(today[i].text.note.find('{'), std::string::npos);
  }
  EXPECT_EQ(*today[0].value, district_figures(city.cases_at(now)).received_today);
}

TEST(Figures, SeriesCountTheDayHourByHour) {
  const City& city = shared_city();
  const TimePoint midnight = at("2026-11-21T00:00:00");
  const auto points = kpi_series(city, midnight + std::chrono::minutes(20));
  EXPECT_EQ(points.size(), 25U * 6U);
  EXPECT_EQ(points.front().at, midnight - std::chrono::hours(24));
  EXPECT_EQ(points.back().at, midnight);
  double received = 0;
  for (const KpiPoint& point : points) {
    if (point.id == "received" && point.at > midnight - std::chrono::hours(24)) received += *point.value;
  }
  // Hours end where the next begin: up to a case on the very stroke of midnight it is the day's count.
  const auto whole = city.cases_at(midnight - std::chrono::seconds(1));
  EXPECT_NEAR(received, district_figures(whole).received_today, 1);
}

TEST(City, SaysWhatItCannotRead) {
  City::Options options = city_options(1, 1);
  options.demo_dir = "/nowhere";
  const auto city = City::load(options);
  ASSERT_FALSE(city.ok());
  EXPECT_EQ(city.error().where, "/nowhere/cases.json");
}

}  // namespace
}  // namespace onescreen::demo
