// What the configuration says of a map and of each of its layers: the keys and their reading. No drawing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/key_spec.h"
#include "ui/config.h"
#include "ui/drill.h"
#include "ui/map_area_keys.h"
#include "ui/map_line_keys.h"
#include "ui/map_point_keys.h"
#include "ui/map_tile_keys.h"

namespace onescreen::ui {

struct MapLayerConfig {
  explicit MapLayerConfig(const Config& config);

  // Whether it is there at this zoom and this choice of area.
  bool shown(AreaLevel level, double design_zoom) const {
    return design_zoom >= min_zoom && level >= min_level && level <= max_level;
  }

  std::string type, data, style, id, label, label_value, legend, count;
  std::vector<std::string> card;
  int64_t card_level = 2;
  std::vector<std::string> hover;
  double min_zoom = 0;
  AreaLevel min_level = AreaLevel::district;
  AreaLevel max_level = AreaLevel::grid;
  std::optional<AreaLevel> drill;  // what its areas are, where a click chooses one
  std::string crumb;
  bool fit = false;
  // Of each layer only those of its kind count.
  MapAreaKeys areas;
  MapLineKeys lines;
  MapPointKeys points;
  MapTileKeys tiles;
};

// All keys of the widget `map`, those of its layers included.
std::vector<model::KeySpec> map_keys();
// What each kind of layer cannot do without.
void check_map(const Config& map, std::vector<Problem>& problems);

}  // namespace onescreen::ui
