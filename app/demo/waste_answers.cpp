// Answers about sorted waste.
// GET /api/waste/points  rows:
// {"pointId":"TF-0123","pointName":"..","streetName":"..","gridId":"BWT-03","longitude":121.49,
//                          "latitude":31.26 (GCJ-02),"fill":83,"correctRate":96.2,"state":"normal|full|late|mixed",
//                          "since":"2026-11-20 07:52:36"|null,"due":".."|null,"nextTime":"..","nextUnit":".."}
// GET /api/waste/tonnes  rows: {"kind":"..","today":12.41,"yesterdayUntilNow":11.98,"yesterday":31.07}; tonnes
// GET /api/waste/target  data: {"correctRate":95}
#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

const char* name_of(Waste::State state) {
  switch (state) {
    case Waste::State::normal:
      return "normal";
    case Waste::State::full:
      return "full";
    case Waste::State::late:
      return "late";
    case Waste::State::mixed:
      break;
  }
  return "mixed";
}

std::string points_answer(const City& city, TimePoint now, const Page& page) {
  const auto& points = city.waste().points();
  // Gauges report on the full minute.
  const TimePoint minute = std::chrono::floor<std::chrono::minutes>(now);
  return list_answer(points.size(), page, [&](JsonWriter& out, size_t i) {
    const Waste::Point& point = points[i];
    const Waste::Reading reading = city.waste().reading_of(point, minute);
    const model::LonLat at = gcj02_from_wgs84(point.at);
    const bool odd = reading.state != Waste::State::normal;
    out.key("pointId").text(point.id).key("pointName").text(point.name);
    out.key("streetName").text(city.ground().streets()[point.street].label);
    out.key("gridId").text(city.ground().cells()[point.cell].id);
    out.key("longitude").number(at.lon, kDecimals).key("latitude").number(at.lat, kDecimals);
    out.key("fill").integer(reading.fill).key("correctRate").number(reading.correct, 1);
    out.key("state").text(name_of(reading.state)).key("since");
    if (odd) {
      out.local_time(reading.since);
    } else {
      out.null();
    }
    out.key("due");
    if (odd) {
      out.local_time(reading.due);
    } else {
      out.null();
    }
    out.key("nextTime").local_time(reading.next).key("nextUnit").text(reading.who);
  });
}

std::string tonnes_answer(const City& city, TimePoint now, const Page& page) {
  const auto tonnes = city.waste().tonnes(std::chrono::floor<std::chrono::minutes>(now));
  return list_answer(tonnes.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("kind").text(tonnes[i].kind).key("today").number(tonnes[i].today, 2);
    out.key("yesterdayUntilNow").number(tonnes[i].yesterday_until_now, 2);
    out.key("yesterday").number(tonnes[i].yesterday, 2);
  });
}

}  // namespace

void add_waste_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back(
      {"/api/waste/points", [&city](TimePoint now, const Page& page) { return points_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/waste/tonnes", [&city](TimePoint now, const Page& page) { return tonnes_answer(city, now, page); }});
  endpoints.push_back({"/api/waste/target", [&city](TimePoint, const Page&) {
                         return object_answer(
                             [&](JsonWriter& out) { out.key("correctRate").number(city.waste().target(), 1); });
                       }});
}

}  // namespace onescreen::demo
