// Finding what a layer names in its table, and the positions of its rows. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "map/layers.h"
#include "map/projection.h"
#include "model/table.h"

namespace onescreen::map {

// The named geometry column, or the first one when `name` is empty; nullptr when there is none.
const model::Column* geometry_column(const model::Table& table, std::string_view name);
// nullptr for an empty name and for a column that is not there.
const model::Column* optional_column(const model::Table& table, std::string_view name);
// Row whose `id_column` reads `id`; nullopt for an empty id.
std::optional<size_t> row_with_id(const model::Table& table, std::string_view id_column, std::string_view id);

// Positions of a point layer's rows.
class PointPositions {
 public:
  PointPositions(const model::Table& table, std::string_view lon_column, std::string_view lat_column);

  // nullopt where a coordinate is null, not finite or not on earth.
  std::optional<LonLat> at(size_t row) const;

 private:
  const model::Column* lon_ = nullptr;
  const model::Column* lat_ = nullptr;
  const model::Column* geometry_ = nullptr;
};

// Of everything that a layer draws of it: shapes, else positions, else both ends of flows.
Bounds bounds_of(const model::Table& table);

}  // namespace onescreen::map
