// What the configuration says of a map's layers of the kinds areas, extrusion and tiles, besides what all layers have:
// the keys and their reading. No drawing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::ui {

// A value of the column `class` and how it looks.
struct MapAreaClass {
  std::string value;
  std::string words;    // in the legend
  std::string colour;   // one of map_area_colours(); empty: by its place in the list
  std::string pattern;  // one of map_area_patterns(); empty: by its place in the list
};

struct MapAreaKeys {
  explicit MapAreaKeys(const Config& config);

  std::string value;  // numbers
  std::string steps;  // quantile, equal, ramp
  int64_t class_count = 5;
  std::vector<double> breaks;  // ascending
  std::optional<double> middle;
  std::string unit;
  std::string class_column;  // texts
  std::vector<MapAreaClass> classes;
  std::string height, floors;
  double tilt = 0.5;
  double flat_below = 14;  // zoom of a 1080-row canvas
};

// Names of the theme's colours and of the patterns that tell categories apart, in the order in which categories without
// one get them.
const std::vector<std::string>& map_area_colours();
const std::vector<std::string>& map_area_patterns();

std::vector<model::KeySpec> map_area_keys();

}  // namespace onescreen::ui
