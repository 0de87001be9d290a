// The benchmark's scene of keys that bring another scene, with a live back end in another process.
#pragma once

#include <memory>

#include "bench_live.h"

namespace onescreen::app {

// From the key that chooses another mode, or the next scene of the mode, to the end of the frame that shows it whole,
// its queries answered and its first layout drawn unseen before. All modes in turn for the bench's seconds, then twice
// through the scenes of the site's first mode.
void measure_switches(const BenchReport& report, const std::shared_ptr<const Files>& files, const LiveBench& bench);

}  // namespace onescreen::app
