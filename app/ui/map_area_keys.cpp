// Keys of the kinds areas, extrusion and tiles.
#include "ui/map_area_keys.h"

#include <algorithm>

namespace onescreen::ui {

using model::KeySpec;
using model::KeyType;

const std::vector<std::string>& map_area_colours() {
  static const std::vector<std::string> names{"category1", "category2", "category3",
                                              "category4", "category5", "category6"};
  return names;
}

const std::vector<std::string>& map_area_patterns() {
  static const std::vector<std::string> names{"none", "rising", "falling", "level", "upright", "dots"};
  return names;
}

MapAreaKeys::MapAreaKeys(const Config& config)
    : value(config.text("value")),
      steps(config.text("steps")),
      class_count(config.integer("class_count")),
      breaks(config.numbers("breaks")),
      unit(config.text("unit")),
      class_column(config.text("class")),
      height(config.text("height")),
      floors(config.text("floors")),
      tilt(config.number("tilt")),
      flat_below(config.number("flat_below")) {
  std::sort(breaks.begin(), breaks.end());
  if (config.has("middle")) middle = config.number("middle");
  for (const auto& [name, one] : config.entries("classes"))
    classes.push_back({name, one.text("label"), one.text("colour"), one.text("pattern")});
}

std::vector<KeySpec> map_area_keys() {
  return {
      {.name = "value",
       .type = KeyType::column,
       .summary = "areas, extrusion: column of numbers that decides on the colour"},
      {.name = "steps",
       .type = KeyType::choice,
       .summary = "areas, extrusion: classes of equal count, classes of equal width, or no classes but a ramp",
       .fallback = "\"quantile\"",
       .choices = {"quantile", "equal", "ramp"}},
      {.name = "class_count",
       .type = KeyType::integer,
       .summary = "areas, extrusion: how many classes",
       .fallback = "5",
       .minimum = 2,
       .maximum = 9},
      {.name = "breaks",
       .type = KeyType::numbers,
       .summary = "areas, extrusion: lower limits of all classes but the first, instead of `steps`"},
      {.name = "middle",
       .type = KeyType::number,
       .summary = "areas, extrusion: colours diverge from this value, as many classes below it as above"},
      {.name = "unit", .summary = "areas, extrusion: of `value`, in the legend"},
      {.name = "height",
       .type = KeyType::column,
       .summary = "extrusion: column of heights in metres; `height_m` where there is one"},
      {.name = "floors",
       .type = KeyType::column,
       .summary = "extrusion: column of storeys, 3 m each, where a height is missing; `floors` where there is one"},
      {.name = "tilt",
       .type = KeyType::number,
       .summary = "extrusion: how far a roof lies above its footprint, in heights",
       .fallback = "0.5",
       .minimum = 0,
       .maximum = 2},
      {.name = "flat_below",
       .type = KeyType::number,
       .summary =
           "extrusion: up to this zoom of a 1080-row canvas buildings are flat; their heights grow within one level",
       .fallback = "14",
       .minimum = 0,
       .maximum = 20},
  };
}

}  // namespace onescreen::ui
