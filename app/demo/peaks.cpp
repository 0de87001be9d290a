#include "demo/peaks.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace onescreen::demo {

namespace {

constexpr int64_t kActionDays = 112;
constexpr int64_t kEffectDays = 56;
constexpr int64_t kWornDays = 84;  // from here on all is as it was before the action
constexpr int64_t kPhase = 18;     // the remainder of a Monday
constexpr int kWeeks = 12;
constexpr int kBeforeWeeks = 4;  // that are the measure of the action
constexpr int kMonthDays = 30;
constexpr int64_t kReplyDays = 3;
constexpr int64_t kMendDays = 3;
constexpr int64_t kOfficeCloses = 17 * 3600 + 1800;
constexpr int kLevel2Calls = 40;
constexpr int kLevel3Calls = 20;
constexpr int64_t kFirstCallSecond = 7 * 3600;
constexpr std::chrono::hours kDay{24};

int64_t start_day_before(int64_t day) { return day - (day - kPhase) % kActionDays; }

// Share of a place's calls that comes on `day`.
double factor_on(const Peaks::Cluster& cluster, int64_t day) {
  const int64_t passed = day - start_day_before(day);
  if (passed < kEffectDays) {
    return 1 - (1 - cluster.effect) * static_cast<double>(passed) / static_cast<double>(kEffectDays);
  }
  const double worn = static_cast<double>(passed - kEffectDays) / static_cast<double>(kWornDays - kEffectDays);
  return cluster.effect + (1 - cluster.effect) * std::min(1.0, worn);
}

}  // namespace

Peaks::Peaks(const std::string& path, const Ground& ground, const CaseCatalogue& catalogue, uint64_t seed) {
  const nlohmann::json file = nlohmann::json::parse(std::ifstream(path));
  target_share_ = file.at("target_share");
  std::vector<double> weights;
  for (const auto& kind : file.at("kinds")) {
    kinds_.push_back(kind.at("topic"));
    weights.push_back(kind.at("weight"));
    steps_.push_back(kind.at("next").get<std::vector<std::string>>());
    if (steps_.back().size() != 3) throw std::runtime_error(kinds_.back() + " needs three next steps");
  }
  Random random(seed, 0, Stream::peaks);
  const int count = file.at("places");
  for (int i = 0; i < count; ++i) {
    Cluster cluster;
    cluster.id = fmt::format("CF-{:02}", i + 1);
    cluster.kind = random.pick(weights);
    cluster.topic = kinds_[cluster.kind];
    const auto& kind = file.at("kinds")[cluster.kind];
    cluster.street = random.pick(catalogue.street_weights);
    const Street& street = ground.streets()[cluster.street];
    const Cell& cell = ground.cells()[street.cells[random.index(street.cells.size())]];
    const auto& roads = catalogue.street_roads[cluster.street];
    std::string road = roads[random.index(roads.size())];
    if (cell.roads.empty()) {
      cluster.at = ground.place_in(cell, random);
    } else {
      const size_t beside = random.index(cell.roads.size());
      road = ground.roads()[cell.roads[beside]].name;
      cluster.at = ground.place_by_road(cell, beside, random);
    }
    const auto titles = kind.at("titles").get<std::vector<std::string>>();
    cluster.title = fill(titles[random.index(titles.size())],
                         {{"road", road}, {"house", fmt::format("{}", 10 + 2 * random.index(400))}});
    cluster.unit = fill(kind.at("unit"), {{"street", street.label}});
    const double strength = random.uniform();
    cluster.daily = 0.25 + 2.1 * strength * strength;
    cluster.effect = random.chance(0.14) ? random.between(1.0, 1.2) : random.between(0.35, 0.75);
    cluster.callers = random.between(0.25, 0.7);
    cluster.first_day = -60 - static_cast<int64_t>(random.index(140));
    cluster.rhythm_days = 7 + static_cast<int64_t>(random.index(8));
    cluster.key = random.next();
    clusters_.push_back(std::move(cluster));
  }
}

std::vector<TimePoint> Peaks::calls_of(const Cluster& cluster, int64_t day) const {
  const uint64_t key = mix(cluster.key, static_cast<uint64_t>(day));
  const int count = static_cast<int>(cluster.daily * factor_on(cluster, day) + unit_interval(key));
  std::vector<TimePoint> calls;
  for (int i = 0; i < count; ++i) {
    const double share = unit_interval(mix(key, static_cast<uint64_t>(i) + 1));
    const auto second =
        kFirstCallSecond + static_cast<int64_t>(share * static_cast<double>(kDaySecs - kFirstCallSecond));
    calls.push_back(start_of(day) + std::chrono::seconds(second));
  }
  return calls;
}

