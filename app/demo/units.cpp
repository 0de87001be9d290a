// Places along a road by the length driven.
#include "demo/units.h"

#include <fmt/format.h>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>
#include <utility>

namespace onescreen::demo {

namespace {

using nlohmann::json;

constexpr double kShortestRoadM = 400;
constexpr int64_t kSilenceSecs = 900;  // spells of this length
constexpr uint64_t kSilentOneIn = 25;  // of them
constexpr double kMetresPerDegree = 111'320;

double metres(model::LonLat a, model::LonLat b) {
  const double x = (b.lon - a.lon) * std::cos(a.lat * std::numbers::pi / 180);
  return std::hypot(x, b.lat - a.lat) * kMetresPerDegree;
}

double length_of(const Ring& line) {
  double length = 0;
  for (size_t i = 1; i < line.size(); ++i) length += metres(line[i - 1], line[i]);
  return length;
}

struct OnRoad {
  model::LonLat at;
  double heading_deg = 0;
};

// `driven` from the road's start; `forwards`: the way it is driven.
OnRoad place_on(const Ring& line, double driven, bool forwards) {
  for (size_t i = 1; i < line.size(); ++i) {
    const double length = metres(line[i - 1], line[i]);
    if (driven > length && i + 1 < line.size()) {
      driven -= length;
      continue;
    }
    const double share = length > 0 ? std::min(1.0, driven / length) : 0;
    const model::LonLat a = line[i - 1];
    const model::LonLat b = line[i];
    const double east = (b.lon - a.lon) * std::cos(a.lat * std::numbers::pi / 180);
    double heading = std::atan2(east, b.lat - a.lat) * 180 / std::numbers::pi + (forwards ? 0 : 180);
    heading = std::fmod(heading + 360, 360);
    return {{a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share}, heading};
  }
  return {line.front(), 0};
}

}  // namespace

model::Result<Units> Units::load(const std::string& file, const Ground& ground, uint64_t seed) {
  try {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot be opened");
    std::vector<const Road*> roads;
    for (const Road& road : ground.roads()) {
      if (length_of(road.line) >= kShortestRoadM) roads.push_back(&road);
    }
    if (roads.empty()) throw std::runtime_error("the district has no road that is long enough");
    Units units;
    units.seed_ = seed;
    Random random(seed, 0, Stream::units);
    const json from = json::parse(in);
    for (const json& kind : from.at("kinds")) {
      const int count = kind.at("count");
      for (int i = 1; i <= count; ++i) {
        Unit unit;
        unit.id = fmt::format("U-{:03}", units.units_.size() + 1);
        unit.name = fmt::format("{} {:02}", kind.at("name").get<std::string>(), i);
        unit.kind = kind.at("kind");
        unit.road = roads[random.index(roads.size())];
        unit.length_m = length_of(unit.road->line);
        unit.metres_per_sec = kind.at("kmh").get<double>() / 3.6 * random.between(0.7, 1.1);
        unit.every_secs = kind.at("every_secs");
        if (unit.every_secs < 1 || !(unit.metres_per_sec > 0)) throw std::runtime_error("a kind stands still");
        unit.offset_secs = static_cast<int64_t>(random.index(5000));
        units.units_.push_back(std::move(unit));
      }
    }
    return units;
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, std::string("the demo units cannot be read: ") + error.what(), file};
  }
}

bool Units::is_silent(const Unit& unit, int64_t second) const {
  const auto spell = static_cast<uint64_t>((second + unit.offset_secs) / kSilenceSecs);
  return mix(mix(seed_, spell), static_cast<uint64_t>(unit.offset_secs)) % kSilentOneIn == 0;
}

std::vector<UnitPlace> Units::places_at(TimePoint now) const {
  const int64_t now_secs = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::vector<UnitPlace> places;
  for (const Unit& unit : units_) {
    const int64_t newest = now_secs - (now_secs + unit.offset_secs) % unit.every_secs;
    const int64_t reports = kTailSecs / unit.every_secs;
    for (int64_t i = reports; i >= 0; --i) {
      const int64_t second = newest - i * unit.every_secs;
      if (is_silent(unit, second)) continue;
      // To and fro: twice the road's length, the second half backwards.
      const double driven =
          std::fmod(static_cast<double>(second + unit.offset_secs) * unit.metres_per_sec, 2 * unit.length_m);
      const bool forwards = driven <= unit.length_m;
      const OnRoad place = place_on(unit.road->line, forwards ? driven : 2 * unit.length_m - driven, forwards);
      places.push_back(
          {unit.id, unit.name, unit.kind, TimePoint(std::chrono::seconds(second)), place.at, place.heading_deg});
    }
  }
  return places;
}

}  // namespace onescreen::demo
