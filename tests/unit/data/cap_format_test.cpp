// Proves what the cap format promises: each JSON form of public warnings, drills apart from real ones, nothing that was
// cancelled, and no invented level. Numbers of traps are those of the domain reference.
#include <gtest/gtest.h>

#include <cmath>

#include "data/format.h"

namespace onescreen::data {
namespace {

using model::ErrorCode;
using model::Type;

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = {}) {
  return find_format("cap")->decode("warnings", bytes, options);
}

model::TablePtr table_of(std::string_view bytes) {
  const auto decoded = decode(bytes);
  EXPECT_TRUE(decoded) << decoded.error().message;
  return decoded ? decoded->table : nullptr;
}

int64_t reasons_with(const Decoded& decoded, std::string_view part) {
  int64_t count = 0;
  for (const auto& [reason, times] : decoded.drop_reasons) count += reason.find(part) != std::string::npos ? times : 0;
  return count;
}

std::string text(const model::Table& table, const char* column, size_t row) {
  return table.column(column)->as_text(row);
}

// A CAP alert with other members put before its usual ones.
std::string alert(std::string_view id, std::string_view status, std::string_view type, std::string_view more = "",
                  std::string_view sent = "2026-07-01T08:00:00+08:00") {
  return R"({"identifier":")" + std::string(id) + R"(","sender":"sh@cma","sent":")" + std::string(sent) +
         R"(","status":")" + std::string(status) + R"(","msgType":")" + std::string(type) + R"(","scope":"Public")" +
         std::string(more) + "}";
}

constexpr char kCap[] =
    R"({"identifier":"31000041600000_1","sender":"sh@cma","sent":"2026-07-01T08:00:00+08:00","status":"Actual","msgType":"Alert",
 "scope":"Public","code":["x"],"info":[
  {"language":"en-US","category":["Met"],"event":"Rainstorm","urgency":"Expected","severity":"Severe","certainty":"Likely","headline":"Rain"},
  {"language":"zh-CN","category":["Met"],"event":"暴雨","urgency":"Immediate","severity":"Severe","certainty":"Observed",
   "eventCode":[{"valueName":"CMA","value":"11B03"}],"onset":"2026-07-01T01:00:00-00:00","expires":"2026-07-01T12:00:00+08:00",
   "senderName":"上海中心气象台","headline":"上海中心气象台发布暴雨橙色预警[Ⅱ级/严重]","description":"第一行\n第二行","instruction":"减少外出",
   "area":[{"areaDesc":"虹口区","polygon":["31.25,121.47 31.25,121.52 31.30,121.52 31.25,121.47"],"geocode":[{"valueName":"adcode","value":"310109"}]},
           {"areaDesc":"北外滩","circle":"31.26,121.50 2.0","geocode":{"valueName":"SAME","value":"037183"}}]}]})";

TEST(Cap, ReadsTheStandardAsItsXmlMapsToJson) {
  const auto decoded = decode(kCap);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 1u);
  EXPECT_EQ(text(table, "id", 0), "31000041600000_1");
  EXPECT_EQ(text(table, "event", 0), "暴雨") << "the info in Chinese is preferred";
  EXPECT_EQ(text(table, "urgency", 0), "Immediate");
  EXPECT_EQ(text(table, "event_code", 0), "11B03");
  EXPECT_EQ(table.column("level")->integer(0), 2);
  EXPECT_EQ(text(table, "severity", 0), "Severe");
  EXPECT_EQ(text(table, "colour", 0), "orange");
  EXPECT_EQ(text(table, "area", 0), "虹口区, 北外滩");
  EXPECT_EQ(text(table, "adcode", 0), "310109");
  EXPECT_EQ(text(table, "description", 0), "第一行\n第二行");
  EXPECT_EQ(text(table, "sender_name", 0), "上海中心气象台");
  EXPECT_FALSE(table.column("drill")->boolean(0));
  EXPECT_FALSE(table.column("cancelled")->boolean(0));
  EXPECT_EQ(model::to_iso8601(table.column("sent")->time(0)), "2026-07-01T00:00:00.000Z");
  EXPECT_EQ(model::to_iso8601(table.column("onset")->time(0)), "2026-07-01T01:00:00.000Z") << "-00:00 is UTC";
  EXPECT_EQ(model::to_iso8601(table.column("expires")->time(0)), "2026-07-01T04:00:00.000Z");
  EXPECT_EQ(table.column("effective")->time(0), table.column("sent")->time(0)) << "where it is not said";
  EXPECT_TRUE(decoded->drop_reasons.empty());
  EXPECT_EQ(schema_of({.name = "warnings", .format = "cap"}), table.schema());
}

