// Layers of surfaces: areas, extruded buildings.
#include <algorithm>
#include <cstddef>

#include "map_scene.h"

namespace onescreen::widgets {

map::Layer area_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  const auto is_boundary_above = [&] {
    for (size_t above = index; above < input.configs.size(); ++above) {
      if (input.configs[above].type == "areas" && input.configs[above].style == "outline" && input.shown(above))
        return true;
    }
    return false;
  };
  const bool divided = config.style == "plain" && is_boundary_above();
  map::AreaLayer layer = map::styled_areas(config.style, input.palette, input.scale, divided);
  layer.table = input.table(index);
  layer.id_column = config.id;
  layer.class_column = config.areas.value;
  layer.selected = input.frame.screen.selected;
  return layer;
}

map::Layer extrusion_layer(const SceneInput& input, size_t index) {
  map::ExtrusionLayer layer;
  layer.table = input.table(index);
  return layer;
}

std::optional<ui::MapLegendGroup> area_legend(const SceneInput&, size_t) { return std::nullopt; }

}  // namespace onescreen::widgets
