#include "stagehand.h"

#include "frame_state.h"

namespace onescreen::app {
namespace {

constexpr model::Duration kBetweenLooks{5};
constexpr model::Duration kNothingDue{1000};

}  // namespace

Stagehand::Stagehand(Session& session, Wall& wall, std::shared_ptr<const Files> files, std::string layout)
    : session_(session),
      wall_(wall),
      files_(std::move(files)),
      layout_(std::move(layout)),
      director_(modes_with(*files_->site, layout_)) {}

// The layout that a mode shows first is wanted at once whenever the mode is.
void Stagehand::keep_modes() {
  std::vector<std::shared_ptr<const ui::Layout>> first;
  for (const Mode& mode : modes_with(*files_->site, layout_)) {
    const auto found = mode.layouts.empty() ? files_->layouts.end() : files_->layouts.find(mode.layouts.front());
    if (found != files_->layouts.end()) first.push_back(found->second);
  }
  wall_.keep(first);
  warm_.clear();
}

bool Stagehand::begin(const std::string& mode, model::Instant now) {
  if (!mode.empty() && !director_.choose_mode(mode)) return false;
  keep_modes();
  director_.update({}, now.uptime);
  if (!layout_.empty()) director_.choose_layout_of_any_mode(layout_, now.uptime);
  director_.stay();
  show(director_.update({}, now.uptime));
  return true;
}

void Stagehand::take(std::shared_ptr<const Files> files, model::Instant now) {
  files_ = std::move(files);
  keep_modes();
  director_.replace(modes_with(*files_->site, layout_));
  show(director_.update({}, now.uptime));
}

void Stagehand::show(const Director::Stage& stage) {
  const auto found = files_->layouts.find(stage.layout);
  if (found == files_->layouts.end()) return;
  screen_ = screen_for(screen_, stage);
  wall_.show(found->second);
  getting_ready_.clear();
  want_answers(stage);
  ++changes_;
}

void Stagehand::want_answers(const Director::Stage& stage) {
  soon_ = stage.next;
  if (!getting_ready_.empty()) soon_.push_back(getting_ready_);
  std::vector<const ui::Layout*> soon;
  for (const std::string& name : soon_) {
    if (const auto found = files_->layouts.find(name); found != files_->layouts.end())
      soon.push_back(found->second.get());
  }
  if (const auto shown = files_->layouts.find(screen_.layout); shown != files_->layouts.end())
    session_.show(*shown->second, screen_, soon);
}

ui::DrawReport Stagehand::draw_unseen(const std::shared_ptr<const ui::Layout>& layout, const ui::ScreenState& screen,
                                      const model::Scene& scene, model::Instant now, const std::string& notice,
                                      bool to_be_shown) {
  const ui::Pointer pointer;
  ui::Commands commands;
  ui::Frame frame{scene,  now,     files_->site->zone, files_->theme, files_->words,
                  screen, pointer, commands,           notice,        true};
  frame.tiles = session_.tiles();
  frame.pictures = session_.pictures();
  if (!to_be_shown) {
    wall_.warm_up(layout, frame, files_->display);
    return {};
  }
  const ui::DrawReport report = wall_.make_ready(layout, frame, files_->display);
  session_.take_wishes(commands);
  return report;
}

void Stagehand::warm_up(const model::Scene& scene, model::Instant now) {
  for (const Mode& mode : modes_with(*files_->site, layout_)) {
    if (mode.layouts.empty() || mode.name == screen_.mode) continue;
    const auto found = files_->layouts.find(mode.layouts.front());
    if (found == files_->layouts.end() || warm_.contains(found->first) || !has_answers(scene, *found->second)) continue;
    warm_.insert(found->first);
    const Director::Stage stage{mode.name, found->first, {}, {}};
    draw_unseen(found->second, screen_for(screen_, stage), scene, now, "", false);
    return;  // one at a time: each costs a frame or two
  }
}

model::Duration Stagehand::direct(const model::Scene& scene, model::Instant now, const std::string& notice) {
  const Director::Stage stage = director_.update(conditions_of(*files_->site, scene), now.uptime);
  const model::Duration due = stage.changes_in.value_or(kNothingDue);
  if (stage.layout == screen_.layout) {
    getting_ready_.clear();
    if (stage.mode != screen_.mode) {
      session_.set_screen(screen_ = screen_for(screen_, stage));
      ++changes_;
    }
    if (stage.next != soon_) want_answers(stage);
    warm_up(scene, now);
    return due;
  }
  const auto found = files_->layouts.find(stage.layout);
  if (found == files_->layouts.end()) return due;
  if (getting_ready_ != stage.layout) {
    getting_ready_ = stage.layout;
    ready_since_ = now.uptime;
    want_answers(stage);
  }
  const model::Duration waited = now.uptime - ready_since_;
  if (waited < kLongestForAnswers && !has_answers(scene, *found->second)) return kBetweenLooks;
  const ui::DrawReport report = draw_unseen(found->second, screen_for(screen_, stage), scene, now, notice, true);
  if (waited < kLongestGettingReady && report.preparing) return kBetweenLooks;
  show(stage);
  return model::Duration(0);
}

bool Stagehand::apply(const ui::Commands& commands) {
  if (!app::apply(commands, screen_)) return false;
  session_.set_screen(screen_);
  return true;
}

}  // namespace onescreen::app
