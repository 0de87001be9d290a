// Config: what the check of an object against its KeySpecs reports, and what reads give, whatever the file says.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ui/config.h"

namespace onescreen::ui {
namespace {

using model::KeySpec;
using model::KeyType;

const std::vector<KeySpec>& specs() {
  static const std::vector<KeySpec> keys = {
      {.name = "title", .type = KeyType::text, .summary = "a text", .required = true},
      {.name = "share",
       .type = KeyType::number,
       .summary = "a number",
       .fallback = "1.5",
       .minimum = 0.5,
       .maximum = 10},
      {.name = "count", .type = KeyType::integer, .summary = "a count", .fallback = "7"},
      {.name = "on", .type = KeyType::boolean, .summary = "a flag", .fallback = "true"},
      {.name = "style",
       .type = KeyType::choice,
       .summary = "a choice",
       .fallback = "\"line\"",
       .choices = {"line", "area"}},
      {.name = "data", .type = KeyType::data, .summary = "a query"},
      {.name = "names", .type = KeyType::texts, .summary = "texts", .fallback = "[\"x\"]"},
      {.name = "series",
       .type = KeyType::objects,
       .summary = "objects",
       .children = {{.name = "column", .type = KeyType::column, .summary = "a column", .required = true},
                    {.name = "width", .type = KeyType::number, .summary = "a width", .fallback = "2"}}},
      {.name = "display",
       .type = KeyType::object,
       .summary = "an object",
       .children = {{.name = "pitch", .type = KeyType::number, .summary = "a pitch", .fallback = "0.25"}}},
      {.name = "tables", .type = KeyType::map, .summary = "a map of texts"},
      {.name = "sources",
       .type = KeyType::map,
       .summary = "a map of objects",
       .children = {{.name = "url", .type = KeyType::text, .summary = "where", .required = true}}},
  };
  return keys;
}

struct Checked {
  Config config;
  std::vector<Problem> problems;

  std::vector<std::string> lines() const {
    std::vector<std::string> out;
    for (const auto& problem : problems) out.push_back(problem.pointer + ": " + problem.sentence);
    return out;
  }
};

Checked check(const std::string& text) {
  Checked out;
  const auto document = Document::parse(text, "x.json", out.problems);
  if (document != nullptr) out.config = document->root().checked(specs(), out.problems, {"$schema"});
  return out;
}

using Lines = std::vector<std::string>;

TEST(Config, a_good_object_has_no_problem) {
  const auto checked = check(
      R"({"$schema": "x", "title": "t", "share": 2, "count": 3, "on": false, "style": "area", "data": "SELECT 1", "names": [],
    "series": [{"column": "a"}], "display": {"pitch": 1}, "tables": {"a": "SELECT 1"}, "sources": {"b": {"url": "u"}}})");
  EXPECT_EQ(checked.lines(), Lines{});
}

TEST(Config, names_the_nearest_known_key) {
  EXPECT_EQ(check(R"({"title": "t", "tilte": "x"})").lines(),
            (Lines{"/tilte: unknown key \"tilte\"; did you mean \"title\"?"}));
  EXPECT_EQ(check(R"({"title": "t", "series": [{"column": "a", "widht": 1}]})").lines(),
            (Lines{"/series/0/widht: unknown key \"widht\"; did you mean \"width\"?"}));
}

TEST(Config, names_all_known_keys_when_none_is_near) {
  const auto lines = check(R"({"title": "t", "zzzzzz": 1})").lines();
  ASSERT_EQ(lines.size(), 1u);
  for (const char* key : {"known keys are", "title", "share", "sources", "$schema"})
    EXPECT_NE(lines[0].find(key), std::string::npos) << lines[0];
}

TEST(Config, says_what_is_missing_and_what_it_is_for) {
  EXPECT_EQ(check("{}").lines(), (Lines{": the key \"title\" is missing: a text"}));
  EXPECT_EQ(check(R"({"title": "t", "series": [{}]})").lines(),
            (Lines{"/series/0: the key \"column\" is missing: a column"}));
  EXPECT_EQ(check(R"({"title": "t", "sources": {"a": {}}})").lines(),
            (Lines{"/sources/a: the key \"url\" is missing: where"}));
}

TEST(Config, says_which_type_was_wanted) {
  const auto lines =
      check(
          R"({"title": 1, "share": "2", "count": 2.5, "on": "yes", "style": true, "data": [], "names": ["a", 1], "series": {},
    "display": 1, "tables": {"a": 1}, "sources": {"b": 2}})")
          .lines();
  EXPECT_EQ(lines, (Lines{"/title: must be text, not number", "/share: must be a number, not string",
                          "/count: must be a whole number, not number", "/on: must be true or false, not string",
                          "/style: must be text, not boolean",
                          "/data: must be a table's name or an SQL SELECT, as text, not array",
                          "/names: must be an array of texts, not array",
                          "/series: must be an array of objects, not object", "/display: must be an object, not number",
                          "/tables/a: must be text, not number", "/sources/b: must be an object"}));
}

