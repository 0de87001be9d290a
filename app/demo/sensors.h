// The city's sensors: 61,000 by default, in six kinds, each reporting in its own period. What a sensor says at an
// instant is a hash of (sensor, its newest report), so any instant can be asked in any order, and only those that
// reported since differ. Immutable after load(); any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/ground.h"

namespace onescreen::demo {

enum class SensorStatus : uint8_t { online, offline, alarm };

const char* name_of(SensorStatus status);

struct SensorMeasure {
  std::string measure;  // 积水深度
  std::string unit;
  int decimals = 0;
  double base = 0;
  double swing = 0;  // over the day, highest at 15:00
  double noise = 0;
  double alarm = 0;  // an alarming sensor shows this or more
  int period_secs = 300;
};

struct SensorKind {
  std::string kind;  // 燃气
  std::string code;  // GAS
  std::vector<SensorMeasure> measures;
};

struct Sensor {
  uint64_t id = 0;  // 19 digits
  uint8_t kind = 0;
  uint8_t measure = 0;
  uint16_t cell = 0;
  uint32_t number = 0;     // within its kind, from 1
  int32_t phase_secs = 0;  // of its reports
  model::LonLat at;        // WGS-84
};

struct Reading {
  SensorStatus status = SensorStatus::online;
  int64_t scaled = 0;    // value times ten to the decimals of its measure
  int64_t observed = 0;  // seconds since 1970, UTC
};

struct SensorCount {
  int total = 0;
  int online = 0;
  int offline = 0;
  int alarm = 0;
};

class Sensors {
 public:
  static model::Result<Sensors> load(const std::string& file, const Ground& ground, uint64_t seed, int count);

  const std::vector<SensorKind>& kinds() const { return kinds_; }
  const std::vector<Sensor>& all() const { return sensors_; }
  const SensorMeasure& measure_of(const Sensor& sensor) const { return kinds_[sensor.kind].measures[sensor.measure]; }

  // About 20 ns.
  Reading read(const Sensor& sensor, TimePoint now) const;
  // By kind.
  std::vector<SensorCount> count(TimePoint now) const;

 private:
  uint64_t seed_ = 0;
  double offline_share_ = 0;
  double alarm_share_ = 0;
  std::vector<SensorKind> kinds_;
  std::vector<Sensor> sensors_;
};

}  // namespace onescreen::demo
