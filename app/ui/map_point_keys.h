// What the configuration says of a map's layers of the kinds points, clusters and heat, besides what all layers have:
// the keys and their reading. No drawing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::ui {

struct MapPointKeys {
  explicit MapPointKeys(const Config& config);

  std::string level, icon, pulse, since;
  std::string size_by;  // column
  double size_at = 0;   // its value at the largest size; 0: the largest of the data
  double fade_secs = 0;
  float size = 10;  // design pixels
  std::string weight;
  double radius_m = 250;
  double highest = 0;
};

std::vector<model::KeySpec> map_point_keys();
// In the order of map::MarkShape.
const std::vector<std::string>& map_mark_shapes();

}  // namespace onescreen::ui
