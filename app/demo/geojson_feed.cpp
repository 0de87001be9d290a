// The city's cases as GeoJSON (WGS-84), with what case_fields.h tells as properties.
// GET /features/collections/incidents/items?limit&offset   one page by OGC API - Features
//   {"type":"FeatureCollection","note":"演示数据","numberMatched":512,"numberReturned":10,
//    "links":[{"rel":"self",..},{"rel":"next","type":"text/html",..},{"rel":"next","type":"application/geo+json",..}],
//    "features":[{"type":"Feature","id":"2145678901234567890","geometry":{"type":"Point",..},"properties":{..}}]}
//   limit 100 unless asked, 10,000 at most; parameters that it does not know are answered with 400, as the standard
//   has it.
// GET /seq/incidents   the same features as a GeoJSON text sequence (RFC 8142)
#include <fmt/format.h>

#include "demo/case_fields.h"
#include "demo/feed.h"

namespace onescreen::demo {

namespace {

constexpr const char* kItems = "/features/collections/incidents/items";

void write_feature(JsonWriter& out, const City& city, const Case& one, TimePoint now) {
  out.begin_object().key("type").text("Feature").key("id").text(fmt::format("{}", one.id));
  out.key("geometry").begin_object().key("type").text("Point").key("coordinates").begin_array();
  out.number(one.at.lon, 6).number(one.at.lat, 6).end_array().end_object().key("properties").begin_object();
  write_case_fields(out, city, one, now);
  out.end_object().end_object();
}

void write_link(JsonWriter& out, const char* rel, const char* type, const std::string& address) {
  out.begin_object().key("href").text(address).key("rel").text(rel).key("type").text(type).end_object();
}

Answer problem(std::string_view detail) {
  JsonWriter out;
  out.begin_object()
      .key("title")
      .text("Bad Request")
      .key("status")
      .integer(400)
      .key("detail")
      .text(detail)
      .end_object();
  return {out.take(), "application/problem+json", 400};
}

Answer items(const City& city, const Asked& asked) {
  for (const auto& [name, value] : asked.parameters) {
    if (name != "limit" && name != "offset" && name != "f") return problem("no parameter is called " + name);
  }
  const CaseView view = city.cases_at(asked.now);
  const auto limit = static_cast<size_t>(asked.number("limit", 100, 1, 10'000));
  const auto offset = std::min(view.listed.size(), static_cast<size_t>(asked.number("offset", 0, 0, 1'000'000)));
  const size_t end = std::min(view.listed.size(), offset + limit);
  const auto page = [&](size_t from, const char* form) {
    return address(kItems, {{"f", form}, {"limit", std::to_string(limit)}, {"offset", std::to_string(from)}});
  };
  JsonWriter out;
  out.begin_object().key("type").text("FeatureCollection").key("note").text(city.feed_texts().mark);
  // No timeStamp: it would be that of the asking, and nothing could be confirmed any more.
  out.key("numberMatched").unsigned_integer(view.listed.size());
  out.key("numberReturned").unsigned_integer(end - offset).key("links").begin_array();
  write_link(out, "self", kGeoJsonType, page(offset, "json"));
  if (end < view.listed.size()) {
    write_link(out, "next", "text/html", page(end, "html"));
    write_link(out, "next", kGeoJsonType, page(end, "json"));
  }
  out.end_array().key("features").begin_array();
  for (size_t i = offset; i < end; ++i) write_feature(out, city, *view.listed[i], asked.now);
  out.end_array().end_object();
  return {out.take(), kGeoJsonType};
}

Answer sequence(const City& city, const Asked& asked) {
  std::string body;
  for (const Case* one : city.cases_at(asked.now).listed) {
    JsonWriter out;
    write_feature(out, city, *one, asked.now);
    body += '\x1E';
    body += out.out();
    body += '\n';
  }
  return {std::move(body), "application/geo+json-seq"};
}

}  // namespace

void add_geojson_feeds(const City& city, std::vector<Feed>& feeds) {
  feeds.push_back({kItems, [&city](const Asked& asked) { return items(city, asked); }});
  feeds.push_back({"/seq/incidents", [&city](const Asked& asked) { return sequence(city, asked); }});
}

}  // namespace onescreen::demo
