// Director: which mode (平, 战, 特) and which of its layouts is shown. Decides from what people chose, from the modes'
// conditions and from the time; knows no window, no data and no files. A pure state machine over values: main thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/answer.h"
#include "model/time.h"
#include "site.h"
#include "ui/frame.h"
#include "ui/layout.h"

namespace onescreen::app {

class Director {
 public:
  // The first mode is that of ordinary times, to which the wall returns; `modes` has at least one with a layout.
  explicit Director(std::vector<Mode> modes);
  // Other files: what was chosen stays as far as it is still there.
  void replace(std::vector<Mode> modes);

  // A person chooses: that mode until another is chosen, or, with nullopt, what the conditions say. False where there
  // is no such mode.
  bool choose_mode(const std::string& name);
  void choose_automatic() {
    chosen_.reset();
    visit_.reset();
  }
  // A visit to another mode becomes the choice of that mode.
  void stay();
  // How often a condition has begun to hold, whether a choice keeps the wall from following it or not.
  uint64_t conditions_begun() const { return conditions_begun_; }
  // A layout of the mode at hand; rotation rests for kHold after it, then goes on by itself. False where it has none
  // of that name.
  bool choose_layout(const std::string& name, model::Duration uptime);
  // The same; where only another mode has it, that mode is visited: until nobody has touched anything for kHold (a
  // pause holds it), or until a condition begins to hold. Then the layout before is shown again where its mode is.
  // False where no mode has it.
  bool choose_layout_of_any_mode(const std::string& name, model::Duration uptime);
  void step(int by, model::Duration uptime);
  // Somebody is at the keys or the mouse: a visit goes on.
  void touch(model::Duration uptime) {
    if (visit_) visit_->until = uptime + kHold;
  }
  // Rotation stands still until it is let go.
  void pause(bool paused) {
    paused_ = paused;
    if (visit_) visit_->paused_before = false;
  }
  bool paused() const { return paused_; }

  // What to show. `conditions` by mode: whether its condition holds, nullopt: it has none, or nobody knows yet. A mode
  // is entered when its condition has held for `enter_after` and left when it has not for `leave_after`; what nobody
  // knows changes nothing. Of several whose conditions hold, the last of the site's list wins.
  struct Stage {
    std::string mode;
    std::string layout;
    std::vector<std::string> next;  // layouts that may be wanted soon: those of the other modes, the next in turn
    std::optional<model::Duration> changes_in;
  };
  Stage update(const std::vector<std::optional<bool>>& conditions, model::Duration uptime);

  static constexpr model::Duration kHold{120'000};

 private:
  struct Judged {
    bool holds = false;                    // as it counts, hysteresis included
    std::optional<model::Duration> since;  // uptime from which the condition has differed from that
  };
  const Mode& mode() const { return modes_[mode_]; }
  void judge(const std::vector<std::optional<bool>>& conditions, model::Duration uptime, Stage& stage);
  void enter(size_t mode, model::Duration uptime);
  void end_visit(model::Duration uptime);
  // By the conditions.
  size_t wanted_mode() const;
  // How long the layout at hand is shown; 0: for ever.
  model::Duration dwell() const;

  std::vector<Mode> modes_;
  std::vector<Judged> judged_;  // by mode
  std::optional<size_t> chosen_;
  struct Visit {
    size_t mode = 0;
    model::Duration until{};     // uptime
    bool paused_before = false;  // a pause that is older than the visit does not keep it
    std::string home;            // layout that was shown before, of `home_mode`
    size_t home_mode = 0;
    model::Duration home_held_until{};
  };
  std::optional<Visit> visit_;
  uint64_t conditions_begun_ = 0;
  size_t mode_ = 0;
  size_t layout_ = 0;  // of the mode
  model::Duration turned_at_{};
  model::Duration held_until_{};
  bool paused_ = false;
};

// The modes of a site; a `layout` that none of them shows (may be empty) is added to the first.
std::vector<Mode> modes_with(const Site& site, const std::string& layout);
// Of each mode of the site, by the answers of the scene.
std::vector<std::optional<bool>> conditions_of(const Site& site, const model::Scene& scene);
// Whether every query of the layout has an answer in the scene.
bool has_answers(const model::Scene& scene, const ui::Layout& layout);
// What the screen's state becomes when that is shown: another layout's maps begin at their own places.
ui::ScreenState screen_for(ui::ScreenState screen, const Director::Stage& stage);

}  // namespace onescreen::app
