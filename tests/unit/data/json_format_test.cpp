// Proves what the json format promises: ids to the last digit, times, positions, envelopes, and a clear sentence for
// every bad answer.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "unit/data/decode_support.h"

namespace onescreen::data {
namespace {

using model::ErrorCode;
using model::Type;

// A district's usual back end: Java envelope, snowflake ids, local times, coordinates as text.
DecodeOptions java() {
  DecodeOptions options;
  options.rows = "/rows";
  options.columns = {column("id", Type::text, "/id"),          column("title", Type::text, "/title"),
                     column("level", Type::integer, "/level"), column("at", Type::time, "/createTime"),
                     column("lon", Type::number, "/lng"),      column("lat", Type::number, "/lat")};
  options.id = "id";
  options.success_pointer = "/code";
  options.success_values = {"200"};
  options.denied_pointer = "/code";
  options.denied_values = {"401", "403"};
  options.message = "/msg";
  options.total = "/total";
  options.zone = model::Zone::fixed("Asia/Shanghai", std::chrono::hours(8));
  options.lon = "lon";
  options.lat = "lat";
  return options;
}

constexpr char kTwoRows[] = R"({"code":200,"msg":"查询成功","rows":[
  {"id":1640921804698550272,"title":"共享单车乱停放","level":2,"createTime":"2026-03-01 08:00:00","lng":"121.5051","lat":"31.2646"},
  {"id":"1640921804698550273","title":"井盖缺失 \"急\"","level":"3","createTime":"2026-03-01 08:00:01","lng":121.48,"lat":31.25}],"total":2})";

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = java()) {
  return find_format("json")->decode("incidents", bytes, options);
}

TEST(JsonFormat, ReadsTheUsualEnvelope) {
  const auto decoded = decode(kTwoRows);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  EXPECT_EQ(table.name(), "incidents");
  ASSERT_EQ(table.row_count(), 2u);
  EXPECT_EQ(table.column("id")->text(0), "1640921804698550272");
  EXPECT_EQ(table.column("id")->text(1), "1640921804698550273");
  EXPECT_EQ(table.column("title")->text(1), "井盖缺失 \"急\"");
  EXPECT_EQ(table.column("level")->integer(1), 3);
  EXPECT_EQ(table.column("at")->time(0), *model::parse_iso8601("2026-03-01T00:00:00Z"));
  EXPECT_EQ(table.column("at")->time(1), *model::parse_iso8601("2026-03-01T00:00:01Z"));
  EXPECT_EQ(table.column("lon")->number(0), 121.5051);
  EXPECT_EQ(decoded->total, 2);
  EXPECT_FALSE(decoded->truncated);
  EXPECT_TRUE(decoded->drop_reasons.empty());
}

