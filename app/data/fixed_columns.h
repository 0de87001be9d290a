// Columns that a format has of itself, beside those that a source declares, and the cells of one row of both. For
// decoders that make cells from several fields and hand them to RowBuilder. Pure; one RowCells per decode.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/json_text.h"
#include "data/source_config.h"

namespace onescreen::data {

struct FixedColumn {
  const char* name;
  model::Type type = model::Type::text;
  const char* time_format = "";  // of the cells that the decoder hands on, whatever the source's is
};

// The place of a column in its format's list; a name that is not there does not compile.
template <size_t N>
consteval size_t fixed_index(const FixedColumn (&columns)[N], std::string_view name) {
  for (size_t i = 0; i < N; ++i) {
    if (name == columns[i].name) return i;
  }
  throw "no such column";
}

// `given` with every fixed column behind its own. A declared column of a fixed one's name takes its place; where it has
// neither "pointer" nor "constant" it still holds what the fixed one would, so that a mask or names can be put on it.
DecodeOptions with_fixed_columns(const DecodeOptions& given, std::span<const FixedColumn> fixed);

// The columns of completed options.
std::vector<model::ColumnSpec> column_specs(const DecodeOptions& completed);

// The newest value of a time column; nullopt when there is no such column, or nothing in it.
std::optional<model::TimePoint> newest_time(const model::Table& table, std::string_view column);

class RowCells {
 public:
  // `has_escapes`: of the document, as CellReader is told, since both must agree on how texts are quoted.
  RowCells(const DecodeOptions& given, const DecodeOptions& completed, std::span<const FixedColumn> fixed,
           bool has_escapes);

  // All cells empty.
  void clear();
  // Each sets the cell of a fixed column, unless the source reads that column from elsewhere. `json` must outlive the
  // row; `value` is copied.
  void raw(size_t fixed, RawJson json);
  void text(size_t fixed, std::string_view value);
  // The cell of a column of the completed options that the source reads from the answer.
  void declared(size_t column, RawJson json) { cells_[column] = json; }

  // Columns of the completed options that have a pointer of their own.
  std::span<const size_t> declared_columns() const { return declared_; }
  std::span<const RawJson> cells() const { return cells_; }

 private:
  bool has_escapes_;
  std::vector<std::optional<size_t>> places_;  // of the fixed columns; nullopt: the source reads it from elsewhere
  std::vector<size_t> declared_;
  std::vector<RawJson> cells_;
  std::vector<std::string> made_;  // what stands behind cells that are not of the document
};

}  // namespace onescreen::data
