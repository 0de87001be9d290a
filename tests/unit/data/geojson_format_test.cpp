// Proves what the geojson format promises: RFC 7946 with its legal oddities, bad shapes isolated, nothing read past a
// cut.
#include <gtest/gtest.h>

#include "data/format.h"

namespace onescreen::data {
namespace {

using model::GeometryKind;
using model::Type;

DecodeOptions named() {
  DecodeOptions options;
  ColumnMapping id;
  id.spec = {"id", Type::text};
  id.pointer = "/id";
  id.optional = true;
  ColumnMapping name;
  name.spec = {"name", Type::text};
  name.pointer = "/properties/name";
  options.columns = {id, name};
  return options;
}

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = named()) {
  return find_format("geojson")->decode("streets", bytes, options);
}

std::string feature(std::string_view geometry) {
  return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":)" +
         std::string(geometry) + "}]}";
}

TEST(GeoJson, ReadsACollection) {
  const auto decoded = decode(R"({"type":"FeatureCollection","crs":{"type":"name"},"features":[
    {"type":"Feature","id":12345678901234567890,"geometry":{"type":"Point","coordinates":[121.5,31.2,7,8]},"properties":{"name":"四川北路"}},
    {"type":"Feature","id":"b","geometry":null,"properties":null},
    {"geometry":{"coordinates":[[[0,1],[1,1],[1,2],[0,1]]],"type":"Polygon","bbox":[1,2,3,4]},"properties":{"name":"c"},"type":"Feature"}]})");
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 3u);
  EXPECT_EQ(table.column("id")->text(0), "12345678901234567890");
  EXPECT_EQ(table.column("name")->text(0), "四川北路");
  EXPECT_EQ(table.column("lon")->number(0), 121.5);
  EXPECT_EQ(table.column("lat")->number(0), 31.2);
  EXPECT_TRUE(table.column("geometry")->is_null(1));
  EXPECT_TRUE(table.column("name")->is_null(1));
  EXPECT_TRUE(table.column("lon")->is_null(2));
  EXPECT_EQ(table.column("geometry")->geometry(2)->kind, GeometryKind::polygon);
  EXPECT_TRUE(decoded->drop_reasons.empty());
  EXPECT_EQ(schema_of({.name = "streets", .format = "geojson", .decode = named()}), table.schema());
}

TEST(GeoJson, AllKindsOfShapes) {
  const auto shape = [](std::string_view geometry) {
    const auto decoded = decode(feature(geometry));
    EXPECT_TRUE(decoded) << decoded.error().message;
    return decoded->table->column("geometry")->geometry(0);
  };
  const auto points = shape(R"({"type":"MultiPoint","coordinates":[[1,2],[3,4]]})");
  ASSERT_TRUE(points);
  EXPECT_EQ(points->positions.size(), 2u);
  EXPECT_TRUE(points->ring_ends.empty());
  const auto lines = shape(R"({"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8],[9,10]]]})");
  ASSERT_TRUE(lines);
  EXPECT_EQ(lines->ring_ends, (std::vector<uint32_t>{2, 5}));
  EXPECT_EQ(shape(R"({"type":"LineString","coordinates":[[1,2],[3,4]]})")->ring_count(), 1u);
  const auto holed =
      shape(R"({"type":"Polygon","coordinates":[[[0,1],[9,1],[9,9],[0,9],[0,1]],[[2,2],[3,2],[3,3],[2,2]]]})");
  EXPECT_EQ(holed->ring_ends, (std::vector<uint32_t>{5, 9}));
  EXPECT_EQ(holed->part_ends, (std::vector<uint32_t>{2}));
  const auto clockwise = shape(R"({"type":"Polygon","coordinates":[[[0,1],[0,9],[9,9],[0,1]]]})");
  EXPECT_EQ(clockwise->ring_count(), 1u);
  const auto open = shape(R"({"type":"Polygon","coordinates":[[[0,1],[9,1],[9,9]]]})");
  EXPECT_EQ(open->positions.size(), 4u);
  EXPECT_EQ(open->positions.front(), open->positions.back());
  const auto parts = shape(
      R"({"type":"MultiPolygon","coordinates":[[[[0,1],[9,1],[9,9],[0,1]],[[2,2],[3,2],[3,3],[2,2]]],[[[20,1],[29,1],[29,9],[20,1]]]]})");
  EXPECT_EQ(parts->ring_ends, (std::vector<uint32_t>{4, 8, 12}));
  EXPECT_EQ(parts->part_ends, (std::vector<uint32_t>{2, 3}));
  EXPECT_FALSE(shape(R"({"type":"Polygon","coordinates":[]})"));
  EXPECT_FALSE(shape(R"({"type":"Point","coordinates":[]})"));
}

