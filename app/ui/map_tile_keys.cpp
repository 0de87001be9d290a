// Keys of the kind tiles.
#include "ui/map_tile_keys.h"

namespace onescreen::ui {

using model::KeySpec;
using model::KeyType;

MapTileKeys::MapTileKeys(const Config& config)
    : set(config.text("set")),
      opacity(static_cast<float>(config.number("opacity"))),
      saturation(static_cast<float>(config.number("saturation"))),
      darken(static_cast<float>(config.number("darken"))),
      invert(config.flag("invert")) {}

std::vector<KeySpec> map_tile_keys() {
  return {
      {.name = "set",
       .type = KeyType::text,
       .summary = "tiles: one of the site's `tiles`, which a layer of this type needs"},
      {.name = "opacity",
       .type = KeyType::number,
       .summary = "tiles: 0 (not seen) to 1",
       .fallback = "1",
       .minimum = 0,
       .maximum = 1},
      {.name = "saturation",
       .type = KeyType::number,
       .summary = "tiles: 0 (grey) to 1 (as they are); colour is for what is abnormal",
       .fallback = "1",
       .minimum = 0,
       .maximum = 1},
      {.name = "darken",
       .type = KeyType::number,
       .summary = "tiles: how far they go towards the theme's ground, 0 to 1, so that a bright map is calm at night",
       .fallback = "0",
       .minimum = 0,
       .maximum = 1},
      {.name = "invert",
       .type = KeyType::boolean,
       .summary = "tiles: light becomes dark and hues stay",
       .fallback = "false"},
  };
}

}  // namespace onescreen::ui
