#include "model/table.h"

#include <charconv>
#include <cmath>

namespace onescreen::model {
namespace {

struct TypeName {
  Type type;
  const char* name;
};
constexpr TypeName kTypeNames[] = {{Type::text, "text"}, {Type::number, "number"},   {Type::integer, "integer"},
                                   {Type::time, "time"}, {Type::boolean, "boolean"}, {Type::geometry, "geometry"}};

template <typename Number>
std::string shortest(Number value) {
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return std::string(digits, end);
}

}  // namespace

const char* name_of(Type type) {
  for (const auto& entry : kTypeNames) {
    if (entry.type == type) return entry.name;
  }
  return "unknown";
}

std::optional<Type> type_from_name(std::string_view name) {
  for (const auto& entry : kTypeNames) {
    if (name == entry.name) return entry.type;
  }
  return std::nullopt;
}

std::optional<double> Column::as_number(size_t row) const {
  if (is_null(row)) return std::nullopt;
  switch (type()) {
    case Type::number:
      return numbers_[row];
    case Type::integer:
    case Type::time:
    case Type::boolean:
      return static_cast<double>(integers_[row]);
    case Type::text: {
      const std::string_view cell = text(row);
      double value = 0;
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
      if (error != std::errc{} || end != cell.data() + cell.size()) return std::nullopt;
      return value;
    }
    case Type::geometry:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<TimePoint> Column::as_time(size_t row) const {
  if (is_null(row)) return std::nullopt;
  switch (type()) {
    case Type::time:
    case Type::integer:
      return from_millis(integers_[row]);
    case Type::number: {
      // Beyond this a double no longer fits the integer type; such a "time" is a mistake of the query.
      if (!(std::abs(numbers_[row]) < 9.0e15)) return std::nullopt;
      return from_millis(static_cast<int64_t>(numbers_[row]));
    }
    case Type::text:
      return parse_iso8601(text(row));
    default:
      return std::nullopt;
  }
}

std::string Column::as_text(size_t row) const {
  if (is_null(row)) return {};
  switch (type()) {
    case Type::text:
      return std::string(text(row));
    case Type::number:
      return shortest(numbers_[row]);
    case Type::integer:
      return shortest(integers_[row]);
    case Type::boolean:
      return integers_[row] != 0 ? "true" : "false";
    case Type::time:
      return to_iso8601(time(row));
    case Type::geometry:
      return {};
  }
  return {};
}

std::vector<ColumnSpec> Table::schema() const {
  std::vector<ColumnSpec> specs;
  specs.reserve(columns_.size());
  for (const auto& column : columns_) specs.push_back(column.spec());
  return specs;
}

const Column* Table::column(std::string_view name) const {
  const auto index = column_index(name);
  return index ? &columns_[*index] : nullptr;
}

std::optional<size_t> Table::column_index(std::string_view name) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].name() == name) return i;
  }
  return std::nullopt;
}

TableBuilder::TableBuilder(std::string name, std::vector<ColumnSpec> schema) {
  table_.name_ = std::move(name);
  table_.columns_.reserve(schema.size());
  for (auto& spec : schema) table_.columns_.emplace_back(std::move(spec));
}

void TableBuilder::reserve(size_t rows) {
  for (auto& column : table_.columns_) {
    column.valid_.reserve(rows);
    switch (column.type()) {
      case Type::text:
        column.text_ends_.reserve(rows);
        break;
      case Type::number:
        column.numbers_.reserve(rows);
        break;
      case Type::geometry:
        column.geometries_.reserve(rows);
        break;
      default:
        column.integers_.reserve(rows);
        break;
    }
  }
}

void TableBuilder::text(size_t index, std::string_view value) {
  Column& column = table_.columns_[index];
  column.characters_.append(value);
  column.text_ends_.push_back(static_cast<uint32_t>(column.characters_.size()));
  column.valid_.push_back(1);
}

void TableBuilder::number(size_t index, double value) {
  Column& column = table_.columns_[index];
  column.numbers_.push_back(value);
  column.valid_.push_back(1);
}

void TableBuilder::integer(size_t index, int64_t value) {
  Column& column = table_.columns_[index];
  column.integers_.push_back(value);
  column.valid_.push_back(1);
}

void TableBuilder::geometry(size_t index, GeometryPtr value) {
  Column& column = table_.columns_[index];
  column.valid_.push_back(value ? 1 : 0);
  column.geometries_.push_back(std::move(value));
}

void TableBuilder::end_row() {
  ++table_.rows_;
  for (auto& column : table_.columns_) {
    if (column.valid_.size() == table_.rows_) continue;
    column.valid_.push_back(0);
    switch (column.type()) {
      case Type::text:
        column.text_ends_.push_back(static_cast<uint32_t>(column.characters_.size()));
        break;
      case Type::number:
        column.numbers_.push_back(0);
        break;
      case Type::geometry:
        column.geometries_.push_back(nullptr);
        break;
      default:
        column.integers_.push_back(0);
        break;
    }
  }
}

void TableBuilder::drop_row() {
  const size_t rows = table_.rows_;
  for (auto& column : table_.columns_) {
    if (column.valid_.size() == rows) continue;
    column.valid_.resize(rows);
    switch (column.type()) {
      case Type::text:
        column.text_ends_.resize(rows);
        column.characters_.resize(rows == 0 ? 0 : column.text_ends_.back());
        break;
      case Type::number:
        column.numbers_.resize(rows);
        break;
      case Type::geometry:
        column.geometries_.resize(rows);
        break;
      default:
        column.integers_.resize(rows);
        break;
    }
  }
}

TablePtr TableBuilder::build() {
  auto built = std::make_shared<Table>(std::move(table_));
  table_ = Table();
  return built;
}

}  // namespace onescreen::model
