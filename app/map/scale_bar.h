// A scale bar: a round length that fits, in true metres at the middle of the picture. Pure.
#pragma once

#include <string>

#include "map/projection.h"

namespace onescreen::map {

struct ScaleBar {
  double metres = 0;
  double width_px = 0;
  std::string text;  // "200 m", "1 km"
};

// "200 m", "1.5 km".
std::string length_text(double metres);

// The longest of 1, 2, 5 x 10^n metres that is at most `max_px` wide.
ScaleBar scale_bar(const Camera& camera, double max_px);

}  // namespace onescreen::map
