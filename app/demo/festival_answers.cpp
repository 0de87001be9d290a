// Answers about a festival day.
// GET /api/festival/places  rows: {"placeId":"BZ-01","placeName":"..","placeKind":"..","street":"..","post":"..",
//                           "phone":"..","longitude":..,"latitude":.. (GCJ-02),"people":9120,"capacity":12000,
//                           "halfHourAgo":8400,"level":3,"fullInMinutes":120|null,"police":24,"stewards":30,
//                           "medics":4,"needed":36}
// GET /api/festival/series  rows: {"placeName":"..","statTime":"..","people":9120}; each ten minutes of six hours
// GET /api/festival/hubs    rows: {"hubName":"..","hubKind":"..","way":"..","limit":1800,"in":1210,"out":1080}; of the
//                           last full quarter of an hour
// GET /api/festival/events  rows: {"eventId":"HD20777-1","eventName":"..","placeName":"..","post":"..",
//                           "beginTime":"..","endTime":".."}; of today and tomorrow
#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

std::string places_answer(const City& city, TimePoint now, const Page& page) {
  const auto places = city.festival().places_at(now);
  return list_answer(places.size(), page, [&](JsonWriter& out, size_t i) {
    const FestivalPlace& one = places[i];
    const model::LonLat at = gcj02_from_wgs84(one.at);
    out.key("placeId").text(one.id).key("placeName").text(one.name).key("placeKind").text(one.kind);
    out.key("street").text(one.street).key("post").text(one.post).key("phone").text(one.phone);
    out.key("longitude").number(at.lon, kDecimals).key("latitude").number(at.lat, kDecimals);
    out.key("people").integer(one.people).key("capacity").integer(one.capacity);
    out.key("halfHourAgo").integer(one.half_hour_ago).key("level").integer(one.level).key("fullInMinutes");
    one.full_in_minutes ? out.integer(*one.full_in_minutes) : out.null();
    out.key("police").integer(one.police).key("stewards").integer(one.stewards).key("medics").integer(one.medics);
    out.key("needed").integer(one.needed);
  });
}

std::string series_answer(const City& city, TimePoint now, const Page& page) {
  const auto counts = city.festival().series_at(now);
  return list_answer(counts.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("placeName").text(counts[i].place).key("statTime").local_time(counts[i].time);
    out.key("people").integer(counts[i].people);
  });
}

std::string hubs_answer(const City& city, TimePoint now, const Page& page) {
  const auto hubs = city.festival().hubs_at(now);
  return list_answer(hubs.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("hubName").text(hubs[i].name).key("hubKind").text(hubs[i].kind).key("way").text(hubs[i].way);
    out.key("limit").integer(hubs[i].limit).key("in").integer(hubs[i].in).key("out").integer(hubs[i].out);
  });
}

std::string events_answer(const City& city, TimePoint now, const Page& page) {
  const auto events = city.festival().events_at(now);
  return list_answer(events.size(), page, [&](JsonWriter& out, size_t i) {
    const FestivalEvent& one = events[i];
    out.key("eventId").text(one.id).key("eventName").text(one.name).key("placeName").text(one.place);
    out.key("post").text(one.post).key("beginTime").local_time(one.begins).key("endTime").local_time(one.ends);
  });
}

}  // namespace

void add_festival_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  const auto add = [&](const char* path, std::string (*answer)(const City&, TimePoint, const Page&)) {
    endpoints.push_back({path, [&city, answer](TimePoint now, const Page& page) { return answer(city, now, page); }});
  };
  add("/api/festival/places", places_answer);
  add("/api/festival/series", series_answer);
  add("/api/festival/hubs", hubs_answer);
  add("/api/festival/events", events_answer);
}

}  // namespace onescreen::demo
