// Stagehand: carries out what the director decides: asks for the answers of the layouts that may be shown next, draws
// the next one unseen until it is whole, and then shows it at once. Holds the state of the screen. Main thread.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "director.h"
#include "session.h"
#include "wall.h"

namespace onescreen::app {

class Stagehand {
 public:
  // Session and wall outlive it. `layout` (may be empty) is shown besides those of the modes.
  Stagehand(Session& session, Wall& wall, std::shared_ptr<const Files> files, std::string layout);

  // Shows the first layout, in `mode` where one is given. False when there is no such mode.
  bool begin(const std::string& mode, model::Instant now);
  // Other files: shows what was shown, as it is now.
  void take(std::shared_ptr<const Files> files, model::Instant now);
  // Once a frame, before it is drawn. Returns when to look again.
  model::Duration direct(const model::Scene& scene, model::Instant now, const std::string& notice);
  // After the wall's: what was prepared in advance went with the context.
  void gpu_lost() { warm_.clear(); }
  // Applies the wishes of a frame to the state of the screen. Returns whether anything changed.
  bool apply(const ui::Commands& commands);

  Director& director() { return director_; }
  const ui::ScreenState& screen() const { return screen_; }
  // How often another layout or mode was shown.
  uint64_t changes() const { return changes_; }

  // Another layout is waited for until its queries are answered, or so long: a query that hangs must not keep a mode
  // from being shown.
  static constexpr model::Duration kLongestForAnswers{700};
  // It is drawn unseen until nothing of it is in preparation, or so long altogether.
  static constexpr model::Duration kLongestGettingReady{3000};

 private:
  void show(const Director::Stage& stage);
  void keep_modes();
  // Prepares the first layout of a mode that is not shown, once each.
  void warm_up(const model::Scene& scene, model::Instant now);
  ui::DrawReport draw_unseen(const std::shared_ptr<const ui::Layout>& layout, const ui::ScreenState& screen,
                             const model::Scene& scene, model::Instant now, const std::string& notice,
                             bool to_be_shown);
  // The answers of what is shown, and of what may be soon.
  void want_answers(const Director::Stage& stage);

  Session& session_;
  Wall& wall_;
  std::shared_ptr<const Files> files_;
  std::string layout_;
  Director director_;
  ui::ScreenState screen_;
  std::vector<std::string> soon_;  // layouts whose answers are wanted besides those of the one that is shown
  std::string getting_ready_;      // layout; empty: none is
  std::set<std::string> warm_;     // layouts that were prepared in advance
  model::Duration ready_since_{};
  uint64_t changes_ = 0;
};

}  // namespace onescreen::app
