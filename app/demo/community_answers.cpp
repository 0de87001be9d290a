// Answers about neighbourhoods; sums only, never a person.
// GET /api/community/places    rows: {"placeId":"BWT-03-1","placeName":"..","streetName":"..","gridId":"BWT-03",
//                                "longitude":121.49,"latitude":31.26 (GCJ-02),"residents":4210,"households":1684,
//                                "buildings":121,"under18":463,"under60":2010,"under80":1377,"from80":360}
// GET /api/community/tags      rows: {"placeId":"BWT-03-1","streetName":"..","class":"..","tag":"..","count":37}; the
//                                site hides small counts
// GET /api/community/services  rows: {"serviceId":"FW-017","kind":"..","name":"..","streetName":"..","longitude":..,
//                                "latitude":.. (GCJ-02),"open":true}
// GET /api/community/works     rows: {"workId":"..","time":"2026-11-20 07:52:36","placeName":"..","streetName":"..",
//                                "text":"..","state":".."}; newest first
#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

void write_place(JsonWriter& out, model::LonLat wgs84) {
  const model::LonLat at = gcj02_from_wgs84(wgs84);
  out.key("longitude").number(at.lon, kDecimals).key("latitude").number(at.lat, kDecimals);
}

std::string places_answer(const City& city, const Page& page) {
  const auto& places = city.community().places();
  return list_answer(places.size(), page, [&](JsonWriter& out, size_t i) {
    const Community::Place& place = places[i];
    out.key("placeId").text(place.id).key("placeName").text(place.name);
    out.key("streetName").text(city.ground().streets()[place.street].label);
    out.key("gridId").text(city.ground().cells()[place.cell].id);
    write_place(out, place.at);
    out.key("residents").integer(place.residents).key("households").integer(place.households);
    out.key("buildings").integer(place.buildings).key("under18").integer(place.under_18);
    out.key("under60").integer(place.under_60).key("under80").integer(place.under_80);
    out.key("from80").integer(place.from_80);
  });
}

std::string tags_answer(const City& city, const Page& page) {
  const auto& places = city.community().places();
  const auto& tags = city.community().tags();
  return list_answer(places.size() * tags.size(), page, [&](JsonWriter& out, size_t i) {
    const Community::Place& place = places[i / tags.size()];
    const size_t tag = i % tags.size();
    out.key("placeId").text(place.id).key("streetName").text(city.ground().streets()[place.street].label);
    out.key("class").text(tags[tag].group).key("tag").text(tags[tag].name).key("count").integer(place.tagged[tag]);
  });
}

std::string services_answer(const City& city, TimePoint now, const Page& page) {
  const auto services = city.community().services(now);
  return list_answer(services.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("serviceId").text(services[i].id).key("kind").text(services[i].kind).key("name").text(services[i].name);
    out.key("streetName").text(city.ground().streets()[services[i].street].label);
    write_place(out, services[i].at);
    out.key("open").boolean(services[i].open);
  });
}

std::string works_answer(const City& city, TimePoint now, const Page& page) {
  const auto works = city.community().works(now);
  return list_answer(works.size(), page, [&](JsonWriter& out, size_t i) {
    const Community::Place& place = city.community().places()[works[i].place];
    out.key("workId").text(works[i].id).key("time").local_time(works[i].at).key("placeName").text(place.name);
    out.key("streetName").text(city.ground().streets()[place.street].label);
    out.key("text").text(works[i].text).key("state").text(works[i].state);
  });
}

}  // namespace

void add_community_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back(
      {"/api/community/places", [&city](TimePoint, const Page& page) { return places_answer(city, page); }});
  endpoints.push_back(
      {"/api/community/tags", [&city](TimePoint, const Page& page) { return tags_answer(city, page); }});
  endpoints.push_back({"/api/community/services",
                       [&city](TimePoint now, const Page& page) { return services_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/community/works", [&city](TimePoint now, const Page& page) { return works_answer(city, now, page); }});
}

}  // namespace onescreen::demo
