// The directory of modules by department: when each was updated last, how it was during the last day, how often it was
// called. A module that is not updated is late first and down later, as its age says. A pure function of (seed, time).
// Immutable after load(); any thread.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/random.h"
#include "model/result.h"

namespace onescreen::demo {

enum class ModuleState { normal, late, down };

struct ModuleSpell {
  ModuleState state = ModuleState::normal;
  TimePoint from;
  TimePoint to;
};

struct ModuleStatus {
  size_t number = 0;  // from 1, in the order of the directory
  std::string name, department, level, contact, phone;
  int64_t every_secs = 0;
  TimePoint updated_at;
  ModuleState state = ModuleState::normal;
  TimePoint since;  // when the state began, at most a day ago
  int calls_today = 0;
  std::vector<ModuleSpell> last_day;  // without gaps, oldest first, up to now
};

class ModuleBoard {
 public:
  static model::Result<ModuleBoard> load(const std::string& file, uint64_t seed);

  std::vector<ModuleStatus> modules_at(TimePoint now) const;

 private:
  struct Module {
    std::string name, department, level, contact, phone;
    int64_t every_secs = 0;
    double calls_a_day = 0;
    uint64_t key = 0;
  };
  struct Outage {
    int64_t from = 0;  // seconds since 1970, when the last update before it came
    int64_t to = 0;
  };

  static std::vector<Outage> outages(const Module& module, int64_t from, int64_t to);

  uint64_t seed_ = 0;
  std::array<double, 24> rhythm_{};
  std::vector<Module> modules_;
};

}  // namespace onescreen::demo
