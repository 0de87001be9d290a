// The city as an Open311 GeoReport v2 server.
// GET /open311/v2/requests.json?status&service_request_id&service_code&page&page_size&extensions
//   [{"service_request_id":"2145678901234567890","status":"open","status_notes":"任务处理","service_name":"道路积水",
//     "service_code":"008","description":"...","agency_responsible":"...","service_notice":"演示数据",
//     "requested_datetime":"...+08:00","updated_datetime":"...","expected_datetime":null,"address":"...",
//     "address_id":"BWT-03","zipcode":null,"lat":31.25,"long":121.5,"media_url":null,
//     "extended_attributes":{...case_fields.h}}]          the last with extensions=true only
//   Newest first, at most 1000, as the standard cuts; page and page_size (up to 500) are Chicago's extension.
// GET /open311/v2/services.json
//   [{"service_code":"008","service_name":"道路积水","description":"演示数据","metadata":false,"type":"batch",
//     "keywords":"water","group":"water"}]
#include <fmt/format.h>

#include <algorithm>

#include "demo/case_fields.h"
#include "demo/feed.h"

namespace onescreen::demo {

namespace {

constexpr int64_t kStandardRows = 1000;
constexpr int64_t kLargestPage = 500;

std::string service_code(size_t kind) { return fmt::format("{:03}", kind + 1); }

// "a,b" holds "b"; an empty list holds everything, as an empty parameter is an absent one.
bool list_holds(const std::string& list, const std::string& item) {
  return list.empty() || ("," + list + ",").find("," + item + ",") != std::string::npos;
}

void write_request(JsonWriter& out, const City& city, const Case& one, TimePoint now, bool extended) {
  const CaseCatalogue& catalogue = city.catalogue();
  const int stage = one.stage(now);
  out.begin_object().key("service_request_id").text(fmt::format("{}", one.id));
  out.key("status").text(stage == kClosed ? "closed" : "open");
  out.key("status_notes").text(catalogue.stages[static_cast<size_t>(stage - 1)]);
  out.key("service_name").text(catalogue.kinds[one.kind].kind).key("service_code").text(service_code(one.kind));
  out.key("description").text(one.title).key("agency_responsible").text(one.unit);
  out.key("service_notice").text(city.feed_texts().mark);
  out.key("requested_datetime").text(offset_text(one.reported_at()));
  out.key("updated_datetime").text(offset_text(changed_at(one, now))).key("expected_datetime");
  if (stage >= kDispatched) {
    out.text(offset_text(one.deadline));
  } else {
    out.null();
  }
  out.key("address").text(one.address).key("address_id").text(city.ground().cells()[one.cell].id);
  out.key("zipcode").null().key("lat").number(one.at.lat, 6).key("long").number(one.at.lon, 6).key("media_url").null();
  if (extended) {
    out.key("extended_attributes").begin_object();
    write_case_fields(out, city, one, now);
    out.end_object();
  }
  out.end_object();
}

Answer requests(const City& city, const Asked& asked) {
  const CaseView view = city.cases_at(asked.now);
  std::vector<const Case*> chosen;
  for (const Case* one : view.listed) {
    const std::string ids = asked.text("service_request_id");
    const bool wanted = ids.empty() ? list_holds(asked.text("status"), one->open(asked.now) ? "open" : "closed") &&
                                          list_holds(asked.text("service_code"), service_code(one->kind))
                                    : list_holds(ids, fmt::format("{}", one->id));
    if (wanted) chosen.push_back(one);
  }
  const bool paged = !asked.text("page").empty() || !asked.text("page_size").empty();
  const int64_t size = paged ? asked.number("page_size", 50, 1, kLargestPage) : kStandardRows;
  const auto first = static_cast<size_t>((asked.number("page", 1, 1, 1'000'000) - 1) * size);
  const size_t end = std::min(chosen.size(), first + static_cast<size_t>(size));
  JsonWriter out;
  out.begin_array();
  for (size_t i = first; i < end; ++i)
    write_request(out, city, *chosen[i], asked.now, asked.text("extensions") == "true");
  out.end_array();
  return {out.take()};
}

Answer services(const City& city) {
  JsonWriter out;
  out.begin_array();
  const auto& kinds = city.catalogue().kinds;
  for (size_t i = 0; i < kinds.size(); ++i) {
    out.begin_object().key("service_code").text(service_code(i)).key("service_name").text(kinds[i].kind);
    out.key("description").text(city.feed_texts().mark).key("metadata").boolean(false).key("type").text("batch");
    out.key("keywords").text(kinds[i].icon).key("group").text(kinds[i].icon).end_object();
  }
  out.end_array();
  return {out.take()};
}

}  // namespace

void add_open311_feeds(const City& city, std::vector<Feed>& feeds) {
  feeds.push_back({"/open311/v2/requests.json", [&city](const Asked& asked) { return requests(city, asked); }});
  feeds.push_back({"/open311/v2/services.json", [&city](const Asked&) { return services(city); }});
}

}  // namespace onescreen::demo
