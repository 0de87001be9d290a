// What the debug overlay shows, as plain values: gathered by the frame loop, and the slow part of it (memory) by a
// thread.
#pragma once

#include <atomic>
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "gfx/statistics.h"
#include "model/answer.h"
#include "model/time.h"
#include "ui/wall_view.h"

namespace onescreen::app {

struct DebugFigures {
  std::deque<float> frame_ms;  // of frames that drew, oldest first, at most kMostFrames
  size_t panels_drawn = 0;     // of the newest that drew
  double damage_share = 0;     // of the canvas
  uint64_t draw_calls = 0;
  uint64_t uploaded_bytes = 0;
  gfx::Statistics gpu;
  std::vector<ui::WallView::PanelCost> panels;
  double resident_mb = 0;
  double pss_mb = 0;
  model::Duration uptime{};
  std::string renderer;
  std::string recording_to;  // empty: nothing is recorded

  static constexpr size_t kMostFrames = 240;
  static constexpr float kBudgetMs = 16.7f;  // of a frame at 60 Hz

  // Takes in a frame that drew.
  void add(double millis, const ui::DrawReport& report, int width, int height, const gfx::Statistics& before);
};

// Reads this process's memory every two seconds on a thread of its own, while it lives.
class MemoryWatch {
 public:
  MemoryWatch();
  double resident_mb() const { return resident_mb_; }
  double pss_mb() const { return pss_mb_; }

 private:
  std::atomic<double> resident_mb_ = 0;
  std::atomic<double> pss_mb_ = 0;
  std::jthread thread_;
};

}  // namespace onescreen::app
