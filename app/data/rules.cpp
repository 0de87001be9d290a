#include "data/rules.h"

#include <algorithm>

#include "model/freshness.h"

namespace onescreen::data {

std::optional<bool> rule_value(const model::Table& table) {
  if (table.columns().empty()) return std::nullopt;
  const model::Column& values = table.columns().front();
  std::optional<bool> holds;
  for (size_t row = 0; row < table.row_count(); ++row) {
    if (values.is_null(row)) continue;
    const auto value = values.as_number(row);
    if (!value) return std::nullopt;
    holds = holds.value_or(true) && *value != 0;
  }
  return holds;
}

bool can_be_judged(const std::vector<std::string>& reads, const model::Snapshot& snapshot, model::Instant now) {
  return std::all_of(reads.begin(), reads.end(), [&](const std::string& name) {
    const model::SourceState* source = snapshot.find(name);
    return source != nullptr && model::freshness(*source, now) <= model::Freshness::late && !source->truncated &&
           source->carried_rows == 0 && !source->restored;
  });
}

model::RuleState RuleJudge::judge(const Rule& rule, const model::Answer& answer, const model::Snapshot& snapshot,
                                  model::Instant now) {
  model::RuleState state{rule.name, rule.title, answer.reads, std::nullopt, answer.error};
  next_in_.reset();
  const auto sooner = [&](std::optional<model::Duration> in) {
    if (in) next_in_ = next_in_ ? std::min(*next_in_, *in) : *in;
  };
  std::optional<bool> value;
  if (!answer.error && answer.table && can_be_judged(answer.reads, snapshot, now)) value = rule_value(*answer.table);
  if (value) {
    for (const auto& name : answer.reads) sooner(model::next_change_in(*snapshot.find(name), now));
  }
  if (value != false) {
    broken_since_.reset();
    state.holds = value;
    return state;
  }
  if (!broken_since_) broken_since_ = now.uptime;
  const model::Duration broken_for = now.uptime - *broken_since_;
  if (broken_for >= rule.after) {
    state.holds = false;
  } else {
    sooner(rule.after - broken_for);
  }
  return state;
}

}  // namespace onescreen::data
