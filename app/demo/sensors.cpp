#include "demo/sensors.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

namespace onescreen::demo {

namespace {

using nlohmann::json;

// A sensor drops out, or alarms, for whole spells; each sensor's spells begin at its own time.
constexpr int64_t kOfflineSpellSecs = 6 * 3600;
constexpr int64_t kAlarmSpellSecs = 40 * 60;
// All ids lie above this and keep 19 digits.
constexpr uint64_t kFirstId = 1'720'000'000'000'000'000ULL;

constexpr std::array<double, 5> kPowers{1, 10, 100, 1000, 10000};

int64_t floor_to(int64_t value, int64_t step) { return value - ((value % step) + step) % step; }

}  // namespace

const char* name_of(SensorStatus status) {
  switch (status) {
    case SensorStatus::online:
      return "online";
    case SensorStatus::offline:
      return "offline";
    case SensorStatus::alarm:
      return "alarm";
  }
  return "";
}

model::Result<Sensors> Sensors::load(const std::string& file, const Ground& ground, uint64_t seed, int count) {
  Sensors sensors;
  sensors.seed_ = seed;
  std::vector<double> shares;
  try {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot be opened");
    const json from = json::parse(in);
    sensors.offline_share_ = from.at("offline_share");
    sensors.alarm_share_ = from.at("alarm_share");
    for (const json& entry : from.at("kinds")) {
      SensorKind kind{entry.at("kind"), entry.at("code"), {}};
      for (const json& m : entry.at("measures")) {
        kind.measures.push_back({m.at("measure"), m.at("unit"), m.at("decimals"), m.at("base"), m.at("swing"),
                                 m.at("noise"), m.at("alarm"), m.at("period_secs")});
        const SensorMeasure& measure = kind.measures.back();
        if (measure.decimals < 0 || measure.decimals >= static_cast<int>(kPowers.size()) || measure.period_secs < 1) {
          throw std::runtime_error(measure.measure + " has impossible decimals or period");
        }
      }
      if (kind.measures.empty()) throw std::runtime_error(kind.kind + " measures nothing");
      shares.push_back(entry.at("share"));
      sensors.kinds_.push_back(std::move(kind));
    }
    if (sensors.kinds_.empty()) throw std::runtime_error("names no kind");
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, std::string("the demo sensors cannot be read: ") + error.what(), file};
  }

  // Sensors stand where people and streets are: by area of the cell, a third more of them beside roads than
  // elsewhere.
  std::vector<double> areas;
  for (const Cell& cell : ground.cells()) areas.push_back(cell.area_km2);
  std::vector<uint32_t> numbers(sensors.kinds_.size(), 0);
  Random random(seed, 0, Stream::sensors);
  sensors.sensors_.reserve(static_cast<size_t>(std::max(0, count)));
  for (int i = 0; i < count; ++i) {
    Sensor sensor;
    sensor.kind = static_cast<uint8_t>(random.pick(shares));
    const SensorKind& kind = sensors.kinds_[sensor.kind];
    sensor.measure = static_cast<uint8_t>(random.index(kind.measures.size()));
    sensor.cell = static_cast<uint16_t>(random.pick(areas));
    sensor.number = ++numbers[sensor.kind];
    sensor.id = kFirstId + static_cast<uint64_t>(i) * 4096 + (mix(seed, static_cast<uint64_t>(i)) & 0xFFF);
    sensor.phase_secs = static_cast<int32_t>(random.index(static_cast<size_t>(kOfflineSpellSecs)));
    const Cell& cell = ground.cells()[sensor.cell];
    sensor.at = cell.roads.empty() || random.chance(0.6)
                    ? ground.place_in(cell, random)
                    : ground.place_by_road(cell, random.index(cell.roads.size()), random);
    sensors.sensors_.push_back(sensor);
  }
  return sensors;
}

Reading Sensors::read(const Sensor& sensor, TimePoint now) const {
  const SensorMeasure& measure = measure_of(sensor);
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const uint64_t key = mix(seed_, sensor.id);

  Reading reading;
  int64_t spell = floor_to(second - sensor.phase_secs, kOfflineSpellSecs);
  while (unit_interval(mix(key, static_cast<uint64_t>(spell))) < offline_share_) {
    // Its last word came before the spell began; spells may follow each other.
    reading.status = SensorStatus::offline;
    reading.observed = spell + sensor.phase_secs - 1;
    spell -= kOfflineSpellSecs;
  }
  const int64_t heard = reading.status == SensorStatus::offline ? reading.observed : second;
  reading.observed = floor_to(heard - sensor.phase_secs, measure.period_secs) + sensor.phase_secs;

  const uint64_t dice = mix(key, static_cast<uint64_t>(reading.observed));
  const int64_t alarm_spell = floor_to(reading.observed - sensor.phase_secs, kAlarmSpellSecs);
  double value = 0;
  if (unit_interval(mix(key ^ 0xA1A4, static_cast<uint64_t>(alarm_spell))) < alarm_share_) {
    if (reading.status == SensorStatus::online) reading.status = SensorStatus::alarm;
    value = measure.alarm * (1.02 + 0.25 * unit_interval(dice));
  } else {
    const double hour = static_cast<double>((reading.observed + 8 * 3600) % kDaySecs) / 3600;
    const double wave = std::cos((hour - 15) / 24 * 2 * std::numbers::pi);
    // Half of the noise belongs to the sensor for good, the other half to the report.
    const double own = unit_interval(key) - 0.5;
    value = measure.base + measure.swing * wave + measure.noise * (own + unit_interval(dice) - 0.5);
  }
  reading.scaled = std::llround(value * kPowers[static_cast<size_t>(measure.decimals)]);
  // No measure of these knows values below zero but the temperature, which is far from it here.
  reading.scaled = std::max<int64_t>(0, reading.scaled);
  return reading;
}

std::vector<SensorCount> Sensors::count(TimePoint now) const {
  std::vector<SensorCount> counts(kinds_.size());
  for (const Sensor& sensor : sensors_) {
    SensorCount& count = counts[sensor.kind];
    ++count.total;
    switch (read(sensor, now).status) {
      case SensorStatus::online:
        ++count.online;
        break;
      case SensorStatus::offline:
        ++count.offline;
        break;
      case SensorStatus::alarm:
        ++count.alarm;
        break;
    }
  }
  return counts;
}

}  // namespace onescreen::demo
