// Tables for tests of what is kept on disk: one with every column type, nulls and shapes, and small ones by value.
#pragma once

#include <initializer_list>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "model/table.h"

namespace onescreen::test_support {

inline model::GeometryPtr square_with_hole() {
  auto shape = std::make_shared<model::Geometry>();
  shape->kind = model::GeometryKind::polygon;
  shape->positions = {{0, 0}, {9, 0}, {9, 9}, {0, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 1}};
  shape->ring_ends = {4, 8};
  shape->part_ends = {2};
  return shape;
}

inline model::TablePtr table_of_everything() {
  using model::Type;
  model::TableBuilder rows("everything", {{"id", Type::text},
                                          {"value", Type::number},
                                          {"count", Type::integer},
                                          {"at", Type::time},
                                          {"on", Type::boolean},
                                          {"shape", Type::geometry}});
  const auto point =
      std::make_shared<model::Geometry>(model::Geometry{model::GeometryKind::point, {{121.5, 31.26}}, {}, {}});
  const auto line =
      std::make_shared<model::Geometry>(model::Geometry{model::GeometryKind::line, {{1, 2}, {3, 4}}, {2}, {}});
  for (const auto& shape : {model::GeometryPtr(point), model::GeometryPtr(line), square_with_hole()}) {
    // GB/T 28181 ids have 20 digits, and a place may be written with a character of a supplementary plane.
    rows.text(0, "31010900001320000001\xF0\xA0\xAE\xB7");
    rows.number(1, -0.1);
    rows.integer(2, std::numeric_limits<int64_t>::min());
    rows.time(3, model::from_millis(1'795'131'900'123));
    rows.boolean(4, true);
    rows.geometry(5, shape);
    rows.end_row();
  }
  rows.end_row();  // all null
  rows.text(0, "");
  rows.number(1, std::numeric_limits<double>::infinity());
  rows.boolean(4, false);
  rows.end_row();
  return rows.build();
}

// Equal also where shapes are equal but not shared, which Table's own comparison of pointers does not see.
inline bool same_contents(const model::Table& a, const model::Table& b) {
  if (a.name() != b.name() || a.schema() != b.schema() || a.row_count() != b.row_count()) return false;
  for (size_t i = 0; i < a.columns().size(); ++i) {
    const model::Column& left = a.columns()[i];
    const model::Column& right = b.columns()[i];
    if (left.type() != model::Type::geometry) {
      if (left != right) return false;
      continue;
    }
    for (size_t row = 0; row < a.row_count(); ++row) {
      if (left.is_null(row) != right.is_null(row)) return false;
      if (!left.is_null(row) && *left.geometry(row) != *right.geometry(row)) return false;
    }
  }
  return true;
}

// What a decoder leaves of one person: the cell has passed its mask, and what else was in the answer has no column.
inline model::TablePtr one_person(const std::string& phone_as_masked) {
  model::TableBuilder rows("a", {{"id", model::Type::text}, {"phone", model::Type::text}});
  rows.text(0, "1");
  rows.text(1, phone_as_masked);
  rows.end_row();
  return rows.build();
}

// Whether any cell of a table holds `text`.
inline bool holds(const model::Table& table, std::string_view text) {
  for (const auto& column : table.columns()) {
    for (size_t row = 0; row < column.size(); ++row) {
      if (column.as_text(row).find(text) != std::string::npos) return true;
    }
  }
  return false;
}

// One integer column "v".
inline model::TablePtr numbers(std::initializer_list<int64_t> values, const char* name = "s") {
  model::TableBuilder rows(name, {{"v", model::Type::integer}});
  for (const int64_t value : values) {
    rows.integer(0, value);
    rows.end_row();
  }
  return rows.build();
}

}  // namespace onescreen::test_support
