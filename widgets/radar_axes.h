// The axes of a radar widget: what its data says, where axes and their words stand, and the list of bars that it is
// where they have no room. Values that need no keeping; UI thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/widget.h"

namespace onescreen::widgets {

struct RadarAxis {
  std::string label;
  std::string figure;
  std::string unit;
  std::optional<double> share;    // of the rim; may lie outside of 0..1
  std::optional<double> compare;  // likewise
};

struct RadarRing {
  double share = 0;
  std::string text;
};

struct RadarData {
  std::vector<RadarAxis> axes;
  std::vector<RadarRing> rings;  // from the middle outwards
  bool compared = false;
};

struct RadarStyle {
  std::string unit;
  int decimals = 0;
  std::optional<double> most;
};

RadarData read_radar(const model::Table& table, const ui::Words& words, const RadarStyle& style);

struct RadarLabel {
  ui::Rect box;
  ui::Align align = ui::Align::centre;
};

struct RadarPlaces {
  ui::Point centre;
  float radius = 0;
  float name_px = 0;
  float figure_px = 0;
  std::vector<RadarLabel> labels;
};

// Of length one, clockwise from the top.
ui::Point radar_direction(size_t axis, size_t count);
// Nullopt where a circle that says something would leave the words no room, or they would lie over each other.
std::optional<RadarPlaces> place_radar(const ui::Painter& painter, const ui::Rect& area, const RadarData& data,
                                       bool large);
// One bar a row, a tick where the comparison is. Returns how many rows had room.
size_t draw_radar_list(const ui::Frame& frame, ui::Painter& painter, const RadarData& data, const ui::Rect& area);

}  // namespace onescreen::widgets
