// The format "cap": public warnings in the JSON forms of CAP 1.2 and of the weather services that resell them, one row
// per alert (its areas are one shape). Drops, and counts, alerts that another one of the same answer updates or
// cancels, and messages between systems. Pure, so it knows no clock: whether a warning has expired is asked in SQL
// (expires > :now). Any thread.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "data/cap_envelope.h"
#include "data/cap_forms.h"
#include "data/preset_rows.h"

namespace onescreen::data {
namespace {

using model::Type;

constexpr PresetColumn kColumns[] = {
    {"id"},
    {"sender"},
    {"sender_name"},
    {"status"},
    {"drill", Type::boolean},  // exercise, test, draft: must never look like a real warning
    {"msg_type"},
    {"cancelled", Type::boolean},  // says that an earlier warning is over, and is none itself
    {"event"},
    {"event_code"},
    {"headline"},
    {"description"},
    {"instruction"},
    {"level", Type::integer},  // 1 red to 4 blue; null where it is not known
    {"colour"},
    {"severity"},
    {"urgency"},
    {"certainty"},
    {"sent", Type::time},
    {"effective", Type::time},
    {"onset", Type::time},
    {"expires", Type::time},
    {"area"},
    {"adcode"},
    {"references"},
    {"geometry", Type::geometry},
    {"lon", Type::number},  // of warnings at one point
    {"lat", Type::number},
};
consteval size_t at(const char* name) { return preset_index(kColumns, name); }

constexpr const char* kOwn[] = {""};  // the whole alert

model::Error error(model::ErrorCode code, std::string message) { return {code, std::move(message), {}}; }

// Positions come from shapes, unless the source names columns for them.
bool positions_from_shapes(const DecodeOptions& given) {
  return given.lon.empty() && std::none_of(given.columns.begin(), given.columns.end(), [](const ColumnMapping& column) {
           return column.spec.name == "lon" || column.spec.name == "lat";
         });
}

DecodeOptions completed(const DecodeOptions& given) {
  DecodeOptions options = with_presets(given, kColumns);
  if (options.id.empty()) options.id = "id";
  if (positions_from_shapes(given)) {
    options.lon = "lon";
    options.lat = "lat";
  }
  return options;
}

struct Alert {
  std::vector<RawJson> values;
  Warning warning;
};

bool refers_to(const Warning& from, const Warning& to) {
  return std::any_of(from.referred.begin(), from.referred.end(), [&](const WarningReference& reference) {
    return reference.id == to.id && (reference.sender.empty() || to.sender.empty() || reference.sender == to.sender);
  });
}

// Which alerts an Update or Cancel of the same answer puts out of force. An exercise never ends a real warning, and of
// two that refer to each other the later one stays.
std::vector<bool> superseded(const std::vector<Alert>& alerts) {
  std::multimap<std::string_view, size_t> by_id;
  for (size_t i = 0; i < alerts.size(); ++i) by_id.emplace(alerts[i].warning.id, i);
  std::vector<bool> over(alerts.size());
  for (size_t i = 0; i < alerts.size(); ++i) {
    const Warning& later = alerts[i].warning;
    if (later.msg_type != "Update" && later.msg_type != "Cancel") continue;
    for (const auto& reference : later.referred) {
      const auto [begin, end] = by_id.equal_range(reference.id);
      for (auto place = begin; place != end; ++place) {
        const size_t other = place->second;
        const Warning& earlier = alerts[other].warning;
        if (earlier.id == later.id || !refers_to(later, earlier) || (later.drill && !earlier.drill)) continue;
        const bool both_known = later.sent.at && earlier.sent.at && later.sent.at != earlier.sent.at;
        if (both_known ? *later.sent.at < *earlier.sent.at : refers_to(earlier, later) && other > i) continue;
        over[other] = true;
      }
    }
  }
  return over;
}

class Decoder {
 public:
  explicit Decoder(PresetRows& rows) : rows_(rows) {}

  void collect(std::span<const RawJson> values) {
    ++seen;
    auto warning = reader_.read(values.back());
    if (warning) alerts_.push_back({{values.begin(), values.end()}, std::move(*warning)});
  }

  // `as_of` of the answer is not the newest message's time: a week without warnings is not old news.
  void write() {
    const auto over = superseded(alerts_);
    for (size_t i = 0; i < alerts_.size(); ++i) {
      const Warning& warning = alerts_[i].warning;
      if (warning.msg_type == "Ack" || warning.msg_type == "Error") {
        rows_.leave_out("messages between systems (Ack, Error), which are no warnings");
      } else if (over[i]) {
        rows_.leave_out("superseded: a later Update or Cancel of the same answer takes their place");
      } else {
        row(alerts_[i]);
      }
    }
    for (auto unread = seen - static_cast<int64_t>(alerts_.size()); unread > 0; --unread)
      rows_.drop("rows that are no alert of a known form");
  }

