#include "data/cap_forms.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "data/cap_reading.h"
#include "data/cap_shape.h"

namespace onescreen::data {
namespace {

using namespace cap;

// "sender,id,sent sender,id,sent".
void read_references(std::string_view list, Warning& into) {
  into.references = list;
  while (!list.empty()) {
    const size_t end = std::min(list.find_first_of(" \t\r\n"), list.size());
    const std::string_view triple = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (triple.empty()) continue;
    const size_t first = triple.find(',');
    if (first == triple.npos) {
      into.referred.push_back({{}, std::string(triple)});
      continue;
    }
    const size_t second = triple.find(',', first + 1);
    into.referred.push_back(
        {std::string(triple.substr(0, first)), std::string(triple.substr(first + 1, second - first - 1))});
  }
}

// CAP: what is not plainly real must never look so.
void judge_status(Warning& warning) {
  warning.drill = lower_case(warning.status) != "actual" || is_drill_title(warning.headline);
}

bool is_number_of(std::string_view text, std::initializer_list<size_t> sizes) {
  return std::find(sizes.begin(), sizes.end(), text.size()) != sizes.end() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Chinese division codes have 6 (county), 9 (street) or 12 (community) digits; SAME, an American one, has six as well.
void read_geocode(const std::string& name, const std::string& value, Warning& into) {
  const std::string key = lower_case(name);
  if (key == "same" || key == "ugc" || key == "fips6") return;
  if (key == "adcode" || is_number_of(value, {6, 9, 12})) append(into.adcode, value, ",");
}

void read_area(element area, CapShape& shape, Warning& into) {
  append(into.area, text(area, "areaDesc"), ", ");
  each(member(area, "geocode"),
       [&](element code) { read_geocode(text(code, "valueName"), text(code, "value"), into); });
  each(member(area, "polygon"), [&](element polygon) {
    if (const std::string corners = text_of(polygon); !shape.add_polygon(corners))
      into.unreadable_area = corners.empty() ? "polygon" : corners;
  });
  each(member(area, "circle"), [&](element circle) {
    if (const std::string round = text_of(circle); !shape.add_circle(round))
      into.unreadable_area = round.empty() ? "circle" : round;
  });
}

Warning read_cap(element alert) {
  Warning warning;
  warning.id = text(alert, "identifier");
  warning.sender = text(alert, "sender");
  warning.status = text(alert, "status");
  warning.msg_type = message_type(text(alert, "msgType"));
  warning.sent = iso_time(text(alert, "sent"));
  std::string references;
  each(member(alert, "references"), [&](element item) { append(references, text_of(item), " "); });
  read_references(references, warning);
  if (const auto info = best_info(member(alert, "info"), "language")) {
    read_common(*info, warning);
    each(member(*info, "eventCode"), [&](element code) {
      if (warning.event_code.empty()) warning.event_code = text(code, "value");
    });
    CapShape shape;
    each(member(*info, "area"), [&](element area) { read_area(area, shape, warning); });
    warning.geometry = shape.geojson();
  }
  judge_status(warning);
  return warning;
}

Warning read_weather_service(element feature, element properties) {
  Warning warning;
  warning.id = text(properties, "id");
  if (warning.id.empty()) warning.id = text(feature, "id");
  warning.sender = text(properties, "sender");
  warning.status = text(properties, "status");
  warning.msg_type = message_type(text(properties, "messageType"));
  warning.sent = iso_time(text(properties, "sent"));
  read_common(properties, warning);
  warning.area = text(properties, "areaDesc");
  each(member(properties, "references"), [&](element other) {
    const std::string id = text(other, "identifier");
    if (id.empty()) return;
    append(warning.references, fmt::format("{},{},{}", text(other, "sender"), id, text(other, "sent")), " ");
    warning.referred.push_back({text(other, "sender"), id});
  });
  if (const auto geometry = member(feature, "geometry")) warning.geometry = simdjson::minify(*geometry);
  judge_status(warning);
  return warning;
}

std::optional<Warning> read_form(element alert) {
  if (const auto inner = member(alert, "alert"); inner && inner->is_object()) return read_form(*inner);
  const auto has = [&](std::string_view key) { return member(alert, key).has_value(); };
  if (has("identifier") || has("info") || has("msgType")) return read_cap(alert);
  if (const auto properties = member(alert, "properties"); properties && properties->is_object())
    return read_weather_service(alert, *properties);
  if (has("alertId") || has("pubtimestamp")) return read_caiyun2(alert);
  if (has("publish_time") || has("alert_type")) return read_caiyun3(alert);
  if (has("pubTime") || has("severityColor")) return read_qweather7(alert);
  if (has("issuedTime") || has("eventType")) return read_qweather_alert(alert);
  return std::nullopt;
}

}  // namespace

struct WarningReader::Parser {
  simdjson::dom::parser parser;
};

WarningReader::WarningReader() : parser_(std::make_unique<Parser>()) {}
WarningReader::~WarningReader() = default;

std::optional<Warning> WarningReader::read(RawJson alert) {
  element root;
  if (alert.empty() || parser_->parser.parse(alert.data(), alert.size(), true).get(root)) return std::nullopt;
  auto warning = read_form(root);
  // The standard: where it is not said, a warning holds from when it was sent.
  if (warning && warning->effective.text.empty()) warning->effective = warning->sent;
  return warning;
}

}  // namespace onescreen::data
