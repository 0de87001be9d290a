// Answers about the riverside: hazards, patrols, where they are, and their routes.
// GET /api/hazards         rows: {"hazardId":"YH20777-03","kind":"..","icon":"building","level":2,"place":"..",
//                          "foundBy":"..","owner":"..","state":"found|sent|mending|mended","clearTime":"..",
//                          "foundTime":"..","sentTime":null|"..","mendedTime":null|"..","deadline":"..",
//                          "longitude":..,"latitude":..} (GCJ-02); not mended, or found or mended today
// GET /api/patrols         rows: {"unitId":"XW-01","unitName":"..","unitKind":"..","route":"..","lengthM":4210,
//                          "roundSecs":960,"roundsToday":28,"battery":71}
// GET /api/patrol_places   rows as those of /api/units
// GET /api/patrol_routes   a GeoJSON FeatureCollection of closed lines (GCJ-02), properties unitId, unitName, unitKind
#include "demo/answers.h"
#include "demo/feed.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

void write_time(JsonWriter& out, std::string_view key, std::optional<TimePoint> value) {
  out.key(key);
  value ? out.local_time(*value) : out.null();
}

std::string hazards_answer(const City& city, TimePoint now, const Page& page) {
  const auto hazards = city.north_bund().hazards_at(now);
  return list_answer(hazards.size(), page, [&](JsonWriter& out, size_t i) {
    const Hazard& one = hazards[i];
    const model::LonLat at = gcj02_from_wgs84(one.at);
    out.key("hazardId").text(one.id).key("kind").text(one.kind).key("icon").text(one.icon);
    out.key("level").integer(one.level).key("place").text(one.place).key("foundBy").text(one.unit);
    out.key("owner").text(one.owner);
    out.key("state").text(one.mended_at ? "mended" : one.begun_at ? "mending" : one.sent_at ? "sent" : "found");
    out.key("clearTime").local_time(one.clear_at).key("foundTime").local_time(one.found_at);
    write_time(out, "sentTime", one.sent_at);
    write_time(out, "mendedTime", one.mended_at);
    out.key("deadline").local_time(one.deadline);
    out.key("longitude").number(at.lon, kDecimals).key("latitude").number(at.lat, kDecimals);
  });
}

std::string patrols_answer(const City& city, TimePoint now, const Page& page) {
  const auto patrols = city.north_bund().patrols_at(now);
  return list_answer(patrols.size(), page, [&](JsonWriter& out, size_t i) {
    const Patrol& one = patrols[i];
    out.key("unitId").text(one.id).key("unitName").text(one.name).key("unitKind").text(one.kind);
    out.key("route").text(one.route).key("lengthM").number(one.length_m, 0).key("roundSecs").integer(one.round_secs);
    out.key("roundsToday").integer(one.rounds_today).key("battery").integer(one.battery);
  });
}

std::string places_answer(const City& city, TimePoint now, const Page& page) {
  const auto places = city.north_bund().places_at(now);
  return list_answer(places.size(), page, [&](JsonWriter& out, size_t i) {
    const PatrolPlace& place = places[i];
    const model::LonLat at = gcj02_from_wgs84(place.at);
    out.key("unitId").text(place.id).key("unitName").text(place.name).key("unitKind").text(place.kind);
    out.key("reportTime").local_time(place.time).key("longitude").number(at.lon, kDecimals);
    out.key("latitude").number(at.lat, kDecimals).key("heading").number(place.heading_deg, 0);
  });
}

Answer routes_answer(const City& city, TimePoint now) {
  JsonWriter out;
  out.begin_object().key("type").text("FeatureCollection").key("demo").boolean(true).key("features").begin_array();
  for (const Patrol& one : city.north_bund().patrols_at(now)) {
    out.begin_object().key("type").text("Feature").key("id").text(one.id).key("properties").begin_object();
    out.key("unitId").text(one.id).key("unitName").text(one.name).key("unitKind").text(one.kind).end_object();
    out.key("geometry").begin_object().key("type").text("LineString").key("coordinates").begin_array();
    for (const model::LonLat corner : one.line) {
      const model::LonLat at = gcj02_from_wgs84(corner);
      out.begin_array().number(at.lon, kDecimals).number(at.lat, kDecimals).end_array();
    }
    out.end_array().end_object().end_object();
  }
  out.end_array().end_object();
  return {out.take(), kGeoJsonType};
}

}  // namespace

void add_north_bund_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back(
      {"/api/hazards", [&city](TimePoint now, const Page& page) { return hazards_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/patrols", [&city](TimePoint now, const Page& page) { return patrols_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/patrol_places", [&city](TimePoint now, const Page& page) { return places_answer(city, now, page); }});
}

void add_north_bund_feeds(const City& city, std::vector<Feed>& feeds) {
  feeds.push_back({"/api/patrol_routes", [&city](const Asked& asked) { return routes_answer(city, asked.now); }});
}

}  // namespace onescreen::demo
