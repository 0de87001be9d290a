// The city's buildings as GeoJSON (WGS-84), all in one answer, compressed:
// GET /buildings
//   {"type":"FeatureCollection","note":"演示数据","numberReturned":25000,"features":[{"type":"Feature","id":"B00001",
//    "geometry":{"type":"Polygon","coordinates":[[[121.486012,31.262345],..]]},
//    "properties":{"street":"..","use":"residential","floors":6,"height_m":18.0,"residents":112}}]}
// They do not change, so whoever has them is confirmed (304).
#include <fmt/format.h>

#include "demo/buildings.h"
#include "demo/feed.h"
#include "demo/gzip.h"
#include "demo/json_writer.h"

namespace onescreen::demo {

namespace {

void write_building(JsonWriter& out, const City& city, const Building& building, size_t number) {
  out.begin_object().key("type").text("Feature").key("id").text(fmt::format("B{:05}", number));
  out.key("geometry").begin_object().key("type").text("Polygon").key("coordinates").begin_array();
  for (const Ring& ring : building.rings) {
    out.begin_array();
    for (const model::LonLat at : ring) out.begin_array().number(at.lon, 6).number(at.lat, 6).end_array();
    out.end_array();
  }
  out.end_array().end_object().key("properties").begin_object();
  const auto& streets = city.ground().streets();
  if (building.street < streets.size()) out.key("street").text(streets[building.street].label);
  out.key("use").text(name_of(building.use)).key("floors").integer(building.floors);
  out.key("height_m").number(building.height_m, 1).key("residents").integer(building.residents);
  out.end_object().end_object();
}

Answer buildings(const City& city) {
  const std::vector<Building> stock = invent_buildings(city.ground(), city.seed());
  JsonWriter out;
  out.begin_object().key("type").text("FeatureCollection").key("note").text(city.feed_texts().mark);
  out.key("numberReturned").unsigned_integer(stock.size()).key("features").begin_array();
  for (size_t i = 0; i < stock.size(); ++i) write_building(out, city, stock[i], i + 1);
  out.end_array().end_object();
  Answer answer{out.take(), kGeoJsonType};
  answer.gzip = gzipped(answer.body);
  return answer;
}

}  // namespace

void add_building_feeds(const City& city, std::vector<Feed>& feeds) {
  feeds.push_back({"/buildings", [&city](const Asked&) { return buildings(city); }});
}

}  // namespace onescreen::demo
