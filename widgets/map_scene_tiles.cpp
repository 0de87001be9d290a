// Layers of raster tiles: what is drawn, what is wanted, and whose they are.
#include <cmath>
#include <map>

#include "map/tile_cover.h"
#include "map_scene.h"
#include "ui/quality_words.h"

namespace onescreen::widgets {
namespace {

model::TileSetPtr set_of(const ui::Frame& frame, const ui::MapLayerConfig& config) {
  return frame.tiles == nullptr ? nullptr : frame.tiles->find(config.tiles.set);
}

std::string state_of(const ui::Frame& frame, const model::TileSet& set) {
  if (set.state == model::TileState::fresh) return {};
  const std::string what = frame.words(set.state == model::TileState::denied ? "denied" : "tiles.offline");
  return ui::joined(what, set.oldest
                              ? frame.words.with("tiles.as_of", ui::time_of_day(*set.oldest, frame.now.utc, frame.zone))
                              : frame.words("tiles.none"));
}

}  // namespace

map::Layer tile_layer(const SceneInput& input, size_t index) {
  const ui::MapTileKeys& keys = input.configs[index].tiles;
  map::TileLayer layer;
  if (input.shown(index)) layer.set = set_of(input.frame, input.configs[index]);
  layer.saturation = keys.saturation;
  layer.invert = keys.invert;
  layer.tint = input.palette.ground;
  layer.tint.a = static_cast<uint8_t>(std::lround(keys.darken * 255));
  layer.opacity = keys.opacity;
  return layer;
}

std::optional<ui::MapLegendGroup> tile_legend(const SceneInput&, size_t) { return std::nullopt; }

std::string tile_attribution(const ui::Frame& frame, const std::vector<ui::MapLayerConfig>& configs) {
  std::string text;
  for (const ui::MapLayerConfig& config : configs) {
    const auto set = config.type == "tiles" ? set_of(frame, config) : nullptr;
    // Layers of one provider say it once.
    if (set == nullptr || text.find(set->attribution) != std::string::npos) continue;
    text = ui::joined(text, ui::joined(set->attribution, state_of(frame, *set)));
  }
  return text;
}

void want_tiles(const SceneInput& input, const std::string& panel, const map::Camera& camera,
                const map::Viewport& viewport) {
  std::map<std::string, std::vector<model::TileKey>> wishes;
  for (size_t i = 0; i < input.configs.size(); ++i) {
    const ui::MapLayerConfig& config = input.configs[i];
    const auto set = config.type == "tiles" ? set_of(input.frame, config) : nullptr;
    if (set == nullptr) continue;
    auto& keys = wishes[config.tiles.set];
    if (input.shown(i) && keys.empty()) keys = map::wanted_tiles(*set, camera, viewport);
  }
  for (auto& [set, keys] : wishes) input.frame.commands.push_back(ui::WantTilesCommand{panel, set, std::move(keys)});
}

}  // namespace onescreen::widgets
