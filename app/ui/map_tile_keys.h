// What the configuration says of a map's layers of the kind tiles, besides what all layers have: the keys and their
// reading. No drawing.
#pragma once

#include <string>
#include <vector>

#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::ui {

struct MapTileKeys {
  explicit MapTileKeys(const Config& config);

  std::string set;
  float opacity = 1;
  float saturation = 1;
  float darken = 0;
  bool invert = false;
};

std::vector<model::KeySpec> map_tile_keys();

}  // namespace onescreen::ui
