// Proves what the sensorthings format promises: every shape of answer becomes one row per Datastream with its newest
// Observation, whatever types its ids, results, times and places have (traps 5, 6 and 7 of the reference).
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "data/format.h"

namespace onescreen::data {
namespace {

using model::Type;

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = {}) {
  return find_format("sensorthings")->decode("sensors", bytes, options);
}

Decoded decoded_of(std::string_view bytes, const DecodeOptions& options = {}) {
  auto decoded = decode(bytes, options);
  EXPECT_TRUE(decoded) << decoded.error().message;
  if (decoded) return std::move(*decoded);
  Decoded none;
  none.table = model::TableBuilder("none", {}).build();
  return none;
}

std::string cell(const Decoded& decoded, const char* column, size_t row = 0) {
  const model::Column* found = decoded.table->column(column);
  if (found == nullptr || row >= decoded.table->row_count()) return "(none)";
  return found->is_null(row) ? "(null)" : found->as_text(row);
}

ColumnMapping column(const char* name, const char* pointer, Type type = Type::text) {
  ColumnMapping mapping;
  mapping.spec = {name, type};
  mapping.pointer = pointer;
  return mapping;
}

// A Thing whose only Datastream has this as the result of its only Observation.
std::string with_result(std::string_view result) {
  return fmt::format(
      R"j({{"value":[{{"@iot.id":1,"name":"t","Datastreams":[{{"@iot.id":2,"name":"d","Observations":[
        {{"phenomenonTime":"2026-11-20T08:00:00Z","result":{}}}]}}]}}]}})j",
      result);
}

constexpr char kThings[] = R"j({"@iot.count":2,"value":[
  {"@iot.id":17,"@iot.selfLink":"http://s/v1.1/Things(17)",
               "name" : "烟感-0417",
               "properties" : {"grid" : "HK-12", "floor" : 3},
               "Locations" : [ {
                 "@iot.id" : 5,
                 "name" : "四川北路",
                 "encodingType" : "application/geo+json",
                 "location" : {"type" : "Point", "coordinates" : [ 121.5051, 31.2646 ]}
               } ],
               "Datastreams"
    : [
      {
        "@iot.id" : 19,
        "name" : "smoke",
        "unitOfMeasurement" : {"name" : "percent", "symbol" : "%", "definition" : "ucum:%"},
        "ObservedProperty" : {"name" : "Smoke"},
        "properties" : {"depth" : 2},
        "Observations" : [ {
          "@iot.id" : 900,
          "phenomenonTime" : "2026-11-20T16:00:00.000Z",
          "result" : 4.6,
          "resultTime" : null,
          "parameters" : {"battery" : 88}
        } ],
        "Observations@iot.nextLink" : "http://s/v1.1/Datastreams(19)/Observations?$top=1&$skip=1"
      },
      {
        "@iot.id" : 20,
        "name" : "alarm",
        "unitOfMeasurement" : {"name" : null, "symbol" : null, "definition" : null},
        "Observations" :
            [ {"phenomenonTime" : "2026-11-20T16:00:05Z", "result" : true, "resultTime" : "2026-11-20T16:00:06Z"} ]
      }
    ]
},
  {"@iot.id":"b-18","name":"水位-2","Locations":[],"Datastreams":[]}],
  "@iot.nextLink":"/FROST-Server/v1.1/Things?$top=2&$skip=2"
})j";

