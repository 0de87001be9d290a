// Proves how the json format finds its rows: through every element on the way, with columns of the rows around them,
// constants, and what the envelopes of the usual Java back ends say about pages and times (traps 31, 32, 33).
#include <gtest/gtest.h>

#include <algorithm>

#include "unit/data/decode_support.h"

namespace onescreen::data {
namespace {

using model::ErrorCode;
using model::Type;

constexpr char kStreets[] = R"({"code":0,"data":[
  {"name":"a","groups":[{"kind":"x","cases":[{"id":1},{"id":2}]},{"kind":"y","cases":[]}]},
  {"groups":[{"cases":[{"id":3,"kind":"own"}],"kind":"z"}],"name":"b"},
  {"name":"c","groups":[]}]})";

DecodeOptions streets() {
  DecodeOptions options;
  options.rows = "/data/*/groups/*/cases";
  options.columns = {column("id", Type::text, "/id"), column("street", Type::text, "^^/name"),
                     column("kind", Type::text, "^/kind")};
  return options;
}

TEST(JsonRows, StarsGoThroughEveryElementAndCaretsLeadBack) {
  const auto decoded = decode_as("json", kStreets, streets());
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 3u);
  const char* expected[3][3] = {{"1", "a", "x"}, {"2", "a", "x"}, {"3", "b", "z"}};
  for (size_t row = 0; row < 3; ++row) {
    for (size_t i = 0; i < 3; ++i) EXPECT_EQ(table.columns()[i].text(row), expected[row][i]) << row << ' ' << i;
  }
}

TEST(JsonRows, CellsOfAnEnclosingRowEndWithIt) {
  DecodeOptions options;
  options.rows = "/*/rows";
  options.columns = {column("id", Type::integer, "/id"), optional_column("of", Type::text, "^/of")};
  const auto decoded = decode_as("json", R"([{"of":"a","rows":[{"id":1}]},{"rows":[{"id":2}]}])", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->column("of")->text(0), "a");
  EXPECT_TRUE(decoded->table->column("of")->is_null(1)) << "the second has none, and the first one's is not its own";
}

TEST(JsonRows, StarsGoThroughMembersToo) {
  DecodeOptions options;
  options.rows = "/data/*";
  options.columns = {column("n", Type::integer, "/n")};
  const auto objects = decode_as("json", R"({"data":{"a":{"n":1},"b":{"n":2}}})", options);
  ASSERT_TRUE(objects) << objects.error().message;
  EXPECT_EQ(objects->table->row_count(), 2u);
  const auto arrays = decode_as("json", R"({"data":{"a":[{"n":1},{"n":2}],"b":[{"n":3}],"c":null}})", options);
  ASSERT_TRUE(arrays) << arrays.error().message;
  EXPECT_EQ(arrays->table->row_count(), 3u);
}

TEST(JsonRows, AnEnvelopeAroundStarsIsReadAsWell) {
  DecodeOptions options = streets();
  options.success_pointer = "/code";
  options.success_values = {"200"};
  EXPECT_FALSE(decode_as("json", kStreets, options));
  options.success_values = {"0"};
  EXPECT_TRUE(decode_as("json", kStreets, options));
}

TEST(JsonRows, NothingOnTheWayIsAQuietDayButAnotherShapeIsAnError) {
  EXPECT_TRUE(decode_as("json", R"({"data":[]})", streets()));
  EXPECT_TRUE(decode_as("json", R"({"data":[{"name":"a","groups":[{"cases":null}]}]})", streets()));
  for (const char* body : {R"({})", R"({"data":7})", R"({"data":[{"name":"a"}]})", R"({"data":[[1,2]]})", R"([])"})
    EXPECT_FALSE(decode_as("json", body, streets())) << body;
  DecodeOptions outside = streets();
  outside.columns[1].pointer = "^^^/name";
  EXPECT_FALSE(decode_as("json", kStreets, outside)) << "nothing encloses the outermost";
}