TEST(Cap, PolygonsAndCirclesLieWhereTheyShould) {  // trap 14
  const auto table = table_of(kCap);
  ASSERT_TRUE(table);
  const auto& shape = table->column("geometry")->geometry(0);
  ASSERT_TRUE(shape);
  EXPECT_EQ(shape->kind, model::GeometryKind::polygon);
  ASSERT_EQ(shape->part_count(), 2u);
  for (const auto& position : shape->positions) {
    EXPECT_NEAR(position.lon, 121.495, 0.05);
    EXPECT_NEAR(position.lat, 31.27, 0.05);
  }
  const auto circle = shape->ring(1);
  ASSERT_EQ(circle.size(), 65u);
  constexpr double kMetresPerDegree = 6371008.8 * 3.14159265358979323846 / 180;
  for (const auto& position : circle) {
    const double north = (position.lat - 31.26) * kMetresPerDegree;
    const double east = (position.lon - 121.50) * kMetresPerDegree * std::cos(31.26 * 3.14159265358979323846 / 180);
    EXPECT_NEAR(std::hypot(north, east), 2000, 2) << "the radius is in kilometres";
  }
  EXPECT_TRUE(table->column("lon")->is_null(0)) << "an area is no point";
}

TEST(Cap, UnreadableAreasAreCountedAndTheRestStays) {
  const auto decoded =
      decode(alert("1", "Actual", "Alert", R"(,"info":{"severity":"Minor","area":{"areaDesc":"x","polygon":
    ["121.4,31.2 121.4,31.3 121.5,31.3 121.4,31.2","31.2,121.4 31.3,121.4 31.3,121.5 31.2,121.4"]}})"));
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_TRUE(decoded->table->column("geometry")->geometry(0));
  EXPECT_EQ(decoded->table->column("geometry")->geometry(0)->part_count(), 1u) << "lon,lat is refused, not guessed";
  EXPECT_EQ(reasons_with(*decoded, "no polygon or circle"), 1);
}

TEST(Cap, WhatIsNotActualIsADrill) {  // trap 15
  const auto table = table_of("[" + alert("1", "Actual", "Alert") + "," + alert("2", "Test", "Alert") + "," +
                              alert("3", "Exercise", "Alert") + "," + alert("4", "Draft", "Alert") + "," +
                              alert("5", "System", "Alert") + "," + alert("6", "", "Alert") + "," +
                              alert("7", "Actual", "Alert", R"(,"info":[{"headline":"【演练】暴雨红色预警"}])") + "]");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->row_count(), 7u);
  EXPECT_FALSE(table->column("drill")->boolean(0));
  for (size_t row = 1; row < 7; ++row) EXPECT_TRUE(table->column("drill")->boolean(row)) << row;
}

TEST(Cap, UpdatesAndCancelsSupersede) {  // trap 16
  const auto decoded =
      decode(R"({"alerts":[)" + alert("1", "Actual", "Alert") + "," + alert("2", "Actual", "Alert") + "," +
             alert("3", "Actual", "Update", R"(,"references":"sh@cma,1,2026-07-01T08:00:00+08:00")",
                   "2026-07-01T09:00:00+08:00") +
             "," +
             alert("4", "Actual", "Cancel",
                   R"(,"references":"other@x,9,2026-07-01T08:00:00+08:00 sh@cma,2,2026-07-01T08:00:00+08:00")",
                   "2026-07-01T09:00:00+08:00") +
             "]}");
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 2u);
  EXPECT_EQ(text(table, "id", 0), "3");
  EXPECT_EQ(text(table, "id", 1), "4");
  EXPECT_FALSE(table.column("cancelled")->boolean(0));
  EXPECT_TRUE(table.column("cancelled")->boolean(1)) << "a Cancel is no warning";
  EXPECT_EQ(decoded->rows_in_answer, 4);
  EXPECT_EQ(decoded->dropped_rows, 0) << "nothing was lost";
  EXPECT_EQ(reasons_with(*decoded, "superseded"), 2);
}