TEST(SensorThings, ThingsWithEverythingExpandedAreOneRowPerDatastream) {
  DecodeOptions options;
  options.columns = {column("grid", "/properties/grid"), column("depth", "/Datastream/properties/depth", Type::integer),
                     column("battery", "/Observation/parameters/battery", Type::integer),
                     column("place", "/Location/name"), column("floor", "/Thing/properties/floor", Type::number)};
  const Decoded decoded = decoded_of(kThings, options);
  ASSERT_EQ(decoded.table->row_count(), 3u);
  EXPECT_EQ(cell(decoded, "id"), "19");
  EXPECT_EQ(cell(decoded, "thing_id"), "17");
  EXPECT_EQ(cell(decoded, "thing"), "烟感-0417");
  EXPECT_EQ(cell(decoded, "name"), "smoke");
  EXPECT_EQ(cell(decoded, "unit"), "%");
  EXPECT_EQ(cell(decoded, "observed_property"), "Smoke");
  EXPECT_EQ(cell(decoded, "value"), "4.6");
  EXPECT_EQ(cell(decoded, "text"), "(null)");
  EXPECT_EQ(cell(decoded, "flag"), "(null)");
  EXPECT_EQ(cell(decoded, "time"), "2026-11-20T16:00:00.000Z");
  EXPECT_EQ(cell(decoded, "result_time"), "(null)");
  EXPECT_EQ(cell(decoded, "lon"), "121.5051");
  EXPECT_EQ(cell(decoded, "lat"), "31.2646");
  EXPECT_FALSE(decoded.table->column("geometry")->is_null(0));
  EXPECT_EQ(cell(decoded, "grid"), "HK-12");
  EXPECT_EQ(cell(decoded, "depth"), "2");
  EXPECT_EQ(cell(decoded, "battery"), "88");
  EXPECT_EQ(cell(decoded, "place"), "四川北路");
  EXPECT_EQ(cell(decoded, "floor"), "3");
  EXPECT_EQ(cell(decoded, "id", 1), "20");
  EXPECT_EQ(cell(decoded, "unit", 1), "(null)");
  EXPECT_EQ(cell(decoded, "value", 1), "(null)");
  EXPECT_EQ(cell(decoded, "flag", 1), "true");
  EXPECT_EQ(cell(decoded, "grid", 1), "HK-12");
  EXPECT_EQ(cell(decoded, "depth", 1), "(null)");
  // Things and Datastreams are counted apart, so a Thing's number could be a Datastream's.
  EXPECT_EQ(cell(decoded, "id", 2), "Things(b-18)");
  EXPECT_EQ(cell(decoded, "thing_id", 2), "b-18");
  EXPECT_EQ(cell(decoded, "lon", 2), "(null)");
  EXPECT_TRUE(decoded.drop_reasons.empty()) << decoded.drop_reasons.begin()->first;
  EXPECT_TRUE(decoded.warnings.empty());
  EXPECT_EQ(schema_of({.name = "sensors", .format = "sensorthings", .decode = options}), decoded.table->schema());
}

TEST(SensorThings, Trap5TheNextLinkIsHandedOnAsItIs) {
  const Decoded decoded = decoded_of(kThings);
  EXPECT_EQ(decoded.next, "/FROST-Server/v1.1/Things?$top=2&$skip=2");
  EXPECT_TRUE(find_format("sensorthings")->follows_links);
  EXPECT_FALSE(decoded.truncated);
  EXPECT_EQ(decoded_of(R"j({"value":[],"@iot.nextLink":"http:\/\/other\/v1.1\/Things?a=%2B1"})j").next,
            "http://other/v1.1/Things?a=%2B1");
  EXPECT_EQ(decoded_of(R"j({"value":[{"@iot.id":1,"name":"a"}]})j").next, "");
}

TEST(SensorThings, Trap5TheCountTellsOfRowsOnlyWhereEachEntityIsOne) {
  // Two Things, three rows: "2" says nothing of rows, and would end the paging too early.
  EXPECT_FALSE(decoded_of(kThings).total);
  const auto counted = decoded_of(R"j({"@iot.count":7,"value":[{"@iot.id":1,"name":"a"},{"@iot.id":2,"name":"b"}]})j");
  EXPECT_EQ(counted.total, 7);
  EXPECT_TRUE(counted.truncated);  // and no next page
  EXPECT_FALSE(decoded_of(R"j({"@iot.count":1,"value":[{"@iot.id":1,"name":"a"},{"@iot.id":2,"name":"b"}]})j").total);
  EXPECT_FALSE(decoded_of(R"j({"@iot.count":"x","value":[{"@iot.id":1,"name":"a"}]})j").total);
}

