// Proves that levels of warnings are read in all their spellings, that other ladders are not, and that what is unknown
// stays unknown.
#include "data/warning_level.h"

#include <gtest/gtest.h>

#include "data/cap_shape.h"

namespace onescreen::data {
namespace {

TEST(WarningLevel, WholeWords) {
  const std::pair<const char*, int> kKnown[] = {
      {"Extreme", 1},  {"severe", 2}, {"Moderate", 3}, {"MINOR", 4}, {"红色", 1},    {"橙", 2},
      {"黄色", 3},     {"蓝色", 4},   {"Orange", 2},   {"Ⅲ级", 3},   {"III级", 3},   {"III", 3},
      {"Ⅰ", 1},        {"ⅳ级", 4},    {"iv", 4},       {"二级", 2},  {"3级", 3},     {"Ⅱ 级", 2},
      {"特别严重", 1}, {"严重", 2},   {"较重", 3},     {"一般", 4},  {"特别重大", 1}};
  for (const auto& [word, level] : kKnown) EXPECT_EQ(read_warning_word(word).level, level) << word;
  for (const char* unknown : {"", "Unknown", "standard", "5级", "0级", "3", "V级", "VI级", "green", "白色", "级", "色"})
    EXPECT_FALSE(read_warning_word(unknown).level) << unknown;
  EXPECT_EQ(read_warning_word("白色").colour, "white");
  EXPECT_EQ(read_warning_word("Severe").colour, "") << "a severity names no colour";
}

TEST(WarningLevel, Titles) {
  const auto level = [](const char* title) { return read_warning_title(title).level; };
  EXPECT_EQ(level("海淀区气象台发布大风蓝色预警[IV/一般]"), 4);
  EXPECT_EQ(read_warning_title("上海中心气象台发布雷电黄色预警[Ⅲ级/较重]").colour, "yellow");
  EXPECT_EQ(level("发布雷电预警[Ⅲ 级/较重]"), 3);
  EXPECT_EQ(level("某台发布橙色高温预警信号"), 2);
  EXPECT_EQ(level("某台将大风蓝色预警变更为黄色预警"), 3) << "the last colour is the one that holds";
  EXPECT_EQ(level("某台发布暴雨III级预警"), 3);
  EXPECT_EQ(level("某台发布暴雨二级预警"), 2);
  EXPECT_EQ(level("某台发布台风白色预警信号"), std::nullopt);
  EXPECT_EQ(level("某台发布大风预警，阵风10级"), std::nullopt);
  EXPECT_EQ(level("Red Flag Warning issued"), std::nullopt) << "an English name is no colour of this ladder";
}

TEST(WarningLevel, OtherLaddersAreNotThisOne) {  // trap 22
  const auto level = [](const char* title) { return read_warning_title(title).level; };
  EXPECT_EQ(level("虹口区启动防汛IV级响应"), std::nullopt);
  EXPECT_EQ(level("启动Ⅲ级应急响应"), std::nullopt);
  EXPECT_EQ(level("较大（Ⅲ级）突发事件通报"), std::nullopt);
  EXPECT_EQ(level("某台发布暴雨预警，启动Ⅳ级响应"), std::nullopt);
  EXPECT_EQ(level("发布台风黄色预警并启动Ⅳ级响应"), 3);
}

TEST(WarningLevel, CodesAndColours) {
  EXPECT_EQ(read_warning_code("0501").level, 4);
  EXPECT_EQ(read_warning_code("0204").colour, "red");
  EXPECT_EQ(read_warning_code("0191").colour, "white");
  EXPECT_FALSE(read_warning_code("0191").level);
  for (const char* code : {"", "05", "0599", "05a1", "156110214"}) EXPECT_FALSE(read_warning_code(code).level) << code;
  EXPECT_EQ(read_warning_colour(250, 230, 0).level, 3);
  EXPECT_EQ(read_warning_colour(240, 150, 20).level, 2);
  EXPECT_EQ(read_warning_colour(230, 30, 20).level, 1);
  EXPECT_EQ(read_warning_colour(0, 0, 255).level, 4);
  EXPECT_EQ(read_warning_colour(0.2, 0.4, 1).level, 4);
  EXPECT_EQ(read_warning_colour(255, 255, 255).colour, "white");
  EXPECT_EQ(read_warning_colour(0, 0, 0).colour, "");
  EXPECT_FALSE(read_warning_colour(0, 255, 0).level);
  EXPECT_FALSE(read_warning_colour(-1, 2, 3).level);
}

TEST(WarningLevel, WhatATitleIsAbout) {
  EXPECT_EQ(event_of_title("海淀区气象台发布大风蓝色预警[IV/一般]"), "大风");
  EXPECT_EQ(event_of_title("某台解除雷雨大风黄色预警信号"), "雷雨大风");
  EXPECT_EQ(event_of_title("某台变更大风蓝色为黄色预警"), "大风");
  EXPECT_EQ(event_of_title("大风"), "");
  EXPECT_TRUE(is_drill_title("【演练】某台发布暴雨红色预警"));
  EXPECT_FALSE(is_drill_title("某台发布暴雨红色预警"));
  EXPECT_TRUE(is_lifted_title("某台解除暴雨红色预警"));
}

TEST(CapShape, PolygonsAreLatitudeFirst) {  // trap 14
  CapShape shape;
  EXPECT_TRUE(shape.add_polygon(" 31.2,121.4 31.3,121.4\n31.3,121.5 31.2,121.4 "));
  EXPECT_EQ(shape.geojson(),
            R"({"type":"MultiPolygon","coordinates":[[[[121.4,31.2],[121.4,31.3],[121.5,31.3],[121.4,31.2]]]]})");
  for (const char* bad :
       {"", " ", "31.2,121.4", "31.2,121.4 31.3,121.4 31.2,121.4", "121.4,31.2 121.4,31.3 121.5,31.3 121.4,31.2",
        "31.2;121.4 1,2 3,4 5,6", "a,b", "31.2,121.4 31.3,121.4 nan,121.5 31.2,121.4", "31.2,121.4,5 1,2 3,4 5,6"})
    EXPECT_FALSE(shape.add_polygon(bad)) << bad;
  EXPECT_TRUE(shape.add_polygon("1,2 3,4 5,6")) << "open rings are closed";
}

TEST(CapShape, CirclesAreKilometres) {  // trap 14
  CapShape shape;
  EXPECT_EQ(shape.geojson(), "");
  EXPECT_TRUE(shape.add_circle("31.26,121.50 0"));
  EXPECT_EQ(shape.geojson(), R"({"type":"Point","coordinates":[121.5,31.26]})");
  for (const char* bad : {"", "31.26,121.50", "31.26,121.50 -1", "31.26,121.50 1e9", "121.50,31.26 2",
                          "31.26,121.50 2km", "31.26,121.50 inf"})
    EXPECT_FALSE(shape.add_circle(bad)) << bad;
  EXPECT_TRUE(shape.add_circle("31.26,121.50 2.0"));
  EXPECT_NE(shape.geojson().find("MultiPolygon"), std::string::npos);
}

}  // namespace
}  // namespace onescreen::data
