// Proves what the geojsonseq format promises: RFC 8142 and plain lines, broken records skipped and counted.
#include <gtest/gtest.h>

#include "unit/data/decode_support.h"

namespace onescreen::data {
namespace {

using model::ErrorCode;
using model::Type;

DecodeOptions ids() {
  DecodeOptions options;
  options.columns = {optional_column("id", Type::text, "/id")};
  return options;
}

std::string feature(const char* id) {
  return R"({"type":"Feature","id":)" + std::string(id) +
         R"(,"geometry":{"type":"Point","coordinates":[121.5,31.2]},"properties":null})";
}

// The ids of the rows, one behind the other.
std::string read(std::string_view bytes, Decoded* whole = nullptr) {
  const auto decoded = decode_as("geojsonseq", bytes, ids());
  EXPECT_TRUE(decoded) << decoded.error().message;
  if (!decoded) return "error";
  if (whole != nullptr) *whole = *decoded;
  std::string all;
  for (size_t row = 0; row < decoded->table->row_count(); ++row)
    all += decoded->table->column("id")->as_text(row) + (decoded->table->column("lon")->is_null(row) ? "-" : "+");
  return all;
}

TEST(GeoJsonSeq, RecordsAndLines) {
  EXPECT_EQ(read("\x1E" + feature("1") + "\n\x1E" + feature("\"b\"") + "\n"), "1+b+");
  EXPECT_EQ(read(feature("1") + "\n" + feature("2") + "\r\n\n" + feature("3")), "1+2+3+");
  EXPECT_EQ(read("\xEF\xBB\xBF\x1E\x1E" + feature("1") + "\n"), "1+");
  EXPECT_EQ(read("\x1E{\n\"type\":\"Feature\",\n\"id\":4,\"geometry\":null,\"properties\":{}}\n"), "4-");
  EXPECT_EQ(read(R"({"type":"Point","coordinates":[1,2]})"), "+");
  EXPECT_EQ(read("\x1E{\"type\":\"FeatureCollection\",\"features\":[" + feature("1") + "," + feature("2") + "]}\n\x1E" +
                 feature("3")),
            "1+2+3+");
  EXPECT_EQ(read(""), "") << "a sequence of nothing is one";
}

TEST(GeoJsonSeq, ABrokenRecordDoesNotKillTheRest) {
  Decoded decoded;
  EXPECT_EQ(read("\x1E" + feature("1") + "\n\x1E{\"type\":\"Feature\",\n\x1E" + feature("2") + "\n\x1E" + feature("3") +
                     "x\n\x1E{\"a\":1}\n\x1E\"\xFF\"\n\x1E" + feature("4") + "\n",
                 &decoded),
            "1+2+4+");
  EXPECT_EQ(reasons_with(decoded, "no GeoJSON"), 4);
  EXPECT_EQ(decoded.dropped_rows, 4);
  EXPECT_EQ(decoded.rows_in_answer, 7);
  EXPECT_FALSE(decoded.truncated);
}

TEST(GeoJsonSeq, ACutLastRecordIsCountedWhereverItIsCut) {
  for (const std::string separator : {"\x1E", ""}) {
    const std::string whole = separator + feature("1") + "\n" + separator + feature("2");
    const size_t first = separator.size() + feature("1").size() + 1;
    for (size_t size = first + separator.size() + 1; size < whole.size(); ++size) {
      Decoded decoded;
      EXPECT_EQ(read(whole.substr(0, size), &decoded), "1+") << size;
      EXPECT_EQ(reasons_with(decoded, "cut off"), 1) << size;
      EXPECT_TRUE(decoded.truncated) << size;
    }
    EXPECT_EQ(read(whole), "1+2+");
  }
}

TEST(GeoJsonSeq, WhatIsNoSequenceIsNamed) {
  EXPECT_TRUE(contains(decode_as("geojsonseq", "<html>", ids()).error().message, "login page"));
  EXPECT_TRUE(
      contains(decode_as("geojsonseq", "{\"type\":\n\"FeatureCollection\"}", ids()).error().message, "geojson"));
  DecodeOptions options = ids();
  options.denied_pointer = "/code";
  options.denied_values = {"401"};
  EXPECT_EQ(decode_as("geojsonseq", "{\"code\":401}\n", options).error().code, ErrorCode::denied) << "trap 31";
}

}  // namespace
}  // namespace onescreen::data
