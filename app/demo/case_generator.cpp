#include "demo/case_generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace onescreen::demo {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// A snowflake id's clock starts here (2010-11-04T01:42:54.657Z, as in the original); ids of our years have 19 digits.
constexpr int64_t kSnowflakeEpochMs = 1288834974657;

seconds minutes_of(double value) { return seconds(std::llround(value * 60)); }

// Time allowed from dispatch to closing.
double limit_minutes(const CaseKind& kind, int level, Random& random) {
  switch (level) {
    case 1:
      return random.chance(0.5) ? 60 : 90;
    case 2:
      return kind.limit_hours <= 2 ? 120 : 180;
    case 3:
      return std::min(kind.limit_hours, 8.0) * 60;
    default:
      return kind.limit_hours * 60;
  }
}

// Part of the limit that the whole handling takes; above 1 it comes too late.
double used_share(int level, double limit, Random& random) {
  // Short limits are mostly met early, long ones are used up: so a district's desk is never empty at night.
  const bool days = limit >= 24 * 60;
  if (random.chance(0.03)) return days ? random.between(1.02, 1.2) : random.between(1.08, 2.3);
  const double u = random.uniform();
  if (level <= 2) return 0.5 + 0.48 * u;
  return days ? 0.3 + 0.66 * u : 0.1 + 0.74 * std::pow(u, 1.5);
}

}  // namespace

CaseDay CaseGenerator::cases_of(int64_t day) const {
  CaseDay cases;
  const int weekday = weekday_of(day);
  const double factor = weekday == 0 || weekday == 6 ? catalogue_.weekend_factor : 1.0;

  Random random(seed_, day, Stream::cases);
  for (int hour = 0; hour < 24; ++hour) {
    const double expected = catalogue_.rhythm[static_cast<size_t>(hour)] * factor * random.between(0.88, 1.12);
    const int count = static_cast<int>(expected + random.uniform());
    for (int i = 0; i < count; ++i) {
      const TimePoint reported = start_of(day) + seconds(hour * 3600 + static_cast<int>(random.index(3600)));
      const size_t kind = pick_kind(hour, false, random);
      const auto& levels = catalogue_.kinds[kind].levels;
      const double weights[] = {levels[1], levels[2], levels[3]};
      const int level = 2 + static_cast<int>(random.pick(weights));
      cases.push_back(invent(reported, level, kind, random));
    }
  }
  // Level 1 is drawn hour by hour and apart: so few of them would come in clusters, and a district has one fire at a
  // time.
  Random majors(seed_, day, Stream::majors);
  for (int hour = 0; hour < 24; ++hour) {
    const TimePoint reported = start_of(day) + seconds(hour * 3600 + static_cast<int>(majors.index(3600)));
    const size_t kind = pick_kind(hour, true, majors);
    if (majors.chance(catalogue_.major_rhythm[static_cast<size_t>(hour)])) {
      cases.push_back(invent(reported, 1, kind, majors));
    }
  }

  std::stable_sort(cases.begin(), cases.end(),
                   [](const Case& a, const Case& b) { return a.reported_at() < b.reported_at(); });
  const model::CivilTime date = local(start_of(day));
  for (size_t i = 0; i < cases.size(); ++i) {
    const auto since = static_cast<uint64_t>(model::to_millis(cases[i].reported_at()) - kSnowflakeEpochMs);
    cases[i].id = (since << 22) | ((seed_ & 0x3FF) << 12) | (i & 0xFFF);
    cases[i].number = fmt::format("HK{:04}{:02}{:02}-{:04}", date.year, date.month, date.day, i + 1);
  }
  return cases;
}

size_t CaseGenerator::pick_kind(int hour, bool major, Random& random) const {
  std::vector<double> weights;
  weights.reserve(catalogue_.kinds.size());
  for (const CaseKind& kind : catalogue_.kinds) {
    const double all = kind.levels[0] + kind.levels[1] + kind.levels[2] + kind.levels[3];
    const double share = major ? kind.levels[0] / all : 1 - kind.levels[0] / all;
    weights.push_back(kind.weight * share * kind.profile[static_cast<size_t>(hour)]);
  }
  return random.pick(weights);
}