TEST(Cap, OnlyALaterRealMessageOfTheSameSenderSupersedes) {  // traps 15 and 16
  const auto rest = [](const std::string& bytes) {
    const auto table = table_of(bytes);
    return table ? table->row_count() : 0;
  };
  const std::string reference = R"(,"references":"sh@cma,1,2026-07-01T08:00:00+08:00")";
  EXPECT_EQ(rest("[" + alert("1", "Actual", "Alert") + "," + alert("2", "Exercise", "Cancel", reference) + "]"), 2u)
      << "an exercise ends no real warning";
  EXPECT_EQ(rest("[" + alert("1", "Actual", "Alert") + "," + alert("2", "Actual", "Alert", reference) + "]"), 2u)
      << "an Alert supersedes nothing";
  EXPECT_EQ(rest("[" + alert("1", "Actual", "Alert") + "," +
                 alert("2", "Actual", "Cancel", R"(,"references":"evil@x,1,2026-07-01T08:00:00+08:00")") + "]"),
            2u);
  EXPECT_EQ(rest("[" + alert("1", "Actual", "Alert") + "," +
                 alert("2", "Actual", "Update", reference, "2026-07-01T07:00:00+08:00") + "]"),
            2u)
      << "what was sent earlier does not supersede";
  EXPECT_EQ(rest("[" + alert("1", "Actual", "Update", R"(,"references":"sh@cma,2,x sh@cma,1,x")") + "," +
                 alert("2", "Actual", "Update", reference) + "]"),
            1u)
      << "of two that name each other one stays";
}

TEST(Cap, MessagesBetweenSystemsAreNoWarnings) {
  const auto decoded = decode("[" + alert("1", "Actual", "Ack") + "," + alert("2", "Actual", "Error") + "," +
                              alert("3", "Actual", "alert") + ",7,{\"a\":1}]");
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->table->row_count(), 1u);
  EXPECT_EQ(text(*decoded->table, "msg_type", 0), "Alert");
  EXPECT_EQ(decoded->dropped_rows, 2) << "what is no alert; the messages were understood";
  EXPECT_EQ(reasons_with(*decoded, "no alert of a known form"), 2);
}

TEST(Cap, UnknownSeveritiesHaveNoLevel) {  // trap 22: never the lowest level by default
  for (const char* severity : {"Unknown", "Catastrophic", "", "unbekannt"}) {
    const auto table =
        table_of(alert("1", "Actual", "Alert",
                       R"(,"info":[{"severity":")" + std::string(severity) + R"(","headline":"启动Ⅳ级响应"}])"));
    ASSERT_TRUE(table);
    EXPECT_TRUE(table->column("level")->is_null(0)) << severity;
    EXPECT_EQ(text(*table, "severity", 0), severity);
  }
  const auto by_title =
      table_of(alert("1", "Actual", "Alert", R"(,"info":[{"severity":"Unknown","headline":"发布暴雨III级预警"}])"));
  ASSERT_TRUE(by_title);
  EXPECT_EQ(by_title->column("level")->integer(0), 3);
}

TEST(Cap, TimesNeedTheirOffset) {
  const auto decoded =
      decode(alert("1", "Actual", "Alert", R"(,"info":[{"expires":"2026-07-01T12:00:00","onset":"soon"}])"));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_TRUE(decoded->table->column("expires")->is_null(0));
  EXPECT_EQ(reasons_with(*decoded, "not a time with an offset"), 2);
}