TEST(Config, keeps_to_choices_and_limits) {
  EXPECT_EQ(check(R"({"title": "t", "style": "dots"})").lines(), (Lines{"/style: \"dots\" is not one of line, area"}));
  EXPECT_EQ(check(R"({"title": "t", "share": 0.25})").lines(), (Lines{"/share: must be at least 0.5"}));
  EXPECT_EQ(check(R"({"title": "t", "share": 11})").lines(), (Lines{"/share: must be at most 10.0"}));
  EXPECT_EQ(check(R"({"title": "t", "data": "  \n"})").lines(),
            (Lines{"/data: is empty; name a table or write a SELECT"}));
}

TEST(Config, places_problems_in_the_text) {
  const auto checked = check("{\n  \"title\": \"t\",\n  \"display\": {\n    \"pitch\": \"wide\"\n  }\n}");
  ASSERT_EQ(checked.problems.size(), 1u);
  EXPECT_EQ(checked.problems[0].line, 4);
  EXPECT_EQ(checked.problems[0].column, 5);
}

TEST(Config, absent_keys_read_as_their_fallback) {
  const Config config = check(R"({"title": "t", "series": [{"column": "a"}]})").config;
  EXPECT_EQ(config.number("share"), 1.5);
  EXPECT_EQ(config.integer("count"), 7);
  EXPECT_TRUE(config.flag("on"));
  EXPECT_EQ(config.text("style"), "line");
  EXPECT_EQ(config.texts("names"), Lines{"x"});
  EXPECT_EQ(config.text("data"), "");
  EXPECT_EQ(config.object("display").number("pitch"), 0.25);
  EXPECT_FALSE(config.has("share"));
  EXPECT_TRUE(config.has("title"));
  EXPECT_TRUE(config.entries("sources").empty());
  ASSERT_EQ(config.objects("series").size(), 1u);
  EXPECT_EQ(config.objects("series")[0].number("width"), 2);
  EXPECT_EQ(config.objects("series")[0].text("column"), "a");
}

TEST(Config, values_of_the_wrong_type_read_as_their_fallback) {
  const Config config =
      check(
          R"({"title": 5, "share": "2", "count": 1e300, "on": 1, "names": "x", "series": [1, {"column": 2}], "display": [], "sources": []})")
          .config;
  EXPECT_EQ(config.text("title"), "");
  EXPECT_EQ(config.number("share"), 1.5);
  EXPECT_EQ(config.integer("count"), 7);
  EXPECT_TRUE(config.flag("on"));
  EXPECT_EQ(config.texts("names"), Lines{"x"});
  EXPECT_EQ(config.object("display").number("pitch"), 0.25);
  EXPECT_TRUE(config.entries("sources").empty());
  for (const auto& series : config.objects("series")) EXPECT_EQ(series.text("column"), "");
}

TEST(Config, entries_come_in_the_order_of_the_file) {
  const Config config = check(R"({"title": "t", "tables": {"z": "1", "a/b": "2", "m": "3"}})").config;
  std::string order;
  for (const auto& [name, entry] : config.entries("tables")) order += name + "=" + entry.text("") + " ";
  EXPECT_EQ(order, "z=1 a/b=2 m=3 ");
}

TEST(Config, an_empty_config_reads_as_nothing) {
  const Config config;
  EXPECT_FALSE(config.has("x"));
  EXPECT_EQ(config.text("x"), "");
  EXPECT_EQ(config.number("x"), 0);
  EXPECT_EQ(config.integer("x"), 0);
  EXPECT_FALSE(config.flag("x"));
  EXPECT_TRUE(config.objects("x").empty());
  EXPECT_TRUE(config.object("x").texts("y").empty());
  EXPECT_EQ(config.dump(), "{}");
}

TEST(Config, equal_objects_dump_alike) {
  EXPECT_EQ(check("{\"title\":\"t\",\"count\":1}").config.dump(),
            check("{ \"title\" : \"t\",\n\"count\": 1 }").config.dump());
  EXPECT_NE(check("{\"title\":\"t\",\"count\":1}").config.dump(), check("{\"title\":\"t\",\"count\":2}").config.dump());
}

TEST(NearestName, finds_slips_of_the_keyboard_and_nothing_else) {
  const std::vector<std::string> known = {"incident_list", "kpi", "rank", "trend", "clock"};
  EXPECT_EQ(nearest_name("incident_lst", known), "incident_list");
  EXPECT_EQ(nearest_name("trnd", known), "trend");
  EXPECT_EQ(nearest_name("kpj", known), "kpi");
  EXPECT_EQ(nearest_name("rank", known), "rank");
  EXPECT_EQ(nearest_name("calendar", known), std::nullopt);
  EXPECT_EQ(nearest_name("", known), std::nullopt);
  EXPECT_EQ(nearest_name("kpi", {}), std::nullopt);
  EXPECT_EQ(nearest_name("aax", {"aab", "aac"}), "aab") << "of two as near, the first";
}

}  // namespace
}  // namespace onescreen::ui
