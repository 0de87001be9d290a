// What every table must keep, whatever bytes it came from. Aborts, so that a fuzzer takes notice.
#pragma once

#include <cmath>
#include <cstdlib>

#include "model/table.h"

namespace onescreen::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void check(const model::Geometry& shape) {
  require(!shape.positions.empty());
  for (const auto& position : shape.positions) require(std::isfinite(position.lon) && std::isfinite(position.lat));
  if (shape.kind == model::GeometryKind::point) require(shape.ring_ends.empty() && shape.part_ends.empty());
  for (size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    require(ring.size() >= (shape.kind == model::GeometryKind::polygon ? 4 : 2));
    if (shape.kind == model::GeometryKind::polygon) require(ring.front() == ring.back());
  }
  if (shape.kind != model::GeometryKind::point) require(shape.ring_ends.back() == shape.positions.size());
  if (shape.kind == model::GeometryKind::polygon) require(shape.part_ends.back() == shape.ring_ends.size());
}

inline void check(const model::Table& table) {
  for (const auto& column : table.columns()) {
    require(column.size() == table.row_count());
    for (size_t row = 0; row < table.row_count(); ++row) {
      (void)column.as_text(row);
      (void)column.as_number(row);
      (void)column.as_time(row);
      if (column.type() == model::Type::geometry && !column.is_null(row)) check(*column.geometry(row));
    }
  }
}

}  // namespace onescreen::fuzz
