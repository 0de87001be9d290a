#include "screen_care.h"

#include <algorithm>

namespace onescreen::app {
namespace {

// Where on the edge of the square of side 2 `r` around nothing, `step` pixels from its upper left corner.
void place_on_square(int r, int64_t step, int& dx, int& dy) {
  const int64_t side = 2 * int64_t{r};
  const int64_t at = ((step % (4 * side)) + 4 * side) % (4 * side);
  const int along = static_cast<int>(at % side);
  switch (at / side) {
    case 0:
      dx = -r + along, dy = -r;
      break;
    case 1:
      dx = r, dy = -r + along;
      break;
    case 2:
      dx = r - along, dy = r;
      break;
    default:
      dx = -r, dy = r - along;
      break;
  }
}

bool holds(const DimSpan& span, model::Duration since_midnight) {
  if (span.from <= span.to) return since_midnight >= span.from && since_midnight < span.to;
  return since_midnight >= span.from || since_midnight < span.to;
}

}  // namespace

CareNow care_at(const ScreenCare& care, const model::Zone& zone, model::TimePoint now) {
  CareNow out;
  if (care.orbit_px > 0 && care.orbit_step > model::Duration(0))
    place_on_square(care.orbit_px, model::to_millis(now) / care.orbit_step.count(), out.dx, out.dy);
  const model::CivilTime civil = zone.civil(now);
  const model::Duration since_midnight =
      std::chrono::hours(civil.hour) + std::chrono::minutes(civil.minute) + std::chrono::seconds(civil.second);
  for (const DimSpan& span : care.dim) {
    if (holds(span, since_midnight)) out.brightness = std::min(out.brightness, span.brightness);
  }
  return out;
}

}  // namespace onescreen::app
