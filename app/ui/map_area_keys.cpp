// Keys of the kinds areas, extrusion and tiles.
#include "ui/map_area_keys.h"

namespace onescreen::ui {

using model::KeySpec;
using model::KeyType;

MapAreaKeys::MapAreaKeys(const Config& config) : value(config.text("value")) {}

std::vector<KeySpec> map_area_keys() {
  return {
      {.name = "value",
       .type = KeyType::column,
       .summary = "areas: column of numbers that decides on the colour, in five classes of equal count"},
  };
}

}  // namespace onescreen::ui
