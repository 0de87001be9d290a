// Loading and checking files as one: queries against declared columns, what can be started with, and which files a
// watcher must see.
#include "files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/repository.h"

namespace onescreen::app {
namespace {

const char* const kSite = R"({
  "version": 1,
  "sources": {"cases": {"url": "http://127.0.0.1:9/", "columns": {
    "id": {"pointer": "/id"}, "title": {"pointer": "/title"}, "level": {"pointer": "/level", "type": "integer"},
    "reported_at": {"pointer": "/at", "type": "time"}}}},
  "tables": {"open": "SELECT * FROM cases WHERE level < 4"},
  "modes": {"daily": {"layouts": ["daily"]}}
})";

std::string layout_of(const std::string& widgets) {
  return "{\n  \"version\": 1,\n  \"row\": [\n" + widgets + "\n  ]\n}\n";
}

class FilesOfSite : public testing::Test {
 protected:
  void SetUp() override { site_ = folder_.write("sites/site.json", kSite); }

  std::string layout(const std::string& widgets) { return folder_.write("layouts/daily.json", layout_of(widgets)); }

  // Problems of a layout of these widgets, one line each.
  std::vector<ui::Problem> check(const std::string& widgets) { return check_file(layout(widgets), site_); }

  static std::string all(const std::vector<ui::Problem>& problems) {
    std::string out;
    for (const auto& problem : problems) out += ui::describe(problem) + "\n";
    return out;
  }

  void expect_problem(const std::string& widget, const std::string& pointer, const std::string& part) {
    const auto problems = check(widget);
    ASSERT_EQ(problems.size(), 1u) << widget << "\n" << all(problems);
    EXPECT_EQ(problems[0].pointer, pointer) << all(problems);
    EXPECT_NE(problems[0].sentence.find(part), std::string::npos) << all(problems);
    EXPECT_EQ(problems[0].line, 4) << all(problems);
  }

  test_support::TempFolder folder_;
  std::string site_;
};

constexpr char kList[] = R"({"widget": "incident_list", "data": "SELECT id, title, level, reported_at FROM open"})";

TEST_F(FilesOfSite, a_good_layout_has_no_problem) { EXPECT_EQ(all(check(kList)), ""); }

TEST_F(FilesOfSite, bad_sql_is_found_where_it_stands) {
  expect_problem(R"({"widget": "incident_list", "data": "SELEKT * FROM open"})", "/row/0/data", "SELEKT");
  expect_problem(R"({"widget": "incident_list", "data": "SELECT * FROM open WHERE"})", "/row/0/data", "");
  expect_problem(R"({"widget": "incident_list", "data": "SELECT 1; SELECT 2"})", "/row/0/data", "");
}

TEST_F(FilesOfSite, unknown_tables_and_columns_are_named) {
  expect_problem(R"({"widget": "incident_list", "data": "SELECT * FROM opened"})", "/row/0/data", "opened");
  expect_problem(R"({"widget": "incident_list", "data": "nothing"})", "/row/0/data", "nothing");
  expect_problem(R"({"widget": "incident_list", "data": "SELECT id, titel AS title FROM open"})", "/row/0/data",
                 "titel");
  expect_problem(R"({"widget": "incident_list", "data": "SELECT id, title FROM open WHERE levl = 1"})", "/row/0/data",
                 "levl");
}

TEST_F(FilesOfSite, whatever_writes_is_refused) {
  for (const char* sql : {"DELETE FROM cases", "DROP TABLE cases", "CREATE TABLE x(a)", "PRAGMA user_version = 3",
                          "ATTACH 'x.db' AS x", "INSERT INTO cases VALUES (1)"}) {
    EXPECT_EQ(check(std::string(R"({"widget": "incident_list", "data": ")") + sql + "\"}").size(), 1u) << sql;
  }
}

TEST_F(FilesOfSite, missing_columns_are_named_with_their_meaning) {
  // Each widget's first required column, left out.
  size_t tried = 0;
  for (const auto* type : ui::widget_types()) {
    for (const auto& key : type->keys) {
      const auto required =
          std::find_if(key.columns.begin(), key.columns.end(), [](const auto& column) { return column.required; });
      if (key.type != model::KeyType::data || required == key.columns.end()) continue;
      ++tried;
      std::string widget = "{\"widget\": \"" + type->name + "\", \"" + key.name + R"(": "SELECT 1 AS something_else")";
      for (const auto& other : type->keys) {
        if (other.required && other.name != key.name)
          widget += ", \"" + other.name + "\": " + (other.type == model::KeyType::objects ? "[]" : "\"SELECT 1 AS x\"");
      }
      const auto problems = check(widget + "}");
      const bool named = std::any_of(problems.begin(), problems.end(), [&](const auto& problem) {
        return problem.pointer == "/row/0/" + key.name &&
               problem.sentence.find("needs a column \"" + required->name + "\"") != std::string::npos;
      });
      EXPECT_TRUE(named) << type->name << "." << key.name << " wants " << required->name << "\n" << all(problems);
    }
  }
  EXPECT_GE(tried, 3u);
}

