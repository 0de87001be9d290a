// Patrols of drones and robots at the riverside and the hazards that they find: where each unit is, what was found
// where, when it was sent and mended. A pure function of (seed, time). Immutable after load(); any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/ground.h"

namespace onescreen::demo {

struct Hazard {
  std::string id, kind, icon, place, unit, owner;
  int level = 4;
  model::LonLat at;
  TimePoint clear_at;  // the pass before, which found nothing
  TimePoint found_at;
  std::optional<TimePoint> sent_at, begun_at, mended_at;  // as far as they have come
  TimePoint deadline;
};

struct PatrolPlace {
  std::string id, name, kind;
  TimePoint time;
  model::LonLat at;
  double heading_deg = 0;
};

struct Patrol {
  std::string id, name, kind, route;
  double length_m = 0;
  int64_t round_secs = 0;
  int rounds_today = 0;
  int battery = 0;  // per cent
  Ring line;        // closed
};

class NorthBund {
 public:
  static constexpr int64_t kTailSecs = 420;

  static model::Result<NorthBund> load(const std::string& file, uint64_t seed);

  // Not mended, or found or mended today; the newest first.
  std::vector<Hazard> hazards_at(TimePoint now) const;
  std::vector<Patrol> patrols_at(TimePoint now) const;
  // Of every unit, oldest first, those of the last kTailSecs.
  std::vector<PatrolPlace> places_at(TimePoint now) const;

 private:
  struct Kind {
    std::string kind, icon, owner;
    int level = 4;
    bool on_drone = true;
    double weight = 1;
  };
  struct Route {
    Patrol patrol;
    std::vector<std::string> places;  // of each corner of the line
    bool is_drone = true;
    double metres_per_sec = 0;
    int64_t every_secs = 10;
    int64_t battery_secs = 0;  // from full to empty
  };

  std::vector<Hazard> hazards_of(int64_t day) const;
  static model::LonLat place_on(const Route& route, double driven, double* heading_deg);

  uint64_t seed_ = 0;
  int finds_a_day_ = 0;
  std::vector<Kind> kinds_;
  std::vector<Route> routes_;
};

}  // namespace onescreen::demo
