// Rows of raw cells into one Table by a source's DecodeOptions: identity, required cells, constants, coordinates, the
// time of the data, and the tally of what was dropped. What all formats with declared columns share; pure, one per
// decode.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/cells.h"
#include "data/envelope.h"
#include "data/format.h"
#include "data/json_reader.h"

namespace onescreen::data {

// What to ask of each row, in the order of the columns: JsonRequest::cells.
std::vector<std::string> cell_pointers(const std::vector<ColumnMapping>& columns);

class RowBuilder {
 public:
  // `columns` and `options` must outlive it. `bytes`: of the whole answer, for an estimate of its rows. Geometry
  // columns read GeoJSON geometries; with `positions_from_shapes` the lon and lat columns are filled from the first
  // geometry column where it is a single point, instead of from cells of their own.
  RowBuilder(std::string_view name, const std::vector<ColumnMapping>& columns, const DecodeOptions& options,
             CellSyntax syntax, std::string_view bytes, bool positions_from_shapes = false);
  RowBuilder(std::string_view name, const std::vector<ColumnMapping>& columns, const DecodeOptions& options,
             const JsonDocument& document, bool positions_from_shapes = false)
      : RowBuilder(name, columns, options, document.has_escapes() ? CellSyntax::json : CellSyntax::plain_json,
                   document.text(), positions_from_shapes) {}

  // One value per column, in their order.
  void row(std::span<const RawJson> cells);
  // A row of the answer that cannot be read, or not as a row.
  void lost_row(const std::string& reason);
  // Something about a row that stays.
  void remark(const std::string& reason) { ++decoded_.drop_reasons[reason]; }

  // An error when a column that is not optional stood in no row at all.
  model::Result<Decoded> finish();

 private:
  bool cell(size_t column, RawJson raw);
  void position(model::LonLat at, RawJson raw);
  void drop(const std::string& reason);
  void expect_rows(RawJson first_cell);
  void find_data_time();

  const DecodeOptions& options_;
  std::string_view bytes_;
  const char* first_row_ = nullptr;  // where its first cell stands
  bool positions_from_shapes_;
  Wgs84Converter& to_wgs84_;
  model::TableBuilder builder_;
  std::vector<CellReader> readers_;
  std::vector<RawJson> with_constants_;  // the open row; empty: no column is constant
  std::optional<size_t> id_, lon_, lat_;
  std::optional<model::LonLat> point_;  // of the open row's shape, WGS-84
  int64_t rows_ = 0;
  int64_t lost_ = 0;  // of these
  Decoded decoded_;
};

}  // namespace onescreen::data
