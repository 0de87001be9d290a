// Proves what the csv format promises: RFC 4180 as it is written and as it is met, columns by heading, and bad rows
// counted.
#include <gtest/gtest.h>

#include "unit/data/decode_support.h"

namespace onescreen::data {
namespace {

using model::ErrorCode;
using model::Type;

DecodeOptions cases() {
  DecodeOptions options;
  options.columns = {column("id", Type::text, "/id"), column("title", Type::text, "/title"),
                     column("level", Type::integer, "/level")};
  return options;
}

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = cases()) {
  return decode_as("csv", bytes, options);
}

// Cells of the column "title".
std::vector<std::string> titles(const model::Result<Decoded>& decoded) {
  std::vector<std::string> all;
  EXPECT_TRUE(decoded) << decoded.error().message;
  if (!decoded) return all;
  const auto* column = decoded->table->column("title");
  for (size_t row = 0; row < column->size(); ++row)
    all.push_back(column->is_null(row) ? "NULL" : std::string(column->text(row)));
  return all;
}

using Titles = std::vector<std::string>;

TEST(Csv, QuotesLineEndsAndHeadingsInAnyOrder) {
  EXPECT_EQ(titles(decode("level,title,id,more\r\n1,\"a, \"\"b\"\"\nc\",7,x\r\n2,\"\",8,y\r\n3,d e ,9,z")),
            (Titles{"a, \"b\"\nc", "NULL", "d e "}));
  EXPECT_EQ(titles(decode("\xEF\xBB\xBFid,title,level\n1,\"x\"\r\n,,\n\n\r\n2,\"\"\"\",3\n")),
            (Titles{"x", "NULL", "\""}));
  EXPECT_EQ(titles(decode("\"id\",\"title\" , level \n1,\"2\" ,3")), Titles{"2"});
  EXPECT_EQ(titles(decode("id,title,level\n1,\"a\"\r")), Titles{"a"});
}

TEST(Csv, CellsAreReadAsInAnyOtherFormat) {
  DecodeOptions options;
  options.zone = model::Zone::fixed("Asia/Shanghai", std::chrono::hours(8));
  options.crs = Crs::gcj02;
  options.id = "id";
  options.lon = "lon";
  options.lat = "lat";
  options.columns = {column("id", Type::text, "/编号"),          column("kind", Type::text, "/kind"),
                     column("at", Type::time, "/a~1b"),          column("on", Type::boolean, "/on"),
                     column("lon", Type::number, "/lng"),        column("lat", Type::number, "/lat"),
                     constant_column("from", Type::text, "file")};
  options.columns[1].names = {{"1", "urgent"}};
  options.data_time = "at";
  options.now = model::parse_iso8601("2026-03-01T12:00:00Z");
  const auto decoded = decode(
      "编号,kind,a/b,on,lng,lat\n"
      "1640921804698550272,1,2026-03-01 08:00:00,true,121.50951571156817,31.262581080956416\n"
      "31010900001320000001,2,yesterday,maybe,0,0\n"
      ",1,,,,\n"
      "1640921804698550272,1,,false,,\n",
      options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 2u) << "one has no id, one comes again";
  EXPECT_EQ(table.column("id")->text(0), "31010900001320000001");
  EXPECT_EQ(table.column("kind")->text(1), "urgent");
  EXPECT_EQ(table.column("from")->text(1), "file");
  EXPECT_FALSE(table.column("on")->boolean(1));
  EXPECT_TRUE(table.column("lon")->is_null(0));
  EXPECT_EQ(reasons_with(*decoded, "is not a time"), 1);
  EXPECT_EQ(reasons_with(*decoded, "neither true nor false"), 1);
  EXPECT_EQ(reasons_with(*decoded, "0/0"), 1);
  EXPECT_EQ(reasons_with(*decoded, "without their id"), 1);
  EXPECT_EQ(decoded->rows_in_answer, 4);
  options.id.clear();
  const auto whole =
      decode("编号,kind,a/b,on,lng,lat\n1,1,2026-03-01 08:00:00,1,121.50951571156817,31.262581080956416\n", options);
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_NEAR(whole->table->column("lon")->number(0), 121.5051, 1e-9);
  EXPECT_EQ(whole->as_of, model::parse_iso8601("2026-03-01T00:00:00Z")) << "trap 32: no offset is the zone's";
}

TEST(Csv, RowsOfAnotherLengthAreCounted) {
  const auto decoded = decode("id,title,level\n1,a\n2,b,1,\n3,c,1,x\n4,\"d\"x,1\n5,e,1\n");
  EXPECT_EQ(titles(decoded), (Titles{"a", "b", "e"}));
  EXPECT_TRUE(decoded->table->column("level")->is_null(0));
  EXPECT_EQ(reasons_with(*decoded, "fewer fields"), 1);
  EXPECT_EQ(reasons_with(*decoded, "more fields"), 1);
  EXPECT_EQ(reasons_with(*decoded, "closing quote"), 1);
  EXPECT_EQ(decoded->dropped_rows, 2);
  EXPECT_EQ(decoded->rows_in_answer, 5);
}

TEST(Csv, DelimitersAndCharsets) {
  DecodeOptions options = cases();
  for (const char* delimiter : {"\t", "\\t"}) {
    options.extra = {{"delimiter", delimiter}};
    EXPECT_EQ(titles(decode("id\ttitle\tlevel\n1\ta,b\t3\n", options)), Titles{"a,b"});
  }
  options.extra = {{"delimiter", ";"}};
  EXPECT_EQ(titles(decode("id;title;level\n1;a;3\n", options)), Titles{"a"});
  for (const char* wrong : {"ab", "\"", "\n", "，"}) {
    options.extra = {{"delimiter", wrong}};
    EXPECT_EQ(decode("id,title,level\n", options).error().code, ErrorCode::config) << wrong;
  }
  options.extra = {{"charset", "gb18030"}};
  EXPECT_EQ(titles(decode("id,title,level\n1,\xBA\xE7\xBF\xDA\x95\x34\xB2\x35,3\n", options)), Titles{"虹口𠮷"});
  const auto cut = decode("id,title,level\n1,\xBA", options);
  ASSERT_FALSE(cut);
  EXPECT_TRUE(contains(cut.error().message, "byte 17")) << cut.error().message;
  EXPECT_TRUE(contains(decode("id,title,level\n1,\xBA\xE7,3\n").error().message, "gb18030"));
}

TEST(Csv, WhatIsNoCsvIsNamed) {
  EXPECT_TRUE(contains(decode("").error().message, "empty"));
  EXPECT_TRUE(contains(decode(" \r\n<html>").error().message, "login page"));
  EXPECT_TRUE(contains(decode("id,name,level\n1,2,3").error().message, "\"title\""));
  EXPECT_TRUE(contains(decode("id,title,level\n1,\"2,3\n").error().message, "never closed"));
  EXPECT_TRUE(contains(decode("\"id,title").error().message, "never closed"));
  EXPECT_TRUE(contains(decode("\"id\"x,title,level\n").error().message, "header row"));
  EXPECT_TRUE(decode("id,title,level\n")) << "no row at all is a quiet day";
  DecodeOptions optional = cases();
  optional.columns[2].optional = true;
  EXPECT_TRUE(decode("id,title\n1,2\n", optional));
  DecodeOptions denied = cases();
  denied.denied_pointer = "/code";
  denied.denied_values = {"401"};
  EXPECT_EQ(decode(R"({"code":401,"msg":"no"})", denied).error().code, ErrorCode::denied) << "trap 31";
}

}  // namespace
}  // namespace onescreen::data
