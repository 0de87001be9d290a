#include "data/row_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "data/clock.h"
#include "data/geojson_geometry.h"
#include "data/table_edit.h"

namespace onescreen::data {
namespace {

using model::Type;

// More are not made room for in advance, whatever the first two rows let expect.
constexpr size_t kMostExpectedRows = size_t{1} << 20;
// A time so far ahead of our clock is a mistake of the back end, and says nothing about the age of its data.
constexpr std::chrono::hours kFuture{24};

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
Wgs84Converter& converter_for(Crs crs, const LocalPlane& local) {
  thread_local Wgs84Converter converter(Crs::wgs84);
  if (converter.crs() != crs || converter.local() != local) converter = Wgs84Converter(crs, local);
  converter.begin();
  return converter;
}

}  // namespace

std::vector<std::string> cell_pointers(const std::vector<ColumnMapping>& columns) {
  std::vector<std::string> pointers;
  for (const auto& column : columns) pointers.push_back(column.constant ? kNoCell : column.pointer);
  return pointers;
}

RowBuilder::RowBuilder(std::string_view name, const std::vector<ColumnMapping>& columns, const DecodeOptions& options,
                       CellSyntax syntax, std::string_view bytes, bool positions_from_shapes)
    : options_(options),
      bytes_(bytes),
      positions_from_shapes_(positions_from_shapes),
      to_wgs84_(converter_for(options.crs, options.local)),
      builder_(std::string(name), specs_of(columns)),
      id_(index_of(columns, options.id)),
      lon_(index_of(columns, options.lon)),
      lat_(index_of(columns, options.lat)) {
  readers_.reserve(columns.size());
  for (const auto& column : columns) readers_.emplace_back(column, options, syntax);
  const bool constants =
      std::any_of(columns.begin(), columns.end(), [](const auto& column) { return column.constant.has_value(); });
  if (constants) with_constants_.resize(columns.size());
  const auto is_number = [&](std::optional<size_t> i) { return i && builder_.type(*i) == Type::number; };
  if (!is_number(lon_) || !is_number(lat_)) lon_ = lat_ = std::nullopt;
}

void RowBuilder::drop(const std::string& reason) {
  builder_.drop_row();
  ++decoded_.dropped_rows;
  ++decoded_.drop_reasons[reason];
}

void RowBuilder::lost_row(const std::string& reason) {
  ++rows_;
  ++lost_;
  drop(reason);
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
      if (reading.geometry && reader.mapping().mask != Mask::none) {
        reading = {nullptr, "has a mask, which only text can have"};
      }
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
  if (!is_plausible(at, options_.crs)) {
    const bool exchanged = is_plausible({at.lat, at.lon}, options_.crs);
    return reader.reject(raw, exchanged
                                  ? "is part of a position out of range, which fits with \"lon\" and \"lat\" exchanged"
                                  : "is part of a position out of range");
  }
  const model::LonLat wgs84 = to_wgs84_(at);
  if (!is_plausible(wgs84)) return reader.reject(raw, "is part of a position out of range");
  builder_.number(*lon_, wgs84.lon);
  builder_.number(*lat_, wgs84.lat);
}

// From the distance of the first two rows follows how many there will be, roughly; growing step by step would copy
// everything twice.
void RowBuilder::expect_rows(RawJson first_cell) {
  const char* here = first_cell.data();
  const std::less<const char*> before;
  if (first_cell.empty() || before(here, bytes_.data()) || !before(here, bytes_.data() + bytes_.size())) return;
  if (rows_ == 2 && first_row_ != nullptr && here > first_row_) {
    const size_t rows = bytes_.size() / static_cast<size_t>(here - first_row_);
    builder_.reserve(std::min(rows + rows / 16 + 1, kMostExpectedRows));
  }
  first_row_ = here;
}

void RowBuilder::row(std::span<const RawJson> cells) {
  if (++rows_ <= 2 && !cells.empty()) expect_rows(cells[0]);
  if (!with_constants_.empty()) {
    std::copy(cells.begin(), cells.end(), with_constants_.begin());
    for (size_t i = 0; i < readers_.size(); ++i) {
      if (const auto& constant = readers_[i].mapping().constant) with_constants_[i] = *constant;
    }
    cells = with_constants_;
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

// The newest time of the column that the options name.
void RowBuilder::find_data_time() {
  const model::Column* column = decoded_.table->column(options_.data_time);
  if (column == nullptr || column->type() != Type::time) return;
  const model::TimePoint latest = options_.now.value_or(system_clock()().utc) + kFuture;
  int64_t ahead = 0;
  for (size_t row = 0; row < column->size(); ++row) {
    if (column->is_null(row)) continue;
    const model::TimePoint time = column->time(row);
    if (time > latest) {
      ++ahead;
    } else if (!decoded_.as_of || time > *decoded_.as_of) {
      decoded_.as_of = time;
    }
  }
  if (ahead > 0)
    decoded_.drop_reasons[fmt::format("\"{}\" more than a day in the future", options_.data_time)] += ahead;
}

model::Result<Decoded> RowBuilder::finish() {
  if (rows_ > lost_) {
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
  decoded_.truncated = options_.row_cap > 0 && rows_ >= options_.row_cap;
  decoded_.table = builder_.build();
  // Of masked ids only a part is left, in which different rows may be the same.
  if (id_ && readers_[*id_].mapping().mask == Mask::none) {
    int64_t duplicates = 0;
    decoded_.table = keep_last(decoded_.table, options_.id, duplicates);
    if (duplicates > 0) {
      decoded_.dropped_rows += duplicates;
      decoded_.drop_reasons[fmt::format("rows with an \"{}\" that a later row has as well", options_.id)] += duplicates;
    }
  }
  if (!options_.data_time.empty()) find_data_time();
  return std::move(decoded_);
}

}  // namespace onescreen::data
