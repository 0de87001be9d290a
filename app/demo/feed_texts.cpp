#include "demo/feed_texts.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace onescreen::demo {

namespace {

using nlohmann::json;

WarningText warning_of(const json& from) {
  WarningText warning;
  warning.id = from.at("id");
  warning.after_minutes = from.at("after_minutes");
  warning.lasts_minutes = from.at("lasts_minutes");
  warning.status = from.at("status");
  warning.type = from.at("type");
  warning.updates = from.value("updates", "");
  warning.event = from.at("event");
  warning.code = from.at("code");
  warning.severity = from.at("severity");
  warning.urgency = from.at("urgency");
  warning.certainty = from.at("certainty");
  warning.headline = from.at("headline");
  warning.description = from.at("description");
  warning.instruction = from.at("instruction");
  warning.street = from.value("street", "");
  warning.circle_km = from.value("circle_km", 0.0);
  return warning;
}

}  // namespace

model::Result<FeedTexts> FeedTexts::load(const std::string& file) {
  try {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot be opened");
    const json from = json::parse(in);
    FeedTexts texts;
    texts.mark = from.at("mark");
    texts.remark = from.at("remark");
    texts.river = from.at("river");
    const json& alerts = from.at("alerts");
    texts.alert_major = alerts.at("major");
    texts.alert_overdue = alerts.at("overdue");
    texts.alert_sensor = alerts.at("sensor");
    texts.silence = alerts.at("silence");
    const json& cameras = from.at("cameras");
    texts.camera_maker = cameras.at("maker");
    texts.camera_secret = cameras.at("secret");
    for (const json& type : cameras.at("types"))
      texts.camera_types.push_back({type.at("ptz"), type.at("share"), type.at("name")});
    const json& warnings = from.at("warnings");
    texts.sender = warnings.at("sender");
    texts.sender_name = warnings.at("sender_name");
    texts.district = warnings.at("district");
    texts.adcode = warnings.at("adcode");
    texts.province = warnings.at("province");
    for (const json& message : warnings.at("messages")) texts.warnings.push_back(warning_of(message));
    texts.duty_headings = from.at("csv").at("duty").get<std::vector<std::string>>();
    texts.street_headings = from.at("csv").at("streets").get<std::vector<std::string>>();
    texts.login_granted = from.at("login").at("granted");
    texts.login_refused = from.at("login").at("refused");
    if (texts.duty_headings.size() != 7 || texts.street_headings.size() != 6)
      throw std::runtime_error("must name seven headings of the duty list and six of the streets");
    if (texts.camera_types.empty()) throw std::runtime_error("names no type of camera");
    return texts;
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, std::string("the demo feeds cannot be read: ") + error.what(), file};
  }
}

}  // namespace onescreen::demo
