// Layers of points: marks, clusters, density.
#include <utility>

#include "map_scene.h"
#include "ui/number.h"

namespace onescreen::widgets {

map::Layer point_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::PointLayer layer = map::styled_points(config.points.size, input.palette, input.scale);
  layer.table = input.table(index);
  layer.id_column = config.id;
  layer.level_column = config.points.level;
  layer.icon_column = config.points.icon;
  layer.pulse_column = config.points.pulse;
  layer.since_column = config.points.since;
  layer.selected = input.frame.screen.selected;
  return layer;
}

map::Layer cluster_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::ClusterLayer layer;
  layer.table = input.table(index);
  layer.level_column = config.points.level;
  layer.levels = {input.palette.mark, input.palette.levels[0], input.palette.levels[1], input.palette.levels[2],
                  input.palette.levels[3]};
  layer.ground = gfx::faded(input.palette.ground, 0.9f);
  layer.outline = gfx::faded(input.palette.ground, 0.8f);
  layer.radius_px = 16 * input.scale;
  layer.mark_px = config.points.size * input.scale;
  return layer;
}

map::Layer heat_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::HeatLayer layer;
  layer.table = input.table(index);
  layer.weight_column = config.points.weight;
  layer.radius_m = config.points.radius_m;
  layer.highest_per_km2 = config.points.highest;
  // The one hue of data, from the ground to nearly white: what is dense is bright, and no alarm's colour is lent.
  const gfx::Colour data = to_gfx(input.frame.theme.data);
  const gfx::Colour text = to_gfx(input.frame.theme.text);
  for (const float share : {0.35f, 0.65f}) layer.steps.push_back(gfx::mixed(input.palette.ground, data, share));
  for (const float share : {0.0f, 0.4f, 0.8f}) layer.steps.push_back(gfx::mixed(data, text, share));
  layer.opacity = 0.85f;
  return layer;
}

namespace {

// Without a highest value the densest place is the brightest, and a ramp has no figures that would be true.
ui::MapLegendGroup heat_legend(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  const ui::Words& words = input.frame.words;
  ui::MapLegendGroup group;
  group.words = config.legend;
  ui::MapLegendRamp ramp;
  const map::Layer layer = heat_layer(input, index);
  for (const gfx::Colour colour : std::get<map::HeatLayer>(layer).steps) ramp.colours.push_back(to_ui(colour));
  const bool figures = config.points.highest > 0;
  ramp.lowest = figures ? ui::format_number(words, 0.0, 0, true) : words("low");
  ramp.highest = figures ? ui::format_number(words, config.points.highest, 0, true) : words("high");
  ramp.unit = config.areas.unit;
  group.ramp = std::move(ramp);
  return group;
}

}  // namespace

std::optional<ui::MapLegendGroup> point_legend(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  if (config.type == "heat") return config.legend.empty() ? std::nullopt : std::optional(heat_legend(input, index));
  if (config.points.level.empty()) return std::nullopt;
  const map::LayerFacts& facts = input.facts[index];
  ui::MapLegendGroup group;
  for (size_t level = 1; level <= 4; ++level) {
    std::optional<double> count;
    if (facts.table != nullptr) count = static_cast<double>(facts.per_level[level]);
    ui::MapLegendItem item;
    item.swatch = ui::MapLegendItem::Swatch::level;
    item.level = static_cast<int>(level);
    item.words = input.frame.words("level." + std::to_string(level));
    item.figure = ui::format_number(input.frame.words, count, 0, true);
    group.items.push_back(std::move(item));
  }
  return group;
}

}  // namespace onescreen::widgets
