// The debug overlay (F1): what frames, panels, sources and queries cost, over the window and never on the canvas. A
// pure function of the figures and the frame. UI thread.
#pragma once

#include <optional>

#include "debug_figures.h"
#include "gfx/context.h"
#include "ui/frame.h"
#include "ui/painter.h"

namespace onescreen::app {

enum class DebugAction { reload, picture, record };

class DebugOverlay {
 public:
  // Over a window of `size`; `pointer` in its pixels.
  void draw(const ui::Frame& frame, const DebugFigures& figures, ui::Painter& painter, gfx::Size size,
            ui::Point pointer);
  // Which button of the newest draw is at that place.
  std::optional<DebugAction> button_at(ui::Point at) const;

 private:
  struct Column {
    float x = 0;
    float y = 0;
    float right = 0;
    float bottom = 0;
  };
  void draw_frames(const ui::Frame& frame, const DebugFigures& figures, ui::Painter& painter, Column& column);
  void draw_machine(const ui::Frame& frame, const DebugFigures& figures, ui::Painter& painter, Column& column);
  void draw_panels(const ui::Frame& frame, const DebugFigures& figures, ui::Painter& painter, Column& column);
  void draw_sources(const ui::Frame& frame, ui::Painter& painter, Column& column);
  void draw_queries(const ui::Frame& frame, ui::Painter& painter, Column& column);
  void draw_buttons(const ui::Frame& frame, const DebugFigures& figures, ui::Painter& painter, Column& column,
                    ui::Point pointer);

  ui::Rect reload_;
  ui::Rect picture_;
  ui::Rect record_;
};

}  // namespace onescreen::app
