#include "demo/waste.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace onescreen::demo {

namespace {

constexpr double kLateShare = 0.05;   // of the rounds
constexpr double kBusyShare = 0.085;  // rounds after which a point fills much faster
constexpr double kMixedShare = 0.09;  // points in which sorting fails on a day
constexpr int64_t kHourSecs = 3600;
constexpr int64_t kToBeEmptied = 2 * kHourSecs;  // a full point must be emptied, a late one visited
constexpr int64_t kToBeSorted = 4 * kHourSecs;
constexpr int64_t kGraceSecs = 1800;  // before a round counts as late
constexpr int64_t kInspected = 7 * kHourSecs;

std::chrono::seconds seconds_of(double seconds) { return std::chrono::seconds(static_cast<int64_t>(seconds)); }

// Bits of their own for each question about a point.
double luck(const Waste::Point& point, int64_t number, uint64_t question) {
  return unit_interval(mix(mix(point.key, static_cast<uint64_t>(number)), question));
}

}  // namespace

Waste::Waste(const std::string& path, const Ground& ground, const CaseCatalogue& catalogue, uint64_t seed)
    : seed_(seed) {
  const nlohmann::json file = nlohmann::json::parse(std::ifstream(path));
  target_ = file.at("target");
  team_ = file.at("team");
  sorter_ = file.at("sorter");
  rhythm_ = file.at("rhythm").get<Rhythm>();
  for (const auto& kind : file.at("kinds")) kinds_.push_back({kind.at("kind"), kind.at("tonnes")});
  for (const Street& street : ground.streets()) streets_.push_back(street.label);
  const int count = file.at("points");
  Random random(seed, 0, Stream::waste);
  std::map<std::string, int> on_road;
  for (int i = 0; i < count; ++i) {
    Point point;
    point.id = fmt::format("TF-{:04}", i + 1);
    point.street = random.pick(catalogue.street_weights);
    const Street& street = ground.streets()[point.street];
    point.cell = street.cells[random.index(street.cells.size())];
    const Cell& cell = ground.cells()[point.cell];
    std::string road = catalogue.street_roads[point.street][random.index(catalogue.street_roads[point.street].size())];
    if (cell.roads.empty() || random.chance(0.4)) {
      point.at = ground.place_in(cell, random);
    } else {
      const size_t beside = random.index(cell.roads.size());
      road = ground.roads()[cell.roads[beside]].name;
      point.at = ground.place_by_road(cell, beside, random);
    }
    point.name = fill(file.at("name"), {{"road", road}, {"number", fmt::format("{}", ++on_road[road])}});
    point.hours_to_full = random.between(14, 30);
    point.correct = random.between(93.5, 99.6) - 2.4 * unit_interval(mix(seed, point.street));
    point.key = random.next();
    points_.push_back(std::move(point));
  }
}

Waste::Round Waste::round_of(const Point& point, int64_t number) const {
  const int64_t day = number / 2;
  const bool evening = number % 2 != 0;
  const double usual = static_cast<double>(point.key % 10'000) / 10'000;
  const double hour = (evening ? 17.5 : 5.5) + usual * 2.8;
  Round round;
  round.planned = start_of(day) + seconds_of(hour * kHourSecs);
  const bool late = luck(point, number, 1) < kLateShare;
  round.actual = round.planned + seconds_of(luck(point, number, 2) * (late ? 4.5 : 0.4) * kHourSecs);
  if (luck(point, number, 3) < kBusyShare) round.speed = 2 + 2.5 * luck(point, number, 4);
  return round;
}

Waste::Reading Waste::reading_of(const Point& point, TimePoint now) const {
  const int64_t today = day_of(now);
  int64_t number = today * 2 + 1;
  while (round_of(point, number).actual > now) --number;
  const Round last = round_of(point, number);
  const Round next = round_of(point, number + 1);
  Reading reading;
  reading.who = fill(team_, {{"street", streets_[point.street]}});
  reading.next = next.actual;
  reading.correct = std::min(100.0, point.correct + 2 * luck(point, today, 5) - 1);

  const auto to_full = seconds_of(point.hours_to_full / last.speed * kHourSecs);
  TimePoint emptied = last.actual;
  const TimePoint full = emptied + to_full;
  const TimePoint extra = full + seconds_of((0.6 + 2.2 * luck(point, number, 6)) * kHourSecs);
  if (now >= extra) emptied = extra;
  const double share = std::chrono::duration<double>(now - emptied) / std::chrono::duration<double>(to_full);
  reading.fill = std::min(100, static_cast<int>(share * 100));

  const auto inspected = kInspected + static_cast<int64_t>(luck(point, today, 8) * 10 * kHourSecs);
  const TimePoint seen = start_of(today) + std::chrono::seconds(inspected);
  const TimePoint sorted = seen + seconds_of((1 + 5 * luck(point, today, 9)) * kHourSecs);
  if (emptied == last.actual && now >= full) {
    reading.state = State::full;
    reading.since = full;
    reading.due = full + std::chrono::seconds(kToBeEmptied);
    reading.next = std::min(extra, next.actual);
  } else if (now > next.planned + std::chrono::seconds(kGraceSecs)) {
    reading.state = State::late;
    reading.since = next.planned;
    reading.due = next.planned + std::chrono::seconds(kToBeEmptied);
  } else if (luck(point, today, 7) < kMixedShare && now >= seen && now < sorted) {
    reading.state = State::mixed;
    reading.since = seen;
    reading.due = seen + std::chrono::seconds(kToBeSorted);
    reading.next = sorted;
    reading.who = fill(sorter_, {{"street", streets_[point.street]}});
    reading.correct -= 25;
  }
  return reading;
}

double Waste::tonnes_until(size_t kind, int64_t day, int64_t second) const {
  double all = 0, passed = 0;
  for (int64_t hour = 0; hour < 24; ++hour) {
    const double weight = rhythm_[static_cast<size_t>(hour)];
    const double share = std::clamp(static_cast<double>(second - hour * kHourSecs) / kHourSecs, 0.0, 1.0);
    all += weight;
    passed += weight * share;
  }
  const uint64_t bits = mix(mix(seed_, static_cast<uint64_t>(day)), static_cast<uint64_t>(Stream::waste) + kind);
  const int weekday = weekday_of(day);
  const double rest = weekday == 0 || weekday == 6 ? 1.08 : 1;
  return kinds_[kind].daily * rest * (0.92 + 0.16 * unit_interval(bits)) * passed / all;
}

std::vector<Waste::Tonnes> Waste::tonnes(TimePoint now) const {
  const int64_t today = day_of(now);
  const int64_t second = second_of_day(now);
  std::vector<Tonnes> tonnes;
  for (size_t i = 0; i < kinds_.size(); ++i) {
    tonnes.push_back({kinds_[i].name, tonnes_until(i, today, second), tonnes_until(i, today - 1, second),
                      tonnes_until(i, today - 1, kDaySecs)});
  }
  return tonnes;
}

}  // namespace onescreen::demo