TEST(GeoJson, BadShapesAreNullAndCountedAndTheRowStays) {
  for (const char* geometry :
       {R"({"type":"Point","coordinates":[0,0]})", R"({"type":"Point","coordinates":[NaN,1]})",
        R"({"type":"Point","coordinates":[1e400,1]})", R"({"type":"Point","coordinates":["1",1]})",
        R"({"type":"Point","coordinates":[1]})", R"({"type":"Point","coordinates":{}})",
        R"({"type":"Point","coordinates":[31,121]})", R"({"type":"Polygon","coordinates":[[1,2],[3,4]]})",
        R"({"type":"Polygon","coordinates":[[[0,1],[9,1]]]})", R"({"type":"LineString","coordinates":[[1,2]]})",
        R"({"type":"Circle","coordinates":[1,2]})", R"({"coordinates":[1,2]})",
        R"({"type":"GeometryCollection","geometries":7})", R"({"type":"Polygon","coordinates":[[[[[[1,2]]]]]]})",
        R"({"type":"LineString","coordinates":[[1,2],[[3,4]]]})", R"("Point")", "7"}) {
    const auto decoded = decode(feature(geometry));
    ASSERT_TRUE(decoded) << geometry;
    ASSERT_EQ(decoded->table->row_count(), 1u);
    EXPECT_TRUE(decoded->table->column("geometry")->is_null(0)) << geometry;
    EXPECT_EQ(decoded->drop_reasons.size(), 1u) << geometry;
  }
}

TEST(GeoJson, OneFeatureOneGeometryAndEnvelopes) {
  const auto one =
      decode(R"({"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":[121.5,31.2]}})");
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_EQ(one->table->column("name")->text(0), "x");
  EXPECT_EQ(one->table->column("lon")->number(0), 121.5);
  DecodeOptions bare;
  const auto geometry = decode(R"({"type":"Point","coordinates":[121.5,31.2]})", bare);
  ASSERT_TRUE(geometry) << geometry.error().message;
  EXPECT_EQ(geometry->table->column("lat")->number(0), 31.2);
  DecodeOptions wrapped = named();
  wrapped.rows = "/data";
  wrapped.success_pointer = "/code";
  wrapped.success_values = {"0"};
  const std::string body = R"({"code":0,"data":)" + feature(R"({"type":"Point","coordinates":[121.5,31.2]})") + "}";
  const auto inside = decode(body, wrapped);
  ASSERT_TRUE(inside) << inside.error().message;
  EXPECT_EQ(inside->table->row_count(), 1u);
}

TEST(GeoJson, WhatIsNoGeoJsonIsNamed) {
  for (const char* bytes : {R"({"a":1})", R"([1,2])", R"({"type":"FeatureCollection"})",
                            R"({"type":"FeatureCollection","features":7})", "<html>", ""}) {
    EXPECT_FALSE(decode(bytes)) << bytes;
  }
  const std::string whole = feature(R"({"type":"Polygon","coordinates":[[[0,1],[9,1],[9,9],[0,1]]]})");
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(decode(std::string_view(whole).substr(0, size))) << size;
}

TEST(GeoJson, ConvertsShapesFromGcj02) {
  DecodeOptions options = named();
  options.crs = Crs::gcj02;
  const auto decoded =
      decode(feature(R"({"type":"Point","coordinates":[121.50951571156817,31.262581080956416]})"), options);
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(decoded->table->column("lon")->number(0), 121.5051, 1e-9);
  EXPECT_NEAR(decoded->table->column("geometry")->geometry(0)->positions[0].lat, 31.2646, 1e-9);
}

}  // namespace
}  // namespace onescreen::data
