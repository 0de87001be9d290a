// What the line and the funnel of the life_line widget share: a stage of a case's life as it is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/widget.h"

namespace onescreen::widgets {

struct LifeStage {
  std::string label;
  std::string digits;
  std::string multiplier;
  std::optional<double> count;
  std::string overdue = {};  // words; empty: none
  std::string overdue_digits = {};
  double overdue_count = 0;
  std::string dwell = {};
};

// Bars whose width is the count, `most` filling the lane. Returns how many had room.
size_t draw_life_funnel(const ui::Frame& frame, ui::Panel& panel, const std::vector<LifeStage>& stages, double most);

}  // namespace onescreen::widgets
