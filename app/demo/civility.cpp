#include "demo/civility.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace onescreen::demo {

namespace {

constexpr int kFindingsADay = 58;
constexpr int64_t kHourSecs = 3600;
constexpr int64_t kWorkFrom = 7 * kHourSecs, kWorkSecs = 11 * kHourSecs;
constexpr int64_t kTours = 3;                                      // that may come to a grid on a day
constexpr std::array<int64_t, 5> kLimitHours = {0, 0, 4, 24, 48};  // by level

std::chrono::seconds hours_of(double hours) { return std::chrono::seconds(static_cast<int64_t>(hours * kHourSecs)); }

}  // namespace

int Civility::Finding::stage(TimePoint now) const {
  const auto passed = std::upper_bound(entered.begin(), entered.end(), now);
  return static_cast<int>(passed - entered.begin());
}

Civility::Civility(const std::string& path, const Ground& ground, const CaseCatalogue& catalogue, uint64_t seed)
    : ground_(ground), catalogue_(catalogue), seed_(seed) {
  const nlohmann::json file = nlohmann::json::parse(std::ifstream(path));
  target_ = file.at("target");
  stages_ = file.at("stages").get<std::vector<std::string>>();
  for (const auto& indicator : file.at("indicators")) {
    names_.push_back(indicator.at("indicator"));
    indicators_.push_back({indicator.at("titles"), indicator.at("unit"), indicator.at("weight")});
    if (indicators_.back().titles.empty()) throw std::runtime_error(names_.back() + " has no titles");
  }
  if (stages_.size() != 5) throw std::runtime_error("must name five stages");
}

std::vector<Civility::Finding> Civility::found_on(int64_t day) const {
  std::vector<Finding> findings;
  std::vector<double> weights;
  for (const Indicator& indicator : indicators_) weights.push_back(indicator.weight);
  Random random(seed_, day, Stream::civility);
  const model::CivilTime date = local(start_of(day));
  for (int i = 0; i < kFindingsADay; ++i) {
    Finding finding;
    finding.id = fmt::format("CW{:02}{:02}-{:02}", date.month, date.day, i + 1);
    finding.street = random.pick(catalogue_.street_weights);
    // Each street has its own weak sides.
    std::vector<double> here = weights;
    for (size_t k = 0; k < here.size(); ++k) {
      const double weak = unit_interval(mix(mix(seed_, finding.street), k));
      here[k] *= 0.25 + 2.4 * weak * weak;
    }
    finding.indicator = random.pick(here);
    const Indicator& indicator = indicators_[finding.indicator];
    const Street& street = ground_.streets()[finding.street];
    finding.cell = street.cells[random.index(street.cells.size())];
    const Cell& cell = ground_.cells()[finding.cell];
    const auto& roads = catalogue_.street_roads[finding.street];
    std::string road = roads[random.index(roads.size())];
    if (cell.roads.empty()) {
      finding.at = ground_.place_in(cell, random);
    } else {
      const size_t beside = random.index(cell.roads.size());
      road = ground_.roads()[cell.roads[beside]].name;
      finding.at = ground_.place_by_road(cell, beside, random);
    }
    finding.title = indicator.titles[random.index(indicator.titles.size())];
    finding.address = fmt::format("{} {}", road, 10 + random.index(900));
    finding.unit = fill(indicator.unit, {{"street", street.label}});
    const double gravity = random.uniform();
    finding.level = gravity < 0.06 ? 2 : gravity < 0.38 ? 3 : 4;
    finding.points = 5 - finding.level;
    const TimePoint found =
        start_of(day) + std::chrono::seconds(kWorkFrom + static_cast<int64_t>(random.index(kWorkSecs)));
    const auto limit = static_cast<double>(kLimitHours[static_cast<size_t>(finding.level)]);
    finding.deadline = found + hours_of(limit);
    const bool late = random.chance(0.2);
    const double mended = limit * (late ? random.between(1.05, 2.2) : random.between(0.3, 0.95));
    const double sent = random.between(0.1, 0.8);
    finding.entered = {found, found + hours_of(sent), found + hours_of(sent + random.between(0.3, 2.4)),
                       found + hours_of(mended), found + hours_of(mended + random.between(2, 9))};
    std::sort(finding.entered.begin(), finding.entered.end());
    findings.push_back(std::move(finding));
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.entered.front() < b.entered.front(); });
  return findings;
}

std::vector<Civility::Finding> Civility::open_at(TimePoint now) const {
  std::vector<Finding> open;
  for (int64_t day = day_of(now) - kLongestLifeDays; day <= day_of(now); ++day) {
    for (Finding& finding : found_on(day)) {
      if (finding.open(now)) open.push_back(std::move(finding));
    }
  }
  return open;
}

int Civility::closed_today(TimePoint now) const {
  int closed = 0;
  for (int64_t day = day_of(now) - kLongestLifeDays; day <= day_of(now); ++day) {
    for (const Finding& finding : found_on(day)) {
      closed += finding.entered.back() <= now && day_of(finding.entered.back()) == day_of(now);
    }
  }
  return closed;
}

std::vector<std::vector<Civility::Score>> Civility::scores(TimePoint now) const {
  std::vector<std::vector<Score>> scores(ground_.streets().size(), std::vector<Score>(names_.size()));
  const TimePoint before = now - std::chrono::hours(24);
  for (int64_t day = day_of(before) - kLongestLifeDays; day <= day_of(now); ++day) {
    for (const Finding& finding : found_on(day)) {
      Score& score = scores[finding.street][finding.indicator];
      if (finding.open(now)) score.points += finding.points;
      if (finding.open(now) && day == day_of(now)) score.new_today += finding.points;
      if (finding.open(before)) score.yesterday += finding.points;
    }
  }
  return scores;
}

std::vector<Civility::Visit> Civility::visits(TimePoint now) const {
  std::vector<Visit> visits;
  const auto today = static_cast<uint64_t>(day_of(now));
  for (size_t cell = 0; cell < ground_.cells().size(); ++cell) {
    Visit visit;
    for (int64_t tour = 0; tour < kTours; ++tour) {
      const uint64_t key =
          mix(mix(mix(seed_, today), cell), static_cast<uint64_t>(Stream::civility) + static_cast<uint64_t>(tour));
      if (unit_interval(key) < 0.35) continue;  // nobody comes
      const double share = unit_interval(mix(key, 1));
      const TimePoint at =
          start_of(day_of(now)) +
          std::chrono::seconds(kWorkFrom + static_cast<int64_t>(share * static_cast<double>(kWorkSecs)));
      if (at > now) continue;
      ++visit.visits;
      if (!visit.last || at > *visit.last) visit.last = at;
    }
    visits.push_back(visit);
  }
  return visits;
}

}  // namespace onescreen::demo