TEST(JsonRows, ABodyWithStarsCutOffAnywhereIsAnError) {
  const std::string_view whole = kStreets;
  for (size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(decode_as("json", whole.substr(0, size), streets()));
}

TEST(JsonRows, BrokenStructureIsAnErrorWhereverItIs) {
  for (const char* body :
       {R"({"data":[{"groups":[{"cases":[{"id":1,}]}]}]})", R"({"data":[{"groups" [{"cases":[]}]}]})",
        R"({"data":[{"groups":[{"cases":[{"id":1}{"id":2}]}]}]})", R"({"data":[,{}]})", R"({"data":[]]})",
        R"({"data":[{"groups":[{"cases":[{"id":1}],}]}]})", R"({,})", R"({"data":[]}})", R"({"data":[{]}})"})
    EXPECT_FALSE(decode_as("json", body, streets())) << body;
}

TEST(JsonRows, ConstantsAreReadAsTheirColumnsType) {
  DecodeOptions options;
  options.id = "id";
  options.zone = model::Zone::fixed("Asia/Shanghai", std::chrono::hours(8));
  options.columns = {column("id", Type::text, "/id"), constant_column("source", Type::text, "a \"quoted\" one"),
                     constant_column("level", Type::integer, "3"),
                     constant_column("at", Type::time, "2026-03-01 08:00:00"),
                     constant_column("odd", Type::integer, "three")};
  const auto decoded = decode_as("json", R"([{"id":1},{"id":2}])", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  for (const size_t row : {0, 1}) {
    EXPECT_EQ(decoded->table->column("source")->text(row), "a \"quoted\" one");
    EXPECT_EQ(decoded->table->column("level")->integer(row), 3);
    EXPECT_EQ(decoded->table->column("at")->time(row), *model::parse_iso8601("2026-03-01T00:00:00Z"));
    EXPECT_TRUE(decoded->table->column("odd")->is_null(row));
  }
  EXPECT_EQ(reasons_with(*decoded, "is not an integer"), 2);
}

TEST(JsonRows, WhatLiesInANullIsNullAndNotMissing) {
  DecodeOptions options;
  options.columns = {column("id", Type::text, "/id"), column("lon", Type::number, "/place/lng")};
  EXPECT_TRUE(decode_as("json", R"([{"id":1,"place":null}])", options));
  EXPECT_FALSE(decode_as("json", R"([{"id":1}])", options));
}

TEST(JsonRows, EpochTellsSecondsFromMilliseconds) {
  DecodeOptions options;
  options.time_format = "epoch";
  options.columns = {column("at", Type::time, "")};
  const auto decoded = decode_as("json", R"([1700000000,1700000000123,"1700000000",-5,0,99999999999999999])", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const auto* at = decoded->table->column("at");
  EXPECT_EQ(at->integer(0), 1700000000000);
  EXPECT_EQ(at->integer(1), 1700000000123);
  EXPECT_EQ(at->integer(2), 1700000000000);
  EXPECT_EQ(at->integer(3), -5000);
  EXPECT_EQ(at->integer(4), 0);
  EXPECT_TRUE(at->is_null(5));
}

// --- the envelopes of the usual back ends: traps 31 and 32 ---

struct Envelope {
  const char* name;
  const char* rows;
  const char* total;
  std::vector<std::string> good;
  const char* body;
};

TEST(JsonRows, JavaEnvelopesAndTheirCodes) {
  const Envelope envelopes[] = {
      {"RuoYi",
       "/rows",
       "/total",
       {"200"},
       R"({"code":200,"msg":"ok","rows":[{"id":"1640921804698550272"}],"total":9})"},
      {"Jeecg",
       "/result/records",
       "/result/total",
       {"200", "0"},
       R"({"success":true,"code":0,"message":"","result":{"records":[{"id":1640921804698550272}],"total":9,"pages":9},"timestamp":1700000000000})"},
      {"wvp",
       "/data/list",
       "/data/total",
       {"0"},
       R"({"code":0,"msg":"ok","data":{"total":9,"list":[{"id":1640921804698550272}]}})"},
      {"text codes",
       "/data",
       "/count",
       {"00000"},
       R"({"code":"00000","data":[{"id":1640921804698550272}],"count":"9"})"},
      {"text 200", "/data", "/count", {"200"}, R"({"code":"200","data":[{"id":1640921804698550272}],"count":9})"},
      {"plain", "", "", {}, R"([{"id":1640921804698550272}])"}};
  for (const auto& envelope : envelopes) {
    DecodeOptions options;
    options.rows = envelope.rows;
    options.total = envelope.total;
    options.columns = {column("id", Type::text, "/id")};
    if (!envelope.good.empty()) options.success_pointer = "/code";
    options.success_values = envelope.good;
    const auto decoded = decode_as("json", envelope.body, options);
    ASSERT_TRUE(decoded) << envelope.name << ": " << decoded.error().message;
    EXPECT_EQ(decoded->table->column("id")->text(0), "1640921804698550272") << envelope.name;
    if (*envelope.total == '\0') continue;
    EXPECT_EQ(decoded->total, 9) << envelope.name;
    EXPECT_TRUE(decoded->truncated) << envelope.name << ": nine are there and one came";
  }
}

TEST(JsonRows, RefusalsOfRealBackEndsAreDeniedWithTheirWords) {  // trap 31
  DecodeOptions options;
  options.rows = "/data";
  options.columns = {column("id", Type::text, "/id")};
  options.success_pointer = options.denied_pointer = "/code";
  options.success_values = {"0", "200"};
  options.denied_values = {"401", "-100401", "301"};
  options.message = "/msg";
  for (const char* body :
       {R"({"code":401,"msg":"\u8ba4\u8bc1\u5931\u8d25","data":null})", R"({"code":-100401,"msg":"认证失败"})",
        R"({"type":"failure","msg":"认证失败","code":"301"})"}) {
    const auto decoded = decode_as("json", body, options);
    ASSERT_FALSE(decoded) << body;
    EXPECT_EQ(decoded.error().code, ErrorCode::denied) << body;
    EXPECT_TRUE(contains(decoded.error().message, "认证失败")) << decoded.error().message;
  }
}

TEST(JsonRows, AMisplacedEnvelopePointerDoesNotQuoteTheRows) {
  DecodeOptions options;
  options.rows = "/data";
  options.columns = {column("id", Type::text, "/id")};
  options.success_pointer = "/data";
  options.success_values = {"0"};
  options.message = "/data";
  const auto decoded = decode_as("json", R"({"data":[{"id":"somebody"}]})", options);
  ASSERT_FALSE(decoded);
  EXPECT_FALSE(contains(decoded.error().message, "somebody")) << decoded.error().message;
}

TEST(JsonRows, TwentyDigitsAndRareCharactersStayWhole) {  // trap 33
  DecodeOptions options;
  options.columns = {column("id", Type::text, "/id"), column("name", Type::text, "/name")};
  const auto decoded = decode_as(
      "json", R"([{"id":31010900001320000001,"name":"𠮷𬬭〇"},{"id":"x","name":"\ud842\udfb7"}])", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->column("id")->text(0), "31010900001320000001");
  EXPECT_EQ(decoded->table->column("name")->text(0), "𠮷𬬭〇");
  EXPECT_EQ(decoded->table->column("name")->text(1), "𠮷");
}

// --- pages and times ---

TEST(JsonRows, TheNextPageIsACursorOrAnAddress) {
  DecodeOptions options;
  options.rows = "/rows";
  options.next = "/next";
  const auto next = [&](const char* value) {
    const auto decoded = decode_as("json", R"({"rows":[{}],"next":)" + std::string(value) + "}", options);
    EXPECT_TRUE(decoded) << value;
    return decoded ? decoded->next : "?";
  };
  EXPECT_EQ(next("\"abc=\""), "abc=");
  EXPECT_EQ(next("\"/items?page=2\""), "/items?page=2");
  EXPECT_EQ(next("17"), "17");
  for (const char* none : {"null", "\"\"", "false", "true", "{\"a\":1}"}) EXPECT_EQ(next(none), "") << none;
  EXPECT_EQ(decode_as("json", R"({"rows":[{}]})", options)->next, "");
  EXPECT_EQ(decode_as("json", R"({"rows":[{}],"next":true})", options)->warnings.size(), 1u);
}

TEST(JsonRows, AnAnswerAsLongAsTheCapIsTruncated) {  // trap 2, for any back end that caps
  DecodeOptions options;
  options.columns = {column("id", Type::text, "")};
  options.row_cap = 3;
  EXPECT_FALSE(decode_as("json", "[1,2]", options)->truncated);
  EXPECT_TRUE(decode_as("json", "[1,2,3]", options)->truncated);
  options.id = "id";
  EXPECT_TRUE(decode_as("json", "[1,1,null]", options)->truncated) << "the cap counts what came, not what was kept";
}

TEST(JsonRows, DataIsAsOldAsItsNewestTime) {
  DecodeOptions options;
  options.rows = "/rows";
  options.columns = {optional_column("at", Type::time, "/at")};
  options.time_format = "iso8601";
  options.data_time = "at";
  options.now = model::parse_iso8601("2026-03-01T00:00:00Z");
  const char* body = R"({"as_of":"2026-02-01T00:00:00Z","rows":[{"at":"2026-02-27T00:00:00Z"},
    {"at":"2026-02-28T00:00:00Z"},{"at":null},{"at":"2026-03-02T00:00:01Z"}]})";
  const auto decoded = decode_as("json", body, options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->as_of, model::parse_iso8601("2026-02-28T00:00:00Z"));
  EXPECT_EQ(reasons_with(*decoded, "in the future"), 1);
  options.now = model::parse_iso8601("2026-03-01T00:00:01Z");
  EXPECT_EQ(decode_as("json", body, options)->as_of, model::parse_iso8601("2026-03-02T00:00:01Z"))
      << "a day is allowed";
  options.as_of = "/as_of";
  EXPECT_EQ(decode_as("json", body, options)->as_of, model::parse_iso8601("2026-02-01T00:00:00Z"))
      << "what the envelope says outranks it";
  EXPECT_FALSE(decode_as("json", R"({"rows":[]})", options)->as_of);
}

