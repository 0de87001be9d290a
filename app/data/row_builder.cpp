#include "data/row_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "data/geojson_geometry.h"
#include "data/table_edit.h"

namespace onescreen::data {
namespace {

using model::Type;

std::vector<model::ColumnSpec> specs_of(const std::vector<ColumnMapping>& columns) {
  std::vector<model::ColumnSpec> specs;
  for (const auto& column : columns) specs.push_back(column.spec);
  return specs;
}

std::optional<size_t> index_of(const std::vector<ColumnMapping>& columns, std::string_view name) {
  if (name.empty()) return std::nullopt;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].spec.name == name) return i;
  }
  return std::nullopt;
}

// Every source is decoded on a thread of its own, so what is remembered here is that source's last answer.
Wgs84Converter& converter_for(Crs crs) {
  thread_local Wgs84Converter converter(Crs::wgs84);
  if (converter.crs() != crs) converter = Wgs84Converter(crs);
  converter.begin();
  return converter;
}

enum Envelope : size_t { kSuccess, kDenied, kMessage, kTotal, kAsOf, kEnvelopeSize };

std::string text_of(RawJson raw) {
  std::string scratch;
  const auto text = scalar_text(raw, scratch);
  return text ? std::string(*text) : std::string(raw);
}

bool contains(const std::vector<std::string>& values, RawJson raw) {
  return std::find(values.begin(), values.end(), text_of(raw)) != values.end();
}

}  // namespace

RowBuilder::RowBuilder(std::string_view name, const std::vector<ColumnMapping>& columns, const DecodeOptions& options,
                       const JsonDocument& document, bool positions_from_shapes)
    : options_(options),
      document_bytes_(document.size()),
      positions_from_shapes_(positions_from_shapes),
      to_wgs84_(converter_for(options.crs)),
      builder_(std::string(name), specs_of(columns)),
      id_(index_of(columns, options.id)),
      lon_(index_of(columns, options.lon)),
      lat_(index_of(columns, options.lat)) {
  readers_.reserve(columns.size());
  for (const auto& column : columns) readers_.emplace_back(column, options, document.has_escapes());
  const auto is_number = [&](std::optional<size_t> i) { return i && builder_.type(*i) == Type::number; };
  if (!is_number(lon_) || !is_number(lat_)) lon_ = lat_ = std::nullopt;
}

void RowBuilder::drop(const std::string& reason) {
  builder_.drop_row();
  ++decoded_.dropped_rows;
  ++decoded_.drop_reasons[reason];
}

// Returns whether the cell is something other than null.
bool RowBuilder::cell(size_t column, RawJson raw) {
  CellReader& reader = readers_[column];
  switch (builder_.type(column)) {
    case Type::text: {
      std::string_view value;
      if (!reader.text(raw, value)) return false;
      builder_.text(column, value);
      return true;
    }
    case Type::number: {
      double value = 0;
      if (!reader.number(raw, value)) return false;
      builder_.number(column, value);
      return true;
    }
    case Type::geometry: {
      auto reading = read_geometry(raw, to_wgs84_);
      if (reading.problem != nullptr) reader.reject(raw, reading.problem);
      if (!reading.geometry) return false;
      const bool is_point =
          reading.geometry->kind == model::GeometryKind::point && reading.geometry->positions.size() == 1;
      if (is_point && !point_) point_ = reading.geometry->positions.front();
      builder_.geometry(column, std::move(reading.geometry));
      return true;
    }
    default: {
      int64_t value = 0;
      if (!reader.integer(raw, value)) return false;
      builder_.integer(column, value);
      return true;
    }
  }
}

void RowBuilder::position(model::LonLat at, RawJson raw) {
  CellReader& reader = readers_[*lon_];
  if (at.lon == 0 && at.lat == 0)
    return reader.reject(raw, "is part of a position 0/0, which means that it is not known");
  if (!is_plausible(at)) return reader.reject(raw, "is part of a position out of range");
  const model::LonLat wgs84 = to_wgs84_(at);
  builder_.number(*lon_, wgs84.lon);
  builder_.number(*lat_, wgs84.lat);
}

