// GeoJSON texts as rows of one table: a FeatureCollection, a Feature, a geometry, or an array of these. What the
// formats geojson (one text) and geojsonseq (many) share; pure, one per decode.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/format.h"
#include "data/json_reader.h"
#include "data/row_builder.h"

namespace onescreen::data {

// `options` with the columns that every GeoJSON table has: geometry, and lon and lat of features that are one point. A
// column of one's own under these names takes their place; a source that names its coordinate columns reads them there.
DecodeOptions with_shape_columns(const DecodeOptions& options);
// Columns that tables of these options have.
std::vector<model::ColumnSpec> geojson_schema(const DecodeOptions& options);

class GeoJsonRows {
 public:
  // `document` and `options` must outlive it; `extra_envelope`: further pointers, whose values follow those of
  // envelope_pointers().
  GeoJsonRows(std::string_view name, const DecodeOptions& options, const JsonDocument& document,
              const std::vector<std::string>& extra_envelope = {});

  // The whole document, expected to be a FeatureCollection. The values of its envelope.
  model::Result<std::vector<RawJson>> read_document();
  // One text within the document, expected to be a Feature. On an error nothing of it is kept.
  std::optional<model::Error> read_record(std::string_view text);

  RowBuilder& rows() { return rows_; }
  // With the shape columns.
  const DecodeOptions& options() const { return options_; }

 private:
  // What the rows of a walk are.
  enum class Rows {
    features,  // the members of a FeatureCollection
    things,    // Features
    whole,     // Features or geometries, with the whole thing as the last cell
  };
  void keep(std::span<const RawJson> cells, Rows kind);
  void flush();
  JsonRequest request(Rows kind, const std::vector<std::string>& extra_envelope) const;

  const JsonDocument& document_;
  const DecodeOptions options_;
  std::string rows_pointer_;
  size_t columns_;
  size_t type_slot_;  // of the text's type in the envelope
  JsonWalk features_, things_, whole_;
  RowBuilder rows_;
  std::vector<RawJson> own_;   // the open row's cells
  std::vector<RawJson> kept_;  // cells of the rows read since the last flush, `columns_` each
  bool hold_ = false;          // rows wait for the end of their text
  bool untyped_ = false;       // something was no GeoJSON
  bool bare_ = false;          // something was no Feature
};

}  // namespace onescreen::data
