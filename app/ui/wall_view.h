// WallView: draws a layout onto the canvas, and again only those panels of it whose inputs changed. A panel's inputs
// are its answers, their quality, its configuration, the theme, its rectangle, the screen state, the pointer while it
// is over it, and the moment that its widget named, rounded to the whole second, so that all that counts seconds
// changes in one frame. The age at a panel's top right is a region of its own, so that counting seconds does not redraw
// charts. UI thread; needs the current ImGui and GL context.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "ui/fonts.h"
#include "ui/frame.h"
#include "ui/layout.h"

namespace onescreen::gfx {
class Canvas;
class ImGuiRenderer;
}  // namespace onescreen::gfx

namespace onescreen::ui {

class TextAudit;

struct DrawReport {
  int panels_drawn = 0;
  int ages_drawn = 0;
  std::vector<Rect> damage;                   // regions of the canvas that are new; empty: nothing was drawn
  std::optional<model::Duration> changes_in;  // when the next draw is due though nothing arrives
  bool preparing = false;                     // whether something is not drawn yet that a thread still works at
};

class WallView {
 public:
  WallView(std::shared_ptr<const Layout> layout, Fonts& fonts, gfx::ImGuiRenderer& renderer);
  ~WallView();

  const Layout& layout() const { return *layout_; }
  // Draws what is due into `canvas`. The first call, and any after a change of size or theme, draws everything.
  DrawReport draw(const Frame& frame, const Display& display, const gfx::Canvas& canvas);
  // From the next draw on everything drawn is also told to `audit`, which lives as long; nullptr: nobody asks.
  void audit_into(TextAudit* audit) { audit_ = audit; }
  // Forgets what is on the canvas: the next draw draws everything.
  void invalidate();
  // See Widget. The next draw draws everything.
  void rest();
  void gpu_lost();
  // Draws panels again whose shaders changed on disk. Returns why an edit was not taken over, "" when all were.
  std::string reload_shaders();

  // What drawing each panel costs, in the layout's order: for whoever looks for what is slow.
  struct PanelCost {
    std::string title;         // else the widget's name
    double newest_ms = 0;      // of its newest whole draw, on the processor's side
    size_t vertices = 0;       // likewise
    uint64_t times_drawn = 0;  // whole, since `since`
    model::Duration since{};   // uptime of its first draw
  };
  std::vector<PanelCost> costs() const;

  // The panel at that place of the canvas, as of the newest draw; nullptr between panels.
  const LayoutPanel* panel_at(Point at) const;

  // Sentences of panels whose widget threw or could not be made, for the command line.
  std::vector<std::string> problems() const;

 private:
  struct PanelState;
  // Which panel the keys steer; what is to be done where none takes them.
  std::optional<size_t> steer(const Frame& frame) const;

  std::shared_ptr<const Layout> layout_;
  Fonts& fonts_;
  gfx::ImGuiRenderer& renderer_;
  std::vector<std::unique_ptr<PanelState>> panels_;
  std::vector<Rect> rects_;
  int width_ = 0;
  int height_ = 0;
  const Theme* theme_ = nullptr;
  Display display_;
  std::string notice_;
  TextAudit* audit_ = nullptr;
  model::TimePoint beat_{};  // the whole second of the last draw
  bool everything_ = true;
};

}  // namespace onescreen::ui
