// Layers of lines: lines, circles, flows, tracks.
#include "map_scene.h"

namespace onescreen::widgets {

map::Layer line_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::LineLayer layer = map::styled_lines(config.style, input.palette, input.scale);
  layer.table = input.table(index);
  layer.class_column = config.lines.class_column;
  for (const auto& [value, factor] : config.lines.class_widths) layer.classes.push_back({value, factor, layer.colour});
  return layer;
}

map::Layer circle_layer(const SceneInput& input, size_t index) {
  map::CircleLayer layer;
  layer.table = input.table(index);
  return layer;
}

map::Layer flow_layer(const SceneInput& input, size_t index) {
  map::FlowLayer layer;
  layer.table = input.table(index);
  return layer;
}

map::Layer track_layer(const SceneInput& input, size_t index) {
  map::TrackLayer layer;
  layer.table = input.table(index);
  return layer;
}

std::optional<ui::MapLegendGroup> line_legend(const SceneInput&, size_t) { return std::nullopt; }

}  // namespace onescreen::widgets
