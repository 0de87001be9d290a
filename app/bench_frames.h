// The benchmark's wall: frames as the window's loop draws them, with the pointer as a hand moves it. What a window
// would cost besides is the copy of the canvas into a target of its size; the display's own swap is not there.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "files.h"
#include "gfx/canvas.h"
#include "session.h"
#include "wall.h"

namespace onescreen::app {

// What a window's back buffer would be given, on a target of its size.
void present(const gfx::Canvas& canvas, gfx::Target& window);

class FrameBench {
 public:
  FrameBench(std::shared_ptr<const Files> files, Session& session, Wall& wall, int frames);

  // Shows a layout of the site with its newest answers; false when there is none of that name.
  bool show(const std::string& layout);
  void show(const std::shared_ptr<const ui::Layout>& layout);
  void resize(int width, int height) { wall_.resize(width, height); }
  // Puts `table` in the place of the answer that the topmost layer of points of the layout's map reads.
  void put_marks(const model::TablePtr& table);
  // Draws until nothing is prepared any more.
  void settle();

  // Of the newest series of frames: processor time of all threads, draw calls and uploaded bytes a frame, and what lives
  // on the GPU after it.
  struct Cost {
    double processor_secs = 0;
    double draw_calls = 0;
    double uploaded_bytes = 0;
    int64_t gpu_bytes = 0;
    int64_t gpu_objects = 0;
  };
  const Cost& cost() const { return cost_; }

  // Milliseconds of each frame.
  // What any picture costs here: the canvas copied into the window, nothing drawn. The measure of the others.
  std::vector<double> copied();
  std::vector<double> whole();
  std::vector<double> unchanged();
  // What a second costs in which only the clock goes on.
  std::vector<double> second();
  // A hand drags the map in a circle; then the frames that draw sharp what was moved.
  std::vector<double> pan();
  std::vector<double> rest();
  // The wheel, in and out.
  std::vector<double> zoom();
  // From a new table of the same rows to its marks on the screen; `ui_thread`: of it, what the UI thread worked.
  struct TakeOver {
    std::vector<double> shown;
    std::vector<double> ui_thread;
  };
  TakeOver take_over(const model::TablePtr& table);

 private:
  std::vector<double> frames(const std::function<void(int)>& prepare);
  std::optional<model::Duration> draw();
  model::ScenePtr with_table(const model::TablePtr& table) const;
  ui::Point map_middle() const;

  std::shared_ptr<const Files> files_;
  Session& session_;
  Wall& wall_;
  int frames_;
  ui::ScreenState screen_;
  ui::Pointer pointer_;
  model::ScenePtr scene_;
  const model::Instant began_;
  model::Instant now_;
  std::string marks_query_;
  ui::Rect map_;
  gfx::Target window_;
  Cost cost_;
};

}  // namespace onescreen::app
