// Proves what the gb28181 format promises: 20-digit ids to the last digit, states, unknown positions, failures under
// HTTP 200. Numbers of traps are those of the domain reference.
#include <gtest/gtest.h>

#include "data/format.h"

namespace onescreen::data {
namespace {

using model::ErrorCode;
using model::Type;

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = {}) {
  return find_format("gb28181")->decode("cameras", bytes, options);
}

int64_t reasons_with(const Decoded& decoded, std::string_view part) {
  int64_t count = 0;
  for (const auto& [reason, times] : decoded.drop_reasons) count += reason.find(part) != std::string::npos ? times : 0;
  return count;
}

constexpr char kPage[] = R"({"code":0,"msg":"成功","data":{"total":3,"list":[
 {"gbId":7,"gbDeviceId":"31010900001320000001","gbName":"四川北路𠮷口","gbStatus":"ON","gbLongitude":121.4851,"gbLatitude":31.2546,
  "gbPtzType":1,"gbSecrecy":0,"gbDirectionType":3,"gbCivilCode":"310109","gbParentId":"31010900002000000001","gbAddress":"","gbManufacturer":"x"},
 {"gbDeviceId":31010900001320000002,"gbName":"内部","gbStatus":"OFF","gbLongitude":null,"gbLatitude":null,"gbPtzType":"3","gbSecrecy":1},
 {"gbDeviceId":"31010900002160000003","gbName":null,"gbStatus":"","gbLongitude":"0.0","gbLatitude":"0.0","gbPtzType":null}]}})";

TEST(Gb28181, ReadsAPageOfChannels) {
  const auto decoded = decode(kPage);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 3u);
  EXPECT_EQ(table.column("name")->text(0), "四川北路𠮷口");  // trap 33
  EXPECT_TRUE(table.column("online")->boolean(0));
  EXPECT_FALSE(table.column("online")->boolean(1));
  EXPECT_TRUE(table.column("online")->is_null(2)) << "no state is not offline";
  EXPECT_EQ(table.column("status")->text(1), "OFF");
  EXPECT_EQ(table.column("ptz")->integer(0), 1);
  EXPECT_EQ(table.column("ptz")->integer(1), 3);
  EXPECT_TRUE(table.column("ptz")->is_null(2));
  EXPECT_FALSE(table.column("secrecy")->boolean(0));
  EXPECT_TRUE(table.column("secrecy")->boolean(1));
  EXPECT_TRUE(table.column("secrecy")->is_null(2));
  EXPECT_EQ(table.column("type_code")->integer(0), 132);
  EXPECT_EQ(table.column("type_code")->integer(2), 216);
  EXPECT_EQ(table.column("parent_id")->text(0), "31010900002000000001");
  EXPECT_EQ(table.column("civil_code")->text(0), "310109");
  EXPECT_EQ(table.column("direction")->integer(0), 3);
  EXPECT_TRUE(table.column("address")->is_null(0));
  EXPECT_EQ(decoded->total, 3);
  EXPECT_FALSE(decoded->truncated);
  EXPECT_EQ(decoded->dropped_rows, 0);
  EXPECT_EQ(schema_of({.name = "cameras", .format = "gb28181"}), table.schema());
}

TEST(Gb28181, TwentyDigitIdsKeepEveryDigit) {  // trap 33
  const auto decoded = decode(kPage);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->table->column("id")->text(0), "31010900001320000001");
  EXPECT_EQ(decoded->table->column("id")->text(1), "31010900001320000002") << "sent as a JSON number";
  const auto lost = decode(R"([{"gbDeviceId":3.1010900001320002e19},{"gbDeviceId":"31010900001320000001"}])");
  ASSERT_TRUE(lost) << lost.error().message;
  EXPECT_EQ(lost->table->row_count(), 1u);
  EXPECT_EQ(lost->dropped_rows, 1);
  EXPECT_EQ(reasons_with(*lost, "lost its digits"), 1);
}

TEST(Gb28181, UnknownPositionsAreNull) {
  const auto decoded = decode(
      R"([{"gbDeviceId":"1","gbLongitude":null,"gbLatitude":null},{"gbDeviceId":"2","gbLongitude":"","gbLatitude":""},
    {"gbDeviceId":"3","gbLongitude":"0.0","gbLatitude":"0.0"},{"gbDeviceId":"4","gbLongitude":0,"gbLatitude":31.2},{"gbDeviceId":"5"},
    {"gbDeviceId":"6","gbLongitude":0.0,"gbLatitude":0.0,"longitude":"121.5","latitude":"31.2"},
    {"gbDeviceId":"7","gbLongitude":121.4,"latitude":31.2}])");
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->table->row_count(), 7u);
  for (const size_t row : {0, 1, 2, 3, 4, 6}) {
    EXPECT_TRUE(decoded->table->column("lon")->is_null(row)) << row;
    EXPECT_TRUE(decoded->table->column("lat")->is_null(row)) << row;
  }
  EXPECT_EQ(decoded->table->column("lon")->number(5), 121.5);
  EXPECT_EQ(decoded->table->column("lat")->number(5), 31.2);
}

