// What a panel is given for its query: a table, or why there is none, and which sources stand behind it. A Scene binds
// answers to the snapshot they were computed from, so that one frame shows one instant.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/freshness.h"
#include "model/result.h"
#include "model/snapshot.h"

namespace onescreen::model {

struct Answer {
  TablePtr table;                  // last good answer; empty only when there never was one
  std::optional<Error> error;      // why the newest run of the query failed
  std::vector<std::string> reads;  // sources behind it, through named queries down to the polled ones; sorted
  Duration took{};                 // of the newest run
  std::vector<std::string> parameters = {};  // of the screen that it depends on, likewise: "street"; sorted

  bool operator==(const Answer&) const = default;
};

using AnswerPtr = std::shared_ptr<const Answer>;
// Keyed by the query as the layout writes it (a table's name or SQL).
using Answers = std::map<std::string, AnswerPtr, std::less<>>;

// A reconciliation rule of the site: figures that must agree, such as the streets' sum and the district's total.
struct RuleState {
  std::string name;
  std::string title;               // as people say it, when it is broken
  std::vector<std::string> reads;  // sources behind it; sorted
  std::optional<bool> holds;       // nullopt: nothing can be said, data is missing or not current
  std::optional<Error> error;      // the rule's query failed

  bool operator==(const RuleState&) const = default;
};

using Rules = std::vector<RuleState>;  // in the order of the site file

struct Scene {
  SnapshotPtr snapshot = std::make_shared<Snapshot>();
  std::shared_ptr<const Answers> answers = std::make_shared<Answers>();
  std::shared_ptr<const Rules> rules = std::make_shared<Rules>();
};

using ScenePtr = std::shared_ptr<const Scene>;

// How far an answer can be believed: it is as good as the worst of the sources that it reads.
struct Quality {
  Freshness freshness = Freshness::fresh;
  std::optional<Duration> age;  // of the oldest source; nullopt when one never answered or nothing is read
  std::string worst_source;     // title of the source that decided
  std::optional<Error> error;   // the newest error of that source
  std::optional<Instant> failing_since;
  int sources = 0;       // how many it reads
  int good_sources = 0;  // how many of them are fresh or late
  bool demo = false;
  bool truncated = false;
  int64_t dropped_rows = 0;
  int64_t carried_rows = 0;
  bool restored = false;                  // some of it is from disk and not confirmed yet
  std::string suspected_crs;              // of the first source that has one
  std::string warning;                    // likewise
  std::vector<std::string> broken_rules;  // titles of the rules that do not hold over any of these sources
};

// Pure. An answer that reads nothing (a constant) is fresh and has no age.
Quality quality_of(const std::vector<std::string>& reads, const Snapshot& snapshot, Instant now);
// The same with the rules that touch any of these sources.
Quality quality_of(const std::vector<std::string>& reads, const Scene& scene, Instant now);

}  // namespace onescreen::model
