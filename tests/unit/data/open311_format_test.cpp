// Proves what the open311 format promises: GeoReport v2 as servers really send it, its errors under HTTP 200, and no
// silent loss. Numbers of traps are those of the domain reference.
#include <gtest/gtest.h>

#include "data/format.h"

namespace onescreen::data {
namespace {

using model::ErrorCode;
using model::Type;

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = {}) {
  return find_format("open311")->decode("requests", bytes, options);
}

int64_t reasons_with(const Decoded& decoded, std::string_view part) {
  int64_t count = 0;
  for (const auto& [reason, times] : decoded.drop_reasons) count += reason.find(part) != std::string::npos ? times : 0;
  return count;
}

constexpr char kRequests[] = R"([
 {"service_request_id":638344,"status":"closed","status_notes":"","service_name":"路面破损","service_code":"006","description":null,
  "requested_datetime":"2026-03-01T06:37:38-08:00","updated_datetime":"2026-03-02T08:00:00Z","expected_datetime":null,
  "address":"四川北路 1688 号","address_id":545483,"zipcode":"200080","lat":31.2646,"long":121.4851,"media_url":null},
 {"service_request_id":"26-00A","status":"open","service_name":"路灯","service_code":13,"lat":"31.25","long":"121.49",
  "requested_datetime":"2026-03-01T08:00:00+08:00","updated_datetime":"2026-03-01T08:00:00+08:00"}])";

TEST(Open311, ReadsRequestsWithNumericAndTextIdsAlike) {  // trap 1
  const auto decoded = decode(kRequests);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 2u);
  EXPECT_EQ(table.column("id")->text(0), "638344");
  EXPECT_EQ(table.column("id")->text(1), "26-00A");
  EXPECT_EQ(table.column("service_code")->text(0), "006");
  EXPECT_EQ(table.column("service_code")->text(1), "13");
  EXPECT_EQ(table.column("address_id")->text(0), "545483");
  EXPECT_TRUE(table.column("status_notes")->is_null(0)) << "empty text is null";
  EXPECT_TRUE(table.column("description")->is_null(0));
  EXPECT_EQ(table.column("lon")->number(0), 121.4851);
  EXPECT_EQ(table.column("lat")->number(1), 31.25);
  EXPECT_EQ(model::to_iso8601(table.column("requested_datetime")->time(0)), "2026-03-01T14:37:38.000Z");
  EXPECT_EQ(model::to_iso8601(table.column("requested_datetime")->time(1)), "2026-03-01T00:00:00.000Z");
  EXPECT_FALSE(decoded->as_of) << "a city where nothing changes is calm, not out of date";
  EXPECT_FALSE(decoded->truncated);
  EXPECT_TRUE(decoded->drop_reasons.empty());
  EXPECT_EQ(schema_of({.name = "requests", .format = "open311"}), table.schema());
}

TEST(Open311, LeadingZerosAreReadAsTextWithAWarning) {  // trap 1: the standard's own example
  const auto decoded = decode(
      R"([{"service_request_id":"1","service_code":006,"zipcode":-012.5e1,"description":"at 007, \"008\"","status":"open"}])");
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->column("service_code")->text(0), "006");
  EXPECT_EQ(decoded->table->column("zipcode")->text(0), "-012.5e1");
  EXPECT_EQ(decoded->table->column("description")->text(0), "at 007, \"008\"");
  EXPECT_EQ(decoded->warnings.size(), 1u);
  const auto valid = decode(R"([{"service_request_id":100,"lat":0.5,"long":-10.05,"status":"open"}])");
  ASSERT_TRUE(valid);
  EXPECT_TRUE(valid->warnings.empty());
  EXPECT_EQ(valid->table->column("lon")->number(0), -10.05);
}

TEST(Open311, RowsWithoutAnIdAreDroppedAndCounted) {  // trap 4
  const auto decoded = decode(R"([{"service_request_id":"1","status":"open"},{"status":"open","service_code":"x"},
    {"service_request_id":null,"status":"open"},{"service_request_id":"","service_code":"x","service_name":"y"}])");
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->row_count(), 1u);
  EXPECT_EQ(decoded->dropped_rows, 3);
  EXPECT_EQ(decoded->rows_in_answer, 4);
  EXPECT_EQ(reasons_with(*decoded, "without their id"), 3);
}

