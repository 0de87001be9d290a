#include "data/sensorthings_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "data/cells.h"

namespace onescreen::data {
namespace {

using model::Type;
using Part = SensorPart;

constexpr FixedColumn kColumns[] = {{"id"},
                                    {"thing_id"},
                                    {"thing"},
                                    {"name"},
                                    {"observed_property"},
                                    {"unit"},
                                    {"value", Type::number},
                                    {"text"},
                                    {"flag", Type::boolean},
                                    {"time", Type::time, "iso8601"},
                                    {"result_time", Type::time, "iso8601"},
                                    {"lon", Type::number},
                                    {"lat", Type::number},
                                    {"geometry", Type::geometry}};
constexpr size_t kId = fixed_index(kColumns, "id");
constexpr size_t kThingId = fixed_index(kColumns, "thing_id");
constexpr size_t kThing = fixed_index(kColumns, "thing");
constexpr size_t kName = fixed_index(kColumns, "name");
constexpr size_t kObservedProperty = fixed_index(kColumns, "observed_property");
constexpr size_t kUnit = fixed_index(kColumns, "unit");
constexpr size_t kValue = fixed_index(kColumns, "value");
constexpr size_t kText = fixed_index(kColumns, "text");
constexpr size_t kFlag = fixed_index(kColumns, "flag");
constexpr size_t kTime = fixed_index(kColumns, "time");
constexpr size_t kResultTime = fixed_index(kColumns, "result_time");
constexpr size_t kGeometry = fixed_index(kColumns, "geometry");

bool is_null(RawJson raw) { return raw.empty() || raw == "null"; }

}  // namespace

bool sensor_positions_from_shapes(const DecodeOptions& given) {
  return given.lon.empty() && std::none_of(given.columns.begin(), given.columns.end(), [](const ColumnMapping& column) {
           return column.spec.name == "lon" || column.spec.name == "lat";
         });
}

DecodeOptions sensor_options(const DecodeOptions& given) {
  DecodeOptions all = with_fixed_columns(given, kColumns);
  if (all.id.empty()) all.id = "id";
  if (sensor_positions_from_shapes(given)) {
    all.lon = "lon";
    all.lat = "lat";
  }
  return all;
}

std::string sensor_id_in_link(RawJson link, std::string_view list) {
  std::string scratch;
  const auto text = scalar_text(link, scratch);
  if (!text || !text->ends_with(')')) return {};
  const size_t open = text->rfind('(');
  if (open == std::string_view::npos || !text->substr(0, open).ends_with(list)) return {};
  std::string_view id = text->substr(open + 1, text->size() - open - 2);
  if (id.size() >= 2 && id.front() == '\'' && id.back() == '\'') id = id.substr(1, id.size() - 2);
  return std::string(id);
}

std::string sensor_id(const SensorEntity* entity, std::string_view list) {
  if (entity == nullptr) return {};
  const RawJson raw = (*entity)[Part::id];
  if (is_null(raw)) return sensor_id_in_link((*entity)[Part::self_link], list);
  std::string scratch;
  const auto text = scalar_text(raw, scratch);
  return std::string(text ? *text : raw);
}

SensorCells::SensorCells(const DecodeOptions& given, const DecodeOptions& options, bool has_escapes)
    : zone_(options.zone), cells_(given, options, kColumns, has_escapes) {
  static constexpr std::pair<std::string_view, Owner> kOwners[] = {{"/Thing/", Owner::thing},
                                                                   {"/Datastream/", Owner::stream},
                                                                   {"/Observation/", Owner::observation},
                                                                   {"/Location/", Owner::location}};
  for (const size_t column : cells_.declared_columns()) {
    std::string_view pointer = options.columns[column].pointer;
    Owner owner = Owner::thing;
    for (const auto& [prefix, of] : kOwners) {
      if (!pointer.starts_with(prefix)) continue;
      owner = of;
      pointer.remove_prefix(prefix.size() - 1);
      break;
    }
    owners_.push_back(owner);
    pointers_.emplace_back(pointer);
  }
}

std::span<const RawJson> SensorCells::fill(const SensorRow& row) {
  cells_.clear();
  identity(row);
  if (row.thing != nullptr) cells_.raw(kThing, (*row.thing)[Part::name]);
  if (row.stream != nullptr) {
    cells_.raw(kName, (*row.stream)[Part::name]);
    cells_.raw(kObservedProperty, (*row.stream)[Part::observed_property]);
    // The standard's own example has the text "null" for a quantity without unit.
    const RawJson unit = (*row.stream)[Part::unit];
    if (unit != "\"null\"") cells_.raw(kUnit, unit);
  }
  if (row.observation != nullptr) {
    result((*row.observation)[Part::result]);
    time((*row.observation)[Part::phenomenon_time]);
    cells_.raw(kResultTime, (*row.observation)[Part::result_time]);
  }
  if (row.location != nullptr) {
    const RawJson whole = (*row.location)[Part::location];
    const RawJson in_feature = (*row.location)[Part::location_geometry];
    // Other encodings are texts, such as a street address.
    if (whole.starts_with('{')) cells_.raw(kGeometry, in_feature.empty() ? whole : in_feature);
  }
  for (size_t i = 0; i < owners_.size(); ++i) {
    const SensorEntity* owner = owners_[i] == Owner::thing         ? row.thing
                                : owners_[i] == Owner::stream      ? row.stream
                                : owners_[i] == Owner::observation ? row.observation
                                                                   : row.location;
    if (owner != nullptr) cells_.declared(cells_.declared_columns()[i], owner->at_pointer(i));
  }
  return cells_.cells();
}

// False: the entity has none.
bool SensorCells::id(size_t column, const SensorEntity* entity, std::string_view list) {
  if (entity == nullptr) return false;
  const RawJson raw = (*entity)[Part::id];
  if (is_null(raw) || raw.front() == '{' || raw.front() == '[') {
    const std::string text = sensor_id(entity, list);
    if (text.empty()) return false;
    cells_.text(column, text);
  } else {
    cells_.raw(column, raw);
  }
  return true;
}

void SensorCells::identity(const SensorRow& row) {
  if (!id(kThingId, row.thing, "Things") && row.stream != nullptr) {
    const std::string linked = sensor_id_in_link((*row.stream)[Part::thing_link], "Things");
    if (!linked.empty()) cells_.text(kThingId, linked);
  }
  if (id(kId, row.stream, "Datastreams")) return;
  if (!row.stream_id.empty()) {
    cells_.text(kId, row.stream_id);
  } else if (row.stream != nullptr) {
    // $select=name leaves ids out; the two names together tell a Datastream as well.
    std::string thing_scratch;
    std::string stream_scratch;
    const auto of_thing = row.thing == nullptr ? std::nullopt : scalar_text((*row.thing)[Part::name], thing_scratch);
    const auto of_stream = scalar_text((*row.stream)[Part::name], stream_scratch);
    if (of_thing && of_stream) cells_.text(kId, fmt::format("{}/{}", *of_thing, *of_stream));
  } else if (row.thing != nullptr && row.thing->streams_expanded()) {
    // Beside rows of Datastreams, whose numbers are counted apart and would be taken for the same.
    const std::string thing_id = sensor_id(row.thing, "Things");
    if (!thing_id.empty()) cells_.text(kId, fmt::format("Things({})", thing_id));
  } else if (row.thing != nullptr) {
    id(kId, row.thing, "Things");
  } else if (row.observation != nullptr && !id(kId, row.observation, "Observations")) {
    cells_.raw(kId, (*row.observation)[Part::phenomenon_time]);
  }
}

void SensorCells::result(RawJson raw) {
  if (is_null(raw)) return;
  switch (raw.front()) {
    case 't':
    case 'f':
      cells_.raw(kFlag, raw);
      return;
    case '[':
    case '{':
      cells_.text(kText, raw);
      return;
    case '"':
      break;
    default:
      cells_.raw(kValue, raw);
      return;
  }
  std::string_view digits = scalar_text(raw, scratch_).value_or(std::string_view());
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = !digits.empty() && error == std::errc{} && end == digits.data() + digits.size();
  // "NaN" and its kin are no reading; as a value they are counted and null.
  if (is_number) cells_.raw(kValue, raw);
  if (!is_number || std::isfinite(number)) cells_.raw(kText, raw);
}

void SensorCells::time(RawJson raw) {
  if (raw.starts_with('"') && raw.find('/') != RawJson::npos) {
    cells_.text(kTime, end_of_time(raw, zone_, scratch_));
  } else {
    cells_.raw(kTime, raw);
  }
}

}  // namespace onescreen::data
