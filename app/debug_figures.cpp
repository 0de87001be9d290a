#include "debug_figures.h"

#include <condition_variable>
#include <mutex>

#include "bench_report.h"
#include "metrics.h"

namespace onescreen::app {

namespace {

constexpr std::chrono::seconds kBetweenLooks{2};

}  // namespace

void DebugFigures::add(double millis, const ui::DrawReport& report, int width, int height,
                       const gfx::Statistics& before) {
  frame_ms.push_back(static_cast<float>(millis));
  if (frame_ms.size() > kMostFrames) frame_ms.pop_front();
  panels_drawn = static_cast<size_t>(report.panels_drawn);
  double damaged = 0;
  for (const ui::Rect& rect : report.damage) damaged += double(rect.width()) * double(rect.height());
  damage_share = std::min(1.0, damaged / (double(width) * double(height)));
  gpu = gfx::statistics();
  draw_calls = gpu.draw_calls - before.draw_calls;
  uploaded_bytes = gpu.uploaded_bytes - before.uploaded_bytes;
}

MemoryWatch::MemoryWatch()
    : thread_([this](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        do {
          resident_mb_ = static_cast<double>(process_figures().resident_bytes) / 1e6;
          pss_mb_ = pss_megabytes();
        } while (!wake.wait_for(lock, stop, kBetweenLooks, [&] { return stop.stop_requested(); }));
      }) {}

}  // namespace onescreen::app