TEST(Gb28181, FailuresUnderHttp200AreFailures) {  // trap 31
  const auto denied = decode(R"({"code":401,"msg":"请登录后重新请求","data":null})");
  ASSERT_FALSE(denied);
  EXPECT_EQ(denied.error().code, ErrorCode::denied);
  EXPECT_NE(denied.error().message.find("请登录后重新请求"), std::string::npos);
  EXPECT_EQ(decode(R"({"code":"403","message":"no right"})").error().code, ErrorCode::denied);
  for (const char* bytes : {R"({"code":100,"msg":"点播超时","data":null})", R"({"code":486,"msg":"点播超时"})",
                            R"({"code":500,"message":"点播超时","data":{"list":[]}})"}) {
    const auto failed = decode(bytes);
    ASSERT_FALSE(failed) << bytes;
    EXPECT_EQ(failed.error().code, ErrorCode::format) << bytes;
    EXPECT_NE(failed.error().message.find("点播超时"), std::string::npos) << failed.error().message;
  }
  const auto error_text = find_format("gb28181")->error_text;
  EXPECT_EQ(error_text(R"({"code":408,"msg":"超时"})"), "408: 超时");
  EXPECT_EQ(error_text("<html>"), "");
  EXPECT_EQ(error_text("[]"), "");
}

TEST(Gb28181, ListsInTheirOtherWrappings) {
  const auto row = std::string(R"({"gbDeviceId":"31010900001320000001","gbStatus":"ON"})");
  for (const std::string& bytes :
       {"[" + row + "]", R"({"code":0,"data":[)" + row + "]}", R"({"total":1,"list":[)" + row + "]}",
        R"({"code":0,"msg":"ok","data":)" + row + "}"}) {
    const auto decoded = decode(bytes);
    ASSERT_TRUE(decoded) << bytes << decoded.error().message;
    ASSERT_EQ(decoded->table->row_count(), 1u) << bytes;
    EXPECT_EQ(decoded->table->column("id")->text(0), "31010900001320000001") << bytes;
  }
  for (const char* bytes : {"[]", R"({"code":0,"data":{"total":0,"list":[]}})",
                            R"({"code":0,"data":{"total":0,"list":null}})", R"({"code":0,"data":[]})"}) {
    const auto none = decode(bytes);
    ASSERT_TRUE(none) << bytes << none.error().message;
    EXPECT_EQ(none->table->row_count(), 0u) << bytes;
  }
  for (const char* bytes :
       {R"({"code":0,"data":null})", R"({"code":0})", R"({"code":0,"data":{"total":5,"list":null}})",
        R"({"code":0,"data":{"app":"rtp"}})", R"([{"name":"x"}])",
        R"({"code":0,"data":{"total":1,"list":[{"name":"x"}]}})", "<html>", ""})
    EXPECT_FALSE(decode(bytes)) << bytes;
}

TEST(Gb28181, TotalPastTheRowsIsTruncation) {
  const auto decoded = decode(R"({"code":0,"data":{"total":12000,"list":[{"gbDeviceId":"1"}]}})");
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->total, 12000);
  EXPECT_TRUE(decoded->truncated);
}

TEST(Gb28181, ReadsDeviceListsAndClouds) {
  const auto decoded = decode(R"({"code":0,"data":{"total":3,"list":[
    {"id":9,"deviceId":"34020000001110000001","channelId":"34020000001320000011","name":"东门","status":true,"longitude":121.49,"latitude":31.25,"ptzType":2,"secrecy":0},
    {"id":10,"deviceId":"34020000001320000012","parentDeviceId":"34020000001110000001","gbDeviceId":null,"name":"西门","gbName":null,"status":"off","gbStatus":null},
    {"deviceId":"34020000001320000013","status":"DISABLE"}]}})");
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 3u);
  EXPECT_EQ(table.column("id")->text(0), "34020000001320000011");
  EXPECT_EQ(table.column("device_id")->text(0), "34020000001110000001");
  EXPECT_TRUE(table.column("online")->boolean(0));
  EXPECT_EQ(table.column("lon")->number(0), 121.49);
  EXPECT_EQ(table.column("ptz")->integer(0), 2);
  EXPECT_EQ(table.column("id")->text(1), "34020000001320000012");
  EXPECT_EQ(table.column("device_id")->text(1), "34020000001110000001");
  EXPECT_EQ(table.column("name")->text(1), "西门");
  EXPECT_FALSE(table.column("online")->boolean(1));
  EXPECT_TRUE(table.column("online")->is_null(2));
  EXPECT_EQ(table.column("status")->text(2), "DISABLE");
  EXPECT_EQ(reasons_with(*decoded, "neither ON nor OFF"), 1);
}

TEST(Gb28181, ASourcesOwnEnvelopeIsObeyed) {
  DecodeOptions options;
  options.rows = "/result/records";
  options.success_pointer = "/success";
  options.success_values = {"true"};
  options.total = "/result/total";
  const auto decoded =
      decode(R"({"success":true,"code":7,"result":{"total":2,"records":[{"gbDeviceId":"1"}]}})", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_TRUE(decoded->truncated);
  EXPECT_FALSE(decode(R"({"success":false,"code":0,"result":{"records":[{"gbDeviceId":"1"}]}})", options));
}

}  // namespace
}  // namespace onescreen::data
