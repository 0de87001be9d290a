// Keys of the kinds lines, circles, flows and tracks.
#include "ui/map_line_keys.h"

#include <algorithm>

#include "ui/map_area_keys.h"
#include "ui/map_point_keys.h"
#include "ui/theme_colours.h"

namespace onescreen::ui {

using model::KeySpec;
using model::KeyType;

MapLineKeys::MapLineKeys(const Config& config)
    : class_column(config.text("class")),
      colour(config.text("colour")),
      dash(static_cast<float>(config.number("dash"))),
      gap(static_cast<float>(config.number("gap"))),
      moving(config.flag("moving")),
      radius(config.text("radius")),
      radii_m(config.numbers("radii_m")),
      heading(config.text("heading")),
      time(config.text("time")),
      stale_secs(config.number("stale_secs")),
      gap_secs(config.number("gap_secs")),
      tail_secs(config.number("tail_secs")) {
  for (const auto& [name, one] : config.entries("classes"))
    classes.push_back({name, one.text("label"), one.text("colour"), static_cast<float>(one.number("width")),
                       one.text("shape")});
}

namespace {

// Those of everything, then those that only areas have.
std::vector<std::string> class_colours() {
  std::vector<std::string> names = theme_colour_names();
  for (const std::string& name : map_area_colours()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace

std::vector<KeySpec> map_line_keys() {
  const auto secs = [](const char* name, const char* summary, const char* fallback) {
    return KeySpec{.name = name,
                   .type = KeyType::number,
                   .summary = summary,
                   .fallback = fallback,
                   .minimum = 0,
                   .maximum = 86'400};
  };
  const auto design_px = [](const char* name, const char* summary) {
    return KeySpec{
        .name = name, .type = KeyType::number, .summary = summary, .fallback = "0", .minimum = 0, .maximum = 200};
  };
  return {
      {.name = "class",
       .type = KeyType::column,
       .summary = "lines, tracks, points, areas, extrusion: column whose values `classes` names"},
      {.name = "classes",
       .type = KeyType::map,
       .summary = "lines, tracks, points, areas, extrusion: how each class differs",
       .children = {{.name = "width",
                     .type = KeyType::number,
                     .summary = "lines: factor of the style's width; points: of the size",
                     .fallback = "1",
                     .minimum = 0.1,
                     .maximum = 10},
                    {.name = "colour",
                     .type = KeyType::choice,
                     .summary = "one of the theme's; areas, extrusion: else by its place in the list",
                     .choices = class_colours()},
                    {.name = "shape",
                     .type = KeyType::choice,
                     .summary = "points: what tells it apart without colour; `arrow` points along `heading`",
                     .choices = map_mark_shapes()},
                    {.name = "pattern",
                     .type = KeyType::choice,
                     .summary = "areas: what tells it apart without colour; else by its place in the list",
                     .choices = map_area_patterns()},
                    {.name = "label", .summary = "what it is called in the legend; areas: else the value itself"}}},
      {.name = "colour",
       .type = KeyType::choice,
       .summary = "lines, circles, flows, tracks: one of the theme's colours",
       .choices = theme_colour_names()},
      design_px("dash", "lines, circles: length of a dash in design pixels"),
      design_px("gap", "lines, circles: length of the gap between dashes"),
      {.name = "moving",
       .type = KeyType::boolean,
       .summary = "lines: dashes run from start to end; flows: lights do",
       .fallback = "false"},
      {.name = "radius", .type = KeyType::column, .summary = "circles: column of radii in metres"},
      {.name = "radii_m", .type = KeyType::numbers, .summary = "circles: radii in metres around each row"},
      {.name = "heading", .type = KeyType::column, .summary = "tracks, points: column of degrees clockwise from north"},
      {.name = "time", .type = KeyType::column, .summary = "tracks: column with the time of each position; points: with the time from which `fade_secs` counts"},
      secs("stale_secs", "tracks: a unit that has been silent for longer is drawn hollow; 0: never", "0"),
      secs("gap_secs", "tracks: positions farther apart in time are not joined", "120"),
      secs("tail_secs", "tracks: older positions are not drawn", "600"),
  };
}

}  // namespace onescreen::ui
