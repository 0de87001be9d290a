// Proves how GeoJSON shapes are read (trap 13) and how pages of OGC API - Features follow one another.
#include <gtest/gtest.h>

#include "unit/data/decode_support.h"

namespace onescreen::data {
namespace {

using model::GeometryKind;
using model::GeometryPtr;
using model::LonLat;
using model::Type;

Decoded features(const std::string& members, const DecodeOptions& options = {}) {
  const auto decoded = decode_as("geojson", R"({"type":"FeatureCollection",)" + members + "}", options);
  EXPECT_TRUE(decoded) << decoded.error().message;
  return decoded ? *decoded : Decoded{};
}

std::string feature(std::string_view geometry) {
  return R"({"type":"Feature","properties":null,"geometry":)" + std::string(geometry) + "}";
}

GeometryPtr shape(std::string_view geometry) {
  const Decoded decoded = features(R"("features":[)" + feature(geometry) + "]");
  return decoded.table ? decoded.table->column("geometry")->geometry(0) : nullptr;
}

double span_deg(const model::Geometry& shape) {
  double west = 1e9;
  double east = -1e9;
  for (const auto& position : shape.positions) {
    west = std::min(west, position.lon);
    east = std::max(east, position.lon);
  }
  return east - west;
}

TEST(GeoJsonShapes, EitherWindingGivesTheSameShape) {  // trap 13
  const auto counter =
      shape(R"({"type":"Polygon","coordinates":[[[0,1],[9,1],[9,9],[0,9],[0,1]],[[2,2],[2,3],[3,3],[2,2]]]})");
  const auto clockwise =
      shape(R"({"type":"Polygon","coordinates":[[[0,1],[0,9],[9,9],[9,1],[0,1]],[[2,2],[3,3],[2,3],[2,2]]]})");
  ASSERT_TRUE(counter && clockwise);
  EXPECT_EQ(*counter, *clockwise);
}

TEST(GeoJsonShapes, RepeatedVerticesAreLeftOut) {
  const auto shape_of =
      shape(R"({"type":"Polygon","coordinates":[[[0,1],[9,1],[9,1],[9,9],[0,1],[0,1]],[[2,2],[2,2],[2,2],[2,2]]]})");
  ASSERT_TRUE(shape_of);
  EXPECT_EQ(shape_of->positions.size(), 4u);
  EXPECT_EQ(shape_of->ring_count(), 1u) << "a hole without extent is none";
}

TEST(GeoJsonShapes, OneBadShapeHarmsNoOtherFeature) {
  const Decoded decoded =
      features(R"("features":[)" + feature(R"({"type":"Point","coordinates":[121.5,31.2]})") + "," +
               feature(R"({"type":"LineString","coordinates":[[1,2],[NaN,3]]})") + "," +
               feature(R"({"type":"Point","coordinates":[1e400,31.2]})") + "," + feature("null") + ",7]");
  ASSERT_EQ(decoded.table->row_count(), 4u);
  const auto* geometry = decoded.table->column("geometry");
  EXPECT_FALSE(geometry->is_null(0));
  for (const size_t row : {1, 2, 3}) EXPECT_TRUE(geometry->is_null(row)) << row;
  EXPECT_EQ(reasons_with(decoded, "finite"), 2);
  EXPECT_EQ(reasons_with(decoded, "no GeoJSON object"), 1);
}

TEST(GeoJsonShapes, NullPropertiesAreLegalEverywhere) {  // trap 13
  DecodeOptions options;
  options.columns = {column("name", Type::text, "/properties/name")};
  EXPECT_EQ(features(R"("features":[)" + feature("null") + "]", options).table->row_count(), 1u);
}

TEST(GeoJsonShapes, ForeignMembersAndBoxesAreIgnored) {
  const Decoded decoded = features(
      R"("bbox":[170,10,-170,11],"geometry":{"type":"Point","coordinates":[1,1]},"coordinates":[5,5],"features":[)"
      R"({"type":"Feature","bbox":[1,1,2,2],"coordinates":[7,7],"geometries":[],"place":{"type":"Point","coordinates":[3,3]},)"
      R"("geometry":{"type":"Point","bbox":[9,9,9,9],"coordinates":[121.5,31.2]},"properties":{}}])");
  ASSERT_EQ(decoded.table->row_count(), 1u);
  EXPECT_EQ(decoded.table->column("lon")->number(0), 121.5);
  EXPECT_TRUE(decoded.drop_reasons.empty());
}

TEST(GeoJsonShapes, ACrsMemberIsIgnoredWithAWarning) {
  const char* crs = R"("crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[])";
  EXPECT_EQ(features(crs).warnings.size(), 1u);
  EXPECT_TRUE(features(R"("crs":null,"features":[])").warnings.empty());
}

TEST(GeoJsonShapes, AcrossTheAntimeridianItIsShiftedNotStretched) {
  const auto ring = shape(
      R"({"type":"Polygon","coordinates":[[[179,1],[-179,1],[-179,2],[179,2],[179,1]],[[179.5,1.5],[-179.5,1.6],[179.5,1.7],[179.5,1.5]]]})");
  ASSERT_TRUE(ring);
  EXPECT_EQ(span_deg(*ring), 2);
  EXPECT_EQ(ring->positions.front(), ring->positions[4]);
  const auto line = shape(R"({"type":"LineString","coordinates":[[-179,1],[179,2],[178,3]]})");
  EXPECT_EQ(line->positions, (std::vector<LonLat>{{-179, 1}, {-181, 2}, {-182, 3}}));
  const auto cut = shape(
      R"({"type":"MultiPolygon","coordinates":[[[[178,1],[180,1],[180,2],[178,1]]],[[[-180,1],[-178,1],[-180,2],[-180,1]]]]})");
  EXPECT_EQ(span_deg(*cut), 4);
  EXPECT_EQ(span_deg(*shape(R"({"type":"MultiLineString","coordinates":[[[178,1],[180,1]],[[-180,1],[-178,1]]]})")), 4);
}

TEST(GeoJsonShapes, WhatSpansTheWorldOrHoldsAPoleStaysAsItIs) {
  EXPECT_EQ(
      span_deg(*shape(R"({"type":"Polygon","coordinates":[[[-180,-80],[180,-80],[180,80],[-180,80],[-180,-80]]]})")),
      360);
  const char* pole = R"({"type":"Polygon","coordinates":[[[-120,70],[0,70],[120,70],[-120,70]]]})";
  EXPECT_EQ(span_deg(*shape(pole)), 240);
  EXPECT_EQ(span_deg(*shape(R"({"type":"LineString","coordinates":[[-80,1],[121,1]]})")), 201 - 360 + 360 - 42);
}

TEST(GeoJsonShapes, CollectionsBecomeOneShape) {
  const auto points = shape(
      R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"MultiPoint","coordinates":[[3,4],[5,6]]},null]})");
  ASSERT_TRUE(points);
  EXPECT_EQ(points->positions.size(), 3u);
  const Decoded mixed = features(
      R"("features":[)" +
      feature(
          R"({"geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Polygon","coordinates":[[[0,1],[9,1],[9,9],[0,1]]]},)"
          R"({"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[20,1],[29,1],[29,9],[20,1]]]}]}],"type":"GeometryCollection"})") +
      "]");
  const auto areas = mixed.table->column("geometry")->geometry(0);
  ASSERT_TRUE(areas);
  EXPECT_EQ(areas->kind, GeometryKind::polygon);
  EXPECT_EQ(areas->part_ends, (std::vector<uint32_t>{1, 2}));
  EXPECT_EQ(areas->ring_ends, (std::vector<uint32_t>{4, 8}));
  EXPECT_EQ(reasons_with(mixed, "several kinds"), 1);
  EXPECT_FALSE(shape(
      R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Point","coordinates":[0,0]}]})"));
  EXPECT_FALSE(shape(R"({"type":"GeometryCollection","geometries":[]})"));
}

