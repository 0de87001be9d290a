// The JSON forms in which Chinese weather services resell public warnings: Caiyun 2.x and 3, QWeather 7 and its newer
// alerts. In: one alert, parsed; out: one Warning. Pure.
#include <simdjson.h>

#include "data/cap_reading.h"
#include "data/cap_shape.h"

namespace onescreen::data::cap {
namespace {

// What Chinese resellers leave out: they pass on real warnings only, whose level is in the headline.
void complete_reseller(Warning& warning) {
  take_level(read_warning_title(warning.headline), warning);
  take_level(read_warning_word(warning.severity), warning);
  if (warning.event.empty()) warning.event = event_of_title(warning.headline);
  if (warning.msg_type.empty()) warning.msg_type = is_lifted_title(warning.headline) ? "Cancel" : "Alert";
  warning.drill = is_drill_title(warning.headline);
}

}  // namespace

Warning read_caiyun2(element alert) {
  Warning warning;
  warning.id = text(alert, "alertId");
  warning.sender_name = text(alert, "source");
  warning.status = text(alert, "status");
  warning.headline = text(alert, "title");
  warning.description = text(alert, "description");
  warning.event_code = text(alert, "code");
  warning.adcode = text(alert, "adcode");
  warning.area = text(alert, "location");
  if (warning.area.empty()) {
    for (const char* part : {"province", "city", "county"}) {
      const std::string name = text(alert, part);
      if (name != "无" && !warning.area.ends_with(name)) warning.area += name;
    }
  }
  warning.sent = epoch_time(text(alert, "pubtimestamp"));
  if (is_lifted_title(warning.status)) warning.msg_type = "Cancel";
  take_level(read_warning_code(warning.event_code), warning);
  complete_reseller(warning);
  simdjson::dom::array latlon;
  double lat = 0;
  double lon = 0;
  const auto place = member(alert, "latlon");
  if (place && !place->get(latlon) && !latlon.at(0).get(lat) && !latlon.at(1).get(lon)) {
    CapShape shape;
    shape.add_point(lon, lat);
    warning.geometry = shape.geojson();
  }
  return warning;
}

namespace {

// Channels that are 0 are left out.
WarningLevel read_colour(element colour) {
  const auto channel = [&](std::string_view name) {
    const auto value = member(colour, name);
    double number = 0;
    return value && !value->get(number) ? number : 0.0;
  };
  return read_warning_colour(channel("red"), channel("green"), channel("blue"));
}

}  // namespace

Warning read_caiyun3(element alert) {
  Warning warning;
  warning.id = text(alert, "id");
  warning.event_code = text(alert, "alert_type");
  warning.adcode = text(alert, "area_code");
  warning.sent = epoch_time(text(alert, "publish_time"));
  if (const auto words = best_info(member(alert, "data"), "language_code")) {
    warning.headline = text(*words, "title");
    warning.description = text(*words, "text");
    warning.severity = text(*words, "level");
    if (warning.headline.empty()) warning.headline = text(*words, "name");
  }
  take_level(read_warning_word(warning.severity), warning);
  take_level(read_warning_title(warning.headline), warning);
  if (const auto colour = member(alert, "color")) take_level(read_colour(*colour), warning);
  complete_reseller(warning);
  return warning;
}

Warning read_qweather7(element alert) {
  Warning warning;
  warning.id = text(alert, "id");
  warning.sender_name = text(alert, "sender");
  warning.status = text(alert, "status");
  warning.msg_type = lower_case(warning.status) == "active" ? "Alert" : message_type(warning.status);
  warning.event = text(alert, "typeName");
  warning.event_code = text(alert, "type");
  warning.headline = text(alert, "title");
  warning.description = text(alert, "text");
  warning.severity = text(alert, "severity");
  warning.urgency = text(alert, "urgency");
  warning.certainty = text(alert, "certainty");
  warning.sent = iso_time(text(alert, "pubTime"));
  warning.onset = iso_time(text(alert, "startTime"));
  warning.expires = iso_time(text(alert, "endTime"));
  each(member(alert, "related"), [&](element id) { refer_to(text_of(id), warning); });
  const std::string colour = text(alert, "severityColor");
  take_level(read_warning_word(colour), warning);
  if (warning.colour.empty()) warning.colour = lower_case(colour);
  take_level(read_warning_word(text(alert, "level")), warning);
  complete_reseller(warning);
  return warning;
}

Warning read_qweather_alert(element alert) {
  Warning warning;
  warning.id = text(alert, "id");
  read_common(alert, warning);
  if (const auto type = member(alert, "messageType")) {
    warning.msg_type = message_type(text(*type, "code"));
    each(member(*type, "supersedes"), [&](element id) { refer_to(text_of(id), warning); });
  }
  if (const auto event = member(alert, "eventType")) {
    warning.event = text(*event, "name");
    warning.event_code = text(*event, "code");
  }
  if (const auto colour = member(alert, "color")) {
    const std::string code = text(*colour, "code");
    WarningLevel level = read_warning_word(code);
    if (level.colour.empty() && code.empty()) level = read_colour(*colour);
    // Its severities are the reseller's own judgement; the colour is the weather office's.
    if (level.level) warning.level = level.level;
    if (warning.colour.empty()) warning.colour = level.colour.empty() ? lower_case(code) : level.colour;
  }
  warning.sent = iso_time(text(alert, "issuedTime"));
  warning.effective = iso_time(text(alert, "effectiveTime"));
  warning.onset = iso_time(text(alert, "onsetTime"));
  const bool is_expire = member(alert, "expireTime").has_value();
  warning.expires = iso_time(text(alert, is_expire ? "expireTime" : "expiredTime"));
  complete_reseller(warning);
  return warning;
}

}  // namespace onescreen::data::cap
