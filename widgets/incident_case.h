// The cases of the incident_list widget: what a row says of one, and the time left to its deadline.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/table.h"
#include "ui/words.h"

namespace onescreen::widgets {

struct IncidentCase {
  std::string id;
  int level = 0;  // 0: unknown
  std::string title;
  std::string place;    // street and address
  std::string address;  // alone, for where the two have no room
  std::string stage;
  std::optional<model::TimePoint> reported;
  std::optional<model::TimePoint> deadline;
  std::optional<bool> overdue;
  bool closed = false;

  bool has_time_left() const { return closed || deadline || overdue.value_or(false); }
};

// In the query's order; only what must never move away comes first.
std::vector<IncidentCase> read_incidents(const model::Table& table, const ui::Words& words);

struct TimeLeft {
  std::string text;
  bool overdue = false;
};
// The back end's word on being overdue wins: it knows working hours, this clock does not.
TimeLeft time_left(const IncidentCase& one, const ui::Words& words, int64_t now_ms);
// Until time_left reads differently; nullopt: never.
std::optional<model::Duration> time_left_changes_in(const IncidentCase& one, int64_t now_ms);

}  // namespace onescreen::widgets
