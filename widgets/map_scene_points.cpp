// Layers of points: marks, clusters, density.
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
  map::ClusterLayer layer;
  layer.table = input.table(index);
  return layer;
}

map::Layer heat_layer(const SceneInput& input, size_t index) {
  map::HeatLayer layer;
  layer.table = input.table(index);
  return layer;
}

std::optional<ui::MapLegendGroup> point_legend(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
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
