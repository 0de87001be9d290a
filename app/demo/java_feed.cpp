// The city's cases in the other ways in which Java back ends page, ask and let in. Positions in GCJ-02. One case is
//   {"id":"2145678901234567890","caseNo":..,"title":..,"caseType":..,"icon":..,"level":2,"state":1|2 (open, closed),
//    "stage":4,"street":..,"grid":..,"address":..,"lng":"121.502345","lat":"31.250123","createTime":1795132356000 (ms),
//    "limitTime":ms|null,"overdue":false,"isNew":false}
// GET  /jeecg/incidents?pageNo&pageSize   {"success":true,"message":"演示数据","code":200,"timestamp":ms,
//                                          "result":{"records":[..],"total":..,"size":..,"current":..,"pages":..}}
// GET  /cursor/incidents?cursor&limit {"code":"00000","note":"演示数据","data":{"items":[..],"nextCursor":"c2VtYQ"}}
//                                         the cursor is opaque; null on the last page
// GET  /grouped/incidents                 {"code":0,"note":"演示数据","data":[{"street":"北外滩","cases":[..]}]}
// POST /rpc/incidents {"page":1,"size":500}   {"code":"200","msg":"演示数据","data":{"total":..,"list":[..]}}
// POST /auth/login {"user":..,"password":..}  {"code":200,"msg":..,"data":{"token":..,"expires_in":600}}
//                                         Any user with any password that is not empty: it protects nothing and says
//                                         so.
// GET  /secured/incidents?pageNum&pageSize    as /api/incidents with "Authorization: Bearer TOKEN"; without a valid one
//                                         {"code":401,..} and status 200
#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "demo/answers.h"
#include "demo/case_fields.h"
#include "demo/feed.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int64_t kLargestPage = 5'000;
constexpr int64_t kTokenSecs = 600;
constexpr uint64_t kTokenSalt = 0x0E5C'BEE5;

void write_java_case(JsonWriter& out, const City& city, const Case& one, TimePoint now) {
  const CaseCatalogue& catalogue = city.catalogue();
  const int stage = one.stage(now);
  const model::LonLat at = gcj02_from_wgs84(one.at);
  out.begin_object().key("id").text(fmt::format("{}", one.id)).key("caseNo").text(one.number);
  out.key("title").text(one.title).key("caseType").text(catalogue.kinds[one.kind].kind);
  out.key("icon").text(catalogue.kinds[one.kind].icon).key("level").integer(one.level);
  out.key("state").integer(stage == kClosed ? 2 : 1).key("stage").integer(stage);
  out.key("street").text(city.ground().streets()[one.street].label);
  out.key("grid").text(city.ground().cells()[one.cell].id).key("address").text(one.address);
  out.key("lng").text(fmt::format("{:.6f}", at.lon)).key("lat").text(fmt::format("{:.6f}", at.lat));
  out.key("createTime").integer(model::to_millis(one.reported_at())).key("limitTime");
  if (stage >= kDispatched) {
    out.integer(model::to_millis(one.deadline));
  } else {
    out.null();
  }
  out.key("overdue").boolean(stage == kClosed ? one.late() : one.overdue(now));
  out.key("isNew").boolean(one.is_new(now)).end_object();
}

Answer jeecg(const City& city, const Asked& asked) {
  const CaseView view = city.cases_at(asked.now);
  const Page page{asked.number("pageNo", 1, 1, 1'000'000), asked.number("pageSize", 10, 1, kLargestPage)};
  const Slice slice = slice_of(view.listed.size(), page);
  JsonWriter out;
  out.begin_object().key("demo").boolean(true).key("success").boolean(true);
  out.key("message").text(city.feed_texts().mark).key("code").integer(200);
  out.key("timestamp").integer(model::to_millis(newest_change(view))).key("result").begin_object();
  out.key("total").unsigned_integer(view.listed.size()).key("size").integer(page.size);
  out.key("current").integer(slice.number).key("pages").integer(slice.pages).key("records").begin_array();
  for (size_t i = slice.begin; i < slice.end; ++i) write_java_case(out, city, *view.listed[i], asked.now);
  out.end_array().end_object().end_object();
  return {out.take()};
}

// A cursor is the id of the page's last case behind a letter: its reader has nothing to read in it. What was reported
// since the first page comes before it, so nothing comes twice.
Answer cursor(const City& city, const Asked& asked) {
  const CaseView view = city.cases_at(asked.now);
  const auto limit = static_cast<size_t>(asked.number("limit", 100, 1, kLargestPage));
  const std::string given = asked.text("cursor");
  size_t begin = 0;
  if (!given.empty()) {
    uint64_t id = 0;
    const auto [end, error] = std::from_chars(given.data() + 1, given.data() + given.size(), id, 16);
    if (given.front() != 'c' || error != std::errc() || end != given.data() + given.size())
      return {error_answer(500, "the cursor is not one of ours"), kJsonType, 200, false};
    while (begin < view.listed.size() && view.listed[begin]->id >= id) ++begin;
  }
  const size_t end = std::min(view.listed.size(), begin + limit);
  JsonWriter out;
  out.begin_object().key("code").text("00000").key("note").text(city.feed_texts().mark).key("data").begin_object();
  out.key("items").begin_array();
  for (size_t i = begin; i < end; ++i) write_java_case(out, city, *view.listed[i], asked.now);
  out.end_array().key("nextCursor");
  if (end < view.listed.size() && end > begin) {
    out.text(fmt::format("c{:x}", view.listed[end - 1]->id));
  } else {
    out.null();
  }
  out.end_object().end_object();
  return {out.take()};
}

