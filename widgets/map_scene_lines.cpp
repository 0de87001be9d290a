// Layers of lines: lines, circles, flows, tracks.
#include <algorithm>
#include <cmath>

#include "map/flow_path.h"
#include "map_scene.h"
#include "ui/number.h"
#include "ui/theme_colours.h"

namespace onescreen::widgets {

namespace {

constexpr double kSilenceStepSecs = static_cast<double>(kSilenceStepMs) / 1000;

gfx::Colour colour_of(const SceneInput& input, const std::string& name, gfx::Colour fallback) {
  return name.empty() ? fallback : to_gfx(ui::theme_colour(input.frame.theme, name, to_ui(fallback)));
}

gfx::Colour layer_colour(const SceneInput& input, size_t index) {
  const ui::Theme& theme = input.frame.theme;
  const std::string& type = input.configs[index].type;
  const ui::Colour own = type == "circles" ? theme.down : type == "tracks" ? theme.good : theme.data;
  return colour_of(input, input.configs[index].lines.colour, to_gfx(own));
}

}  // namespace

map::Layer line_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::LineLayer layer = map::styled_lines(config.style, input.palette, input.scale);
  layer.table = input.table(index);
  layer.colour = colour_of(input, config.lines.colour, layer.colour);
  layer.class_column = config.lines.class_column;
  for (const ui::MapLineClass& one : config.lines.classes)
    layer.classes.push_back({one.value, one.width, colour_of(input, one.colour, layer.colour)});
  if (config.lines.dash > 0) {
    layer.dash_px = config.lines.dash * input.scale;
    layer.gap_px = (config.lines.gap > 0 ? config.lines.gap : config.lines.dash) * input.scale;
  }
  layer.moving = config.lines.moving && input.frame.theme.motion && layer.dash_px > 0;
  return layer;
}

map::Layer circle_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  const gfx::Colour colour = layer_colour(input, index);
  map::CircleLayer layer;
  layer.table = input.table(index);
  layer.radius_column = config.lines.radius;
  layer.radii_m = config.lines.radii_m;
  layer.fill = gfx::faded(colour, 0.11f);
  layer.outline = gfx::faded(colour, 0.8f);
  layer.outline_px = std::max(1.0f, 1.2f * input.scale);
  layer.dash_px = config.lines.dash * input.scale;
  layer.gap_px = (config.lines.gap > 0 ? config.lines.gap : config.lines.dash) * input.scale;
  return layer;
}

map::Layer flow_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::FlowLayer layer;
  layer.table = input.table(index);
  layer.value_column = config.areas.value;
  layer.colour = layer_colour(input, index);
  layer.min_width_px = 1.6f * input.scale;
  layer.max_width_px = 7 * input.scale;
  layer.moving = config.lines.moving && input.frame.theme.motion;
  return layer;
}

map::Layer track_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::TrackLayer layer;
  layer.table = input.table(index);
  layer.id_column = config.id;
  if (!config.lines.time.empty()) layer.time_column = config.lines.time;
  layer.heading_column = config.lines.heading;
  layer.class_column = config.lines.class_column;
  layer.colour = layer_colour(input, index);
  for (const ui::MapLineClass& one : config.lines.classes)
    layer.classes.push_back({one.value, colour_of(input, one.colour, layer.colour)});
  layer.outline = input.palette.ground;
  layer.stale = to_gfx(input.frame.theme.text_third);
  layer.stale_secs = config.lines.stale_secs;
  if (layer.stale_secs > 0) {
    const double now = static_cast<double>(model::to_millis(input.frame.now.utc)) / 1000;
    layer.now_secs = std::floor(now / kSilenceStepSecs) * kSilenceStepSecs;
  }
  layer.gap_secs = config.lines.gap_secs;
  layer.tail_secs = config.lines.tail_secs;
  layer.width_px = 2.6f * input.scale;
  layer.head_px = config.points.size * 1.2f * input.scale;
  return layer;
}

// What it is about, then each class that has a name; circles say their radii at their rims.
std::optional<ui::MapLegendGroup> line_legend(const SceneInput& input, size_t index) {
  using Swatch = ui::MapLegendItem::Swatch;
  const ui::MapLayerConfig& config = input.configs[index];
  ui::MapLegendGroup group;
  const ui::Colour colour = to_ui(config.type == "lines" ? std::get<map::LineLayer>(line_layer(input, index)).colour
                                                         : layer_colour(input, index));
  const Swatch swatch = config.type == "flows"     ? Swatch::arrow
                        : config.type == "tracks"  ? Swatch::disc
                        : config.type == "circles" ? Swatch::outline
                        : config.lines.dash > 0    ? Swatch::dashed_line
                                                   : Swatch::line;
  const auto add = [&](const std::string& words, ui::Colour of) {
    ui::MapLegendItem item;
    item.swatch = swatch;
    item.colour = of;
    item.words = words;
    group.items.push_back(std::move(item));
  };
  for (const ui::MapLineClass& one : config.lines.classes) {
    if (!one.words.empty()) add(one.words, ui::theme_colour(input.frame.theme, one.colour, colour));
  }
  if (group.items.empty() && !config.legend.empty()) {
    add(config.legend, colour);
    if (config.type == "flows" && !config.areas.value.empty() && input.facts[index].table != nullptr) {
      map::FlowLayer layer = std::get<map::FlowLayer>(flow_layer(input, index));
      layer.table = input.facts[index].table;
      group.items.back().figure =
          input.frame.words.with("legend.up_to", ui::format_number(input.frame.words, largest_flow(layer), 0, true));
    }
  } else {
    group.words = config.legend;
  }
  return group.items.empty() ? std::nullopt : std::optional(std::move(group));
}

}  // namespace onescreen::widgets
