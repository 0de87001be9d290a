// Public warnings that nobody issued: an alert, an update that takes the place of another, one around a point, and an
// exercise. They begin anew every eight hours, so that some are in force at any time.
// GET /cap/alerts   CAP 1.2 as JSON: {"note":"演示数据","alerts":[{"identifier":..,"sender":..,"sent":"...+08:00",
//   "status":"Actual","msgType":"Alert","scope":"Public","note":"演示数据","references":"sender,identifier,sent",
//   "info":[{"language":"zh-CN",..,"area":[{"areaDesc":..,"polygon":["lat,lon .."],"circle":["lat,lon km"],
//   "geocode":[{"valueName":"adcode","value":"310109"}]}]}]}]}
// GET /cap/caiyun   the real ones of them as the weather service Caiyun 2.6 resells warnings:
//   {"status":"ok","note":"演示数据","result":{"alert":{"status":"ok","content":[{"alertId":..,"code":"0502",..}]}}}
#include <fmt/format.h>

#include <algorithm>

#include "demo/feed.h"
#include "demo/json_writer.h"

namespace onescreen::demo {

namespace {

constexpr int kSpellHours = 8;

struct Warning {
  const WarningText* text;
  std::string id;
  TimePoint sent;
  TimePoint expires;
};

// Those sent so far in the spell that holds `now` and in the one before, which have not expired; a message that another
// one updates is among them, since feeds keep both.
std::vector<Warning> warnings_at(const City& city, TimePoint now) {
  const int64_t spell_secs = int64_t{kSpellHours} * 3600;
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::vector<Warning> warnings;
  for (const int64_t spell : {second / spell_secs - 1, second / spell_secs}) {
    const TimePoint begin{std::chrono::seconds(spell * spell_secs)};
    for (const WarningText& text : city.feed_texts().warnings) {
      const TimePoint sent = begin + std::chrono::minutes(text.after_minutes);
      const TimePoint expires = sent + std::chrono::minutes(text.lasts_minutes);
      if (sent > now || expires <= now) continue;
      std::string stamp = local_text(begin);
      std::erase_if(stamp, [](char c) { return c < '0' || c > '9'; });
      warnings.push_back({&text, stamp.substr(0, 10) + "-" + text.id, sent, expires});
    }
  }
  return warnings;
}

model::LonLat middle_of(const Ring& ring) {
  model::LonLat low = ring.front();
  model::LonLat high = low;
  for (const model::LonLat at : ring) {
    low = {std::min(low.lon, at.lon), std::min(low.lat, at.lat)};
    high = {std::max(high.lon, at.lon), std::max(high.lat, at.lat)};
  }
  return {(low.lon + high.lon) / 2, (low.lat + high.lat) / 2};
}

// "lat,lon lat,lon ...", the first again at the end.
std::string polygon_of(const Ring& ring) {
  std::string corners;
  for (const model::LonLat at : ring)
    corners += fmt::format("{}{:.6f},{:.6f}", corners.empty() ? "" : " ", at.lat, at.lon);
  const bool closed = ring.front().lon == ring.back().lon && ring.front().lat == ring.back().lat;
  if (!closed) corners += fmt::format(" {:.6f},{:.6f}", ring.front().lat, ring.front().lon);
  return corners;
}

void write_area(JsonWriter& out, const City& city, const WarningText& text) {
  const FeedTexts& texts = city.feed_texts();
  const auto& streets = city.ground().streets();
  const size_t street = city.ground().street_index(text.street);
  const bool whole = street == streets.size();
  out.key("area").begin_array().begin_object();
  out.key("areaDesc").text(whole ? texts.district : texts.district + streets[street].name);
  if (!whole && text.circle_km > 0) {
    const model::LonLat middle = middle_of(streets[street].ring);
    const std::string circle = fmt::format("{:.6f},{:.6f} {:.1f}", middle.lat, middle.lon, text.circle_km);
    out.key("circle").begin_array().text(circle).end_array();
  } else {
    out.key("polygon").begin_array();
    for (size_t i = 0; i < streets.size(); ++i) {
      if (whole || i == street) out.text(polygon_of(streets[i].ring));
    }
    out.end_array();
  }
  out.key("geocode").begin_array().begin_object().key("valueName").text("adcode").key("value").text(texts.adcode);
  out.end_object().end_array().end_object().end_array();
}

void write_cap(JsonWriter& out, const City& city, const Warning& warning, const std::vector<Warning>& all) {
  const FeedTexts& texts = city.feed_texts();
  const WarningText& text = *warning.text;
  out.begin_object().key("identifier").text(warning.id).key("sender").text(texts.sender);
  out.key("sent").text(offset_text(warning.sent)).key("status").text(text.status).key("msgType").text(text.type);
  out.key("scope").text("Public").key("note").text(texts.mark);
  for (const Warning& other : all) {
    // Of the same spell.
    if (other.text->id != text.updates || other.id.substr(0, 10) != warning.id.substr(0, 10)) continue;
    out.key("references").text(fmt::format("{},{},{}", texts.sender, other.id, offset_text(other.sent)));
  }
  out.key("info").begin_array().begin_object().key("language").text("zh-CN");
  out.key("category").begin_array().text("Met").end_array().key("event").text(text.event);
  out.key("urgency").text(text.urgency).key("severity").text(text.severity).key("certainty").text(text.certainty);
  out.key("eventCode").begin_array().begin_object().key("valueName").text("code").key("value").text(text.code);
  out.end_object().end_array().key("effective").text(offset_text(warning.sent));
  out.key("expires").text(offset_text(warning.expires)).key("senderName").text(texts.sender_name);
  out.key("headline").text(text.headline).key("description").text(text.description);
  out.key("instruction").text(text.instruction);
  write_area(out, city, text);
  out.end_object().end_array().end_object();
}

Answer cap(const City& city, const Asked& asked) {
  const auto warnings = warnings_at(city, asked.now);
  JsonWriter out;
  out.begin_object().key("note").text(city.feed_texts().mark).key("alerts").begin_array();
  for (const Warning& warning : warnings) write_cap(out, city, warning, warnings);
  out.end_array().end_object();
  return {out.take()};
}

Answer caiyun(const City& city, const Asked& asked) {
  const FeedTexts& texts = city.feed_texts();
  const auto warnings = warnings_at(city, asked.now);
  const auto is_updated = [&](const Warning& warning) {
    return std::any_of(warnings.begin(), warnings.end(), [&](const Warning& other) {
      return other.text->updates == warning.text->id && other.id.substr(0, 10) == warning.id.substr(0, 10);
    });
  };
  JsonWriter out;
  out.begin_object().key("status").text("ok").key("note").text(texts.mark).key("result").begin_object();
  out.key("alert").begin_object().key("status").text("ok").key("content").begin_array();
  for (const Warning& warning : warnings) {
    if (warning.text->status != "Actual" || is_updated(warning)) continue;
    const auto& streets = city.ground().streets();
    const size_t street = city.ground().street_index(warning.text->street);
    const model::LonLat at = middle_of(streets[street == streets.size() ? 0 : street].ring);
    const auto published = std::chrono::floor<std::chrono::seconds>(warning.sent).time_since_epoch().count();
    out.begin_object().key("province").text(texts.province).key("status").text("预警中");
    out.key("code").text(warning.text->code).key("description").text(warning.text->description);
    out.key("regionId").text("").key("county").text(texts.district).key("pubtimestamp").integer(published);
    out.key("latlon").begin_array().number(at.lat, 6).number(at.lon, 6).end_array().key("city").text(texts.province);
    out.key("alertId").text(warning.id).key("title").text(warning.text->headline).key("adcode").text(texts.adcode);
    out.key("source").text(texts.sender_name).end_object();
  }
  out.end_array().end_object().end_object().end_object();
  return {out.take()};
}

}  // namespace

void add_warning_feeds(const City& city, std::vector<Feed>& feeds) {
  feeds.push_back({"/cap/alerts", [&city](const Asked& asked) { return cap(city, asked); }});
  feeds.push_back({"/cap/caiyun", [&city](const Asked& asked) { return caiyun(city, asked); }});
}

}  // namespace onescreen::demo
