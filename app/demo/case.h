// One case of the demo city: its whole life is written down when it is born, so what it looks like at an instant is
// read off and nothing has to be simulated forward. Values; any thread.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "model/geometry.h"

namespace onescreen::demo {

// The seven stages of GB/T 30428 as they are numbered in responses.
inline constexpr int kStages = 7;
inline constexpr int kDispatched = 3;  // 任务派遣: the clock of the deadline starts
inline constexpr int kClosed = 7;      // 综合评价: closed
inline constexpr std::chrono::minutes kNewFor{5};

struct Case {
  uint64_t id = 0;  // 19 digits
  std::string number;
  size_t kind = 0;  // index into the catalogue
  std::string title;
  std::string address;
  std::string unit;
  int level = 4;
  size_t street = 0;
  size_t cell = 0;
  size_t source = 0;
  size_t lane = 0;
  model::LonLat at;                        // WGS-84
  std::array<TimePoint, kStages> entered;  // ascending; entered[0] is the report, entered[6] the closing
  TimePoint deadline;
  std::optional<TimePoint> visited;  // when the citizen was asked back
  bool satisfied = false;

  TimePoint reported_at() const { return entered.front(); }
  TimePoint dispatched_at() const { return entered[kDispatched - 1]; }
  TimePoint closed_at() const { return entered.back(); }
  bool late() const { return closed_at() > deadline; }

  bool known(TimePoint now) const { return reported_at() <= now; }
  bool open(TimePoint now) const { return known(now) && now < closed_at(); }
  bool closed(TimePoint now) const { return closed_at() <= now; }
  // An open one past its deadline. Before it is dispatched a case has no deadline to miss.
  bool overdue(TimePoint now) const { return open(now) && now > deadline; }
  bool is_new(TimePoint now) const { return known(now) && now - reported_at() < kNewFor; }
  // 1..7. Precondition: known(now).
  int stage(TimePoint now) const {
    int stage = 1;
    while (stage < kStages && entered[static_cast<size_t>(stage)] <= now) ++stage;
    return stage;
  }
};

// The cases born on one day, by time of report.
using CaseDay = std::vector<Case>;
using CaseDayPtr = std::shared_ptr<const CaseDay>;

}  // namespace onescreen::demo