void RowBuilder::row(std::span<const RawJson> cells) {
  // From the distance of the first two rows follows how many there will be, roughly; growing step by step would copy
  // everything twice.
  if (++rows_ <= 2 && !cells.empty() && !cells[0].empty() && document_bytes_ > 0) {
    const char* here = cells[0].data();
    const auto length =
        static_cast<size_t>(rows_ == 2 && first_row_ != nullptr && here > first_row_ ? here - first_row_ : 0);
    if (length > 0) builder_.reserve(document_bytes_ / length + document_bytes_ / length / 16 + 1);
    first_row_ = here;
  }
  point_.reset();
  const bool has_position = lon_.has_value();
  const char* missing = nullptr;
  const std::string* missing_name = nullptr;
  for (size_t i = 0; i < readers_.size(); ++i) {
    if (has_position && (i == *lon_ || i == *lat_)) continue;
    if (cell(i, cells[i])) continue;
    if (id_ && i == *id_) {
      missing = "rows without their id";
      missing_name = &readers_[i].mapping().spec.name;
    } else if (readers_[i].mapping().required && missing == nullptr) {
      missing = "rows without the required";
      missing_name = &readers_[i].mapping().spec.name;
    }
  }
  if (missing != nullptr) return drop(fmt::format("{} \"{}\"", missing, *missing_name));
  if (has_position && positions_from_shapes_) {
    if (point_) {
      builder_.number(*lon_, point_->lon);
      builder_.number(*lat_, point_->lat);
    }
  } else if (has_position) {
    double lon = 0;
    double lat = 0;
    const bool has_lon = readers_[*lon_].number(cells[*lon_], lon);
    const bool has_lat = readers_[*lat_].number(cells[*lat_], lat);
    if (has_lon && has_lat) {
      position({lon, lat}, cells[*lon_]);
    } else if (has_lon || has_lat) {
      readers_[*lon_].reject(cells[*lon_], "has no other half, so the position is not known");
    }
  }
  builder_.end_row();
}

model::Result<Decoded> RowBuilder::finish() {
  if (rows_ > 0) {
    for (const auto& reader : readers_) {
      const ColumnMapping& mapping = reader.mapping();
      const bool derived = mapping.spec.type == Type::geometry || (positions_from_shapes_ && mapping.pointer.empty());
      if (reader.found() || mapping.optional || derived) continue;
      return model::Error{
          model::ErrorCode::format,
          fmt::format("no row has \"{}\" for the column \"{}\"; either the back end changed its format, or \"pointer\" "
                      "is wrong, or the column should be \"optional\": true",
                      mapping.pointer, mapping.spec.name),
          {}};
    }
  }
  for (const auto& reader : readers_) reader.add_reasons(decoded_.drop_reasons);
  decoded_.rows_in_answer = rows_;
  decoded_.table = builder_.build();
  if (id_) {
    int64_t duplicates = 0;
    decoded_.table = keep_last(decoded_.table, options_.id, duplicates);
    if (duplicates > 0) {
      decoded_.dropped_rows += duplicates;
      decoded_.drop_reasons[fmt::format("rows with an \"{}\" that a later row has as well", options_.id)] += duplicates;
    }
  }
  return std::move(decoded_);
}

std::vector<std::string> envelope_pointers(const DecodeOptions& options) {
  return {options.success_pointer, options.denied_pointer, options.message, options.total, options.as_of};
}

std::optional<model::Error> envelope_error(const DecodeOptions& options, std::span<const RawJson> values) {
  std::string said;
  if (!options.message.empty() && !values[kMessage].empty()) said = fmt::format(": \"{}\"", text_of(values[kMessage]));
  if (!options.denied_pointer.empty() && !values[kDenied].empty() && contains(options.denied_values, values[kDenied])) {
    return model::Error{model::ErrorCode::denied,
                        fmt::format("the back end refuses us: {} is {}{}; check the credentials",
                                    options.denied_pointer, text_of(values[kDenied]), said),
                        {}};
  }
  if (options.success_pointer.empty()) return std::nullopt;
  if (values[kSuccess].empty()) {
    return model::Error{model::ErrorCode::format,
                        fmt::format("there is nothing at \"{}\", by which \"success_when\" tells a good answer{}",
                                    options.success_pointer, said),
                        {}};
  }
  if (contains(options.success_values, values[kSuccess])) return std::nullopt;
  return model::Error{model::ErrorCode::format,
                      fmt::format("the back end reports a failure: {} is {}{}", options.success_pointer,
                                  text_of(values[kSuccess]), said),
                      {}};
}

void read_envelope(const DecodeOptions& options, std::span<const RawJson> values, Decoded& decoded) {
  if (!options.total.empty() && !values[kTotal].empty()) {
    const std::string text = text_of(values[kTotal]);
    int64_t total = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), total);
    if (error == std::errc{} && end == text.data() + text.size() && total >= 0) {
      decoded.total = total;
      decoded.truncated = total > decoded.rows_in_answer;
    } else {
      ++decoded.drop_reasons[fmt::format("total ({}): {} is not a number of rows", options.total, text)];
    }
  }
  if (!options.as_of.empty() && !values[kAsOf].empty() && values[kAsOf] != "null") {
    decoded.as_of = read_time(text_of(values[kAsOf]), options.time_format, options.zone);
    if (!decoded.as_of) {
      ++decoded.drop_reasons[fmt::format("as_of ({}): {} is not a time of the declared format", options.as_of,
                                         text_of(values[kAsOf]))];
    }
  }
}

}  // namespace onescreen::data
