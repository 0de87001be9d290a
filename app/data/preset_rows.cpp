#include "data/preset_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/cells.h"

namespace onescreen::data {
namespace {

using model::Type;

constexpr char kNothing[] = "/ ";  // a member that no row has

// Whether the source reads this column from a place of its own.
bool is_elsewhere(const DecodeOptions& given, std::string_view name) {
  return std::any_of(given.columns.begin(), given.columns.end(), [&](const ColumnMapping& column) {
    return column.spec.name == name && (!column.pointer.empty() || column.constant);
  });
}

}  // namespace

DecodeOptions with_presets(const DecodeOptions& given, std::span<const PresetColumn> presets) {
  DecodeOptions all = given;
  for (const auto& preset : presets) {
    if (is_elsewhere(given, preset.name)) continue;
    // A source that names its coordinate columns has its positions there; these would stay unconverted.
    const bool is_coordinate = preset.name == std::string_view("lon") || preset.name == std::string_view("lat");
    if (is_coordinate && !given.lon.empty() && preset.name != given.lon && preset.name != given.lat) continue;
    const auto declared = std::find_if(all.columns.begin(), all.columns.end(),
                                       [&](const ColumnMapping& column) { return column.spec.name == preset.name; });
    ColumnMapping column;
    column.spec = {preset.name, preset.type};
    ColumnMapping& place = declared == all.columns.end() ? all.columns.emplace_back(std::move(column)) : *declared;
    place.pointer = preset.pointer;
    place.optional = true;
    if (preset.type == Type::geometry) place.spec.type = preset.type;
    if (preset.type == Type::time) {
      // Decoders read times themselves and hand them on as numbers.
      place.spec.type = preset.type;
      place.time_format = "epoch_ms";
    }
  }
  return all;
}

std::vector<model::ColumnSpec> specs_of(const DecodeOptions& options) {
  std::vector<model::ColumnSpec> specs;
  for (const auto& column : options.columns) specs.push_back(column.spec);
  return specs;
}

std::optional<std::string> plain_text(RawJson raw) {
  std::string scratch;
  const auto text = scalar_text(raw, scratch);
  if (!text || text->empty()) return std::nullopt;
  return std::string(*text);
}

PresetRows::PresetRows(std::string_view name, const DecodeOptions& given, const DecodeOptions& options,
                       std::span<const PresetColumn> presets, const JsonDocument& document, bool positions_from_shapes)
    : options_(options),
      presets_(presets),
      rows_(name, options.columns, options, document, positions_from_shapes),
      slots_(presets.size()),
      cells_(options.columns.size()),
      made_(options.columns.size()) {
  for (size_t i = 0; i < presets.size(); ++i) {
    if (is_elsewhere(given, presets[i].name)) continue;
    for (size_t column = 0; column < options.columns.size(); ++column) {
      if (options.columns[column].spec.name == presets[i].name) slots_[i] = column;
    }
  }
}

std::vector<std::string> PresetRows::pointers(std::span<const char* const> own) const {
  std::vector<std::string> all;
  all.reserve(options_.columns.size() + own.size());
  for (const auto& column : options_.columns) all.push_back(column.pointer);
  // No value is carried for cells that are made; an empty pointer would carry the whole row.
  for (size_t i = 0; i < presets_.size(); ++i) {
    if (slots_[i] && presets_[i].pointer[0] == '\0') all[*slots_[i]] = kNothing;
  }
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

void PresetRows::begin(std::span<const RawJson> values) {
  values_ = values;
  for (size_t i = 0; i < cells_.size(); ++i) cells_[i] = values[i] == "\"\"" ? RawJson("null") : values[i];
}

RawJson PresetRows::cell(size_t preset) const {
  const auto at = slots_[preset];
  return at ? cells_[*at] : RawJson();
}

void PresetRows::raw(size_t preset, RawJson json) {
  if (const auto at = slots_[preset]) cells_[*at] = json == "\"\"" ? RawJson("null") : json;
}

void PresetRows::text(size_t preset, std::string_view value) {
  const auto at = slots_[preset];
  if (!at) return;
  if (value.empty()) {
    cells_[*at] = "null";
    return;
  }
  // Only what would end the string early is escaped: where the document has no escapes, its texts need none either, and
  // readers do not look for any.
  std::string& quoted = made_[*at];
  quoted.assign(1, '"');
  for (const char c : value) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  quoted += '"';
  cells_[*at] = quoted;
}

void PresetRows::integer(size_t preset, int64_t value) {
  const auto at = slots_[preset];
  if (!at) return;
  made_[*at] = std::to_string(value);
  cells_[*at] = made_[*at];
}

void PresetRows::time(size_t preset, model::TimePoint value) { integer(preset, model::to_millis(value)); }

void PresetRows::strict_time(size_t preset, RawJson json) {
  if (!slots_[preset]) return;
  const auto text = plain_text(json);
  if (!text) {
    if (!json.empty() && (json.front() == '{' || json.front() == '[')) {
      return reject(preset, {}, "is not a time");  // what is within may be anything, so it is not quoted
    }
    return raw(preset, "null");
  }
  if (const auto at = model::parse_iso8601(*text)) return time(preset, *at);
  const bool lacks_offset = model::parse_iso8601(*text + "Z").has_value();
  reject(preset, json,
         lacks_offset ? "has no offset from UTC, so it names no instant" : "is not an ISO 8601 time with an offset");
}

void PresetRows::reject(size_t preset, std::string_view example, const char* problem) {
  const auto at = slots_[preset];
  if (!at) return;
  cells_[*at] = "null";
  Tally& tally = problems_[{preset, problem}];
  // A masked value must not come out by way of a complaint about it.
  if (tally.count++ == 0 && !has_masks(options_)) tally.example = quotable(example);
}

void PresetRows::drop(const std::string& reason) { ++dropped_[reason]; }

void PresetRows::leave_out(const std::string& reason) { ++left_out_[reason]; }

model::Result<Decoded> PresetRows::finish(std::span<const RawJson> envelope) {
  auto decoded = rows_.finish();
  if (!decoded) return decoded;
  for (const auto& [reason, count] : dropped_) {
    decoded->rows_in_answer += count;
    decoded->dropped_rows += count;
    decoded->drop_reasons[reason] += count;
  }
  for (const auto& [reason, count] : left_out_) {
    decoded->rows_in_answer += count;
    decoded->drop_reasons[reason] += count;
  }
  for (const auto& [key, tally] : problems_) {
    decoded->drop_reasons[fmt::format("column \"{}\": {} {}", presets_[key.first].name,
                                      tally.example.empty() ? "a value" : tally.example, key.second)] += tally.count;
  }
  if (!envelope.empty()) read_envelope(options_, envelope, *decoded);
  if (options_.row_cap > 0 && decoded->rows_in_answer >= options_.row_cap) decoded->truncated = true;
  return decoded;
}

}  // namespace onescreen::data