TEST(JsonFormat, IdsSurviveToTheLastDigit) {
  DecodeOptions options;
  options.columns = {column("id", Type::text, "")};
  const auto decoded =
      decode("[1640921804698550272, 31010900001320000001, 9007199254740993, 1.10, true, \"007\"]", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const auto* id = decoded->table->column("id");
  const char* expected[] = {"1640921804698550272", "31010900001320000001", "9007199254740993", "1.10", "true", "007"};
  for (size_t i = 0; i < 6; ++i) EXPECT_EQ(id->text(i), expected[i]);
}

TEST(JsonFormat, ConvertsGcj02) {
  DecodeOptions options = java();
  options.crs = Crs::gcj02;
  const auto decoded = decode(
      R"({"code":"200","rows":[{"id":1,"title":"","level":1,"createTime":null,"lng":121.50951571156817,"lat":"31.262581080956416"}]})",
      options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_NEAR(decoded->table->column("lon")->number(0), 121.5051, 1e-9);
  EXPECT_NEAR(decoded->table->column("lat")->number(0), 31.2646, 1e-9);
}

TEST(JsonFormat, WhatIsNotJsonIsNamed) {
  struct Case {
    std::string_view bytes, part;
  };
  for (const auto& [bytes, part] :
       {Case{"", "empty"}, Case{" \r\n", "empty"}, Case{"<!DOCTYPE html><html>登录</html>", "login page"},
        Case{"\n <html>", "login page"}, Case{"Service Unavailable", "not JSON"}, Case{"42", "not JSON"},
        Case{R"({"code":200,"rows":[1,}})", "not valid JSON"}, Case{R"({"rows" 1})", "JSON"},
        Case{R"({"code":200,"rows":[]}x)", "follows"}, Case{"{\"rows\":[\"\xC3\x28\"]}", "UTF-8"}}) {
    const auto decoded = decode(bytes);
    ASSERT_FALSE(decoded) << bytes;
    EXPECT_EQ(decoded.error().code, ErrorCode::format) << bytes;
    EXPECT_TRUE(contains(decoded.error().message, part)) << bytes << ": " << decoded.error().message;
  }
}

TEST(JsonFormat, ABodyCutOffAnywhereIsAnError) {
  const std::string_view whole = kTwoRows;
  for (size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(decode(whole.substr(0, size))) << size;
  EXPECT_TRUE(contains(decode(whole.substr(0, 60)).error().message, "cut off"));
}

TEST(JsonFormat, NulBytesAreNoEnd) {
  std::string bytes = kTwoRows;
  bytes[20] = '\0';
  EXPECT_FALSE(decode(bytes));
  EXPECT_FALSE(decode(std::string(100, '\0')));
}

TEST(JsonFormat, ByteOrderMarkIsSkipped) { EXPECT_TRUE(decode("\xEF\xBB\xBF" + std::string(kTwoRows))); }

TEST(JsonFormat, DeepNestingIsSafe) {
  const std::string deep(100'000, '[');
  EXPECT_FALSE(decode(deep));
  EXPECT_FALSE(decode(R"({"code":200,"rows":)" + deep + std::string(100'000, ']') + "}"));
  EXPECT_FALSE(decode(R"({"code":200,"x":)" + deep + "}"));
}

TEST(JsonFormat, RefusalWithHttp200IsDenied) {
  for (const char* body : {R"({"code":401,"msg":"认证失败，无法访问系统资源"})",
                           R"({"msg":"认证失败，无法访问系统资源","code":"401","rows":null})"}) {
    const auto decoded = decode(body);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, ErrorCode::denied);
    EXPECT_TRUE(contains(decoded.error().message, "认证失败")) << decoded.error().message;
  }
}

TEST(JsonFormat, FailureQuotesTheBackEnd) {
  const auto decoded = decode(R"({"code":500,"msg":"系统繁忙","rows":[]})");
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, ErrorCode::format);
  EXPECT_TRUE(contains(decoded.error().message, "500: \"系统繁忙\"")) << decoded.error().message;
  EXPECT_TRUE(contains(decode(R"({"rows":[]})").error().message, "\"/code\""));
}

TEST(JsonFormat, MissingRowsAndMissingColumnsAreNamed) {
  EXPECT_TRUE(contains(decode(R"({"code":200,"data":[]})").error().message, "\"/rows\""));
  EXPECT_TRUE(contains(decode(R"({"code":200,"rows":null})").error().message, "\"/rows\""));
  const auto renamed = decode(
      R"({"code":200,"rows":[{"id":1,"title":"x","grade":2,"createTime":"2026-03-01 08:00:00","lng":1,"lat":1}]})");
  ASSERT_FALSE(renamed);
  EXPECT_TRUE(contains(renamed.error().message, "\"/level\"")) << renamed.error().message;
  EXPECT_TRUE(decode(R"({"code":200,"rows":[]})")) << "no rows at all is a quiet day, not a change of format";

  DecodeOptions options = java();
  options.columns[2].optional = true;
  EXPECT_TRUE(decode(R"({"code":200,"rows":[{"id":1,"title":"x","createTime":null,"lng":1,"lat":1}]})", options));
}

TEST(JsonFormat, WrongTypesAreNullAndCounted) {
  const auto decoded = decode(R"({"code":200,"rows":[
    {"id":1,"title":{"a":1},"level":"high","createTime":"yesterday","lng":"x","lat":31},
    {"id":2,"title":"ok","level":2.5,"createTime":1700000000,"lng":NaN,"lat":31},
    {"id":3,"title":null,"level":99999999999999999999,"createTime":"","lng":"","lat":""},
    {"id":4,"title":false,"level":true,"createTime":"2026-02-30 00:00:00","lng":1e400,"lat":31}]})");
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 4u);
  EXPECT_TRUE(table.column("title")->is_null(0));
  EXPECT_TRUE(table.column("title")->is_null(2));
  EXPECT_EQ(table.column("title")->text(3), "false");
  for (size_t row = 0; row < 4; ++row) {
    EXPECT_TRUE(table.column("level")->is_null(row)) << row;
    EXPECT_TRUE(table.column("at")->is_null(row)) << row;
    EXPECT_TRUE(table.column("lon")->is_null(row)) << row;
    EXPECT_TRUE(table.column("lat")->is_null(row)) << row;
  }
  EXPECT_EQ(reasons_with(*decoded, "is not an integer"), 4);
  EXPECT_EQ(reasons_with(*decoded, "is not a time"), 3);
  EXPECT_EQ(reasons_with(*decoded, "is an object"), 1);
  EXPECT_EQ(decoded->dropped_rows, 0);
}

TEST(JsonFormat, UnknownPositionsAreNullAndTheRowStays) {
  const auto decoded = decode(R"({"code":200,"rows":[
    {"id":1,"title":"a","level":1,"createTime":null,"lng":0,"lat":0},
    {"id":2,"title":"a","level":1,"createTime":null,"lng":"0.0","lat":"0"},
    {"id":3,"title":"a","level":1,"createTime":null,"lng":31.2,"lat":121.5},
    {"id":4,"title":"a","level":1,"createTime":null,"lng":121.5},
    {"id":5,"title":"a","level":1,"createTime":null,"lng":0,"lat":31.2}]})");
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->table->row_count(), 5u);
  for (size_t row = 0; row < 4; ++row) {
    EXPECT_TRUE(decoded->table->column("lon")->is_null(row)) << row;
    EXPECT_TRUE(decoded->table->column("lat")->is_null(row)) << row;
  }
  EXPECT_EQ(decoded->table->column("lon")->number(4), 0) << "the meridian of Greenwich exists";
  EXPECT_EQ(reasons_with(*decoded, "0/0"), 2);
  EXPECT_EQ(reasons_with(*decoded, "out of range"), 1);
  EXPECT_EQ(reasons_with(*decoded, "no other half"), 1);
}

