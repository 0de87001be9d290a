// What the configuration says of a map's layers of the kinds lines, circles, flows and tracks, besides what all layers
// have: the keys and their reading. No drawing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::ui {

struct MapLineKeys {
  explicit MapLineKeys(const Config& config);

  std::string class_column;
  std::vector<std::pair<std::string, float>> class_widths;  // value of the class column -> factor of the width
};

std::vector<model::KeySpec> map_line_keys();

}  // namespace onescreen::ui