TEST(Open311, PositionsInAllTheirSpellings) {
  const auto decoded =
      decode(R"([{"service_request_id":"1","lat":"","long":""},{"service_request_id":"2","lat":null,"long":null},
    {"service_request_id":"3","lat":0,"long":0},{"service_request_id":"4","lat":"0.0","long":"0"},{"service_request_id":"5"},
    {"service_request_id":"6","lat":" 31.2 ","long":121.5},{"service_request_id":"7","lat":"31.2","long":""}])");
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->table->row_count(), 7u);
  for (const size_t row : {0, 1, 2, 3, 4, 6}) {
    EXPECT_TRUE(decoded->table->column("lon")->is_null(row)) << row;
    EXPECT_TRUE(decoded->table->column("lat")->is_null(row)) << row;
  }
  EXPECT_EQ(decoded->table->column("lat")->number(5), 31.2);
  EXPECT_EQ(reasons_with(*decoded, "0/0"), 2);
}

TEST(Open311, TimesWithoutOffsetAreNoInstants) {
  DecodeOptions options;
  options.zone = model::Zone::fixed("Asia/Shanghai", std::chrono::hours(8));
  const auto decoded =
      decode(R"([{"service_request_id":"1","requested_datetime":"2026-03-01T06:37:38","updated_datetime":"yesterday"},
    {"service_request_id":"2","requested_datetime":1772318258,"updated_datetime":"2026-03-01T06:37:38Z"}])",
             options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_TRUE(decoded->table->column("requested_datetime")->is_null(0));
  EXPECT_TRUE(decoded->table->column("updated_datetime")->is_null(0));
  EXPECT_TRUE(decoded->table->column("requested_datetime")->is_null(1));
  EXPECT_EQ(reasons_with(*decoded, "no offset"), 1);
  EXPECT_EQ(reasons_with(*decoded, "not an ISO 8601 time"), 2);
}

TEST(Open311, AnAnswerAsLongAsTheCapIsTruncated) {  // trap 2
  const auto answer = [](int rows) {
    std::string bytes = "[";
    for (int i = 0; i < rows; ++i)
      bytes += (i == 0 ? "" : ",") + std::string(R"({"service_request_id":)") + std::to_string(i + 1) +
               R"(,"status":"open"})";
    return bytes + "]";
  };
  const auto full = decode(answer(1000));
  ASSERT_TRUE(full) << full.error().message;
  EXPECT_TRUE(full->truncated);
  EXPECT_EQ(full->table->row_count(), 1000u);
  EXPECT_FALSE(decode(answer(999))->truncated);
  DecodeOptions options;
  options.row_cap = 50;
  EXPECT_TRUE(decode(answer(50), options)->truncated);
  EXPECT_FALSE(decode(answer(49), options)->truncated);
}

TEST(Open311, AClosedRequestReplacesItsOpenSelf) {  // traps 2 and 3: the closing comes by updated_after or by id
  const auto decoded = decode(
      R"([{"service_request_id":7,"status":"open","updated_datetime":"2026-03-01T00:00:00Z"},
          {"service_request_id":"7","status":"closed","status_notes":"duplicate","updated_datetime":"2026-03-02T00:00:00Z"}])");
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->table->row_count(), 1u) << "7 and \"7\" are one request";
  EXPECT_EQ(decoded->table->column("status")->text(0), "closed");
  EXPECT_EQ(decoded->table->column("status_notes")->text(0), "duplicate");
}

TEST(Open311, AnEmptyArrayIsACalmDay) {
  const auto decoded = decode("[]");
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->row_count(), 0u);
  EXPECT_FALSE(decoded->truncated);
  EXPECT_FALSE(decoded->as_of);
}

TEST(Open311, ErrorsUnderHttp200AreErrors) {  // trap 31
  const auto refused = decode(R"([{"code":403,"description":"Invalid api_key received -- can't proceed"}])");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::denied);
  EXPECT_NE(refused.error().message.find("Invalid api_key"), std::string::npos);
  const auto bad =
      decode(R"([{"code":"400","description":"bad date"},{"code":404,"description":"no such jurisdiction"}])");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::format);
  EXPECT_NE(bad.error().message.find("400: \"bad date\"; 404: \"no such jurisdiction\""), std::string::npos);
  const auto error_text = find_format("open311")->error_text;
  EXPECT_EQ(error_text(R"([{"code":404,"description":"unknown id"}])"), "404: \"unknown id\"");
  for (const char* body : {"", "<html>502</html>", "[]", "{", "[{\"service_request_id\":1}]"})
    EXPECT_EQ(error_text(body), "") << body;
}

