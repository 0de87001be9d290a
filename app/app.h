// App: the running wall in its window. Owns everything and holds the frame loop: latch one scene and one clock reading,
// draw what is due, present, sleep until something is due. All methods run on the main thread.
#pragma once

#include <memory>
#include <thread>

#include "commands.h"
#include "debug_figures.h"
#include "debug_overlay.h"
#include "desk.h"
#include "gfx/context.h"
#include "input.h"
#include "metrics.h"
#include "session.h"
#include "stagehand.h"
#include "wall.h"
#include "watcher.h"

namespace onescreen::app {

class App {
 public:
  static model::Result<std::unique_ptr<App>> create(const RunOptions& options);
  ~App();

  // Until the window is closed or the process is told to end.
  void run();
  // Whether it ended because the graphics context was lost and no other could be had.
  bool failed() const { return failed_; }

 private:
  explicit App(const RunOptions& options);

  void take_input();
  void on_key(const gfx::InputEvent& event);
  void on_control_key(int code);
  // Goes where the command palette's choice leads.
  void go_to(const FoundThing& thing);
  // Where the picture is now and how bright; leads the pointer from the window to the canvas.
  void take_care(ui::Pointer& pointer);
  void offer_things(const model::Scene& scene);
  // What the panel under the pointer shows, for other programs.
  void copy_panel();
  // What a frame is given besides the pointer.
  ui::Frame frame_over(const model::Scene& scene, const ui::Pointer& pointer, ui::Commands& commands) const;
  // Draws and presents when anything changed; returns how long the program may sleep.
  model::Duration frame();
  gfx::WindowOptions window_options() const;
  // Opens another window in the place of one whose context is gone; false when none can be had.
  bool recover_context();
  std::unique_ptr<gfx::Window> another_window() const;
  // What a running program looks at now and then: shaders on disk, monitors that come back.
  void look_around();
  void take_new_files();
  void save_picture();
  // Into a folder of its own where the program was started.
  void switch_recording();
  // `prefix` and the local time to the millisecond, so that two in a second do not overwrite each other.
  std::string file_name_now(const std::string& prefix) const;
  // Listens where the site asks for it, and nowhere else.
  void serve_metrics();

  RunOptions options_;
  model::Clock clock_;
  model::Duration started_at_{};
  std::shared_ptr<const Files> files_;
  std::string notice_;
  Input input_;
  // What lies over the canvas, and the window's swap.
  void present(const ui::Frame& frame, gfx::Size size);
  void show_debug(bool shown);
  void take_debug_click();

  Desk desk_;
  bool desk_shown_ = false;
  CareNow care_;
  std::optional<size_t> offered_;  // find queries whose rows the palette has; none while it is closed
  uint64_t alarms_ = 0;            // conditions of modes that have begun to hold, as looked at last
  DebugFigures debug_figures_;
  DebugOverlay debug_overlay_;
  std::unique_ptr<MemoryWatch> debug_memory_;  // while the overlay is shown
  model::Duration debug_drawn_at_{};
  bool failed_ = false;
  model::Duration looked_around_at_{};
  std::string trouble_;         // why a recording could not begin
  std::string refused_shader_;  // of development builds; empty: all edits were taken over
  bool present_ = true;         // the window's content is not what the canvas holds

  std::unique_ptr<gfx::Window> window_;
  std::unique_ptr<Wall> wall_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<Stagehand> stagehand_;
  std::unique_ptr<Watcher> watcher_;
  std::unique_ptr<MetricsServer> metrics_;
  std::jthread picture_writer_;  // compressing a 4K picture takes longer than a frame
};

}  // namespace onescreen::app
