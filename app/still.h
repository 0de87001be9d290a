// Still: a site's wall at one moment and without a window: everything has answered, the sources are asked no more, and
// any layout of it can be drawn. For `render`, `sheet` and `check`. Main thread; waits for back ends, up to a limit.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "commands.h"
#include "files.h"
#include "finder.h"
#include "gfx/context.h"
#include "gfx/image.h"
#include "session.h"
#include "ui/text_audit.h"
#include "wall.h"

namespace onescreen::app {

class Still {
 public:
  // `memory`: keeps the last good tables on disk and begins with them, as `run` does.
  static model::Result<std::unique_ptr<Still>> open(const WallOptions& options, double wait_secs, bool memory = false);
  ~Still();

  // Draws the layout whole, once its queries are answered and the tiles and stills that it wants are there. `audit`,
  // when given, hears of all text. `chosen`: what a person has done to the screen before. The layout must be among
  // files().layouts.
  void draw(const std::string& layout, ui::TextAudit* audit = nullptr, const ui::Commands& chosen = {});
  // The rows of the site's `find`, once they are answered.
  std::vector<FoundThing> things_to_find();

  const Files& files() const { return *files_; }
  // What is known of the sources.
  model::SnapshotPtr snapshot() const { return session_->latest()->snapshot; }
  // Of the newest draw.
  const model::Scene& scene() const { return *scene_; }
  const model::Tiles& tiles() const { return *tiles_; }
  const model::Pictures& pictures() const { return *pictures_; }
  model::Instant now() const { return now_; }
  Wall& wall() { return *wall_; }
  double frame_ms() const { return frame_ms_; }  // of the newest draw
  gfx::Image picture() const { return wall_->canvas().read_pixels(); }

 private:
  Still() = default;
  ui::DrawReport draw_once(const ui::ScreenState& screen, ui::Commands& commands);

  std::shared_ptr<const Files> files_;
  std::unique_ptr<gfx::HeadlessContext> context_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<Wall> wall_;
  model::Instant now_;
  std::chrono::steady_clock::duration patience_{};  // for the sources together, then for each layout's tiles and stills
  model::ScenePtr scene_;
  model::TilesPtr tiles_;
  model::PicturesPtr pictures_;
  double frame_ms_ = 0;
};

// Panels whose queries have answered and have no row. What they show is a sentence that says so.
std::vector<const ui::LayoutPanel*> empty_panels(const ui::Layout& layout, const model::Scene& scene);
// Panels that have something to say, which only pictures without a title and data have not, and of which no word is
// seen: there is no room for them, or the text is larger than they are.
std::vector<const ui::LayoutPanel*> unread_panels(const ui::Layout& layout, const ui::TextAudit& audit);

}  // namespace onescreen::app