TEST(SensorThings, DatastreamsWithTheirThing) {
  const Decoded decoded = decoded_of(R"j({"value":[
    {"Observations":[{"result":12,"phenomenonTime":"2026-11-20T08:00:00+08:00"}],
     "Thing":{"name":"泵站","@iot.id":3,"properties":{"grid":"HK-1"},
       "Locations":[{"location":{"type":"Feature","geometry":{"type":"Point","coordinates":[121.5,31.25]}}}]},
     "unitOfMeasurement":{"symbol":"m"},"name":"level","@iot.id":"ds-1"},
    {"@iot.id":8,"name":"lost","unitOfMeasurement":null,"observationType":"x",
     "Thing@iot.navigationLink":"http://s/v1.1/Things('p 9')","Observations":[]}]
})j",
                                     [] {
                                       DecodeOptions options;
                                       options.columns = {column("grid", "/properties/grid")};
                                       return options;
                                     }());
  ASSERT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(cell(decoded, "id"), "ds-1");
  EXPECT_EQ(cell(decoded, "thing"), "泵站");
  EXPECT_EQ(cell(decoded, "grid"), "HK-1");
  EXPECT_EQ(cell(decoded, "value"), "12");
  EXPECT_EQ(cell(decoded, "time"), "2026-11-20T00:00:00.000Z");
  EXPECT_EQ(cell(decoded, "lon"), "121.5");
  EXPECT_EQ(cell(decoded, "id", 1), "8");
  EXPECT_EQ(cell(decoded, "thing_id", 1), "p 9");
  EXPECT_EQ(cell(decoded, "time", 1), "(null)");
  EXPECT_EQ(decoded.as_of, model::parse_iso8601("2026-11-20T00:00:00Z"));
}

TEST(SensorThings, PlainObservationsKeepTheNewestOfEachDatastream) {
  const Decoded decoded = decoded_of(R"j({"value":[
    {"@iot.id":1,"phenomenonTime":"2026-11-20T08:00:00Z","result":1,"Datastream":{"@iot.id":19,"name":"a"}},
    {"@iot.id":2,"phenomenonTime":"2026-11-20T09:00:00Z","result":2,"Datastream":{"@iot.id":19,"name":"a"}},
    {"@iot.id":3,"phenomenonTime":"2026-11-20T08:30:00Z","result":3,"Datastream":{"@iot.id":19,"name":"a"}},
    {"@iot.id":4,"phenomenonTime":"2026-11-20T07:00:00Z","result":4,
     "Datastream@iot.navigationLink":"http://s/v1.1/Datastreams(20)"}],
    "@iot.nextLink":"http://s/next"
})j");
  ASSERT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(cell(decoded, "id"), "19");
  EXPECT_EQ(cell(decoded, "name"), "a");
  EXPECT_EQ(cell(decoded, "value"), "2");
  EXPECT_EQ(cell(decoded, "id", 1), "20");
  EXPECT_EQ(cell(decoded, "value", 1), "4");
  EXPECT_EQ(decoded.next, "http://s/next");
  EXPECT_FALSE(decoded.total);
}

TEST(SensorThings, PagesThatLeadBackInTimeAreNotReadAndThatIsSaid) {
  // A later page would replace newer rows by older ones.
  const Decoded decoded = decoded_of(R"j({"value":[
    {"phenomenonTime":"2026-11-20T09:00:00Z","result":2,"Datastream":{"@iot.id":19}},
    {"phenomenonTime":"2026-11-20T08:00:00Z","result":1,"Datastream":{"@iot.id":20}}],"@iot.nextLink":"http://s/older"})j");
  EXPECT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(decoded.next, "");
  EXPECT_TRUE(decoded.truncated);
  ASSERT_EQ(decoded.warnings.size(), 1u);
}

TEST(SensorThings, ObservationsOfOneUnnamedDatastreamStandEachForItself) {
  const Decoded decoded = decoded_of(R"j({"value":[
    {"@iot.id":1,"phenomenonTime":"2026-11-20T08:00:00Z","result":1,"Datastream@iot.navigationLink":"Observations(1)/Datastream"},
    {"phenomenonTime":"2026-11-20T09:00:00Z","result":2}]})j");
  ASSERT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(cell(decoded, "id"), "1");
  EXPECT_EQ(cell(decoded, "id", 1), "2026-11-20T09:00:00Z");
}