Answer grouped(const City& city, const Asked& asked) {
  const CaseView view = city.cases_at(asked.now);
  const auto& streets = city.ground().streets();
  JsonWriter out;
  out.begin_object().key("code").integer(0).key("note").text(city.feed_texts().mark).key("data").begin_array();
  for (size_t street = 0; street < streets.size(); ++street) {
    out.begin_object().key("street").text(streets[street].label).key("cases").begin_array();
    for (const Case* one : view.listed) {
      if (one->street == street) write_java_case(out, city, *one, asked.now);
    }
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return {out.take()};
}

Answer rpc(const City& city, const Asked& asked) {
  const auto body = nlohmann::json::parse(asked.body, nullptr, false);
  if (!body.is_object()) return {error_answer(500, "the body must be a JSON object"), kJsonType, 200, false};
  const auto number = [&](const char* name, int64_t fallback) {
    const auto found = body.find(name);
    return found != body.end() && found->is_number_integer() ? found->get<int64_t>() : fallback;
  };
  const CaseView view = city.cases_at(asked.now);
  const Page page{std::max<int64_t>(1, number("page", 1)), std::clamp<int64_t>(number("size", 10), 1, kLargestPage)};
  const Slice slice = slice_of(view.listed.size(), page);
  JsonWriter out;
  out.begin_object().key("code").text("200").key("msg").text(city.feed_texts().mark).key("data").begin_object();
  out.key("total").unsigned_integer(view.listed.size()).key("list").begin_array();
  for (size_t i = slice.begin; i < slice.end; ++i) write_java_case(out, city, *view.listed[i], asked.now);
  out.end_array().end_object().end_object();
  return {out.take()};
}

int64_t seconds_of(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count(); }

std::string token_until(const City& city, int64_t expiry) {
  return fmt::format("demo-{}-{:016x}", expiry, mix(city.seed() ^ kTokenSalt, static_cast<uint64_t>(expiry)));
}

// The token carries its own end, so that nothing has to be remembered.
bool is_let_in(const City& city, const Asked& asked) {
  const std::string start = "Bearer demo-";
  if (!asked.authorization.starts_with(start)) return false;
  int64_t expiry = 0;
  const char* digits = asked.authorization.data() + start.size();
  std::from_chars(digits, asked.authorization.data() + asked.authorization.size(), expiry);
  return asked.authorization == "Bearer " + token_until(city, expiry) && seconds_of(asked.now) < expiry;
}

Answer login(const City& city, const Asked& asked) {
  const auto body = nlohmann::json::parse(asked.body, nullptr, false);
  const auto text = [&](const char* name) {
    const bool there = body.is_object() && body.contains(name) && body.at(name).is_string();
    return there ? body.at(name).get<std::string>() : std::string();
  };
  if (text("user").empty() || text("password").empty())
    return {error_answer(401, city.feed_texts().login_refused), kJsonType, 200, false};
  JsonWriter out;
  out.begin_object().key("demo").boolean(true).key("code").integer(200).key("msg").text(
      city.feed_texts().login_granted);
  out.key("data").begin_object().key("token").text(token_until(city, seconds_of(asked.now) + kTokenSecs));
  out.key("expires_in").integer(kTokenSecs).end_object().end_object();
  return {out.take(), kJsonType, 200, false};
}

Answer secured(const City& city, const Asked& asked) {
  if (!is_let_in(city, asked)) return {denied_answer("/secured/incidents"), kJsonType, 200, false};
  const CaseView view = city.cases_at(asked.now);
  const Page page{asked.number("pageNum", 1, 1, 1'000'000), asked.number("pageSize", 10, 1, kLargestPage)};
  return {list_answer(view.listed.size(), page,
                      [&](JsonWriter& out, size_t i) { write_case(out, city, *view.listed[i], asked.now); })};
}

}  // namespace

void add_java_feeds(const City& city, std::vector<Feed>& feeds) {
  const auto add = [&](const char* method, const char* path, Answer (*answer)(const City&, const Asked&)) {
    feeds.push_back({path, [&city, answer](const Asked& asked) { return answer(city, asked); }, method});
  };
  add("GET", "/jeecg/incidents", jeecg);
  add("GET", "/cursor/incidents", cursor);
  add("GET", "/grouped/incidents", grouped);
  add("POST", "/rpc/incidents", rpc);
  add("POST", "/auth/login", login);
  add("GET", "/secured/incidents", secured);
}

}  // namespace onescreen::demo
