// Units on the road: where each was during the last minutes, one place at a time as a positioning system reports them.
// A pure function of (seed, time): each drives to and fro along one road of the district; now and then one is silent.
// Immutable after load(); any thread.
#pragma once

#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/ground.h"
#include "model/result.h"

namespace onescreen::demo {

struct UnitPlace {
  std::string id;  // U-017
  std::string name;
  std::string kind;
  TimePoint time;
  model::LonLat at;
  double heading_deg = 0;  // clockwise from north
};

class Units {
 public:
  static constexpr int64_t kTailSecs = 600;

  // `ground` outlives it.
  static model::Result<Units> load(const std::string& file, const Ground& ground, uint64_t seed);

  // Of every unit, oldest first, those of the last kTailSecs.
  std::vector<UnitPlace> places_at(TimePoint now) const;

 private:
  struct Unit {
    std::string id, name, kind;
    const Road* road = nullptr;
    double length_m = 0;
    double metres_per_sec = 0;
    int64_t every_secs = 20;
    int64_t offset_secs = 0;  // of its reports, and of where it began
  };

  bool is_silent(const Unit& unit, int64_t second) const;

  uint64_t seed_ = 0;
  std::vector<Unit> units_;
};

}  // namespace onescreen::demo
