#include "director.h"

#include <algorithm>
#include <utility>

namespace onescreen::app {
namespace {

void keep_sooner(std::optional<model::Duration>& soonest, model::Duration other) {
  other = std::max(other, model::Duration(1));
  soonest = soonest ? std::min(*soonest, other) : other;
}

}  // namespace

Director::Director(std::vector<Mode> modes) : modes_(std::move(modes)), judged_(modes_.size()) {}

void Director::replace(std::vector<Mode> modes) {
  const std::string mode_name = mode().name;
  const std::string layout_name = mode().layouts.empty() ? std::string() : mode().layouts[layout_];
  const std::optional<std::string> chosen = chosen_ ? std::optional(modes_[*chosen_].name) : std::nullopt;
  std::vector<Judged> judged(modes.size());
  const auto place_of = [&](const std::string& name) -> std::optional<size_t> {
    const auto found = std::find_if(modes.begin(), modes.end(), [&](const Mode& one) { return one.name == name; });
    return found == modes.end() ? std::nullopt : std::optional(static_cast<size_t>(found - modes.begin()));
  };
  for (size_t i = 0; i < modes_.size(); ++i) {
    if (const auto at = place_of(modes_[i].name); at && modes[*at].when == modes_[i].when) judged[*at] = judged_[i];
  }
  chosen_ = chosen ? place_of(*chosen) : std::nullopt;
  if (visit_) {
    const auto visited = place_of(modes_[visit_->mode].name);
    const auto home = place_of(modes_[visit_->home_mode].name);
    visit_->mode = visited.value_or(0);
    visit_->home_mode = home.value_or(0);
    if (!home) visit_->home.clear();
    if (!visited) visit_.reset();
  }
  mode_ = place_of(mode_name).value_or(0);
  modes_ = std::move(modes);
  judged_ = std::move(judged);
  const auto& layouts = mode().layouts;
  const auto same = std::find(layouts.begin(), layouts.end(), layout_name);
  layout_ = same == layouts.end() ? 0 : static_cast<size_t>(same - layouts.begin());
}

bool Director::choose_mode(const std::string& name) {
  for (size_t i = 0; i < modes_.size(); ++i) {
    if (modes_[i].name != name || modes_[i].layouts.empty()) continue;
    chosen_ = i;
    visit_.reset();
    return true;
  }
  return false;
}

void Director::stay() {
  if (visit_) chosen_ = visit_->mode;
  visit_.reset();
}

bool Director::choose_layout(const std::string& name, model::Duration uptime) {
  const auto& layouts = mode().layouts;
  const auto found = std::find(layouts.begin(), layouts.end(), name);
  if (found == layouts.end()) return false;
  layout_ = static_cast<size_t>(found - layouts.begin());
  turned_at_ = uptime;
  held_until_ = uptime + kHold;
  touch(uptime);
  return true;
}

size_t Director::wanted_mode() const {
  size_t wanted = 0;
  for (size_t i = 0; i < modes_.size(); ++i) {
    if (judged_[i].holds && !modes_[i].layouts.empty()) wanted = i;
  }
  return wanted;
}

void Director::end_visit(model::Duration uptime) {
  const Visit visit = *std::exchange(visit_, std::nullopt);
  enter(chosen_.value_or(wanted_mode()), uptime);
  if (mode_ != visit.home_mode || mode_ == visit.mode) return;
  const auto& layouts = mode().layouts;
  const auto home = std::find(layouts.begin(), layouts.end(), visit.home);
  if (home == layouts.end()) return;
  layout_ = static_cast<size_t>(home - layouts.begin());
  held_until_ = visit.home_held_until;
}

bool Director::choose_layout_of_any_mode(const std::string& name, model::Duration uptime) {
  if (choose_layout(name, uptime)) return true;
  for (size_t i = 0; i < modes_.size(); ++i) {
    const auto& layouts = modes_[i].layouts;
    if (std::find(layouts.begin(), layouts.end(), name) == layouts.end()) continue;
    // From one visit to the next the home stays.
    if (!visit_)
      visit_ = Visit{i, {}, paused_, mode().layouts.empty() ? "" : mode().layouts[layout_], mode_, held_until_};
    visit_->mode = i;
    enter(i, uptime);
    return choose_layout(name, uptime);
  }
  return false;
}

model::Duration Director::dwell() const {
  const auto& layouts = mode().layouts;
  if (layouts.empty() || mode().rotate <= model::Duration(0)) return model::Duration(0);
  for (const auto& [layout, dwell] : mode().dwell) {
    if (layout == layouts[layout_]) return dwell;
  }
  return mode().rotate;
}

void Director::step(int by, model::Duration uptime) {
  const auto count = static_cast<int>(mode().layouts.size());
  if (count == 0) return;
  const int to = ((static_cast<int>(layout_) + by) % count + count) % count;
  choose_layout(mode().layouts[static_cast<size_t>(to)], uptime);
}

void Director::enter(size_t mode, model::Duration uptime) {
  if (mode == mode_) return;
  mode_ = mode;
  layout_ = 0;
  turned_at_ = uptime;
  held_until_ = {};
}

void Director::judge(const std::vector<std::optional<bool>>& conditions, model::Duration uptime, Stage& stage) {
  for (size_t i = 0; i < modes_.size(); ++i) {
    Judged& judged = judged_[i];
    if (i >= conditions.size() || !conditions[i] || *conditions[i] == judged.holds) {
      judged.since.reset();
      continue;
    }
    if (!judged.since) judged.since = uptime;
    const model::Duration patience = judged.holds ? modes_[i].leave_after : modes_[i].enter_after;
    const model::Duration waited = uptime - *judged.since;
    if (waited >= patience) {
      judged.holds = *conditions[i];
      judged.since.reset();
      if (!judged.holds) continue;
      ++conditions_begun_;
      if (visit_) end_visit(uptime);
    } else {
      keep_sooner(stage.changes_in, patience - waited);
    }
  }
}

Director::Stage Director::update(const std::vector<std::optional<bool>>& conditions, model::Duration uptime) {
  Stage stage;
  judge(conditions, uptime, stage);
  const bool held = visit_ && paused_ && !visit_->paused_before;
  if (held) touch(uptime);
  if (visit_ && uptime >= visit_->until) end_visit(uptime);
  if (visit_ && !held) keep_sooner(stage.changes_in, visit_->until - uptime);
  enter(visit_ ? visit_->mode : chosen_.value_or(wanted_mode()), uptime);

  const auto& layouts = mode().layouts;
  if (dwell() > model::Duration(0) && layouts.size() > 1 && !paused_) {
    const model::Duration due = std::max(turned_at_ + dwell(), held_until_);
    if (uptime >= due) {
      layout_ = (layout_ + 1) % layouts.size();
      turned_at_ = uptime;
      held_until_ = {};
    }
    keep_sooner(stage.changes_in, std::max(turned_at_ + dwell(), held_until_) - uptime);
    stage.next.push_back(layouts[(layout_ + 1) % layouts.size()]);
  }
  stage.mode = mode().name;
  if (!layouts.empty()) stage.layout = layouts[layout_];
  for (const Mode& other : modes_) {
    if (!other.layouts.empty() && other.name != stage.mode) stage.next.push_back(other.layouts.front());
  }
  return stage;
}

std::vector<Mode> modes_with(const Site& site, const std::string& layout) {
  std::vector<Mode> modes = site.modes;
  if (modes.empty()) modes.emplace_back();
  const bool shown = layout.empty() || std::any_of(modes.begin(), modes.end(), [&](const Mode& mode) {
                       return std::find(mode.layouts.begin(), mode.layouts.end(), layout) != mode.layouts.end();
                     });
  if (!shown) modes.front().layouts.push_back(layout);
  return modes;
}

std::vector<std::optional<bool>> conditions_of(const Site& site, const model::Scene& scene) {
  std::vector<std::optional<bool>> conditions;
  for (const Mode& mode : site.modes) {
    std::optional<bool>& holds = conditions.emplace_back();
    const auto found = mode.when.empty() ? scene.answers->end() : scene.answers->find(mode.when);
    if (found == scene.answers->end() || found->second->error || found->second->table == nullptr) continue;
    const model::Table& table = *found->second->table;
    if (table.row_count() == 0 || table.columns().empty()) continue;
    if (const auto value = table.columns().front().as_number(0)) holds = *value != 0;
  }
  return conditions;
}

bool has_answers(const model::Scene& scene, const ui::Layout& layout) {
  return std::all_of(layout.queries.begin(), layout.queries.end(),
                     [&](const std::string& query) { return scene.answers->contains(query); });
}

ui::ScreenState screen_for(ui::ScreenState screen, const Director::Stage& stage) {
  screen.mode = stage.mode;
  if (stage.layout == screen.layout) return screen;
  screen.layout = stage.layout;
  // Another layout's panels stand at the same places of their files.
  screen.map_views.clear();
  screen.map_motions.clear();
  screen.map_goals.clear();
  screen.table_sorts.clear();
  return screen;
}

}  // namespace onescreen::app