TEST(SensorThings, TheDataArrayIsReadByItsComponentsNotByPlace) {
  const Decoded decoded = decoded_of(R"j({"value":[
    {"dataArray":[["2005-08-05T12:21:13-0700",20,1,null],["2005-08-05T12:22:13-0700",30,2,null,"extra"],["2005-08-05T12:20:00-0700"]],
     "components":["phenomenonTime","result","id","resultTime"],
     "Datastream@iot.navigationLink":"http://s/v1.1/Datastreams(7)"},
    {"Datastream":{"@iot.id":8,"name":"b"},"components":["result","phenomenonTime"],"dataArray":[[true,"2005-08-05T12:00:00Z"]]},
    {"Datastream":{"@iot.id":9},"components":"result","dataArray":[[1]]}]
})j");
  ASSERT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(cell(decoded, "id"), "7");
  EXPECT_EQ(cell(decoded, "value"), "30");
  EXPECT_EQ(cell(decoded, "time"), "2005-08-05T19:22:13.000Z");  // trap 6: an offset without a colon
  EXPECT_EQ(cell(decoded, "id", 1), "8");
  EXPECT_EQ(cell(decoded, "flag", 1), "true");
  EXPECT_EQ(decoded.drop_reasons.size(), 1u);  // the group without components
}

TEST(SensorThings, Trap7ResultsOfEveryType) {
  const auto row = [](std::string_view result) {
    const Decoded decoded = decoded_of(with_result(result));
    return cell(decoded, "value") + " " + cell(decoded, "text") + " " + cell(decoded, "flag");
  };
  EXPECT_EQ(row("-4.5e2"), "-450 (null) (null)");
  EXPECT_EQ(row("\"open\""), "(null) open (null)");
  EXPECT_EQ(row("\"3.5\""), "3.5 3.5 (null)");
  EXPECT_EQ(row("false"), "(null) (null) false");
  EXPECT_EQ(row("[1, \"a\"]"), "(null) [1, \"a\"] (null)");
  EXPECT_EQ(row("[\"a\\n\"]"), "(null) [\"a\\n\"] (null)");  // a document with escapes is quoted otherwise
  EXPECT_EQ(row("{\"x\":1}"), "(null) {\"x\":1} (null)");
  EXPECT_EQ(row("null"), "(null) (null) (null)");
  EXPECT_EQ(row("\"\""), "(null)  (null)");
}

TEST(SensorThings, Trap7NotANumberIsNullAndCounted) {
  for (const char* result : {"\"NaN\"", "NaN", "\"-Infinity\"", "1e999"}) {
    const Decoded decoded = decoded_of(with_result(result));
    EXPECT_EQ(decoded.table->row_count(), 1u) << result;
    EXPECT_EQ(cell(decoded, "value"), "(null)") << result;
    EXPECT_EQ(cell(decoded, "text"), "(null)") << result;
    EXPECT_EQ(decoded.drop_reasons.size(), 1u) << result;
  }
}

TEST(SensorThings, Trap7TheEndOfAnIntervalIsItsTime) {
  const auto time = [](std::string_view text) {
    return cell(decoded_of(fmt::format(
                    R"j({{"value":[{{"@iot.id":1,"Observations":[{{"result":1,"phenomenonTime":"{}"}}]}}]}})j", text)),
                "time");
  };
  EXPECT_EQ(time("2026-11-20T08:00:00Z/2026-11-20T09:00:00Z"), "2026-11-20T09:00:00.000Z");
  EXPECT_EQ(time("2026-11-20T08:00:00+0800\\/2026-11-20T09:00:00+0800"), "2026-11-20T01:00:00.000Z");
  EXPECT_EQ(time("2026-11-20T08:00:00Z/.."), "2026-11-20T08:00:00.000Z");
  EXPECT_EQ(time("2026-11-20T08:00:00Z/PT1H"), "2026-11-20T08:00:00.000Z");
  EXPECT_EQ(time("gestern"), "(null)");
}

TEST(SensorThings, Trap7AUnitWithoutSymbolIsNone) {
  for (const char* unit : {R"j({"symbol":"null"})j", R"j({"symbol":null})j", "null", "{}", "\"%\""}) {
    const Decoded decoded = decoded_of(
        fmt::format(R"j({{"value":[{{"@iot.id":1,"name":"d","unitOfMeasurement":{},"Observations":[]}}]}})j", unit));
    EXPECT_EQ(cell(decoded, "id"), "1");
    EXPECT_EQ(cell(decoded, "unit"), "(null)") << unit;
  }
}