TEST(Cap, ReadsTheWeatherServicesGeoJson) {
  const auto decoded = decode(R"({"type":"FeatureCollection","updated":"2026-07-01T00:05:00+00:00","features":[
    {"id":"https://w/alerts/urn:2","type":"Feature","geometry":null,"properties":{"id":"urn:2","areaDesc":"Coast; Bay","sent":"2026-06-30T19:00:00-05:00",
     "effective":"2026-06-30T19:00:00-05:00","onset":null,"expires":"2026-07-01T06:00:00-05:00","ends":null,"status":"Actual","messageType":"Update",
     "severity":"Extreme","certainty":"Observed","urgency":"Immediate","event":"Tornado Warning","sender":"w@noaa","senderName":"NWS","headline":"H",
     "references":[{"@id":"https://w/alerts/urn:1","identifier":"urn:1","sender":"w@noaa","sent":"2026-06-30T18:00:00-05:00"}]}},
    {"id":"https://w/alerts/urn:1","type":"Feature","geometry":null,"properties":{"id":"urn:1","sender":"w@noaa","sent":"2026-06-30T18:00:00-05:00","status":"Actual","messageType":"Alert"}},
    {"id":"https://w/alerts/urn:3","type":"Feature","geometry":{"type":"Polygon","coordinates":[[[-95.1,29.5],[-95.0,29.5],[-95.0,29.6],[-95.1,29.5]]]},
     "properties":{"id":"urn:3","sender":"w@noaa","sent":"2026-06-30T18:00:00-05:00","status":"Test","messageType":"Alert","severity":"Unknown"}}]})");
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 2u);
  EXPECT_EQ(text(table, "id", 0), "urn:2");
  EXPECT_EQ(text(table, "msg_type", 0), "Update");
  EXPECT_EQ(text(table, "references", 0), "w@noaa,urn:1,2026-06-30T18:00:00-05:00");
  EXPECT_EQ(table.column("level")->integer(0), 1);
  EXPECT_EQ(text(table, "area", 0), "Coast; Bay");
  EXPECT_EQ(model::to_iso8601(table.column("expires")->time(0)), "2026-07-01T11:00:00.000Z");
  EXPECT_TRUE(table.column("geometry")->is_null(0));
  EXPECT_TRUE(table.column("drill")->boolean(1));
  ASSERT_TRUE(table.column("geometry")->geometry(1));
  EXPECT_EQ(table.column("geometry")->geometry(1)->positions[0].lon, -95.1);
  ASSERT_TRUE(decoded->as_of);
  EXPECT_EQ(model::to_iso8601(*decoded->as_of), "2026-07-01T00:05:00.000Z");
  EXPECT_EQ(reasons_with(*decoded, "superseded"), 1);
  EXPECT_EQ(
      table_of(
          R"({"type":"Feature","geometry":null,"properties":{"id":"urn:3","status":"Actual","messageType":"Alert"}})")
          ->row_count(),
      1u);
}

constexpr char kCaiyun2[] =
    R"({"status":"ok","api_version":"v2.6","server_time":1782864000,"result":{"alert":{"status":"ok","content":[
  {"province":"上海市","status":"预警中","code":"0902","description":"请注意防范","regionId":"1","county":"无","pubtimestamp":1782862200,
   "latlon":[31.26,121.50],"city":"虹口区","alertId":"31010941600000_20260701","title":"虹口区气象台发布雷电黄色预警[Ⅲ级/较重]","adcode":"310109","source":"国家预警信息发布中心"},
  {"status":"预警中","code":"0504","pubtimestamp":1782862200.0,"alertId":"b","title":"某台解除大风红色预警","location":"上海市"}]},"realtime":{}}})";

