// Wall: the drawing side of one program: ImGui context, fonts, canvas and the view of the layout that is shown. The
// same for the window, for `render` and for tests. UI thread, with a current GL context that outlives it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gfx/canvas.h"
#include "gfx/imgui_renderer.h"
#include "model/result.h"
#include "ui/fonts.h"
#include "ui/frame.h"
#include "ui/wall_view.h"

struct ImGuiContext;

namespace onescreen::app {

class Wall {
 public:
  static model::Result<std::unique_ptr<Wall>> create(int width, int height);
  ~Wall();

  // `layout` must not be null. Panels are made anew and the next draw draws everything, unless that very layout was
  // made ready: then its picture is there at once.
  void show(std::shared_ptr<const ui::Layout> layout);
  // Draws a layout that is not shown yet on a canvas of its own; `frame` is that of the wall once it is shown. To be
  // repeated until its report says that nothing is due soon.
  ui::DrawReport make_ready(const std::shared_ptr<const ui::Layout>& layout, const ui::Frame& frame,
                            const ui::Display& display);
  // Layouts that come back: while they are not shown their views stay, with all that they had prepared, so that making
  // them ready takes little more than drawing them. Replaces those of the call before.
  void keep(const std::vector<std::shared_ptr<const ui::Layout>>& layouts);
  // Prepares the view of a layout that is kept, as it would be with this frame; where it has one, does nothing.
  void warm_up(const std::shared_ptr<const ui::Layout>& layout, const ui::Frame& frame, const ui::Display& display);
  void resize(int width, int height);
  ui::DrawReport draw(const ui::Frame& frame, const ui::Display& display);
  void invalidate();
  // See WallView; of the layout that is shown.
  void audit_into(ui::TextAudit* audit) { view_->audit_into(audit); }
  // Draws over whatever framebuffer is bound, `width` x `height` pixels, without touching the canvas: what is not part
  // of the picture. `paint` is called at once.
  void draw_over(const ui::Theme& theme, const ui::Display& display, int width, int height,
                 const std::function<void(ui::Painter&)>& paint);
  // The GL context that everything was made in is gone; another one is current. All is made again from values.
  void gpu_lost();
  // Development builds: takes over shaders that changed on disk. Returns why an edit was not taken over, "" when all
  // were: the last good one goes on.
  std::string reload_shaders();

  const gfx::Canvas& canvas() const { return canvas_; }
  ui::Fonts& fonts() { return *fonts_; }
  const ui::WallView& view() const { return *view_; }

 private:
  Wall() = default;
  // The one that was kept, or a new one; either draws everything.
  std::unique_ptr<ui::WallView> view_of(const std::shared_ptr<const ui::Layout>& layout);
  // Keeps it if its layout is to be kept; may be null.
  void put_aside(std::unique_ptr<ui::WallView> view);

  ImGuiContext* imgui_ = nullptr;
  std::unique_ptr<gfx::ImGuiRenderer> renderer_;
  std::unique_ptr<ui::Fonts> fonts_;
  gfx::Canvas canvas_;
  std::unique_ptr<ui::WallView> next_view_;  // none, or with its picture in next_canvas_
  std::shared_ptr<const ui::Layout> next_layout_;
  gfx::Canvas next_canvas_;
  std::unique_ptr<ui::WallView> view_;
  std::vector<std::shared_ptr<const ui::Layout>> kept_;
  std::map<const ui::Layout*, std::unique_ptr<ui::WallView>> aside_;  // each holds its layout
};

}  // namespace onescreen::app
