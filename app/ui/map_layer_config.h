// What the configuration says of a map and of each of its layers: the keys and their reading. No drawing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::ui {

struct MapLayerConfig {
  explicit MapLayerConfig(const Config& config);

  std::string type, data, style, id, label, label_value, value, class_column, level, icon, pulse, since, legend, count;
  std::vector<std::string> card;
  int64_t card_level = 2;
  std::vector<std::string> hover;
  float size = 10;  // design pixels
  double min_zoom = 0;
  bool fit = false;
  std::vector<std::pair<std::string, float>> class_widths;  // value of the class column -> factor of the width
};

// All keys of the widget `map`, those of its layers included.
std::vector<model::KeySpec> map_keys();

}  // namespace onescreen::ui