  int64_t seen = 0;
  size_t known() const { return alerts_.size(); }

 private:
  void row(const Alert& alert) {
    const Warning& w = alert.warning;
    rows_.begin(alert.values);
    rows_.text(at("id"), w.id);
    rows_.text(at("sender"), w.sender);
    rows_.text(at("sender_name"), w.sender_name);
    rows_.text(at("status"), w.status);
    rows_.boolean(at("drill"), w.drill);
    rows_.text(at("msg_type"), w.msg_type);
    rows_.boolean(at("cancelled"), w.msg_type == "Cancel");
    rows_.text(at("event"), w.event);
    rows_.text(at("event_code"), w.event_code);
    rows_.text(at("headline"), w.headline);
    rows_.text(at("description"), w.description);
    rows_.text(at("instruction"), w.instruction);
    if (w.level) rows_.integer(at("level"), *w.level);
    rows_.text(at("colour"), w.colour);
    rows_.text(at("severity"), w.severity);
    rows_.text(at("urgency"), w.urgency);
    rows_.text(at("certainty"), w.certainty);
    time(at("sent"), w.sent);
    time(at("effective"), w.effective);
    time(at("onset"), w.onset);
    time(at("expires"), w.expires);
    rows_.text(at("area"), w.area);
    rows_.text(at("adcode"), w.adcode);
    rows_.text(at("references"), w.references);
    if (!w.unreadable_area.empty())
      rows_.reject(at("geometry"), w.unreadable_area, "is no polygon or circle of \"lat,lon\"; the others stay");
    if (!w.geometry.empty()) rows_.raw(at("geometry"), w.geometry);
    rows_.end();
  }

  void time(size_t column, const WarningTime& time) {
    if (time.at) {
      rows_.time(column, *time.at);
    } else if (!time.text.empty()) {
      rows_.reject(column, time.text, "is not a time with an offset from UTC");
    }
  }

  PresetRows& rows_;
  WarningReader reader_;
  std::vector<Alert> alerts_;
};

bool is_object(std::string_view bytes) {
  const size_t first = bytes.find_first_of("[{");
  return first != bytes.npos && bytes[first] == '{';
}

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& given) {
  auto document = JsonDocument::open(bytes);
  if (!document) return document.error();
  DecodeOptions options = completed(given);
  WarningSurroundings around;
  bool is_nothing = false;
  if (given.rows.empty() && is_object(bytes)) {
    auto seen = look_around_warnings(*document);
    if (!seen) return seen.error();
    around = std::move(*seen);
    options.rows = around.rows;
    is_nothing = around.rows == kNoWarnings;
  }

  PresetRows rows(name, given, options, kColumns, *document, positions_from_shapes(given));
  Decoder decoder(rows);
  JsonRequest request;
  request.rows = options.rows;
  request.cells = rows.pointers(kOwn);
  request.envelope = envelope_pointers(options);
  bool missing = false;
  const auto envelope = document->walk(
      request, [&](std::span<const RawJson> values) { decoder.collect(values); }, missing);
  if (!envelope) return envelope.error();
  if (auto failure = envelope_error(options, *envelope)) return std::move(*failure);
  // A source that says itself how a good answer is told has been asked already.
  if (around.failure && given.success_pointer.empty()) return std::move(*around.failure);
  if (missing && !is_nothing) {
    return error(model::ErrorCode::format,
                 fmt::format("there are no alerts at \"{}\"; check the address and \"rows\"", options.rows));
  }
  if (decoder.seen > 0 && decoder.known() == 0) {
    return error(
        model::ErrorCode::format,
        fmt::format("nothing at \"{}\" is an alert of a known form (CAP 1.2, NWS, Caiyun, QWeather); check the "
                    "address and \"rows\"",
                    options.rows));
  }
  decoder.write();
  auto decoded = rows.finish(*envelope);
  if (decoded && !decoded->as_of) decoded->as_of = around.as_of;
  return decoded;
}

std::string error_text(std::string_view body) {
  auto document = JsonDocument::open(body);
  if (!document || !is_object(body)) return {};
  const auto around = look_around_warnings(*document);
  return around ? around->said : std::string();
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& options) { return specs_of(completed(options)); }

const bool registered =
    register_format({"cap",
                     "Public warnings: CAP 1.2 as JSON, NWS GeoJSON, Caiyun and QWeather; alerts as rows, with the "
                     "columns id, drill, cancelled, event, headline, level, colour, sent, expires, area, geometry and "
                     "others besides the declared ones",
                     {},
                     decode,
                     schema,
                     nullptr,
                     error_text,
                     false,
                     "id"});

}  // namespace
}  // namespace onescreen::data
