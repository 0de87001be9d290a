#include "data/geojson_rows.h"

#include <fmt/format.h>

#include <algorithm>

namespace onescreen::data {
namespace {

using model::Type;

bool declares(const DecodeOptions& options, std::string_view name) {
  return std::any_of(options.columns.begin(), options.columns.end(),
                     [&](const ColumnMapping& column) { return column.spec.name == name; });
}

bool positions_from_shapes(const DecodeOptions& options) {
  return options.lon.empty() && !declares(options, "lon") && !declares(options, "lat");
}

bool is_type(RawJson raw, std::string_view name) {
  return raw.size() == name.size() + 2 && raw.front() == '"' && raw.substr(1, name.size()) == name;
}

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

}  // namespace

DecodeOptions with_shape_columns(const DecodeOptions& options) {
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

std::vector<model::ColumnSpec> geojson_schema(const DecodeOptions& options) {
  std::vector<model::ColumnSpec> specs;
  for (const auto& column : with_shape_columns(options).columns) specs.push_back(column.spec);
  return specs;
}

GeoJsonRows::GeoJsonRows(std::string_view name, const DecodeOptions& options, const JsonDocument& document,
                         const std::vector<std::string>& extra_envelope)
    : document_(document),
      options_(with_shape_columns(options)),
      rows_pointer_(options.rows),
      columns_(options_.columns.size()),
      type_slot_(envelope_pointers(options).size() + extra_envelope.size()),
      features_(request(Rows::features, extra_envelope)),
      things_(request(Rows::things, extra_envelope)),
      whole_(request(Rows::whole, extra_envelope)),
      rows_(name, options_.columns, options_, document, positions_from_shapes(options)),
      own_(columns_) {}

JsonRequest GeoJsonRows::request(Rows kind, const std::vector<std::string>& extra_envelope) const {
  JsonRequest all;
  all.rows = rows_pointer_ + (kind == Rows::features ? "/features" : "");
  all.cells = cell_pointers(options_.columns);
  // Derived columns are filled from the shape.
  for (auto& cell : all.cells) cell = cell.empty() ? kNoCell : cell;
  all.cells.push_back("/type");
  if (kind == Rows::whole) all.cells.push_back("");  // a geometry is its own geometry
  all.envelope = envelope_pointers(options_);
  all.envelope.insert(all.envelope.end(), extra_envelope.begin(), extra_envelope.end());
  all.envelope.push_back(rows_pointer_ + "/type");
  return all;
}

void GeoJsonRows::keep(std::span<const RawJson> cells, Rows kind) {
  const RawJson type = cells[columns_];
  std::span<const RawJson> own = cells.first(columns_);
  if (kind != Rows::features) {
    untyped_ |= type.empty();
    const bool bare = !is_type(type, "Feature");
    bare_ |= bare;
    if (bare && kind == Rows::whole) {
      std::copy(own.begin(), own.end(), own_.begin());
      for (size_t i = 0; i < columns_; ++i) {
        if (options_.columns[i].spec.type == Type::geometry && options_.columns[i].pointer == "/geometry")
          own_[i] = cells[columns_ + 1];
      }
      own = own_;
    }
  }
  if (hold_) {
    kept_.insert(kept_.end(), own.begin(), own.end());
  } else if (type.empty() && std::all_of(own.begin(), own.end(), [](RawJson cell) { return cell.empty(); })) {
    rows_.lost_row("features that are no GeoJSON object");
  } else {
    rows_.row(own);
  }
}

void GeoJsonRows::flush() {
  for (size_t at = 0; at < kept_.size(); at += columns_) rows_.row(std::span(kept_).subspan(at, columns_));
  kept_.clear();
}

model::Result<std::vector<RawJson>> GeoJsonRows::read_document() {
  bool missing = false;
  auto envelope = features_.run(
      document_, document_.text(), [&](std::span<const RawJson> cells) { keep(cells, Rows::features); }, missing);
  if (!envelope || !missing) return envelope;
  // A refusal often has no rows at all, and says more than their absence.
  if (auto error = envelope_error(options_, *envelope)) return std::move(*error);
  if (is_type((*envelope)[type_slot_], "FeatureCollection"))
    return format_error("the FeatureCollection has no \"features\"");
  envelope = whole_.run(
      document_, document_.text(), [&](std::span<const RawJson> cells) { keep(cells, Rows::whole); }, missing);
  if (envelope && (missing || untyped_)) {
    return format_error(
        fmt::format("what stands at \"{}\" is no GeoJSON: neither a FeatureCollection nor a Feature nor a geometry; "
                    "check the address and \"rows\"",
                    rows_pointer_));
  }
  return envelope;
}

std::optional<model::Error> GeoJsonRows::read_record(std::string_view text) {
  hold_ = true;
  bool missing = false;
  const auto run = [&](JsonWalk& walk, Rows kind) {
    untyped_ = bare_ = false;
    kept_.clear();
    return walk.run(
        document_, text, [&](std::span<const RawJson> cells) { keep(cells, kind); }, missing);
  };
  auto envelope = run(things_, Rows::things);
  if (envelope && is_type((*envelope)[type_slot_], "FeatureCollection")) {
    envelope = run(features_, Rows::features);
  } else if (envelope && bare_) {
    envelope = run(whole_, Rows::whole);
  }
  if (!envelope) return envelope.error();
  if (missing || untyped_) return format_error("it is no GeoJSON");
  flush();
  return std::nullopt;
}

}  // namespace onescreen::data
