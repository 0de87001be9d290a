// The benchmark's scenes with a live back end in another process: what the wall costs while nobody touches it, and how
// long it takes from nothing to live data.
#pragma once

#include <memory>

#include "bench_report.h"
#include "files.h"

namespace onescreen::app {

struct LiveBench {
  int width = 1920;
  int height = 1080;
  int sensors = 61'000;
  double seconds = 20;  // measured, after the wall has settled
};

// Both ask for the sensors each second, whatever the site says.
// Processor cores while the sensors change each second (`changes`), or while every answer is 304.
void measure_idle(const BenchReport& report, const std::shared_ptr<const Files>& files, const LiveBench& bench,
                  bool changes);
// From the moment an answer of the sensors was read whole, before it is decoded, to the frame that shows its marks.
void measure_response(const BenchReport& report, const std::shared_ptr<const Files>& files, const LiveBench& bench);
// From nothing (no files read, no graphics context) to a canvas on which every source has answered. The context is made
// and given up within.
void measure_start(const BenchReport& report, const LiveBench& bench);

}  // namespace onescreen::app
