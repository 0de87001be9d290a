// The areas of a map that can be chosen: what lies under the pointer, the shape that is chosen, and the veil over all
// that lies outside it.
#pragma once

#include <optional>
#include <vector>

#include "map/layers.h"
#include "map_stage.h"

namespace onescreen::widgets {

// The area of layers that drill to `level` at a position; an empty id where there is none.
ui::AreaChoice area_choice_at(const MapStage& stage, ui::AreaLevel level, map::LonLat position);

// The shape of a chosen area: of the grid if the map knows it, else of the street; nullptr where it knows neither.
model::GeometryPtr shape_of_area(const std::vector<ui::MapLayerConfig>& layers,
                                 const std::vector<map::LayerFacts>& facts, const std::string& street,
                                 const std::string& grid);

// The index of the first layer that lies over the veil: things do, ground does not.
size_t place_of_veil(const std::vector<ui::MapLayerConfig>& layers);

// Covers everything but one area, so that the area is the figure.
class MapVeil {
 public:
  // Without an area, an empty layer. `colour` is translucent; the area's edge is drawn in `edge`.
  map::AreaLayer layer(const model::GeometryPtr& area, map::Colour colour, map::Colour edge, float edge_px);

 private:
  model::GeometryPtr area_;
  model::TablePtr table_;
};

}  // namespace onescreen::widgets
