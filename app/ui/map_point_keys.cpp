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
      size_by(config.text("size_by")),
      size_at(config.number("size_at")),
      fade_secs(config.number("fade_secs")),
      size(static_cast<float>(config.number("size"))),
      weight(config.text("weight")),
      radius_m(config.number("radius_m")),
      highest(config.number("highest")) {}

const std::vector<std::string>& map_mark_shapes() {
  static const std::vector<std::string> names{"circle", "diamond", "triangle", "square", "hexagon", "cross", "arrow"};
  return names;
}

std::vector<KeySpec> map_point_keys() {
  return {
      {.name = "level",
       .type = KeyType::column,
       .summary = "points, clusters: column of severities 1 (worst) to 4: shape, colour and order"},
      {.name = "icon",
       .type = KeyType::column,
       .summary = "points: column with fire, gas, water, traffic, building, sanitation, noise or facility"},
      {.name = "pulse",
       .type = KeyType::column,
       .summary = "points: column that is true for what is new; such a mark pulses three times"},
      {.name = "since", .type = KeyType::column, .summary = "points: column with the time from which it is new"},
      {.name = "size",
       .type = KeyType::number,
       .summary = "points, clusters, tracks: size of a mark in design pixels",
       .fallback = "10",
       .minimum = 2,
       .maximum = 60},
      {.name = "size_by",
       .type = KeyType::column,
       .summary = "points: column of numbers to which a mark's area is proportional, up to three times `size`"},
      {.name = "size_at",
       .type = KeyType::number,
       .summary = "points: the value of `size_by` that is drawn largest; 0: the largest there is",
       .fallback = "0",
       .minimum = 0},
      {.name = "fade_secs",
       .type = KeyType::number,
       .summary = "points: how long after `time` a mark is faintest; 0: it never fades",
       .fallback = "0",
       .minimum = 0,
       .maximum = 31'536'000},
      {.name = "weight", .type = KeyType::column, .summary = "heat: column of what a row counts; without it 1"},
      {.name = "radius_m",
       .type = KeyType::number,
       .summary = "heat: how far a row reaches, in metres",
       .fallback = "250",
       .minimum = 10,
       .maximum = 20'000},
      {.name = "highest",
       .type = KeyType::number,
       .summary = "heat: what the brightest colour stands for, in rows for each square kilometre; 0: the densest place",
       .fallback = "0",
       .minimum = 0},
  };
}

}  // namespace onescreen::ui