TEST(Cap, ReadsCaiyunVersion2) {
  const auto decoded = decode(kCaiyun2);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 2u);
  EXPECT_EQ(text(table, "id", 0), "31010941600000_20260701");
  EXPECT_EQ(table.column("level")->integer(0), 3);
  EXPECT_EQ(text(table, "colour", 0), "yellow");
  EXPECT_EQ(text(table, "event", 0), "雷电");
  EXPECT_EQ(text(table, "event_code", 0), "0902");
  EXPECT_EQ(text(table, "area", 0), "上海市虹口区");
  EXPECT_EQ(text(table, "adcode", 0), "310109");
  EXPECT_EQ(text(table, "status", 0), "预警中");
  EXPECT_FALSE(table.column("drill")->boolean(0));
  EXPECT_FALSE(table.column("cancelled")->boolean(0));
  EXPECT_EQ(model::to_iso8601(table.column("sent")->time(0)), "2026-06-30T23:30:00.000Z") << "epoch seconds";
  EXPECT_EQ(table.column("lon")->number(0), 121.50) << "latlon is lat,lon";
  EXPECT_EQ(table.column("lat")->number(0), 31.26);
  EXPECT_TRUE(table.column("cancelled")->boolean(1));
  EXPECT_EQ(table.column("sent")->time(1), table.column("sent")->time(0));
  ASSERT_TRUE(decoded->as_of);
  EXPECT_EQ(model::to_iso8601(*decoded->as_of), "2026-07-01T00:00:00.000Z");
}

TEST(Cap, ReadsCaiyunVersion3WithItsOmittedChannels) {
  const auto table = table_of(R"({"alerts":[
    {"id":"A1","region_code":"CN","area_code":"310000","source":1,"alert_type":156110214,"publish_time":1782862200,"color":{"red":250,"green":230,"alpha":{"value":1}},
     "data":[{"language_code":"en","title":"Lightning","text":"t"},{"language_code":"zh-CN","title":"某台发布雷电预警","text":"防范","name":"雷电"}]},
    {"id":"A2","area_code":"310000","publish_time":1782862200,"color":{"blue":1},"data":[]},
    {"id":"A3","publish_time":1782862200,"data":[{"language_code":"zh-CN","title":"某台发布高温预警","level":"orange"}]},
    {"id":"A4","publish_time":1782862200,"color":{},"data":[{"title":"某台发布大雾预警"}]}]})");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->row_count(), 4u);
  EXPECT_EQ(table->column("level")->integer(0), 3) << "no blue channel is blue 0";
  EXPECT_EQ(text(*table, "headline", 0), "某台发布雷电预警");
  EXPECT_EQ(text(*table, "adcode", 0), "310000");
  EXPECT_EQ(text(*table, "event_code", 0), "156110214");
  EXPECT_EQ(table->column("level")->integer(1), 4);
  EXPECT_EQ(table->column("level")->integer(2), 2);
  EXPECT_TRUE(table->column("level")->is_null(3)) << "no colour is no level";
}

TEST(Cap, ReadsQWeatherInBothVersions) {
  const auto seven = decode(R"({"code":"200","updateTime":"2026-07-01T08:05+08:00","warning":[
    {"id":"q2","sender":"上海中心气象台","pubTime":"2026-07-01T08:00+08:00","title":"某台发布大风蓝色预警","startTime":"2026-07-01T08:00+08:00",
     "endTime":"2026-07-02T08:00+08:00","status":"update","level":"","severity":"Minor","severityColor":"Blue","type":"1006","typeName":"大风","text":"t","related":"q1"},
    {"id":"q1","pubTime":"2026-07-01T07:00+08:00","title":"某台发布大风预警","status":"active","severity":"Standard","severityColor":"White"},
    {"id":"q3","pubTime":"2026-07-01T07:00+08:00","title":"x","status":"cancel","severity":"Cancel","severityColor":"Black"}]})");
  ASSERT_TRUE(seven) << seven.error().message;
  const model::Table& table = *seven->table;
  ASSERT_EQ(table.row_count(), 2u) << "q1 is superseded";
  EXPECT_EQ(table.column("level")->integer(0), 4);
  EXPECT_EQ(text(table, "event", 0), "大风");
  EXPECT_EQ(model::to_iso8601(table.column("expires")->time(0)), "2026-07-02T00:00:00.000Z");
  EXPECT_TRUE(table.column("cancelled")->boolean(1));
  EXPECT_EQ(text(table, "colour", 1), "black") << "colours are not enumerated";
  EXPECT_TRUE(table.column("level")->is_null(1));
  EXPECT_EQ(model::to_iso8601(*seven->as_of), "2026-07-01T00:05:00.000Z");

  const auto alerts = table_of(R"({"metadata":{"zeroResult":false},"alerts":[
    {"id":"n2","senderName":"某台","issuedTime":"2026-07-01T08:00+08:00","messageType":{"code":"update","supersedes":["n1"]},"eventType":{"name":"大风","code":"1006"},
     "severity":"severe","color":{"code":"yellow","red":255,"green":255,"blue":0,"alpha":1},"effectiveTime":"2026-07-01T08:00+08:00","onsetTime":"2026-07-01T09:00+08:00",
     "expireTime":"2026-07-01T18:00+08:00","headline":"某台发布大风黄色预警","description":"d"},
    {"id":"n1","issuedTime":"2026-07-01T07:00+08:00","messageType":{"code":"alert"},"eventType":{"name":"大风"},"severity":"minor"}]})");
  ASSERT_TRUE(alerts);
  ASSERT_EQ(alerts->row_count(), 1u);
  EXPECT_EQ(text(*alerts, "msg_type", 0), "Update");
  EXPECT_EQ(alerts->column("level")->integer(0), 3)
      << "the colour is the weather office's, the severity the reseller's";
  EXPECT_EQ(text(*alerts, "severity", 0), "severe");
  EXPECT_EQ(model::to_iso8601(alerts->column("onset")->time(0)), "2026-07-01T01:00:00.000Z");
}

