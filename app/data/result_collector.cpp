#include "data/result_collector.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <bit>

namespace onescreen::data {

using model::Type;

ResultCollector::ResultCollector(const std::vector<BoundTable::DeclaredColumn>& columns, const TableRegistry& registry)
    : columns_(columns), registry_(registry), cells_(columns.size()) {}

void ResultCollector::take_row(sqlite3_stmt* statement) {
  for (size_t i = 0; i < cells_.size(); ++i) {
    Cells& cells = cells_[i];
    const int at = static_cast<int>(i);
    Kind kind = Kind::null;
    int64_t value = 0;
    switch (sqlite3_column_type(statement, at)) {
      case SQLITE_INTEGER:
        kind = Kind::integer;
        value = sqlite3_column_int64(statement, at);
        ++cells.integers;
        break;
      case SQLITE_FLOAT:
        kind = Kind::number;
        value = std::bit_cast<int64_t>(sqlite3_column_double(statement, at));
        ++cells.numbers;
        break;
      case SQLITE_TEXT: {
        kind = Kind::text;
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, at));
        cells.characters.append(text, static_cast<size_t>(sqlite3_column_bytes(statement, at)));
        value = static_cast<int64_t>(cells.characters.size());
        ++cells.texts;
        break;
      }
      case SQLITE_BLOB: {
        const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement, at));
        auto shape = registry_.geometry({bytes, static_cast<size_t>(sqlite3_column_bytes(statement, at))});
        if (!shape) break;  // no shape of ours; a table has no other use for a blob
        kind = Kind::geometry;
        value = static_cast<int64_t>(cells.shapes.size());
        cells.shapes.push_back(std::move(shape));
        ++cells.geometries;
        break;
      }
      default:
        break;
    }
    cells.kinds.push_back(kind);
    cells.values.push_back(value);
  }
  ++rows_;
}

Type ResultCollector::type_of(size_t column) const {
  const Cells& cells = cells_[column];
  if (columns_[column].typed) {
    const Type declared = columns_[column].spec.type;
    switch (declared) {
      case Type::text:
        if (cells.integers + cells.numbers + cells.geometries == 0) return declared;
        break;
      case Type::number:
        if (cells.texts + cells.geometries == 0) return declared;
        break;
      case Type::geometry:
        if (cells.integers + cells.numbers + cells.texts == 0) return declared;
        break;
      default:
        if (cells.numbers + cells.texts + cells.geometries == 0) return declared;
        break;
    }
  }
  if (cells.texts > 0) return Type::text;
  if (cells.numbers > 0) return Type::number;
  if (cells.integers > 0) return Type::integer;
  return cells.geometries > 0 ? Type::geometry : Type::text;
}

void ResultCollector::put(size_t column, size_t row, Type type, size_t& text_begin,
                          model::TableBuilder& builder) const {
  const Cells& cells = cells_[column];
  const int64_t value = cells.values[row];
  switch (cells.kinds[row]) {
    case Kind::null:
      break;
    case Kind::integer:
      if (type == Type::text) {
        builder.text(column, fmt::to_string(value));
      } else if (type == Type::number) {
        builder.number(column, static_cast<double>(value));
      } else {
        builder.integer(column, value);
      }
      break;
    case Kind::number:
      if (type == Type::text) {
        builder.text(column, fmt::to_string(std::bit_cast<double>(value)));
      } else {
        builder.number(column, std::bit_cast<double>(value));
      }
      break;
    case Kind::text: {
      const auto end = static_cast<size_t>(value);
      builder.text(column, std::string_view(cells.characters).substr(text_begin, end - text_begin));
      text_begin = end;
      break;
    }
    case Kind::geometry:
      if (type == Type::geometry) builder.geometry(column, cells.shapes[static_cast<size_t>(value)]);
      break;
  }
}

model::TablePtr ResultCollector::build(std::string name) {
  std::vector<model::ColumnSpec> specs;
  for (size_t i = 0; i < columns_.size(); ++i) specs.push_back({columns_[i].spec.name, type_of(i)});
  std::vector<size_t> text_begins(columns_.size());
  model::TableBuilder builder(std::move(name), specs);
  builder.reserve(rows_);
  for (size_t row = 0; row < rows_; ++row) {
    for (size_t i = 0; i < columns_.size(); ++i) put(i, row, specs[i].type, text_begins[i], builder);
    builder.end_row();
  }
  return builder.build();
}

}  // namespace onescreen::data
