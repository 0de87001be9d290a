#include "incident_case.h"

#include <algorithm>

#include "ui/cells.h"
#include "ui/quality_words.h"
#include "ui/spans.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;

bool is_severe(const IncidentCase& one) { return !one.closed && (one.level == 1 || one.level == 2); }

Duration until_deadline(const IncidentCase& one, int64_t now_ms) {
  return Duration(model::to_millis(*one.deadline) - now_ms);
}

}  // namespace

std::vector<IncidentCase> read_incidents(const model::Table& table, const ui::Words& words) {
  const Column* id = table.column("id");
  const Column* level = table.column("level");
  const Column* title = table.column("title");
  const Column* street = table.column("street");
  const Column* address = table.column("address");
  const Column* stage = table.column("stage_name");
  const Column* reported = table.column("reported_at");
  const Column* deadline = table.column("deadline");
  const Column* overdue = table.column("overdue");
  const Column* closed = table.column("closed_at");
  std::vector<IncidentCase> cases;
  cases.reserve(table.row_count());
  for (size_t row = 0; row < table.row_count(); ++row) {
    IncidentCase one;
    one.id = ui::text_at(id, row);
    one.level = ui::level_at(level, row);
    one.title = ui::text_at(title, row, words("null"));
    one.address = ui::text_at(address, row);
    one.place = ui::joined(ui::text_at(street, row), one.address);
    one.stage = ui::text_at(stage, row);
    one.reported = ui::time_at(reported, row);
    one.deadline = ui::time_at(deadline, row);
    if (const auto late = ui::number_at(overdue, row)) one.overdue = *late != 0;
    one.closed = ui::time_at(closed, row).has_value();
    cases.push_back(std::move(one));
  }
  std::stable_partition(cases.begin(), cases.end(), &is_severe);
  return cases;
}

TimeLeft time_left(const IncidentCase& one, const ui::Words& words, int64_t now_ms) {
  if (one.closed) return {words("closed"), false};
  if (!one.deadline)
    return one.overdue.value_or(false) ? TimeLeft{words("error.timeout"), true} : TimeLeft{words("null"), false};
  const Duration left = until_deadline(one, now_ms);
  return {ui::countdown(words, left), one.overdue.value_or(left < Duration(0))};
}

std::optional<Duration> time_left_changes_in(const IncidentCase& one, int64_t now_ms) {
  if (one.closed || !one.deadline) return std::nullopt;
  return ui::countdown_changes_in(until_deadline(one, now_ms));
}

}  // namespace onescreen::widgets
