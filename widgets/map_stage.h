// What the parts of a map's drawing share in one draw: the frame, the layers with their facts, and the way from
// positions to canvas pixels.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "map/layer_facts.h"
#include "map/layer_style.h"
#include "map/map_renderer.h"
#include "map/projection.h"
#include "ui/drill.h"
#include "ui/frame.h"
#include "ui/map_layer_config.h"
#include "ui/painter.h"

namespace onescreen::widgets {

struct MapStage {
  const ui::Frame& frame;
  ui::Painter& painter;
  const std::vector<ui::MapLayerConfig>& layers;
  const std::vector<map::LayerFacts>& facts;  // of each
  const map::MapRenderer& renderer;
  size_t veil_at = 0;  // in the renderer's scene, before the layer with this index
  map::Viewport viewport;
  ui::Point origin;  // of the map on the canvas
  float scale = 1;
  map::Camera camera;

  map::PixelPoint pixel(map::LonLat position) const { return map::pixel_from_lonlat(camera, viewport, position); }
  ui::Point canvas(map::PixelPoint p) const {
    return {origin.x + static_cast<float>(p.x), origin.y + static_cast<float>(p.y)};
  }
  map::PixelPoint local(ui::Point p) const {
    return {static_cast<double>(p.x - origin.x), static_cast<double>(p.y - origin.y)};
  }
  bool shown(size_t layer) const {
    return layers[layer].shown(ui::level_of(frame.screen), map::design_zoom(camera.zoom, scale));
  }
  // Index of a layer in the renderer's scene.
  size_t in_scene(size_t layer) const { return layer < veil_at ? layer : layer + 1; }
  bool contains(map::PixelPoint p) const {
    return p.x >= 0 && p.y >= 0 && p.x < viewport.width_px && p.y < viewport.height_px;
  }
};

// A row of a layer, of the table in which it was seen.
struct MapRow {
  size_t layer = 0;
  size_t row = 0;
  model::TablePtr table;
};

// What of a layer's rows the map tells besides drawing them.
map::FactsWanted facts_wanted(const ui::MapLayerConfig& layer);

// Which rows have an id, remembered while tables and id stay the same.
class RowsWithId {
 public:
  // The topmost layer's row; layers without the id are passed over.
  std::optional<MapRow> find(const std::vector<ui::MapLayerConfig>& layers, const std::vector<map::LayerFacts>& facts,
                             const std::string& id);

 private:
  struct Known {
    model::TablePtr table;
    std::optional<size_t> row;
  };
  std::string id_;
  std::vector<Known> known_;
};

// What lies under a pixel: a mark, else an area. Marks as they are seen, so also those of a table whose successor is
// being prepared.
std::optional<MapRow> row_at(const MapStage& stage, map::PixelPoint at);

// Empty where it has none.
std::string id_of(const MapStage& stage, const MapRow& row);

// Where a row is: its mark, else the middle of its shape.
std::optional<map::LonLat> position_of(const MapRow& row);

}  // namespace onescreen::widgets