TEST(SensorThings, Trap7IdsOfAnyJsonTypeAndSlipsOfTheStandardsExamples) {
  const Decoded decoded = decoded_of(R"j({"values":[
    {"@iot.id ":9007199254740993,"name":"a"},{"@iot.id":"11111111-2222","name":"b"},{"@iot.id":{"a":1},"name":"c"},
    {"@iot.id":false,"name":"d"},{"@iot.selfLink":"http://s/v1.1/Things(44)","name":"e"},{"@iot.id":null,"name":"f"},
    {"@iot.id":"11111111-2222","name":"g"}]
})j");
  ASSERT_EQ(decoded.table->row_count(), 5u);
  EXPECT_EQ(cell(decoded, "id", 0), "9007199254740993");
  EXPECT_EQ(cell(decoded, "thing_id", 1), "{\"a\":1}");
  EXPECT_EQ(cell(decoded, "id", 1), "{\"a\":1}");
  EXPECT_EQ(cell(decoded, "id", 2), "false");
  EXPECT_EQ(cell(decoded, "id", 3), "44");
  EXPECT_EQ(cell(decoded, "thing", 4), "g");  // the last of two with one id
  EXPECT_EQ(decoded.dropped_rows, 2);
  EXPECT_EQ(decoded.drop_reasons.size(), 2u);
}

TEST(SensorThings, WithoutIdsNamesIdentify) {
  const Decoded decoded =
      decoded_of(R"j({"value":[{"name":"t","Datastreams":[{"name":"a","Observations":[]},{"name":"b"}]}]})j");
  ASSERT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(cell(decoded, "id"), "t/a");
  EXPECT_EQ(cell(decoded, "id", 1), "t/b");
}

TEST(SensorThings, PlacesOfEveryForm) {
  const auto row = [](std::string_view locations, Crs crs = Crs::wgs84) {
    DecodeOptions options;
    options.crs = crs;
    const Decoded decoded =
        decoded_of(fmt::format(R"j({{"value":[{{"@iot.id":1,"Locations":{}}}]}})j", locations), options);
    return cell(decoded, "lon") + (decoded.table->column("geometry")->is_null(0) ? " none" : " shape") +
           (decoded.drop_reasons.empty() ? "" : " counted");
  };
  const std::string area = R"j({"location":{"type":"Polygon","coordinates":[[[0,1],[1,1],[1,2],[0,1]]]}})j";
  const std::string point = R"j({"location":{"type":"Point","coordinates":[121.5,31.2]}})j";
  EXPECT_EQ(row("[]"), "(null) none");
  EXPECT_EQ(row("null"), "(null) none");
  EXPECT_EQ(row("[" + point + "]"), "121.5 shape");
  // Several are one place in several forms: the point can be marked.
  EXPECT_EQ(row("[" + area + "," + point + R"j(,{"location":{"type":"Point","coordinates":[9,9]}}])j"), "121.5 shape");
  EXPECT_EQ(row("[" + area + "]"), "(null) shape");
  EXPECT_EQ(row(R"j([{"encodingType":"text/plain","location":"四川北路 12"},)j" + area + "]"), "(null) shape");
  EXPECT_EQ(row(R"j([{"location":"四川北路 12"}])j"), "(null) none");
  EXPECT_EQ(
      row(R"j([{"location":{"properties":{},"type":"Feature","geometry":{"type":"Point","coordinates":[9,1]}}}])j"),
      "9 shape");
  EXPECT_EQ(row(R"j([{"location":{"type":"Feature","geometry":null}}])j"), "(null) none");
  EXPECT_EQ(row(R"j([{"location":{"type":"Point","coordinates":[0,0]}}])j"), "(null) none counted");
  EXPECT_NE(row("[" + point + "]", Crs::gcj02).substr(0, 5), "121.5");
}

TEST(SensorThings, OfSeveralObservationsTheNewestCounts) {
  const auto decoded = decoded_of(R"j({"value":[{"@iot.id":1,"Observations":[
    {"result":"x","phenomenonTime":null},
    {"result":1,"phenomenonTime":"2026-11-20T08:00:00Z"},
    {"result":2,"phenomenonTime":"2026-11-20T08:30:00Z/2026-11-20T10:00:00Z"},
    {"result":3,"phenomenonTime":"2026-11-20T09:00:00Z"}],"Observations@iot.nextLink":"http://s/more"}]})j");
  EXPECT_EQ(cell(decoded, "value"), "2");
  EXPECT_EQ(decoded.as_of, model::parse_iso8601("2026-11-20T10:00:00Z"));
  EXPECT_EQ(decoded.warnings.size(), 1u);  // the newest may be on a page that is not read
  EXPECT_EQ(decoded.next, "");
}

