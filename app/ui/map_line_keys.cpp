// Keys of the kinds lines, circles, flows and tracks.
#include "ui/map_line_keys.h"

#include "ui/map_area_keys.h"

namespace onescreen::ui {

using model::KeySpec;
using model::KeyType;

MapLineKeys::MapLineKeys(const Config& config) : class_column(config.text("class")) {
  for (const auto& [name, one] : config.entries("classes"))
    class_widths.emplace_back(name, static_cast<float>(one.number("width")));
}

std::vector<KeySpec> map_line_keys() {
  return {
      {.name = "class",
       .type = KeyType::column,
       .summary = "lines, areas, extrusion: column whose values `classes` names"},
      {.name = "classes",
       .type = KeyType::map,
       .summary = "lines, areas, extrusion: how each class differs",
       .children = {{.name = "width",
                     .type = KeyType::number,
                     .summary = "lines: factor of the style's width",
                     .fallback = "1",
                     .minimum = 0.1,
                     .maximum = 10},
                    {.name = "label", .summary = "areas, extrusion: what the legend calls it; else the value itself"},
                    {.name = "colour",
                     .type = KeyType::choice,
                     .summary = "areas, extrusion: one of the theme's; else by its place in the list",
                     .choices = map_area_colours()},
                    {.name = "pattern",
                     .type = KeyType::choice,
                     .summary = "areas: what tells it apart without colour; else by its place in the list",
                     .choices = map_area_patterns()}}},
  };
}

}  // namespace onescreen::ui
