// Keys of the kinds points, clusters and heat.
#include "ui/map_point_keys.h"

namespace onescreen::ui {

using model::KeySpec;
using model::KeyType;

MapPointKeys::MapPointKeys(const Config& config)
    : level(config.text("level")),
      icon(config.text("icon")),
      pulse(config.text("pulse")),
      since(config.text("since")),
      size(static_cast<float>(config.number("size"))) {}

std::vector<KeySpec> map_point_keys() {
  return {
      {.name = "level",
       .type = KeyType::column,
       .summary = "points: column of severities 1 (worst) to 4: shape, colour and order"},
      {.name = "icon",
       .type = KeyType::column,
       .summary = "points: column with fire, gas, water, traffic, building, sanitation, noise or facility"},
      {.name = "pulse",
       .type = KeyType::column,
       .summary = "points: column that is true for what is new; such a mark pulses three times"},
      {.name = "since", .type = KeyType::column, .summary = "points: column with the time from which it is new"},
      {.name = "size",
       .type = KeyType::number,
       .summary = "points: size of a mark in design pixels",
       .fallback = "10",
       .minimum = 2,
       .maximum = 60},
  };
}

}  // namespace onescreen::ui