TEST(JsonFormat, RowsWithoutIdAreDroppedAndOfEqualOnesTheLastStays) {
  const auto decoded = decode(R"({"code":200,"rows":[
    {"id":7,"title":"old","level":1,"createTime":null,"lng":null,"lat":null},
    {"title":"no id","level":1,"createTime":null,"lng":null,"lat":null},
    {"id":null,"title":"no id","level":1,"createTime":null,"lng":null,"lat":null},
    {"id":"7","title":"new","level":1,"createTime":null,"lng":null,"lat":null}],"total":9})");
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->table->row_count(), 1u);
  EXPECT_EQ(decoded->table->column("title")->text(0), "new");
  EXPECT_EQ(decoded->dropped_rows, 3);
  EXPECT_EQ(reasons_with(*decoded, "without their id"), 2);
  EXPECT_EQ(reasons_with(*decoded, "later row"), 1);
  EXPECT_TRUE(decoded->truncated) << "nine rows are said to be there and four came";
  EXPECT_EQ(decoded->rows_in_answer, 4);
}

TEST(JsonFormat, RequiredColumnsNamesAndTimeFormats) {
  DecodeOptions options;
  options.rows = "/data/list";
  options.as_of = "/timestamp";
  options.time_format = "epoch_ms";
  options.columns = {column("kind", Type::text, "/type"), column("at", Type::time, "/t"),
                     column("day", Type::time, "/d"), column("on", Type::boolean, "/on")};
  options.columns[0].names = {{"1", "urgent"}, {"2", "plain"}};
  options.columns[1].required = true;
  options.columns[2].time_format = "iso8601";
  const auto decoded = decode(R"({"timestamp":1700000000123,"data":{"list":[
    {"type":1,"t":1700000000000,"d":"2026-11-20T07:52:36Z","on":1},
    {"type":"2","t":"1700000000000","d":"2026-11-20T07:52:36","on":"false"},
    {"type":3,"t":1700000000000,"d":"2026-11-20","on":true},
    {"type":1,"d":"2026-11-20","on":true}]}})",
                              options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 3u);
  EXPECT_EQ(table.column("kind")->text(0), "urgent");
  EXPECT_EQ(table.column("kind")->text(1), "plain");
  EXPECT_EQ(table.column("kind")->text(2), "3");
  EXPECT_EQ(reasons_with(*decoded, "names"), 1);
  EXPECT_EQ(table.column("at")->integer(1), 1700000000000);
  EXPECT_EQ(table.column("day")->time(0), table.column("day")->time(1));
  EXPECT_TRUE(table.column("on")->boolean(0));
  EXPECT_FALSE(table.column("on")->boolean(1));
  EXPECT_EQ(decoded->as_of, model::from_millis(1700000000123));
  EXPECT_EQ(reasons_with(*decoded, "required"), 1);
}

