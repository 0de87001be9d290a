// What the demo city invents cases from: kinds, sources, roads, daily rhythm. Read once from assets/demo/cases.json, so
// that the Chinese text is data. Immutable after load(); any thread.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "demo/ground.h"
#include "model/result.h"

namespace onescreen::demo {

using Rhythm = std::array<double, 24>;  // by hour of the day

struct CaseKind {
  std::string kind;   // 道路积水
  std::string icon;   // fire gas water traffic building sanitation noise facility
  std::string title;  // 道路积水 {n} cm
  double low = 0;     // range of {n}
  double high = 0;
  int decimals = 0;
  double weight = 0;
  std::array<double, 4> levels{};  // weights of level 1..4; level 1 is drawn apart, see CaseGenerator
  double limit_hours = 4;          // of level 4; more serious ones have less
  std::vector<double> sources;     // weights
  std::string unit;                // who handles it; may name {street}
  std::string place;               // key of `addresses`
  Rhythm profile{};                // multiplies the weight
};

struct CaseSource {
  std::string name;
  bool proactive = false;  // found by the district before anyone complained
};

struct KpiText {
  std::string id;  // received, open, overdue, on_time, proactive, satisfied
  std::string name;
  std::string unit;         // 件, %
  std::string change_unit;  // 件, 个百分点
  std::string note;         // may name {level1}, {level2}, {visits}
  int decimals = 0;
};

struct CaseCatalogue {
  std::vector<CaseKind> kinds;
  std::vector<CaseSource> sources;
  std::vector<std::string> stages;  // seven names
  std::vector<std::string> lanes;   // three names
  std::vector<KpiText> kpis;
  Rhythm rhythm{};        // cases an hour
  Rhythm major_rhythm{};  // chance of a case of level 1 in that hour
  double weekend_factor = 1;
  std::map<std::string, std::vector<std::string>> addresses;
  std::vector<double> street_weights;  // by street of the ground
  std::vector<std::vector<std::string>> street_roads;

  static model::Result<CaseCatalogue> load(const std::string& file, const Ground& ground);
};

// Replaces every "{key}" of `pattern`; keys without a value stay as they are.
std::string fill(std::string pattern, const std::map<std::string, std::string>& values);

}  // namespace onescreen::demo
