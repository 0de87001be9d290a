#include "map_stage.h"

#include <algorithm>

#include "map/hit_test.h"
#include "map/table_columns.h"
#include "map_clusters.h"
#include "map_scene.h"

namespace onescreen::widgets {

map::FactsWanted facts_wanted(const ui::MapLayerConfig& layer) {
  map::FactsWanted wanted;
  wanted.bounds = layer.fit;
  wanted.label_places = !layer.label.empty();
  wanted.positions = layer.type == "points" || layer.type == "clusters" || layer.type == "heat";
  wanted.size_column = layer.points.size_by;
  wanted.level_column = layer.points.level;
  if (!layer.card.empty()) wanted.case_level = static_cast<double>(layer.card_level);
  if (!layer.legend.empty()) wanted.classing = classing_of(layer);
  return wanted;
}

std::optional<MapRow> RowsWithId::find(const std::vector<ui::MapLayerConfig>& layers,
                                       const std::vector<map::LayerFacts>& facts, const std::string& id) {
  if (id.empty()) return std::nullopt;
  if (id != id_) known_.clear();
  id_ = id;
  known_.resize(layers.size());
  std::optional<MapRow> found;
  for (size_t i = layers.size(); i-- > 0;) {
    const model::TablePtr& table = facts[i].table;
    if (table == nullptr) continue;
    if (known_[i].table != table) known_[i] = {table, map::row_with_id(*table, layers[i].id, id)};
    if (!found && known_[i].row) found = MapRow{i, *known_[i].row, table};
  }
  return found;
}

std::optional<MapRow> row_at(const MapStage& stage, map::PixelPoint at) {
  if (const auto cluster = cluster_at(stage, at); cluster && cluster->cluster.is_alone())
    return MapRow{cluster->layer, cluster->cluster.row, cluster->table};
  for (size_t i = stage.layers.size(); i-- > 0;) {
    if (stage.layers[i].type != "points" || !stage.shown(i)) continue;
    const ui::MapPointKeys& keys = stage.layers[i].points;
    const float radius = std::max(8.0f, keys.size * (keys.size_by.empty() ? 1.0f : 1.5f)) * stage.scale;
    if (const auto hit = stage.renderer.mark_at(stage.in_scene(i), at, radius)) return MapRow{i, hit->row, hit->table};
  }
  // Inside the chosen street its grids are what can be chosen, though the street's own shape may lie over them.
  std::optional<MapRow> street;
  for (size_t i = stage.layers.size(); i-- > 0;) {
    const ui::MapLayerConfig& layer = stage.layers[i];
    const bool has_ground = layer.type == "areas" && layer.style != "water";
    if ((!has_ground && layer.type != "extrusion") || !stage.shown(i)) continue;
    const auto hit = stage.renderer.shape_at(stage.in_scene(i), at);
    if (!hit || (street && layer.drill != ui::AreaLevel::grid)) continue;
    const MapRow row{i, hit->row, hit->table};
    const std::string& chosen = stage.frame.screen.street;
    const bool is_chosen = layer.drill == ui::AreaLevel::street && !chosen.empty() && id_of(stage, row) == chosen;
    if (!is_chosen) return row;
    street = row;
  }
  return street;
}

std::string id_of(const MapStage& stage, const MapRow& row) {
  const model::Column* column = map::optional_column(*row.table, stage.layers[row.layer].id);
  return column == nullptr ? std::string() : column->as_text(row.row);
}

std::optional<map::LonLat> position_of(const MapRow& row) {
  if (const auto position = map::PointPositions(*row.table, "lon", "lat").at(row.row)) return position;
  const model::Column* geometry = map::geometry_column(*row.table, {});
  if (geometry == nullptr || geometry->is_null(row.row) || geometry->geometry(row.row) == nullptr) return std::nullopt;
  map::Bounds bounds;
  bounds.extend(*geometry->geometry(row.row));
  return bounds.empty() ? std::nullopt : std::optional(bounds.centre());
}

}  // namespace onescreen::widgets
