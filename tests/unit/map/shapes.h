// Shapes and tables that the map's tests share.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "model/geometry.h"
#include "model/table.h"

namespace onescreen::map::test {

using Ring = std::vector<model::LonLat>;

// One part: the first ring is the outside.
inline model::GeometryPtr polygon(std::vector<Ring> rings) {
  auto geometry = std::make_shared<model::Geometry>();
  geometry->kind = model::GeometryKind::polygon;
  for (const Ring& ring : rings) {
    geometry->positions.insert(geometry->positions.end(), ring.begin(), ring.end());
    geometry->ring_ends.push_back(static_cast<uint32_t>(geometry->positions.size()));
  }
  geometry->part_ends.push_back(static_cast<uint32_t>(rings.size()));
  return geometry;
}

inline model::GeometryPtr line(Ring positions) {
  auto geometry = std::make_shared<model::Geometry>();
  geometry->kind = model::GeometryKind::line;
  geometry->positions = std::move(positions);
  geometry->ring_ends.push_back(static_cast<uint32_t>(geometry->positions.size()));
  return geometry;
}

inline Ring square(double west, double south, double side) {
  return {{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}, {west, south}};
}

inline Ring reversed(Ring ring) { return {ring.rbegin(), ring.rend()}; }

struct AreaRow {
  std::string id;
  model::GeometryPtr geometry;
  double value = 0;
};

inline model::TablePtr area_table(const std::vector<AreaRow>& rows) {
  model::TableBuilder builder(
      "areas", {{"id", model::Type::text}, {"geometry", model::Type::geometry}, {"value", model::Type::number}});
  for (const AreaRow& row : rows) {
    builder.text(0, row.id);
    if (row.geometry != nullptr) builder.geometry(1, row.geometry);
    builder.number(2, row.value);
    builder.end_row();
  }
  return builder.build();
}

struct PointRow {
  std::string id;
  double lon = 0;
  double lat = 0;
  int level = 0;
  bool is_new = false;
  int64_t since_millis = 0;
};

inline model::TablePtr point_table(const std::vector<PointRow>& rows) {
  model::TableBuilder builder("points", {{"id", model::Type::text},
                                         {"lon", model::Type::number},
                                         {"lat", model::Type::number},
                                         {"level", model::Type::integer},
                                         {"is_new", model::Type::boolean},
                                         {"since", model::Type::time}});
  for (const PointRow& row : rows) {
    builder.text(0, row.id);
    builder.number(1, row.lon);
    builder.number(2, row.lat);
    if (row.level != 0) builder.integer(3, row.level);
    builder.boolean(4, row.is_new);
    builder.time(5, model::from_millis(row.since_millis));
    builder.end_row();
  }
  return builder.build();
}

}  // namespace onescreen::map::test
