// One set of counters a thread, so that nothing is shared.
#include "gfx/statistics.h"

namespace onescreen::gfx {

Statistics& statistics() {
  static thread_local Statistics counters;
  return counters;
}

}  // namespace onescreen::gfx
