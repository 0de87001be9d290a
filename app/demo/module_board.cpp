// Outages begin by chance in spells of six hours, each module's at its own times.
#include "demo/module_board.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "demo/scene_file.h"

namespace onescreen::demo {

namespace {

using nlohmann::json;

constexpr int64_t kSpellSecs = 6 * 3600;
constexpr double kOutageShare = 0.2;  // of the spells
constexpr int64_t kLateAfter = 3;     // intervals without an update
constexpr int64_t kDownAfter = 10;

TimePoint time_at(int64_t second) { return TimePoint(std::chrono::seconds(second)); }

}  // namespace

model::Result<ModuleBoard> ModuleBoard::load(const std::string& file, uint64_t seed) {
  return read_scene<ModuleBoard>(file, "modules", [&](std::istream& in, ModuleBoard& scene) {
    const json from = json::parse(in);
    scene.seed_ = seed;
    scene.rhythm_ = from.at("rhythm");
    const std::vector<std::string> contacts = from.at("contacts");
    const std::vector<int64_t> intervals = from.at("every_secs");
    Random random(seed, 0, Stream::modules);
    int department = 0;
    for (const json& names : from.at("modules_by_department")) {
      ++department;
      for (const json& name : names) {
        Module module;
        module.name = from.at("prefix").get<std::string>() + name.at("name").get<std::string>();
        module.department = fmt::format("{} {:02}", from.at("department").get<std::string>(), department);
        module.level = name.at("level");
        module.contact = contacts.at(random.index(contacts.size()));
        module.phone = fmt::format("{}{}", from.at("phone").get<std::string>(), 8100 + department);
        module.every_secs = intervals.at(random.index(intervals.size()));
        module.calls_a_day = random.between(300, 9000);
        module.key = random.next();
        scene.modules_.push_back(std::move(module));
      }
    }
    if (scene.modules_.empty()) throw std::runtime_error("names no module");
  });
}

std::vector<ModuleBoard::Outage> ModuleBoard::outages(const Module& module, int64_t from, int64_t to) {
  std::vector<Outage> found;
  const auto phase = static_cast<int64_t>(module.key % kSpellSecs);
  for (int64_t spell = (from - phase) / kSpellSecs - 1; spell <= (to - phase) / kSpellSecs; ++spell) {
    const uint64_t dice = mix(module.key, static_cast<uint64_t>(spell));
    if (unit_interval(dice) >= kOutageShare) continue;
    // At most five of the six hours, so that two outages never meet.
    const double part = unit_interval(mix(dice, 1));
    const auto length = static_cast<int64_t>((0.1 + 0.7 * part * part) * kSpellSecs);
    const int64_t begin = spell * kSpellSecs + phase;
    found.push_back({begin - begin % module.every_secs, begin + length});
  }
  return found;
}

std::vector<ModuleStatus> ModuleBoard::modules_at(TimePoint now) const {
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const double part = part_of_day(rhythm_, second_of_day(now) / 60 * 60);
  std::vector<ModuleStatus> all;
  for (const Module& module : modules_) {
    const int64_t every = module.every_secs;
    ModuleStatus status;
    status.number = all.size() + 1;
    status.name = module.name;
    status.department = module.department;
    status.level = module.level;
    status.contact = module.contact;
    status.phone = module.phone;
    status.every_secs = every;
    status.updated_at = time_at(second - second % every);
    status.calls_today = static_cast<int>(module.calls_a_day * part);
    int64_t told = second - kDaySecs;
    const auto tell = [&](ModuleState state, int64_t until) {
      until = std::min(until, second);
      if (until <= told) return;
      status.last_day.push_back({state, time_at(told), time_at(until)});
      told = until;
    };
    for (const Outage& outage : outages(module, second - kDaySecs, second)) {
      const int64_t late = outage.from + kLateAfter * every;
      if (outage.from > second || late >= outage.to) continue;
      if (second < outage.to) status.updated_at = time_at(outage.from);
      tell(ModuleState::normal, late);
      tell(ModuleState::late, std::min(outage.to, outage.from + std::max(kDownAfter * every, int64_t{3600})));
      tell(ModuleState::down, outage.to);
    }
    tell(ModuleState::normal, second);
    status.state = status.last_day.back().state;
    status.since = status.last_day.back().from;
    all.push_back(std::move(status));
  }
  return all;
}

}  // namespace onescreen::demo