TEST(SensorThings, PagedDatastreamsOfOneThingAreSaidToBeMissing) {
  const auto decoded = decoded_of(
      R"j({"value":[{"@iot.id":1,"Datastreams":[{"@iot.id":2}],"Datastreams@iot.nextLink":"http://s/more"}]})j");
  EXPECT_EQ(decoded.table->row_count(), 1u);
  EXPECT_TRUE(decoded.truncated);
  EXPECT_EQ(decoded.warnings.size(), 1u);
}

TEST(SensorThings, OneEntityAndBareArraysAreLists) {
  EXPECT_EQ(cell(decoded_of(R"j({"@iot.id":17,"name":"t","Datastreams":[{"@iot.id":19}]})j"), "id"), "19");
  EXPECT_EQ(cell(decoded_of("\xEF\xBB\xBF"
                            R"j( [{"@iot.id":17,"name":"t"},{"@iot.id":18,"name":"u"}])j"),
                 "id", 1),
            "18");
  EXPECT_EQ(decoded_of(R"j({"value":[]})j").table->row_count(), 0u);
}

TEST(SensorThings, WhatIsNoSensorIsCountedOrRefused) {
  const auto decoded = decoded_of(R"j({"value":[{"@iot.id":1,"name":"a"},7,{"description":"x"}]})j");
  EXPECT_EQ(decoded.table->row_count(), 1u);
  EXPECT_EQ(decoded.rows_in_answer, 3);
  EXPECT_EQ(decoded.dropped_rows, 2);
  for (const char* bytes :
       {R"j({"value":[{"name":"p","definition":"http://x"}]})j", R"j({"value":[{"url":"x"}]})j", R"j({"ok":true})j"}) {
    const auto refused = decode(bytes);
    ASSERT_FALSE(refused) << bytes;
    EXPECT_NE(refused.error().message.find("neither Things"), std::string::npos) << refused.error().message;
  }
  for (const char* bytes : {R"j({"value":7})j", R"j({"value":[{"@iot.id":1})j", "<html>", "", R"j({"value":[}]})j"})
    EXPECT_FALSE(decode(bytes)) << bytes;
}

TEST(SensorThings, ErrorsOfTheBackEndAreQuoted) {
  const auto* format = find_format("sensorthings");
  EXPECT_EQ(format->error_text(R"j({"code":404,"type":"error","message":"Nothing found."})j"), "404: Nothing found.");
  EXPECT_EQ(format->error_text(R"j({"error":{"code":"x","message":"no \"such\" thing"}})j"), "no \"such\" thing");
  EXPECT_EQ(format->error_text("<html>Bad gateway</html>"), "");
  EXPECT_EQ(format->error_text(R"j({"message":)j"), "");
  const auto refused = decode(R"j({"code":400,"message":"$top must be positive"})j");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("400: $top must be positive"), std::string::npos) << refused.error().message;
}

TEST(SensorThings, DeclaredColumnsTakeTheFormatsPlaceOrFilterIt) {
  DecodeOptions options;
  ColumnMapping named = column("name", "");
  named.names = {{"smoke", "smoke density"}};
  options.columns = {column("thing", "/properties/grid"), named};
  const Decoded decoded = decoded_of(
      R"j({"value":[{"@iot.id":1,"name":"t","properties":{"grid":"HK"},"Datastreams":[{"@iot.id":2,"name":"smoke"}]}]})j",
      options);
  EXPECT_EQ(cell(decoded, "thing"), "HK");
  EXPECT_EQ(cell(decoded, "name"), "smoke density");
  EXPECT_EQ(decoded.table->columns().size(), 14u);
}

TEST(SensorThings, NestingWithoutEndEndsSomewhere) {
  std::string deep = R"j({"@iot.id":1,"name":"x","Observations":[]})j";
  for (int i = 0; i < 40; ++i) deep = R"j({"@iot.id":1,"name":"x","Thing":)j" + deep + "}";
  EXPECT_EQ(decoded_of(R"j({"value":[)j" + deep + "]}").table->row_count(), 1u);
}

}  // namespace
}  // namespace onescreen::data
