// A place's people are its rhythm and what its events draw, with a slow noise of the day.
#include "demo/festival.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "demo/scene_file.h"

namespace onescreen::demo {

namespace {

using nlohmann::json;

constexpr int64_t kNoiseSecs = 2400;  // between two values of the noise
constexpr int64_t kStepSecs = 60;     // how often people are counted
constexpr int64_t kBeforeSecs = 5400;
constexpr int64_t kAfterSecs = 3600;
constexpr int kPeopleEach = 260;  // that one of the force looks after
constexpr int kSoonMinutes = 120;

}  // namespace

model::Result<Festival> Festival::load(const std::string& file, uint64_t seed) {
  return read_scene<Festival>(file, "festival", [&](std::istream& in, Festival& scene) {
    const json from = json::parse(in);
    scene.seed_ = seed;
    const json& rhythms = from.at("rhythms");
    for (const json& one : from.at("places")) {
      Place place;
      FestivalPlace& told = place.place;
      told.id = fmt::format("BZ-{:02}", scene.places_.size() + 1);
      told.name = one.at("name");
      told.kind = one.at("kind");
      told.street = one.at("street");
      told.post = one.at("post");
      told.phone = one.at("phone");
      told.at = {one.at("at").at(0), one.at("at").at(1)};
      told.capacity = one.at("capacity");
      told.police = one.at("police");
      told.stewards = one.at("stewards");
      told.medics = one.at("medics");
      if (told.capacity < 1) throw std::runtime_error("a place has no capacity");
      place.rhythm = rhythms.at(one.at("rhythm").get<std::string>());
      scene.places_.push_back(std::move(place));
    }
    for (const json& one : from.at("events")) {
      scene.events_.push_back({one.at("name"), one.at("place"), one.at("post"), clock_seconds(one.at("from")),
                               clock_seconds(one.at("to")), one.at("adds")});
    }
    for (const json& one : from.at("hubs")) {
      scene.hubs_.push_back({{one.at("name"), one.at("kind"), one.at("way"), one.at("limit"), 0, 0},
                             rhythms.at(one.at("rhythm").get<std::string>())});
    }
    if (scene.places_.empty() || scene.events_.empty() || scene.hubs_.empty())
      throw std::runtime_error("names no place, event or hub");
  });
}

int Festival::people(size_t number, TimePoint time) const {
  const Place& place = places_[number];
  const int64_t day = day_of(time);
  const int64_t second = second_of_day(time) / kStepSecs * kStepSecs;
  Random random(mix(seed_, number), day, Stream::festival);
  double share = level_at(place.rhythm, second) * random.between(0.85, 1.1);
  for (const Event& event : events_) {
    if (event.place != place.place.name) continue;
    const double comes = part_between(event.from - kBeforeSecs, event.from, second);
    share += event.adds * comes * (1 - part_between(event.to, event.to + kAfterSecs, second));
  }
  // The noise of the day goes on from value to value.
  const int64_t all = day * kDaySecs + second;
  const auto noise = [&](int64_t step) { return unit_interval(mix(mix(seed_, number), static_cast<uint64_t>(step))); };
  const double part = static_cast<double>(all % kNoiseSecs) / kNoiseSecs;
  const double between = noise(all / kNoiseSecs) * (1 - part) + noise(all / kNoiseSecs + 1) * part;
  share *= 0.93 + 0.14 * between;
  return static_cast<int>(std::clamp(share, 0.0, 1.08) * place.place.capacity);
}

std::vector<FestivalPlace> Festival::places_at(TimePoint now) const {
  std::vector<FestivalPlace> places;
  for (size_t i = 0; i < places_.size(); ++i) {
    FestivalPlace one = places_[i].place;
    one.people = people(i, now);
    one.half_hour_ago = people(i, now - std::chrono::minutes(30));
    const double share = static_cast<double>(one.people) / one.capacity;
    one.level = share >= 0.95 ? 1 : share >= 0.85 ? 2 : share >= 0.7 ? 3 : 4;
    const int rise = one.people - one.half_hour_ago;
    if (rise > 0 && one.people < one.capacity) {
      const int minutes = (one.capacity - one.people) * 30 / rise;
      if (minutes <= kSoonMinutes) one.full_in_minutes = minutes;
    }
    one.needed = (one.people + kPeopleEach - 1) / kPeopleEach;
    places.push_back(std::move(one));
  }
  return places;
}

std::vector<FestivalCount> Festival::series_at(TimePoint now) const {
  constexpr std::chrono::minutes kEach{10};
  std::vector<FestivalCount> counts;
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const TimePoint last(std::chrono::seconds(second - second % std::chrono::seconds(kEach).count()));
  for (size_t i = 0; i < places_.size(); ++i) {
    for (int back = kSeriesHours * 6; back >= 0; --back) {
      const TimePoint time = last - back * kEach;
      counts.push_back({places_[i].place.name, time, people(i, time)});
    }
  }
  return counts;
}

std::vector<Hub> Festival::hubs_at(TimePoint now) const {
  std::vector<Hub> hubs;
  const int64_t quarter = second_of_day(now) / 900;
  for (size_t i = 0; i < hubs_.size(); ++i) {
    Hub hub = hubs_[i].hub;
    Random random(mix(seed_, 500 + i), day_of(now) * 96 + quarter, Stream::festival);
    const double level = level_at(hubs_[i].rhythm, quarter * 900);
    hub.in = static_cast<int>(hub.limit * level * random.between(0.8, 1.08));
    hub.out = static_cast<int>(hub.limit * level * random.between(0.75, 1.05));
    hubs.push_back(std::move(hub));
  }
  return hubs;
}

std::vector<FestivalEvent> Festival::events_at(TimePoint now) const {
  std::vector<FestivalEvent> events;
  for (const int64_t day : {day_of(now), day_of(now) + 1}) {
    for (size_t i = 0; i < events_.size(); ++i) {
      const Event& one = events_[i];
      events.push_back({fmt::format("HD{}-{}", day, i + 1), one.name, one.place, one.post,
                        start_of(day) + std::chrono::seconds(one.from), start_of(day) + std::chrono::seconds(one.to)});
    }
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const FestivalEvent& a, const FestivalEvent& b) { return a.begins < b.begins; });
  return events;
}

}  // namespace onescreen::demo
