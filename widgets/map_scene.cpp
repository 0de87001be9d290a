// The table of kinds, and what they share.
#include "map_scene.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace onescreen::widgets {

namespace {

struct Kind {
  map::Layer (*layer)(const SceneInput&, size_t);
  std::optional<ui::MapLegendGroup> (*legend)(const SceneInput&, size_t);
};

const Kind* kind_of(std::string_view type) {
  static const std::map<std::string_view, Kind> kinds = {
      {"areas", {area_layer, area_legend}},        {"extrusion", {extrusion_layer, area_legend}},
      {"tiles", {tile_layer, tile_legend}},        {"lines", {line_layer, line_legend}},
      {"circles", {circle_layer, line_legend}},    {"flows", {flow_layer, line_legend}},
      {"tracks", {track_layer, line_legend}},      {"points", {point_layer, point_legend}},
      {"clusters", {cluster_layer, point_legend}}, {"heat", {heat_layer, point_legend}},
  };
  const auto found = kinds.find(type);
  return found == kinds.end() ? nullptr : &found->second;
}

}  // namespace

model::Freshness SceneInput::freshness(size_t index) const {
  const model::Answer* answer = frame.answer(configs[index].data);
  if (answer == nullptr) return model::Freshness::never;
  return model::quality_of(answer->reads, *frame.scene.snapshot, frame.now).freshness;
}

gfx::Colour to_gfx(ui::Colour c) {
  return {static_cast<uint8_t>(c), static_cast<uint8_t>(c >> 8), static_cast<uint8_t>(c >> 16),
          static_cast<uint8_t>(c >> 24)};
}

ui::Colour to_ui(gfx::Colour c) {
  return ui::Colour{c.r} | ui::Colour{c.g} << 8 | ui::Colour{c.b} << 16 | ui::Colour{c.a} << 24;
}

map::MapPalette palette_of(const ui::Theme& theme) {
  map::MapPalette palette{to_gfx(theme.map_ground),
                          to_gfx(theme.text),
                          to_gfx(theme.water),
                          to_gfx(theme.area_edge),
                          to_gfx(theme.road),
                          to_gfx(theme.rail),
                          to_gfx(theme.data),
                          {},
                          {},
                          {},
                          {}};
  std::transform(theme.area_diverge.begin(), theme.area_diverge.end(), palette.area_diverge.begin(), to_gfx);
  std::transform(theme.area_category.begin(), theme.area_category.end(), palette.area_category.begin(), to_gfx);
  std::transform(theme.area_step.begin(), theme.area_step.end(), palette.area_steps.begin(), to_gfx);
  std::transform(theme.level.begin(), theme.level.end(), palette.levels.begin(), to_gfx);
  return palette;
}

map::Scene scene_of(const SceneInput& input) {
  map::Scene scene{input.palette.ground, {}};
  for (size_t i = 0; i < input.configs.size(); ++i) {
    const Kind* kind = kind_of(input.configs[i].type);
    // Names are not the renderer's.
    scene.layers.push_back(kind != nullptr ? kind->layer(input, i) : map::AreaLayer{});
  }
  return scene;
}

std::vector<ui::MapLegendGroup> legend_of(const SceneInput& input) {
  std::vector<ui::MapLegendGroup> groups;
  for (size_t i = input.configs.size(); i-- > 0;) {
    const Kind* kind = input.shown(i) ? kind_of(input.configs[i].type) : nullptr;
    auto group = kind != nullptr ? kind->legend(input, i) : std::nullopt;
    if (group) groups.push_back(std::move(*group));
  }
  return groups;
}

}  // namespace onescreen::widgets
