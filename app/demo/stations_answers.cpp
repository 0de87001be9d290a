// Answers about the stations, help points and meal points for residents.
// GET /api/service_points  rows: {"pointId":"YZ-001","pointName":"..","pointKind":"..","street":"..","longitude":..,
//                          "latitude":.. (GCJ-02),"opens":"2026-11-20 08:30:00"|null,"closes":"..","allYear":true,
//                          "state":"open|full|short|closed","present":18,"seats":40,"visitsToday":61,"staff":2,
//                          "staffNeeded":3,"booked":0,"served":0}; null: closed today
// GET /api/service_meals   rows: {"meal":"..","from":"..","to":"..","booked":3100,"served":1204}; sums of the points
#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

const char* word_of(PointState state) {
  switch (state) {
    case PointState::open:
      return "open";
    case PointState::full:
      return "full";
    case PointState::short_of_staff:
      return "short";
    case PointState::closed:
      break;
  }
  return "closed";
}

std::string points_answer(const City& city, TimePoint now, const Page& page) {
  const auto points = city.service_points().points_at(now);
  const TimePoint midnight = start_of(day_of(now));
  return list_answer(points.size(), page, [&](JsonWriter& out, size_t i) {
    const ServicePoint& one = points[i];
    const model::LonLat at = gcj02_from_wgs84(one.at);
    out.key("pointId").text(one.id).key("pointName").text(one.name).key("pointKind").text(one.kind);
    out.key("street").text(city.ground().streets()[one.street].label);
    out.key("longitude").number(at.lon, kDecimals).key("latitude").number(at.lat, kDecimals);
    for (const auto& [key, second] : {std::pair("opens", one.opens), std::pair("closes", one.closes)}) {
      out.key(key);
      one.day_off ? out.null() : out.local_time(midnight + std::chrono::seconds(second));
    }
    out.key("allYear").boolean(one.all_year);
    out.key("state").text(word_of(one.state)).key("present").integer(one.present).key("seats").integer(one.seats);
    out.key("visitsToday").integer(one.visits_today).key("staff").integer(one.staff);
    out.key("staffNeeded")
        .integer(one.staff_needed)
        .key("booked")
        .integer(one.booked)
        .key("served")
        .integer(one.served);
  });
}

std::string meals_answer(const City& city, TimePoint now, const Page& page) {
  const auto meals = city.service_points().meals_at(now);
  const TimePoint midnight = start_of(day_of(now));
  return list_answer(meals.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("meal").text(meals[i].meal).key("from").local_time(midnight + std::chrono::seconds(meals[i].from));
    out.key("to").local_time(midnight + std::chrono::seconds(meals[i].to));
    out.key("booked").integer(meals[i].booked).key("served").integer(meals[i].served);
  });
}

}  // namespace

void add_station_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back(
      {"/api/service_points", [&city](TimePoint now, const Page& page) { return points_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/service_meals", [&city](TimePoint now, const Page& page) { return meals_answer(city, now, page); }});
}

}  // namespace onescreen::demo
