// The format "geojson" (RFC 7946): a FeatureCollection, one Feature or a bare geometry. Each feature is a row; column
// pointers are relative to it ("/properties/name", "/id"). Adds the columns `geometry`, and `lon` and `lat` for
// features that are one point. Pure; any thread.
#include <fmt/format.h>

#include <algorithm>

#include "data/format.h"
#include "data/json_reader.h"
#include "data/row_builder.h"

namespace onescreen::data {
namespace {

using model::Type;

bool declares(const DecodeOptions& options, std::string_view name) {
  return std::any_of(options.columns.begin(), options.columns.end(),
                     [&](const ColumnMapping& column) { return column.spec.name == name; });
}

// Columns of one's own under these names take their place. A source that names its coordinate columns reads them from
// there.
bool positions_from_shapes(const DecodeOptions& options) {
  return options.lon.empty() && !declares(options, "lon") && !declares(options, "lat");
}

DecodeOptions completed(const DecodeOptions& options) {
  DecodeOptions all = options;
  const auto add = [&](const char* name, Type type, const char* pointer) {
    ColumnMapping column;
    column.spec = {name, type};
    column.pointer = pointer;
    column.optional = true;
    all.columns.push_back(std::move(column));
  };
  if (!declares(options, "geometry")) add("geometry", Type::geometry, "/geometry");
  if (positions_from_shapes(options)) {
    all.lon = "lon";
    all.lat = "lat";
    add("lon", Type::number, "");
    add("lat", Type::number, "");
  }
  return all;
}

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& given) {
  auto document = JsonDocument::open(bytes);
  if (!document) return document.error();

  const DecodeOptions options = completed(given);
  JsonRequest request;
  request.rows = given.rows + "/features";
  // Derived columns ask for a member that no feature has, so that no value is carried for nothing.
  for (const auto& column : options.columns) request.cells.push_back(column.pointer.empty() ? "/ " : column.pointer);
  request.envelope = envelope_pointers(options);
  const size_t type_slot = request.envelope.size();
  request.envelope.push_back(given.rows + "/type");

  RowBuilder rows(name, options.columns, options, *document, positions_from_shapes(given));
  bool missing = false;
  auto envelope = document->walk(
      request, [&](std::span<const RawJson> cells) { rows.row(cells); }, missing);
  if (!envelope) return envelope.error();
  if (auto error = envelope_error(options, *envelope)) return std::move(*error);

  if (missing && (*envelope)[type_slot] == "\"FeatureCollection\"")
    return format_error("the FeatureCollection has no \"features\"");
  if (missing) {
    // One Feature, one geometry, or an array of either.
    request.rows = given.rows;
    const size_t count = options.columns.size();
    request.cells.push_back("/type");
    request.cells.push_back("");
    bool untyped = false;
    const auto row = [&](std::span<const RawJson> cells) {
      std::vector<RawJson> own(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(count));
      untyped |= cells[count].empty();
      if (cells[count] != "\"Feature\"") {
        for (size_t i = 0; i < count; ++i) {
          if (options.columns[i].spec.type == Type::geometry && options.columns[i].pointer == "/geometry")
            own[i] = cells[count + 1];
        }
      }
      rows.row(own);
    };
    envelope = document->walk(request, row, missing);
    if (!envelope) return envelope.error();
    if (missing || untyped) {
      return format_error(
          fmt::format("what stands at \"{}\" is no GeoJSON: neither a FeatureCollection nor a Feature nor a geometry; "
                      "check the address and \"rows\"",
                      given.rows));
    }
  }
  auto decoded = rows.finish();
  if (decoded) read_envelope(options, *envelope, *decoded);
  return decoded;
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& options) {
  std::vector<model::ColumnSpec> specs;
  for (const auto& column : completed(options).columns) specs.push_back(column.spec);
  return specs;
}

const bool registered =
    register_format({"geojson",
                     "GeoJSON: features as rows, with the columns geometry, lon and lat besides the declared ones",
                     {},
                     decode,
                     schema});

}  // namespace
}  // namespace onescreen::data
