// Reconciliation rules: whether figures that must agree do. A rule is judged only while everything behind it is current
// and complete, and said to be broken only once it has been so for its time. Pure; used by the query runner's thread.
#pragma once

#include <optional>
#include <vector>

#include "data/query.h"
#include "model/answer.h"
#include "model/snapshot.h"

namespace onescreen::data {

// What the answer to a rule's query says: true when the first cell of every row that has one is not 0; nullopt when no
// row has one (null says nothing), or it is no number.
std::optional<bool> rule_value(const model::Table& table);

// Whether each of these sources has data that is fresh or late, of this run, whole, and with no row carried over from
// an earlier answer: otherwise a difference says nothing.
bool can_be_judged(const std::vector<std::string>& reads, const model::Snapshot& snapshot, model::Instant now);

// One rule from judgement to judgement.
class RuleJudge {
 public:
  // `answer` is the newest of the rule's query. While it is broken, but not for long enough, nothing is said.
  model::RuleState judge(const Rule& rule, const model::Answer& answer, const model::Snapshot& snapshot,
                         model::Instant now);

  // Until the last judgement can come out otherwise by the passing of time alone, sources that grow stale included.
  std::optional<model::Duration> next_in() const { return next_in_; }

 private:
  std::optional<model::Duration> broken_since_;  // uptime
  std::optional<model::Duration> next_in_;
};

}  // namespace onescreen::data
