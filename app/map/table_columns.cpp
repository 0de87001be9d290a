// Tolerant look-ups: a column that is missing or of another type draws nothing instead of failing.
#include "map/table_columns.h"

namespace onescreen::map {

using model::Column;
using model::Type;

const Column* geometry_column(const model::Table& table, std::string_view name) {
  for (const Column& column : table.columns()) {
    if (column.type() == Type::geometry && (name.empty() || column.name() == name)) return &column;
  }
  return nullptr;
}

const Column* optional_column(const model::Table& table, std::string_view name) {
  return name.empty() ? nullptr : table.column(name);
}

std::optional<size_t> row_with_id(const model::Table& table, std::string_view id_column, std::string_view id) {
  const Column* column = id.empty() ? nullptr : optional_column(table, id_column);
  if (column == nullptr) return std::nullopt;
  for (size_t row = 0; row < table.row_count(); ++row) {
    if (column->is_null(row)) continue;
    const bool same = column->type() == Type::text ? column->text(row) == id : column->as_text(row) == id;
    if (same) return row;
  }
  return std::nullopt;
}

PointPositions::PointPositions(const model::Table& table, std::string_view lon_column, std::string_view lat_column)
    : lon_(optional_column(table, lon_column)), lat_(optional_column(table, lat_column)) {
  if (lon_ == nullptr || lat_ == nullptr) geometry_ = geometry_column(table, {});
}

std::optional<LonLat> PointPositions::at(size_t row) const {
  LonLat position;
  if (lon_ != nullptr && lat_ != nullptr) {
    if (lon_->type() == Type::number && lat_->type() == Type::number) {
      if (lon_->is_null(row) || lat_->is_null(row)) return std::nullopt;
      position = {lon_->number(row), lat_->number(row)};
    } else {
      const auto lon = lon_->as_number(row);
      const auto lat = lat_->as_number(row);
      if (!lon || !lat) return std::nullopt;
      position = {*lon, *lat};
    }
  } else {
    if (geometry_ == nullptr || geometry_->is_null(row)) return std::nullopt;
    const model::GeometryPtr& geometry = geometry_->geometry(row);
    if (geometry == nullptr || geometry->kind != model::GeometryKind::point || geometry->positions.empty()) {
      return std::nullopt;
    }
    position = geometry->positions.front();
  }
  return is_on_earth(position) ? std::optional(position) : std::nullopt;
}

Bounds bounds_of(const model::Table& table) {
  Bounds bounds;
  if (const Column* column = geometry_column(table, {})) {
    for (size_t row = 0; row < table.row_count(); ++row) {
      if (!column->is_null(row) && column->geometry(row) != nullptr) bounds.extend(*column->geometry(row));
    }
    return bounds;
  }
  for (const auto& [lon, lat] :
       {std::pair("lon", "lat"), std::pair("from_lon", "from_lat"), std::pair("to_lon", "to_lat")}) {
    const PointPositions positions(table, lon, lat);
    for (size_t row = 0; row < table.row_count(); ++row) {
      if (const auto position = positions.at(row)) bounds.extend(*position);
    }
  }
  return bounds;
}

}  // namespace onescreen::map