TEST(Cap, NoWarningsIsNotAFailureAndTheOtherWayRound) {  // trap 31
  for (const char* bytes : {"[]", R"({"alerts":[]})", R"({"code":"200","warning":[]})", R"({"code":"204"})",
                            R"({"status":"ok","result":{"alert":{"status":"ok","content":[]}}})",
                            R"({"type":"FeatureCollection","features":[]})"}) {
    const auto none = decode(bytes);
    ASSERT_TRUE(none) << bytes << none.error().message;
    EXPECT_EQ(none->table->row_count(), 0u);
  }
  const auto denied = [](const char* bytes) {
    const auto decoded = decode(bytes);
    return !decoded && decoded.error().code == ErrorCode::denied;
  };
  EXPECT_TRUE(denied(R"({"code":"401"})"));
  EXPECT_TRUE(denied(R"({"status":"failed","error":"token is invalid","api_version":"v2.6"})"));
  EXPECT_TRUE(denied(R"({"title":"Forbidden","status":403,"detail":"no"})"));
  const auto over = decode(R"({"code":"402","warning":[]})");
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, ErrorCode::format);
  for (const char* bytes :
       {"{}", "", "<html>", R"({"status":"ok","result":{"realtime":{}}})", R"([{"a":1}])", R"({"alerts":7})"})
    EXPECT_FALSE(decode(bytes)) << bytes;
  const auto error_text = find_format("cap")->error_text;
  EXPECT_EQ(error_text(R"({"error":{"status":400,"title":"Invalid Parameters","detail":"location"}})"),
            "Invalid Parameters: location");
  EXPECT_EQ(error_text("<html>"), "");
}

TEST(Cap, NothingIsReadPastACut) {
  for (const std::string& whole : {std::string(kCap), std::string(kCaiyun2)}) {
    for (size_t size = 0; size < whole.size(); size += 5)
      EXPECT_FALSE(decode(std::string_view(whole).substr(0, size))) << size;
  }
}

TEST(Cap, DeclaredColumnsReachIntoTheAlert) {
  DecodeOptions options;
  ColumnMapping scope;
  scope.spec = {"scope", Type::text};
  scope.pointer = "/scope";
  ColumnMapping level;
  level.spec = {"level", Type::text};
  level.names = {{"2", "orange"}};  // no pointer: still the preset's
  options.columns = {scope, level};
  options.crs = Crs::gcj02;
  const auto decoded = decode(kCap, options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(text(*decoded->table, "scope", 0), "Public");
  EXPECT_EQ(text(*decoded->table, "level", 0), "orange");
  EXPECT_NEAR(decoded->table->column("geometry")->geometry(0)->positions[0].lon, 121.4655, 0.001) << "converted";
  DecodeOptions deeper;
  deeper.rows = "/body/list";
  EXPECT_TRUE(decode(R"({"body":{"list":[{"alert":)" + std::string(kCap) + "}]}}", deeper));
}

}  // namespace
}  // namespace onescreen::data