Case CaseGenerator::invent(TimePoint reported, int level, size_t kind_index, Random& random) const {
  const CaseKind& kind = catalogue_.kinds[kind_index];
  Case the_case;
  the_case.kind = kind_index;
  the_case.level = level;
  the_case.entered.front() = reported;
  the_case.source = random.pick(kind.sources);
  // A serious case shows in its reading: the upper half of the range.
  const double low = level <= 2 ? std::midpoint(kind.low, kind.high) : kind.low;
  const double n = random.between(low, kind.high);
  the_case.title = fill(kind.title, {{"n", fmt::format("{:.{}f}", n, kind.decimals)}});
  give_place(the_case, kind, random);
  give_life(the_case, kind, random);

  const bool proactive = catalogue_.sources[the_case.source].proactive;
  const bool hard = random.chance(kind.limit_hours >= 72 ? 0.55 : 0.02);
  the_case.lane = hard ? 2 : proactive ? 0 : 1;
  if (random.chance(0.35)) {
    the_case.visited = the_case.closed_at() + minutes_of(random.between(30, 300));
    the_case.satisfied = random.chance(the_case.late() ? 0.62 : 0.955);
  }
  return the_case;
}

void CaseGenerator::give_place(Case& the_case, const CaseKind& kind, Random& random) const {
  the_case.street = random.pick(catalogue_.street_weights);
  const Street& street = ground_.streets()[the_case.street];
  the_case.cell = street.cells[random.index(street.cells.size())];
  const Cell& cell = ground_.cells()[the_case.cell];
  const std::vector<std::string>& roads = catalogue_.street_roads[the_case.street];
  std::string road;
  if (!cell.roads.empty() && random.chance(0.6)) {
    const size_t chosen = random.index(cell.roads.size());
    road = ground_.roads()[cell.roads[chosen]].name;
    the_case.at = ground_.place_by_road(cell, chosen, random);
  } else {
    road = roads[random.index(roads.size())];
    the_case.at = ground_.place_in(cell, random);
  }
  std::string cross = roads[random.index(roads.size())];
  if (cross == road) cross = roads[(random.index(roads.size() - 1) + 1) % roads.size()];
  if (cross == road) cross = roads.front() == road ? roads.back() : roads.front();
  const std::vector<std::string>& patterns = catalogue_.addresses.at(kind.place);
  the_case.address =
      fill(patterns[random.index(patterns.size())], {{"road", road},
                                                     {"cross", cross},
                                                     {"lane", fmt::format("{}", 18 + 2 * random.index(460))},
                                                     {"no", fmt::format("{}", 1 + random.index(42))},
                                                     {"house", fmt::format("{}", 10 + random.index(1480))}});
  the_case.unit = fill(kind.unit, {{"street", street.label}});
}

void CaseGenerator::give_life(Case& the_case, const CaseKind& kind, Random& random) const {
  const int level = the_case.level;
  const double hurry = level == 1 ? 0.3 : level == 2 ? 0.6 : 1.0;
  auto& entered = the_case.entered;
  entered[1] = entered[0] + minutes_of(hurry * random.between(1.5, 9));
  entered[2] = entered[1] + minutes_of(hurry * random.between(2, 14));
  const double limit = limit_minutes(kind, level, random);
  the_case.deadline = entered[2] + minutes_of(limit);

  const double total = limit * used_share(level, limit, random);
  // Underway, at work, feedback, check: jittered parts of the whole.
  const double parts[] = {random.between(0.06, 0.18), random.between(0.5, 0.8), random.between(0.05, 0.14),
                          random.between(0.06, 0.16)};
  const double sum = parts[0] + parts[1] + parts[2] + parts[3];
  double done = 0;
  for (size_t i = 0; i < 4; ++i) {
    done += parts[i];
    entered[3 + i] = entered[2] + minutes_of(total * done / sum);
  }
}

}  // namespace onescreen::demo
