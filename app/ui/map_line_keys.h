// What the configuration says of a map's layers of the kinds lines, circles, flows and tracks, besides what all layers
// have: the keys and their reading. No drawing.
#pragma once

#include <string>
#include <vector>

#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::ui {

// A value of the column `class` and how it looks.
struct MapLineClass {
  std::string value;
  std::string words;   // in the legend; empty: not there
  std::string colour;  // of the theme; empty: the layer's
  float width = 1;     // factor of the style's width, of points: of their size
  std::string shape;   // of points; empty: the level's
};

struct MapLineKeys {
  explicit MapLineKeys(const Config& config);

  std::string class_column;
  std::vector<MapLineClass> classes;
  std::string colour;       // of the theme; empty: that of the kind
  float dash = 0, gap = 0;  // design pixels; 0: as the style has it
  bool moving = false;
  std::string radius;  // circles: column of metres
  std::vector<double> radii_m;
  std::string heading, time;  // tracks, points: columns
  double stale_secs = 0, gap_secs = 0, tail_secs = 0;
};

std::vector<model::KeySpec> map_line_keys();

}  // namespace onescreen::ui
