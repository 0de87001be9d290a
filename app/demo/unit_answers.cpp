// Answers of the units on the road, and of what streets hand over to each other.
// GET /api/units      rows: {"unitId":"U-017","unitName":"巡查 17","unitKind":"巡查","reportTime":"2026-11-20
// 07:52:20",
//                            "longitude":121.49,"latitude":31.26,"heading":83}; one a position of the last ten minutes,
//                            GCJ-02, several of one unit, oldest first
// GET /api/transfers  rows: {"fromStreet":"北外滩","toStreet":"嘉兴路","fromLongitude":..,"fromLatitude":..,
//                            "toLongitude":..,"toLatitude":..,"count":12}; cases handed over today, the largest first, WGS-84
#include <algorithm>

#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;
constexpr double kTransfersADay = 26;  // of the busiest pair of streets

std::string units_answer(const City& city, TimePoint now, const Page& page) {
  const std::vector<UnitPlace> places = city.units().places_at(now);
  return list_answer(places.size(), page, [&](JsonWriter& out, size_t i) {
    const UnitPlace& place = places[i];
    const model::LonLat at = gcj02_from_wgs84(place.at);
    out.key("unitId").text(place.id).key("unitName").text(place.name).key("unitKind").text(place.kind);
    out.key("reportTime").local_time(place.time).key("longitude").number(at.lon, kDecimals);
    out.key("latitude").number(at.lat, kDecimals).key("heading").number(place.heading_deg, 0);
  });
}

struct Transfer {
  size_t from = 0;
  size_t to = 0;
  int count = 0;
};

// Grows through the day; which streets hand over much is the city's own.
std::vector<Transfer> transfers_at(const City& city, TimePoint now) {
  const size_t streets = city.ground().streets().size();
  const double day_share = static_cast<double>(second_of_day(now)) / 86'400;
  Random random(city.seed(), day_of(now), Stream::transfers);
  std::vector<Transfer> transfers;
  for (size_t from = 0; from < streets; ++from) {
    for (size_t to = 0; to < streets; ++to) {
      const double share = random.uniform();
      if (from == to || share < 0.72) continue;
      const int count = static_cast<int>((share - 0.7) / 0.3 * kTransfersADay * day_share);
      if (count > 0) transfers.push_back({from, to, count});
    }
  }
  std::stable_sort(transfers.begin(), transfers.end(),
                   [](const Transfer& a, const Transfer& b) { return a.count > b.count; });
  return transfers;
}

model::LonLat middle_of(const Ring& ring) {
  model::LonLat sum;
  for (const model::LonLat corner : ring) sum = {sum.lon + corner.lon, sum.lat + corner.lat};
  const auto corners = static_cast<double>(ring.size());
  return {sum.lon / corners, sum.lat / corners};
}

std::string transfers_answer(const City& city, TimePoint now, const Page& page) {
  const std::vector<Transfer> transfers = transfers_at(city, now);
  const auto& streets = city.ground().streets();
  return list_answer(transfers.size(), page, [&](JsonWriter& out, size_t i) {
    const Street& from = streets[transfers[i].from];
    const Street& to = streets[transfers[i].to];
    const model::LonLat a = middle_of(from.ring);
    const model::LonLat b = middle_of(to.ring);
    out.key("fromStreet").text(from.label).key("toStreet").text(to.label);
    out.key("fromLongitude").number(a.lon, kDecimals).key("fromLatitude").number(a.lat, kDecimals);
    out.key("toLongitude").number(b.lon, kDecimals).key("toLatitude").number(b.lat, kDecimals);
    out.key("count").integer(transfers[i].count);
  });
}

}  // namespace

void add_unit_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back(
      {"/api/units", [&city](TimePoint now, const Page& page) { return units_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/transfers", [&city](TimePoint now, const Page& page) { return transfers_answer(city, now, page); }});
}

}  // namespace onescreen::demo