TEST(Open311, ReadsServices) {
  const auto decoded =
      decode(R"([{"service_code":001,"service_name":"Cans left out 24x7","description":"Garbage","metadata":true,
    "type":"realtime","keywords":"lorem, ipsum","group":"sanitation"},{"service_code":"002","metadata":false,"type":"batch","keywords":"","group":null}])");
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 2u);
  EXPECT_EQ(table.column("id")->text(0), "001");
  EXPECT_EQ(table.column("service_code")->text(0), "001");
  EXPECT_TRUE(table.column("metadata")->boolean(0));
  EXPECT_FALSE(table.column("metadata")->boolean(1));
  EXPECT_EQ(table.column("type")->text(1), "batch");
  EXPECT_TRUE(table.column("keywords")->is_null(1));
  EXPECT_EQ(table.column("service_group")->text(0), "sanitation");
  EXPECT_TRUE(table.column("status")->is_null(0));
}

TEST(Open311, KeepsLongDescriptionsAndRareCharacters) {  // trap 33
  std::string description;
  for (int i = 0; i < 2000; ++i) description += i % 100 == 99 ? "𠮷\\n" : "虹口";
  std::string expected = description;
  for (size_t at = expected.find("\\n"); at != std::string::npos; at = expected.find("\\n", at))
    expected.replace(at, 2, "\n");
  const auto decoded = decode(R"([{"service_request_id":"1","description":")" + description + "\"}]");
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->column("description")->text(0), expected);
}

TEST(Open311, DeclaredColumnsJoinOrReplaceThePresetOnes) {
  DecodeOptions options;
  ColumnMapping ward;
  ward.spec = {"ward", Type::integer};
  ward.pointer = "/extended_attributes/ward";
  ColumnMapping status;
  status.spec = {"status", Type::text};
  status.names = {{"open", "handling"}, {"closed", "done"}};  // no pointer: still the preset's
  ColumnMapping address;
  address.spec = {"address", Type::text};
  address.pointer = "/address_string";
  address.optional = true;
  options.columns = {ward, status, address};
  const auto decoded = decode(
      R"([{"service_request_id":"1","status":"open","address":"no","address_string":"yes","extended_attributes":{"ward":12}}])",
      options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->column("ward")->integer(0), 12);
  EXPECT_EQ(decoded->table->column("status")->text(0), "handling");
  EXPECT_EQ(decoded->table->column("address")->text(0), "yes");
  EXPECT_EQ(decoded->table->schema(), schema_of({.name = "r", .format = "open311", .decode = options}));
  const auto absent = decode(R"([{"service_request_id":"1","status":"open"}])", options);
  EXPECT_FALSE(absent) << "a declared column that no row has is an error, as for json";
}

TEST(Open311, ConvertsPositionsOnce) {
  DecodeOptions options;
  options.crs = Crs::gcj02;
  const auto decoded =
      decode(R"([{"service_request_id":"1","lat":31.262581080956416,"long":121.50951571156817}])", options);
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(decoded->table->column("lon")->number(0), 121.5051, 1e-9);
  options.lon = "x";
  options.lat = "y";
  for (const auto& [name, pointer] : {std::pair("x", "/long"), std::pair("y", "/lat")}) {
    ColumnMapping column;
    column.spec = {name, Type::number};
    column.pointer = pointer;
    options.columns.push_back(column);
  }
  const auto own =
      decode(R"([{"service_request_id":"1","lat":31.262581080956416,"long":121.50951571156817}])", options);
  ASSERT_TRUE(own) << own.error().message;
  EXPECT_NEAR(own->table->column("x")->number(0), 121.5051, 1e-9);
  EXPECT_EQ(own->table->column("lon"), nullptr) << "unconverted positions must not stand beside them";
}

TEST(Open311, WhatIsNoGeoReportIsNamed) {
  for (const char* bytes :
       {R"({"code":200,"rows":[]})", R"([{"a":1}])", R"([1,2])", "<html>", "", "[{\"service_request_id\":1}"})
    EXPECT_FALSE(decode(bytes)) << bytes;
  const std::string whole = kRequests;
  for (size_t size = 0; size < whole.size(); size += 7)
    EXPECT_FALSE(decode(std::string_view(whole).substr(0, size))) << size;
}

}  // namespace
}  // namespace onescreen::data
