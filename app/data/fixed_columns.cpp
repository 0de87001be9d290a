#include "data/fixed_columns.h"

#include <algorithm>

namespace onescreen::data {
namespace {

bool reads_elsewhere(const ColumnMapping& column) { return !column.pointer.empty() || column.constant.has_value(); }

}  // namespace

DecodeOptions with_fixed_columns(const DecodeOptions& given, std::span<const FixedColumn> fixed) {
  DecodeOptions all = given;
  for (const auto& column : fixed) {
    const auto declared = std::find_if(all.columns.begin(), all.columns.end(),
                                       [&](const ColumnMapping& known) { return known.spec.name == column.name; });
    const bool is_new = declared == all.columns.end();
    if (!is_new && reads_elsewhere(*declared)) continue;
    ColumnMapping& place = is_new ? all.columns.emplace_back() : *declared;
    // What is neither a shape nor a time may be declared as another type, such as integer for number.
    if (is_new || column.type == model::Type::geometry || column.type == model::Type::time)
      place.spec = {column.name, column.type};
    place.optional = true;
    place.time_format = column.time_format;
  }
  return all;
}

std::vector<model::ColumnSpec> column_specs(const DecodeOptions& completed) {
  std::vector<model::ColumnSpec> specs;
  for (const auto& column : completed.columns) specs.push_back(column.spec);
  return specs;
}

std::optional<model::TimePoint> newest_time(const model::Table& table, std::string_view name) {
  const model::Column* column = table.column(name);
  if (column == nullptr || column->type() != model::Type::time) return std::nullopt;
  std::optional<model::TimePoint> newest;
  for (size_t row = 0; row < table.row_count(); ++row) {
    if (!column->is_null(row) && (!newest || column->time(row) > *newest)) newest = column->time(row);
  }
  return newest;
}

RowCells::RowCells(const DecodeOptions& given, const DecodeOptions& completed, std::span<const FixedColumn> fixed,
                   bool has_escapes)
    : has_escapes_(has_escapes),
      places_(fixed.size()),
      cells_(completed.columns.size()),
      made_(completed.columns.size()) {
  for (size_t i = 0; i < completed.columns.size(); ++i) {
    const ColumnMapping& column = completed.columns[i];
    if (i < given.columns.size() && reads_elsewhere(column)) {
      if (!column.pointer.empty()) declared_.push_back(i);
      continue;
    }
    for (size_t f = 0; f < fixed.size(); ++f) {
      if (column.spec.name == fixed[f].name) places_[f] = i;
    }
  }
}

void RowCells::clear() { std::fill(cells_.begin(), cells_.end(), RawJson()); }

void RowCells::raw(size_t fixed, RawJson json) {
  if (const auto place = places_[fixed]) cells_[*place] = json;
}

void RowCells::text(size_t fixed, std::string_view value) {
  const auto place = places_[fixed];
  if (!place) return;
  std::string& quoted = made_[*place];
  quoted.assign(1, '"');
  for (const char c : value) {
    // Readers of a document without escapes take what stands between the quotes as it is.
    if (has_escapes_ && (c == '"' || c == '\\')) quoted += '\\';
    quoted += c;
  }
  quoted += '"';
  cells_[*place] = quoted;
}

}  // namespace onescreen::data
