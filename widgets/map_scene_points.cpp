// Layers of points: marks, clusters, density.
#include "map_scene.h"

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

std::optional<ui::MapLegendGroup> point_legend(const SceneInput&, size_t) { return std::nullopt; }

}  // namespace onescreen::widgets
