// Rows of raw JSON into one Table by a source's DecodeOptions: identity, required cells, coordinates, the tally of what
// was dropped, and the envelope around them. What both JSON formats share; pure, one per decode.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/cells.h"
#include "data/format.h"
#include "data/json_reader.h"

namespace onescreen::data {

class RowBuilder {
 public:
  // `columns` and `options` must outlive it. Geometry columns read GeoJSON geometries; with `positions_from_shapes` the
  // lon and lat columns are filled from the first geometry column where it is a single point, instead of from cells of
  // their own.
  RowBuilder(std::string_view name, const std::vector<ColumnMapping>& columns, const DecodeOptions& options,
             const JsonDocument& document, bool positions_from_shapes = false);

  // One value per column, in their order.
  void row(std::span<const RawJson> cells);

  // An error when a column that is not optional stood in no row at all.
  model::Result<Decoded> finish();

 private:
  bool cell(size_t column, RawJson raw);
  void position(model::LonLat at, RawJson raw);
  void drop(const std::string& reason);

  const DecodeOptions& options_;
  size_t document_bytes_;
  const char* first_row_ = nullptr;  // where its first cell stands
  bool positions_from_shapes_;
  Wgs84Converter& to_wgs84_;
  model::TableBuilder builder_;
  std::vector<CellReader> readers_;
  std::optional<size_t> id_, lon_, lat_;
  std::optional<model::LonLat> point_;  // of the open row's shape, WGS-84
  int64_t rows_ = 0;
  Decoded decoded_;
};

// Which values of the envelope a decoder asks JsonDocument for, and what they mean.
std::vector<std::string> envelope_pointers(const DecodeOptions& options);
// The error that an envelope declares, if any; `values` in the order of envelope_pointers().
std::optional<model::Error> envelope_error(const DecodeOptions& options, std::span<const RawJson> values);
// Fills total and as_of.
void read_envelope(const DecodeOptions& options, std::span<const RawJson> values, Decoded& decoded);

}  // namespace onescreen::data
