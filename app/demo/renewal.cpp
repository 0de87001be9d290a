#include "demo/renewal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

namespace onescreen::demo {

namespace {

// Days of a block's life.
constexpr int64_t kWaitingEnds = 60;
constexpr int64_t kSigningEnds = 220;
constexpr int64_t kClearingEnds = 330;
constexpr int64_t kLife = 400;
constexpr int64_t kOffice = 9 * 3600, kOfficeSecs = 9 * 3600;
constexpr int kStillFrom = 3;
constexpr int kTries = 4000;
constexpr double kMetresLat = 111'190;

double metres_between(model::LonLat a, model::LonLat b) {
  const double x = (a.lon - b.lon) * std::cos(a.lat * std::numbers::pi / 180);
  return std::hypot(x, a.lat - b.lat) * kMetresLat;
}

model::LonLat moved(model::LonLat from, double east_m, double north_m) {
  return {from.lon + east_m / (kMetresLat * std::cos(from.lat * std::numbers::pi / 180)),
          from.lat + north_m / kMetresLat};
}

// A quarter that is not quite a rectangle.
Ring quarter_at(model::LonLat middle, Random& random) {
  const double turn = random.between(-0.6, 0.6);
  const double half_x = random.between(80, 125), half_y = random.between(65, 105);
  Ring ring;
  for (const auto& [x, y] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
    const double east = x * half_x * random.between(0.85, 1.1);
    const double north = y * half_y * random.between(0.85, 1.1);
    ring.push_back(
        moved(middle, east * std::cos(turn) - north * std::sin(turn), east * std::sin(turn) + north * std::cos(turn)));
  }
  ring.push_back(ring.front());
  return ring;
}

int64_t age_of(const Renewal::Block& block, int64_t day) { return (day + block.phase) % kLife; }

}  // namespace

Renewal::Renewal(const std::string& path, const Ground& ground, uint64_t seed) {
  const nlohmann::json file = nlohmann::json::parse(std::ifstream(path));
  stages_ = file.at("stages").get<std::array<std::string, 4>>();
  libraries_ = file.at("libraries").get<std::array<std::string, 4>>();
  next_steps_ = file.at("next").get<std::vector<std::string>>();
  stalled_steps_ = file.at("stalled").get<std::vector<std::string>>();
  target_ = file.at("target");
  if (next_steps_.size() != stages_.size() || stalled_steps_.empty()) throw std::runtime_error("lacks next steps");
  Random random(seed, 0, Stream::renewal);
  std::vector<model::LonLat> middles;
  for (const auto& group : file.at("groups")) {
    groups_.push_back(group.at("group"));
    const size_t street = ground.street_index(group.at("street"));
    if (street == ground.streets().size()) throw std::runtime_error(groups_.back() + " is in no street");
    const int count = group.at("blocks");
    for (int i = 0, tries = 0; i < count; ++tries) {
      if (tries == kTries) throw std::runtime_error(groups_.back() + " has no room for its blocks");
      const auto& cells = ground.streets()[street].cells;
      const Cell& cell = ground.cells()[cells[random.index(cells.size())]];
      const model::LonLat middle = ground.place_in(cell, random);
      Block block;
      block.ring = quarter_at(middle, random);
      const bool fits = std::all_of(block.ring.begin(), block.ring.end(), [&](model::LonLat corner) {
        return contains(ground.streets()[street].ring, corner) && !ground.on_water(corner);
      });
      const bool apart = std::all_of(middles.begin(), middles.end(),
                                     [&](model::LonLat other) { return metres_between(middle, other) > 265; });
      if (!fits || !apart) continue;
      middles.push_back(middle);
      const size_t number = blocks_.size() + 1;
      block.id = fmt::format("JF-{:02}", number);
      block.name = fmt::format("{}{:02}", file.at("name").get<std::string>(), number);
      block.group = groups_.size() - 1;
      block.street = street;
      block.households = 180 + static_cast<int>(random.index(620));
      const auto& units = group.at("units");
      block.unit = units[random.index(units.size())];
      // Spread over the whole of a life, so that there are always some of each stage.
      block.phase = static_cast<int64_t>(number) * 149 % kLife + static_cast<int64_t>(random.index(10));
      block.stall_at = kWaitingEnds + 20 + static_cast<int64_t>(random.index(80));
      block.stall_days = random.chance(0.75) ? 30 + static_cast<int64_t>(random.index(45)) : 0;
      block.reached = random.between(0.955, 0.995);
      block.key = random.next();
      blocks_.push_back(std::move(block));
      ++i;
    }
  }
}

int Renewal::signed_at(const Block& block, int64_t day, int64_t second) const {
  const int64_t age = age_of(block, day);
  if (age < kWaitingEnds) return 0;
  if (age >= kSigningEnds) {
    // The last ones leave one by one, until the ground is clear.
    const double left = std::max(0.0, static_cast<double>(kClearingEnds - age) / (kClearingEnds - kSigningEnds));
    return block.households - static_cast<int>(std::floor((1 - block.reached) * block.households * left));
  }
  double in = static_cast<double>(age - kWaitingEnds);
  in += std::clamp(static_cast<double>(second - kOffice) / kOfficeSecs, 0.0, 1.0);
  const auto stall = static_cast<double>(block.stall_at - kWaitingEnds);
  const auto pause = static_cast<double>(block.stall_days);
  if (in > stall) in = std::max(stall, in - pause);
  const double length = static_cast<double>(kSigningEnds - kWaitingEnds) - pause;
  const double share = std::min(1.0, in / length);
  return static_cast<int>(block.reached * block.households * std::sin(share * std::numbers::pi / 2));
}

Renewal::State Renewal::state_of(const Block& block, TimePoint now) const {
  const int64_t today = day_of(now);
  const int64_t second = second_of_day(now);
  const int64_t age = age_of(block, today);
  State state;
  state.stage = age < kWaitingEnds    ? Stage::waiting
                : age < kSigningEnds  ? Stage::signing
                : age < kClearingEnds ? Stage::clearing
                                      : Stage::handed;
  const bool scattered = block.key % 4 == 0;
  const size_t library = state.stage <= Stage::signing ? (scattered ? 1 : 0) : static_cast<size_t>(state.stage);
  state.library = libraries_[library];
  state.signed_households = signed_at(block, today, second);
  const int before = age == 0 ? 0 : signed_at(block, today - 1, kDaySecs);
  state.signed_today = std::max(0, state.signed_households - before);
  if (state.stage == Stage::signing || state.stage == Stage::clearing) {
    while (state.still_days < age - kWaitingEnds && state.signed_households < block.households &&
           signed_at(block, today - state.still_days - 1, kDaySecs) == state.signed_households) {
      ++state.still_days;
    }
  }
  const bool stalled = state.stage == Stage::signing && state.still_days >= kStillFrom;
  state.next_step =
      stalled ? stalled_steps_[block.key % stalled_steps_.size()] : next_steps_[static_cast<size_t>(state.stage)];
  return state;
}

}  // namespace onescreen::demo
