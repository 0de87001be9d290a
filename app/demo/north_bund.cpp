// Units go round closed lines; a hazard lies beside a corner of one and is found at a pass, one round after a clear
// one.
#include "demo/north_bund.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "demo/scene_file.h"

namespace onescreen::demo {

namespace {

using nlohmann::json;

constexpr double kMetresPerDegree = 111'320;
constexpr int kOldestDays = 4;

double metres(model::LonLat a, model::LonLat b) {
  const double x = (b.lon - a.lon) * std::cos(a.lat * std::numbers::pi / 180);
  return std::hypot(x, b.lat - a.lat) * kMetresPerDegree;
}

int64_t hours_to_mend(int level) { return level == 1 ? 2 : level == 2 ? 6 : level == 3 ? 24 : 72; }

}  // namespace

model::Result<NorthBund> NorthBund::load(const std::string& file, uint64_t seed) {
  return read_scene<NorthBund>(file, "riverside", [&](std::istream& in, NorthBund& scene) {
    const json from = json::parse(in);
    scene.seed_ = seed;
    scene.finds_a_day_ = from.at("finds_a_day");
    for (const json& kind : from.at("kinds")) {
      scene.kinds_.push_back({kind.at("kind"), kind.at("icon"), kind.at("owner"), kind.at("level"), kind.at("by_drone"),
                              kind.at("weight")});
    }
    for (const json& one : from.at("routes")) {
      Route route;
      route.patrol.id = fmt::format("XW-{:02}", scene.routes_.size() + 1);
      route.patrol.name = one.at("name");
      route.patrol.kind = one.at("kind");
      route.patrol.route = one.at("route");
      route.is_drone = one.at("is_drone");
      route.metres_per_sec = one.at("kmh").get<double>() / 3.6;
      route.every_secs = one.at("every_secs");
      route.battery_secs = one.at("battery_minutes").get<int64_t>() * 60;
      for (const json& corner : one.at("corners")) {
        route.patrol.line.push_back({corner.at(0), corner.at(1)});
        route.places.push_back(corner.at(2));
      }
      if (route.places.size() < 3 || route.every_secs < 1) throw std::runtime_error("a route leads nowhere");
      route.patrol.line.push_back(route.patrol.line.front());
      for (size_t i = 1; i < route.patrol.line.size(); ++i) {
        route.patrol.length_m += metres(route.patrol.line[i - 1], route.patrol.line[i]);
      }
      route.patrol.round_secs = static_cast<int64_t>(route.patrol.length_m / route.metres_per_sec);
      scene.routes_.push_back(std::move(route));
    }
    if (scene.routes_.empty() || scene.kinds_.empty()) throw std::runtime_error("names no route or no kind");
  });
}

model::LonLat NorthBund::place_on(const Route& route, double driven, double* heading_deg) {
  const Ring& line = route.patrol.line;
  for (size_t i = 1; i < line.size(); ++i) {
    const model::LonLat a = line[i - 1];
    const model::LonLat b = line[i];
    const double length = metres(a, b);
    if (driven > length && i + 1 < line.size()) {
      driven -= length;
      continue;
    }
    const double share = length > 0 ? std::min(1.0, driven / length) : 0;
    const double east = (b.lon - a.lon) * std::cos(a.lat * std::numbers::pi / 180);
    *heading_deg = std::fmod(std::atan2(east, b.lat - a.lat) * 180 / std::numbers::pi + 360, 360);
    return {a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share};
  }
  return line.front();
}

std::vector<Hazard> NorthBund::hazards_of(int64_t day) const {
  std::vector<Hazard> hazards;
  Random random(seed_, day, Stream::north_bund);
  for (int i = 0; i < finds_a_day_; ++i) {
    const Route& route = routes_[random.index(routes_.size())];
    std::vector<double> weights;
    for (const Kind& kind : kinds_) weights.push_back(kind.on_drone == route.is_drone ? kind.weight : 0);
    const Kind& kind = kinds_[random.pick(weights)];
    const size_t corner = random.index(route.places.size());
    const model::LonLat at = route.patrol.line[corner];
    Hazard one;
    one.kind = kind.kind;
    one.icon = kind.icon;
    one.owner = kind.owner;
    one.level = kind.level;
    one.unit = route.patrol.name;
    one.place = route.places[corner];
    const double offset_lon = random.between(-0.0005, 0.0005);
    one.at = {at.lon + offset_lon, at.lat + random.between(0.0001, 0.0006)};
    one.found_at = start_of(day) + std::chrono::seconds(6 * 3600 + static_cast<int64_t>(random.index(16 * 3600)));
    one.clear_at = one.found_at - std::chrono::seconds(route.patrol.round_secs);
    const int64_t due = hours_to_mend(one.level) * 3600;
    one.deadline = one.found_at + std::chrono::seconds(due);
    const auto sent = static_cast<int64_t>(random.between(90, 1500));
    const double took = random.between(0.2, 1.08);
    one.sent_at = one.found_at + std::chrono::seconds(sent);
    one.mended_at = one.found_at + std::chrono::seconds(sent + static_cast<int64_t>(static_cast<double>(due) * took));
    one.begun_at = *one.sent_at + (*one.mended_at - *one.sent_at) / 3;
    hazards.push_back(std::move(one));
  }
  std::stable_sort(hazards.begin(), hazards.end(),
                   [](const Hazard& a, const Hazard& b) { return a.found_at < b.found_at; });
  for (size_t i = 0; i < hazards.size(); ++i) hazards[i].id = fmt::format("YH{}-{:02}", day, i + 1);
  return hazards;
}

std::vector<Hazard> NorthBund::hazards_at(TimePoint now) const {
  std::vector<Hazard> listed;
  const int64_t today = day_of(now);
  const TimePoint midnight = start_of(today);
  for (int64_t day = today - kOldestDays; day <= today; ++day) {
    for (Hazard& one : hazards_of(day)) {
      if (one.found_at > now || (*one.mended_at <= now && *one.mended_at < midnight && one.found_at < midnight))
        continue;
      if (*one.sent_at > now) one.sent_at.reset();
      if (*one.begun_at > now) one.begun_at.reset();
      if (*one.mended_at > now) one.mended_at.reset();
      listed.push_back(std::move(one));
    }
  }
  std::reverse(listed.begin(), listed.end());
  return listed;
}

std::vector<Patrol> NorthBund::patrols_at(TimePoint now) const {
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::vector<Patrol> patrols;
  for (const Route& route : routes_) {
    Patrol patrol = route.patrol;
    patrol.rounds_today = static_cast<int>(second_of_day(now) / patrol.round_secs);
    const int64_t used = (second + static_cast<int64_t>(patrols.size()) * 700) % route.battery_secs / 60 * 60;
    patrol.battery = static_cast<int>(100 - 80 * used / route.battery_secs);
    patrols.push_back(std::move(patrol));
  }
  return patrols;
}

std::vector<PatrolPlace> NorthBund::places_at(TimePoint now) const {
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::vector<PatrolPlace> places;
  for (const Route& route : routes_) {
    const int64_t newest = second - second % route.every_secs;
    for (int64_t i = kTailSecs / route.every_secs; i >= 0; --i) {
      const int64_t at = newest - i * route.every_secs;
      PatrolPlace place{
          route.patrol.id, route.patrol.name, route.patrol.kind, TimePoint(std::chrono::seconds(at)), {}, 0};
      const double driven = std::fmod(static_cast<double>(at) * route.metres_per_sec, route.patrol.length_m);
      place.at = place_on(route, driven, &place.heading_deg);
      places.push_back(std::move(place));
    }
  }
  return places;
}

}  // namespace onescreen::demo