TEST(JsonRows, PlanesAreConvertedByTheirOwnParametersEvenOnOneThread) {
  DecodeOptions options;
  options.columns = {column("lon", Type::number, "/0"), column("lat", Type::number, "/1")};
  options.lon = "lon";
  options.lat = "lat";
  options.crs = Crs::local4p;
  const auto lon = [&] {
    const auto decoded = decode_as("json", "[[1000.5,2000.5]]", options);
    EXPECT_TRUE(decoded);
    const auto* column = decoded->table->column("lon");
    return column->is_null(0) ? std::optional<double>() : column->number(0);
  };
  const LocalPlane one{.dx = 10, .dy = 20, .rotation_deg = 0, .scale = 1};
  const LocalPlane two{.dx = 5010, .dy = 20, .rotation_deg = 0, .scale = 1};
  const auto directly = [&](const LocalPlane& plane) {
    const model::LonLat at = to_wgs84(Crs::local4p, {1000.5, 2000.5}, plane);
    return is_plausible({1000.5, 2000.5}, Crs::local4p) && is_plausible(at) ? std::optional(at.lon) : std::nullopt;
  };
  for (const auto& plane : {one, two, one}) {
    options.local = plane;
    EXPECT_EQ(lon(), directly(plane));
  }
}

}  // namespace
}  // namespace onescreen::data
