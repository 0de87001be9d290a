// What the demo city's back end answers, one endpoint at a time: body text as a pure function of (city, instant, page).
// The bodies look like those of the Java systems a district has: RuoYi lists and objects, one JeecgBoot list; local
// times without an offset; positions in GCJ-02; ids as numbers of 19 digits. Each file that builds answers begins with
// their shapes. No body carries the time of asking, so what has not changed is equal byte by byte.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "demo/city.h"
#include "demo/json_writer.h"

namespace onescreen::demo {

struct Page {
  int64_t number = 1;  // from 1
  int64_t size = 10;

  auto operator<=>(const Page&) const = default;
};

struct Endpoint {
  std::string path;  // /api/incidents
  // Called from several threads at once. The city outlives it.
  std::function<std::string(TimePoint now, const Page& page)> build;
  std::string page_param = "pageNum";
};

void add_case_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_figure_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_duty_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_unit_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_camera_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_epidemic_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_module_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_station_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_north_bund_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_festival_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_sensor_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_peak_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_waste_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_renewal_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_community_endpoints(const City& city, std::vector<Endpoint>& endpoints);
void add_civility_endpoints(const City& city, std::vector<Endpoint>& endpoints);
// The five above.
void add_scene_endpoints(const City& city, std::vector<Endpoint>& endpoints);

// Rows that a page shows. Like PageHelper's "reasonable" mode, a page past the end shows the last one and a page before
// the first shows the first; whoever pages until a page comes back empty never ends.
struct Slice {
  size_t begin = 0;
  size_t end = 0;
  int64_t number = 1;
  int64_t pages = 0;
};
Slice slice_of(size_t total, const Page& page);

// One case as a member of /api/incidents, without the braces; the shape stands in case_answers.cpp.
void write_case(JsonWriter& out, const City& city, const Case& one, TimePoint now);

// A refusal or failure in RuoYi's words: {"demo":true,"code":401,"msg":"..."}; it goes out with status 200 where the
// district's systems do so.
std::string error_answer(int code, std::string_view message);
// What such systems say to a request for `path` whose token they do not know.
std::string denied_answer(std::string_view path);

// A RuoYi list: {"demo":true,"code":200,"msg":"查询成功","total":N,"rows":[...]}. `row(JsonWriter&, index)` writes one
// object.
template <typename WriteRow>
std::string list_answer(size_t total, const Page& page, WriteRow row) {
  const Slice slice = slice_of(total, page);
  JsonWriter out;
  out.out().reserve(128 + (slice.end - slice.begin) * 256);
  out.begin_object().key("demo").boolean(true).key("code").integer(200).key("msg").text("查询成功");
  out.key("total").unsigned_integer(total).key("rows").begin_array();
  for (size_t i = slice.begin; i < slice.end; ++i) {
    out.begin_object();
    row(out, i);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

// A RuoYi object: {"demo":true,"code":200,"msg":"操作成功","data":{...}}. `fields(JsonWriter&)` writes the members of
// data.
template <typename WriteFields>
std::string object_answer(WriteFields fields) {
  JsonWriter out;
  out.begin_object().key("demo").boolean(true).key("code").integer(200).key("msg").text("操作成功");
  out.key("data").begin_object();
  fields(out);
  out.end_object().end_object();
  return out.take();
}

}  // namespace onescreen::demo