TEST(JsonFormat, ASingleObjectIsTheOnlyRowAndKeysMayBeAnywhere) {
  DecodeOptions options;
  options.rows = "/data";
  options.total = "/data/total";
  options.columns = {column("today", Type::integer, "/counts/0/today"), column("a/b", Type::integer, "/a~1b"),
                     column("zh", Type::text, "/名"), column("all", Type::text, "/counts")};
  const auto decoded =
      decode(R"({"data":{"total":1,"counts":[{"today":0}],"a\/b":5,"\u540d":"x\u0001\ud83d\ude00"}})", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->table->row_count(), 1u);
  EXPECT_FALSE(decoded->table->column("today")->is_null(0));
  EXPECT_EQ(decoded->table->column("today")->integer(0), 0);
  EXPECT_EQ(decoded->table->column("a/b")->integer(0), 5);
  EXPECT_EQ(decoded->table->column("zh")->text(0), "x\x01😀");
  EXPECT_TRUE(decoded->table->column("all")->is_null(0));
  EXPECT_EQ(decoded->total, 1);
}

TEST(JsonFormat, RowsWithKeysInAnyOrderAndTwice) {
  DecodeOptions options;
  options.columns = {column("a", Type::integer, "/a"), column("b", Type::integer, "/b")};
  const auto decoded =
      decode(R"([{"a":1,"b":2},{"b":4,"a":3},{"x":0,"b":6,"aa":9,"a":5},{"a":7,"a":8,"b":9}])", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  for (const size_t row : {0, 1, 2}) {
    EXPECT_EQ(decoded->table->column("a")->integer(row), static_cast<int64_t>(2 * row + 1));
    EXPECT_EQ(decoded->table->column("b")->integer(row), static_cast<int64_t>(2 * row + 2));
  }
  EXPECT_EQ(decoded->table->column("a")->integer(3), 8);
}

TEST(JsonFormat, NumbersAreReadToTheLastBit) {
  DecodeOptions options;
  options.columns = {column("v", Type::number, "")};
  const char* numbers[] = {"0",
                           "-0",
                           "0.1",
                           "121.5051",
                           "31.262581080956416",
                           "121.50951571156817",
                           "-3.25",
                           "1e-7",
                           "1.7976931348623157e308",
                           "5e-324",
                           "123456789012345",
                           "1234567890123456789",
                           "0.000001",
                           "999999.9999999",
                           "+1.5",
                           " 2.5 "};
  for (const char* number : numbers) {
    const auto decoded = decode(fmt::format("[\"{}\"]", number), options);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->table->column("v")->as_number(0), std::strtod(number, nullptr)) << number;
  }
  for (const char* text : {"1.", ".5", "1.2.3", "-", "1-", "0x10", "nan", "inf", "1e999", "--1", "1 2"}) {
    const auto decoded = decode(fmt::format("[\"{}\"]", text), options);
    ASSERT_TRUE(decoded);
    if (decoded->table->column("v")->is_null(0)) continue;
    EXPECT_EQ(decoded->table->column("v")->number(0), std::strtod(text, nullptr)) << text;  // "1." and ".5" may be read
    EXPECT_TRUE(std::string_view(text) == "1." || std::string_view(text) == ".5") << text;
  }
}

TEST(JsonFormat, TimesOnDaysOfAClockChangeAreNotCountedFromMidnight) {
  DecodeOptions options;
  options.columns = {column("at", Type::time, "")};
  options.zone = model::Zone("Test", {{model::from_millis(0), std::chrono::hours(1)},
                                      {*model::parse_iso8601("2026-03-29T01:00:00Z"), std::chrono::hours(2)}});
  const auto decoded =
      decode(R"(["2026-03-28 12:00:00","2026-03-28 13:00:00","2026-03-29 00:30:00","2026-03-29 12:00:00"])", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->column("at")->time(1), *model::parse_iso8601("2026-03-28T12:00:00Z"));
  EXPECT_EQ(decoded->table->column("at")->time(2), *model::parse_iso8601("2026-03-28T23:30:00Z"));
  EXPECT_EQ(decoded->table->column("at")->time(3), *model::parse_iso8601("2026-03-29T10:00:00Z"));
}

}  // namespace
}  // namespace onescreen::data
