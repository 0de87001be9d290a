#include "map_areas.h"

#include <algorithm>
#include <cmath>

#include "map/hit_test.h"
#include "map/table_columns.h"

namespace onescreen::widgets {
namespace {

// How far the veil reaches around the area: beyond every view of a city, and less than half the world, which is as far
// as the GPU's fixed point can tell east from west.
constexpr double kVeilDegrees = 20;
constexpr double kVeilMaxLatitude = 80;

std::string name_of(const ui::MapLayerConfig& layer, const model::Table& table, size_t row) {
  std::string pattern = !layer.crumb.empty() ? layer.crumb : "{" + (layer.label.empty() ? layer.id : layer.label) + "}";
  std::string name;
  for (size_t open = pattern.find('{'); open != std::string::npos; open = pattern.find('{')) {
    const size_t close = pattern.find('}', open);
    if (close == std::string::npos) break;
    name += pattern.substr(0, open);
    const model::Column* column = table.column(pattern.substr(open + 1, close - open - 1));
    if (column != nullptr) name += column->as_text(row);
    pattern.erase(0, close + 1);
  }
  return name + pattern;
}

model::GeometryPtr shape_with_id(const ui::MapLayerConfig& layer, const map::LayerFacts& facts, const std::string& id) {
  if (facts.table == nullptr) return nullptr;
  const auto row = map::row_with_id(*facts.table, layer.id, id);
  const model::Column* geometry = map::geometry_column(*facts.table, {});
  if (!row || geometry == nullptr || geometry->is_null(*row)) return nullptr;
  return geometry->geometry(*row);
}

void add_ring(model::Geometry& geometry, std::span<const model::LonLat> ring) {
  geometry.positions.insert(geometry.positions.end(), ring.begin(), ring.end());
  geometry.ring_ends.push_back(static_cast<uint32_t>(geometry.positions.size()));
}

void end_part(model::Geometry& geometry) {
  geometry.part_ends.push_back(static_cast<uint32_t>(geometry.ring_ends.size()));
}

// The surroundings with the area's outsides as holes; the area's own holes are surroundings too.
model::GeometryPtr surroundings_of(const model::Geometry& area) {
  map::Bounds bounds;
  bounds.extend(area);
  const double west = std::max(-180.0, bounds.west - kVeilDegrees), east = std::min(180.0, bounds.east + kVeilDegrees);
  const double south = std::max(-kVeilMaxLatitude, bounds.south - kVeilDegrees);
  const double north = std::min(kVeilMaxLatitude, bounds.north + kVeilDegrees);
  auto out = std::make_shared<model::Geometry>();
  out->kind = model::GeometryKind::polygon;
  const model::LonLat box[] = {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
  add_ring(*out, box);
  for (size_t part = 0; part < area.part_count(); ++part) add_ring(*out, area.ring(area.first_ring(part)));
  end_part(*out);
  for (size_t part = 0; part < area.part_count(); ++part) {
    for (size_t ring = area.first_ring(part) + 1; ring < area.part_ends[part]; ++ring) {
      add_ring(*out, area.ring(ring));
      end_part(*out);
    }
  }
  return out;
}

}  // namespace

ui::AreaChoice area_choice_at(const MapStage& stage, ui::AreaLevel level, map::LonLat position) {
  for (size_t i = stage.layers.size(); i-- > 0;) {
    const ui::MapLayerConfig& layer = stage.layers[i];
    if (layer.drill != level || stage.facts[i].table == nullptr || !stage.shown(i)) continue;
    map::AreaLayer areas;
    areas.table = stage.facts[i].table;
    const auto row = map::area_at(areas, position);
    const model::Column* id = map::optional_column(*areas.table, layer.id);
    if (!row || id == nullptr || id->is_null(*row)) continue;
    return {id->as_text(*row), name_of(layer, *areas.table, *row)};
  }
  return {};
}

model::GeometryPtr shape_of_area(const std::vector<ui::MapLayerConfig>& layers,
                                 const std::vector<map::LayerFacts>& facts, const std::string& street,
                                 const std::string& grid) {
  for (const auto& [level, id] : {std::pair(ui::AreaLevel::grid, grid), std::pair(ui::AreaLevel::street, street)}) {
    for (size_t i = layers.size(); i-- > 0 && !id.empty();) {
      if (layers[i].drill != level) continue;
      if (auto shape = shape_with_id(layers[i], facts[i], id)) return shape;
    }
  }
  return nullptr;
}

size_t place_of_veil(const std::vector<ui::MapLayerConfig>& layers) {
  static constexpr const char* kThings[] = {"points", "clusters", "tracks", "flows", "circles", "heat"};
  const auto is_thing = [](const ui::MapLayerConfig& layer) {
    return std::find(std::begin(kThings), std::end(kThings), layer.type) != std::end(kThings);
  };
  return static_cast<size_t>(std::find_if(layers.begin(), layers.end(), is_thing) - layers.begin());
}

map::AreaLayer MapVeil::layer(const model::GeometryPtr& area, map::Colour colour, map::Colour edge, float edge_px) {
  map::AreaLayer layer;
  if (area == nullptr || area->kind != model::GeometryKind::polygon || area->part_count() == 0) return layer;
  if (area != area_) {
    model::TableBuilder builder("veil", {{"geometry", model::Type::geometry}});
    builder.geometry(0, surroundings_of(*area));
    builder.end_row();
    table_ = builder.build();
    area_ = area;
  }
  layer.table = table_;
  layer.fill = colour;
  layer.outline = edge;
  layer.outline_px = edge_px;
  return layer;
}

}  // namespace onescreen::widgets
