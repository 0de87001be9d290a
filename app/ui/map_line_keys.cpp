// Keys of the kinds lines, circles, flows and tracks.
#include "ui/map_line_keys.h"

namespace onescreen::ui {

using model::KeySpec;
using model::KeyType;

MapLineKeys::MapLineKeys(const Config& config) : class_column(config.text("class")) {
  for (const auto& [name, one] : config.entries("classes"))
    class_widths.emplace_back(name, static_cast<float>(one.number("width")));
}

std::vector<KeySpec> map_line_keys() {
  return {
      {.name = "class", .type = KeyType::column, .summary = "lines: column whose values `classes` names"},
      {.name = "classes",
       .type = KeyType::map,
       .summary = "lines: how each class differs",
       .children = {{.name = "width",
                     .type = KeyType::number,
                     .summary = "factor of the style's width",
                     .fallback = "1",
                     .minimum = 0.1,
                     .maximum = 10}}},
  };
}

}  // namespace onescreen::ui