// --- OGC API - Features ---

TEST(GeoJsonPages, TheEnvelopeOfAPage) {
  const Decoded page = features(R"("timeStamp":"2026-03-01T14:52:23Z","numberMatched":123,"numberReturned":1,"links":[
    {"href":"/items?f=json","rel":"self","type":"application/geo+json"},
    {"href":"/items?f=html&offset=1","rel":"next","type":"text/html"},
    {"href":"/items?f=json&offset=1","rel":"next","type":"application/json"},
    {"href":"/items?offset=\u0031&limit=1","rel":"next","type":"application/geo+json"},
    {"href":"/other","rel":"prev"}],"features":[)" +
                                feature("null") + "]");
  EXPECT_EQ(page.total, 123);
  EXPECT_TRUE(page.truncated);
  EXPECT_EQ(page.as_of, model::parse_iso8601("2026-03-01T14:52:23Z"));
  EXPECT_EQ(page.next, "/items?offset=1&limit=1");
  EXPECT_TRUE(find_format("geojson")->follows_links);
}

TEST(GeoJsonPages, LinksThatAreNone) {
  const auto next = [](const std::string& links) {
    return features(R"("links":)" + links + R"(,"features":[)" + feature("null") + "]").next;
  };
  EXPECT_EQ(next(R"([{"rel":"next","href":"a"}])"), "a");
  EXPECT_EQ(next(R"([{"rel":"next","href":"a","type":"application/geo+json"},{"rel":"next","href":"b"}])"), "a");
  for (const char* links : {"[]", "null", "7", "{}", R"([{"rel":"next"}])", R"([{"rel":"next","href":null}])",
                            "[1,[2]]", R"([{"rel":"next","href":"a","type":"text/html"}])"})
    EXPECT_EQ(next(links), "") << links;
}

TEST(GeoJsonPages, AnEmptyPageEndsWhateverItLinksTo) {
  EXPECT_EQ(features(R"("links":[{"rel":"next","href":"a"}],"features":[])").next, "");
}

}  // namespace
}  // namespace onescreen::data
