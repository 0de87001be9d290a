// From a map's configuration, theme and data to the scene that its renderer draws, and to its legend: one function for
// each kind of layer, so that the widget knows no styles. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "map/layer_facts.h"
#include "map/layer_style.h"
#include "map/layers.h"
#include "ui/frame.h"
#include "ui/map_layer_config.h"
#include "ui/map_legend.h"

namespace onescreen::widgets {

// A unit's silence is looked at in steps of this of the wall clock, so that a map of units is not drawn anew each
// second.
inline constexpr int64_t kSilenceStepMs = 10'000;

// What the makers of layers are given. References outlive the call.
struct SceneInput {
  const ui::Frame& frame;
  const map::MapPalette& palette;
  const std::vector<ui::MapLayerConfig>& configs;
  const std::vector<map::LayerFacts>& facts;  // of each
  float scale = 1;                            // canvas pixels a design pixel
  double design_zoom = 0;

  bool shown(size_t index) const { return configs[index].shown(ui::level_of(frame.screen), design_zoom); }
  // What a zoom of a 1080-row canvas is on this one.
  double zoom_of_design(double zoom) const { return zoom - map::design_zoom(0, scale); }
  // Empty while the layer is not shown.
  model::TablePtr table(size_t index) const { return shown(index) ? facts[index].table : nullptr; }
  // Of the sources behind the layer's data.
  model::Freshness freshness(size_t index) const;
};

map::MapPalette palette_of(const ui::Theme& theme);
gfx::Colour to_gfx(ui::Colour colour);
ui::Colour to_ui(gfx::Colour colour);

// As many layers as the configuration has, in its order, so that each keeps its place; what is not shown is empty.
map::Scene scene_of(const SceneInput& input);
// One group for each layer that is shown and has something to explain, the topmost first.
std::vector<ui::MapLegendGroup> legend_of(const SceneInput& input);

// The kinds: map_scene_areas.cpp, map_scene_lines.cpp, map_scene_points.cpp, map_scene_tiles.cpp.
map::Layer area_layer(const SceneInput& input, size_t index);
map::Layer extrusion_layer(const SceneInput& input, size_t index);
map::Layer tile_layer(const SceneInput& input, size_t index);
map::Layer line_layer(const SceneInput& input, size_t index);
map::Layer circle_layer(const SceneInput& input, size_t index);
map::Layer flow_layer(const SceneInput& input, size_t index);
map::Layer track_layer(const SceneInput& input, size_t index);
map::Layer point_layer(const SceneInput& input, size_t index);
map::Layer cluster_layer(const SceneInput& input, size_t index);
map::Layer heat_layer(const SceneInput& input, size_t index);

// When marks of that layer are to be drawn fainter; nullopt: they do not fade.
std::optional<model::Duration> fading_changes_in(const ui::MapLayerConfig& config, const model::Instant& now);

// What decides on the colours of a layer of areas or buildings; for others it names no column.
map::Classing classing_of(const ui::MapLayerConfig& config);

std::optional<ui::MapLegendGroup> area_legend(const SceneInput& input, size_t index);
std::optional<ui::MapLegendGroup> line_legend(const SceneInput& input, size_t index);
std::optional<ui::MapLegendGroup> point_legend(const SceneInput& input, size_t index);
std::optional<ui::MapLegendGroup> tile_legend(const SceneInput& input, size_t index);

// Whose raster maps are configured, each with its state and the age of its tiles while those cannot be renewed; empty:
// there are none. Does not depend on the camera.
std::string tile_attribution(const ui::Frame& frame, const std::vector<ui::MapLayerConfig>& configs);
// Says which tiles the map wants, none of the sets that it does not show.
void want_tiles(const SceneInput& input, const std::string& panel, const map::Camera& camera,
                const map::Viewport& viewport);

}  // namespace onescreen::widgets
