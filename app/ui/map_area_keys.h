// What the configuration says of a map's layers of the kinds areas, extrusion and tiles, besides what all layers have:
// the keys and their reading. No drawing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::ui {

struct MapAreaKeys {
  explicit MapAreaKeys(const Config& config);

  std::string value;
};

std::vector<model::KeySpec> map_area_keys();

}  // namespace onescreen::ui