int Peaks::calls_between(const Cluster& cluster, TimePoint from, TimePoint to) const {
  int count = 0;
  for (int64_t day = day_of(from); day <= day_of(to); ++day) {
    for (const TimePoint at : calls_of(cluster, day)) count += at >= from && at < to;
  }
  return count;
}

int Peaks::calls_between(TimePoint from, TimePoint to) const {
  int count = 0;
  for (const Cluster& cluster : clusters_) count += calls_between(cluster, from, to);
  return count;
}

Peaks::State Peaks::state_of(const Cluster& cluster, TimePoint now) const {
  State state;
  const int64_t today = day_of(now);
  state.calls_30 = calls_between(cluster, now - kMonthDays * kDay, now);
  state.calls_before = calls_between(cluster, now - 2 * kMonthDays * kDay, now - kMonthDays * kDay);
  state.callers = state.calls_30 == 0 ? 0 : std::max(1, static_cast<int>(state.calls_30 * cluster.callers));
  state.level = state.calls_30 >= kLevel2Calls ? 2 : state.calls_30 >= kLevel3Calls ? 3 : 4;
  state.first = start_of(start_day_before(today) + cluster.first_day) + std::chrono::hours(9);
  state.last = state.first;
  for (int64_t day = today; day > today - kMonthDays && state.last == state.first; --day) {
    for (const TimePoint at : calls_of(cluster, day)) {
      if (at < now) state.last = std::max(state.last, at);
    }
  }
  // An answer is owed from the first day of each of its rounds; it comes within a few days, and then work begins.
  const auto offset = static_cast<int64_t>(cluster.key % static_cast<uint64_t>(cluster.rhythm_days));
  const int64_t round = (today + offset) / cluster.rhythm_days;
  const int64_t began = round * cluster.rhythm_days - offset;
  const double luck = unit_interval(mix(cluster.key, static_cast<uint64_t>(round)));
  const double answered_after = 1 + luck * luck * 4.2;  // days
  const TimePoint answered = start_of(began) + std::chrono::seconds(static_cast<int64_t>(answered_after * kDaySecs));
  const TimePoint mended = start_of(day_of(answered) + kMendDays) + std::chrono::seconds(kOfficeCloses);
  state.reply = now < answered ? Reply::waiting : now < mended ? Reply::fixing : Reply::checking;
  const int64_t due_day = state.reply == Reply::waiting  ? began + kReplyDays - 1
                          : state.reply == Reply::fixing ? day_of(mended)
                                                         : began + cluster.rhythm_days - 1;
  state.due = start_of(due_day) + std::chrono::seconds(kOfficeCloses);
  state.overdue = now > state.due;
  state.next_step = steps_[cluster.kind][static_cast<size_t>(state.reply)];
  return state;
}

std::vector<Peaks::Week> Peaks::weeks(TimePoint now) const {
  std::vector<Week> weeks;
  for (int back = kWeeks - 1; back >= 0; --back) {
    Week week;
    week.to = now - back * 7 * kDay;
    week.from = week.to - 7 * kDay;
    week.by_kind.assign(kinds_.size(), 0);
    for (const Cluster& cluster : clusters_) week.by_kind[cluster.kind] += calls_between(cluster, week.from, week.to);
    weeks.push_back(std::move(week));
  }
  return weeks;
}

std::vector<double> Peaks::start_weeks(TimePoint now) const {
  const TimePoint start = start_of(start_day_before(day_of(now)));
  std::vector<double> weeks(kinds_.size(), 0);
  for (const Cluster& cluster : clusters_) {
    weeks[cluster.kind] += calls_between(cluster, start - kBeforeWeeks * 7 * kDay, start) / double{kBeforeWeeks};
  }
  return weeks;
}

Peaks::Summary Peaks::summary(TimePoint now) const {
  Summary sums;
  const int64_t today = day_of(now);
  sums.start = start_of(start_day_before(today));
  for (const double calls : start_weeks(now)) sums.start_week += calls;
  sums.target = sums.start_week * target_share_;
  sums.week = calls_between(now - 7 * kDay, now);
  sums.today = calls_between(start_of(today), now);
  sums.yesterday = calls_between(start_of(today - 1), now - kDay);
  return sums;
}

}  // namespace onescreen::demo