TEST_F(FilesOfSite, queries_of_nested_objects_are_checked) {
  const auto problems = check(R"({"widget": "map", "layers": [{"type": "areas", "data": "SELECT * FROM nowhere"}]})");
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems[0].pointer, "/row/0/layers/0/data") << all(problems);
}

TEST_F(FilesOfSite, problems_of_several_panels_come_in_the_order_of_the_file) {
  const auto problems = check(R"({"widget": "incident_list", "data": "SELECT * FROM one"},
{"widget": "kpj"},
{"widget": "incident_list", "data": "SELECT * FROM three"})");
  ASSERT_EQ(problems.size(), 3u) << all(problems);
  EXPECT_EQ(problems[0].line, 4);
  EXPECT_EQ(problems[1].line, 5);
  EXPECT_EQ(problems[2].line, 6);
}

TEST_F(FilesOfSite, a_site_names_layouts_that_are_there) {
  const auto problems = check_file(site_, site_);
  ASSERT_EQ(problems.size(), 1u) << all(problems);
  EXPECT_NE(problems[0].sentence.find("no layout \"daily\""), std::string::npos) << all(problems);
  EXPECT_EQ(problems[0].line, 7) << all(problems);
  EXPECT_EQ(problems[0].pointer, "/modes/daily/layouts");
  layout(kList);
  EXPECT_EQ(all(check_file(site_, site_)), "");
}

TEST_F(FilesOfSite, a_layout_whose_site_cannot_be_read_says_so) {
  const auto problems = check_file(layout(kList), (folder_.path() / "none.json").string());
  ASSERT_EQ(problems.size(), 1u) << all(problems);
  EXPECT_NE(problems[0].sentence.find("not checked"), std::string::npos);
}

TEST_F(FilesOfSite, are_told_apart_by_their_keys) {
  EXPECT_TRUE(is_site_file(site_));
  EXPECT_FALSE(is_site_file(layout(kList)));
  EXPECT_FALSE(is_site_file(folder_.write("empty.json", "")));
  EXPECT_FALSE(is_site_file("none.json"));
}

TEST_F(FilesOfSite, load_as_one_with_every_path_that_was_read) {
  const std::string file = layout(kList);
  const auto files = load_files({.site = site_});
  ASSERT_TRUE(files) << model::describe(files.error());
  EXPECT_EQ(all((*files)->problems), "");
  EXPECT_TRUE((*files)->layouts.contains("daily"));
  const auto& paths = (*files)->paths;
  for (const std::string& path : {site_, file})
    EXPECT_NE(std::find(paths.begin(), paths.end(), path), paths.end()) << path;
  EXPECT_EQ(paths.size(), 4u) << "theme and words too";
}

TEST_F(FilesOfSite, with_problems_load_as_far_as_something_can_be_shown) {
  layout(std::string(kList) + R"(, {"widget": "kpj"})");
  const auto files = load_files({.site = site_});
  ASSERT_TRUE(files) << model::describe(files.error());
  EXPECT_EQ((*files)->problems.size(), 1u);
  EXPECT_EQ((*files)->layouts.at("daily")->panels.size(), 2u);
}

TEST_F(FilesOfSite, that_show_nothing_are_refused_with_the_reason) {
  auto missing_layout = load_files({.site = site_});
  ASSERT_FALSE(missing_layout);
  EXPECT_NE(missing_layout.error().message.find("daily"), std::string::npos) << missing_layout.error().message;
  layout(kList);
  auto other_layout = load_files({.site = site_, .layout = "nightly"});
  ASSERT_FALSE(other_layout);
  EXPECT_NE(other_layout.error().message.find("nightly"), std::string::npos) << other_layout.error().message;
  auto missing_site = load_files({.site = (folder_.path() / "none.json").string()});
  ASSERT_FALSE(missing_site);
  EXPECT_NE(missing_site.error().message.find("none.json"), std::string::npos) << missing_site.error().message;
  folder_.write("layouts/daily.json", "{");
  EXPECT_FALSE(load_files({.site = site_}));
  folder_.write("sites/site.json",
                std::string(kSite).replace(std::string(kSite).find("\"version\""), 0, "\"theme\": \"pink\", "));
  layout(kList);
  auto no_theme = load_files({.site = site_});
  ASSERT_FALSE(no_theme);
  EXPECT_NE(model::describe(no_theme.error()).find("pink"), std::string::npos) << model::describe(no_theme.error());
}

TEST(DemoFiles, have_no_problem) {
  const auto files = load_files({.site = (test_support::source_dir() / "assets/sites/demo.json").string()});
  ASSERT_TRUE(files) << model::describe(files.error());
  for (const auto& problem : (*files)->problems) ADD_FAILURE() << ui::describe(problem);
  EXPECT_GE((*files)->layouts.size(), 1u);
}

}  // namespace
}  // namespace onescreen::app
