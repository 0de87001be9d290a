// Reading layouts: every problem of a file in one run, a bad widget becomes an error panel in its place, and queries
// are collected.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ui/layout.h"

namespace onescreen::ui {
namespace {

struct Read {
  std::shared_ptr<const Layout> layout;
  std::vector<Problem> problems;

  std::string all() const {
    std::string out;
    for (const auto& problem : problems) out += describe(problem) + "\n";
    return out;
  }
  // Whether some problem stands at `pointer` and says `part`.
  bool says(const std::string& pointer, const std::string& part) const {
    return std::any_of(problems.begin(), problems.end(), [&](const auto& problem) {
      return problem.pointer == pointer && problem.sentence.find(part) != std::string::npos;
    });
  }
};

Read read(const std::string& text) {
  Read out;
  const auto document = Document::parse(text, "daily.json", out.problems);
  if (document != nullptr) out.layout = read_layout(document, "daily", out.problems);
  return out;
}

TEST(Layout, reads_a_tree) {
  const auto got = read(
      R"({"version": 1, "title": "T", "row": [{"widget": "clock"}, {"weight": 2, "column": [{"widget": "clock", "weight": 3}, {"widget": "clock"}]}]})");
  ASSERT_NE(got.layout, nullptr) << got.all();
  EXPECT_TRUE(got.problems.empty()) << got.all();
  EXPECT_EQ(got.layout->name, "daily");
  EXPECT_EQ(got.layout->title, "T");
  EXPECT_EQ(got.layout->panels.size(), 3u);
  const auto& root = got.layout->root;
  EXPECT_EQ(root.kind, LayoutNode::Kind::row);
  ASSERT_EQ(root.children.size(), 2u);
  EXPECT_EQ(root.children[0].kind, LayoutNode::Kind::panel);
  EXPECT_EQ(root.children[1].kind, LayoutNode::Kind::column);
  EXPECT_EQ(root.children[1].weight, 2);
  EXPECT_EQ(root.children[1].children[0].weight, 3);
  EXPECT_EQ(root.children[1].children[1].weight, 1);
  EXPECT_EQ(got.layout->panels[2].id, "/row/1/column/1");
}

TEST(Layout, reports_all_problems_of_a_file_at_once) {
  const auto got = read(R"({
  "tittle": "x",
  "row": [
    {"widget": "kpj", "title": "A"},
    {"widget": "clock", "colour": "red"},
    {"widget": "clock", "row": []},
    {"weight": 2},
    17,
    {"widget": 3},
    {"column": []},
    {"column": "none"},
    {"weight": -1, "row": [{"widget": "clock"}]},
    {"wieght": 2, "row": [{"widget": "clock"}]},
    {"widget": "clock"}
  ]
})");
  ASSERT_NE(got.layout, nullptr);
  EXPECT_TRUE(got.says("", "\"version\" is missing")) << got.all();
  EXPECT_TRUE(got.says("/tittle", "did you mean \"title\"?")) << got.all();
  EXPECT_TRUE(got.says("/row/0/widget", "unknown widget \"kpj\"; did you mean \"kpi\"?")) << got.all();
  EXPECT_TRUE(got.says("/row/1/colour", "unknown key \"colour\"")) << got.all();
  EXPECT_TRUE(got.says("/row/2", "only one of")) << got.all();
  EXPECT_TRUE(got.says("/row/3", "needs \"row\", \"column\" or \"widget\"")) << got.all();
  EXPECT_TRUE(got.says("/row/4", "must be an object")) << got.all();
  EXPECT_TRUE(got.says("/row/5/widget", "must be text")) << got.all();
  EXPECT_TRUE(got.says("/row/6/column", "at least one node")) << got.all();
  EXPECT_TRUE(got.says("/row/7/column", "at least one node")) << got.all();
  EXPECT_TRUE(got.says("/row/8/weight", "at least")) << got.all();
  EXPECT_TRUE(got.says("/row/9/wieght", "did you mean \"weight\"?")) << got.all();
  EXPECT_EQ(got.problems.size(), 12u) << got.all();
  for (const auto& problem : got.problems) EXPECT_GT(problem.line, 0);
}

TEST(Layout, a_problem_points_at_its_line) {
  const auto got =
      read("{\"version\": 1,\n \"row\": [\n  {\"widget\": \"clock\"},\n  {\"widget\": \"nothing_like_it\"}\n]}");
  ASSERT_EQ(got.problems.size(), 1u) << got.all();
  EXPECT_EQ(got.problems[0].line, 4);
  EXPECT_EQ(got.problems[0].column, 4);
  EXPECT_NE(got.problems[0].sentence.find("onescreen list"), std::string::npos) << got.all();
}

TEST(Layout, a_bad_widget_becomes_an_error_panel_in_its_place) {
  const auto got = read(
      R"({"version": 1, "row": [{"widget": "clock"}, {"widget": "kpj", "title": "A"}, {"widget": "clock", "colour": 1, "title": "B"}, {"widget": "clock"}]})");
  ASSERT_NE(got.layout, nullptr);
  ASSERT_EQ(got.layout->panels.size(), 4u);
  EXPECT_NE(got.layout->panels[0].type, nullptr);
  EXPECT_EQ(got.layout->panels[1].type, nullptr);
  EXPECT_EQ(got.layout->panels[1].title, "A");
  EXPECT_NE(got.layout->panels[1].error.find("unknown widget"), std::string::npos);
  EXPECT_EQ(got.layout->panels[2].type, nullptr);
  EXPECT_EQ(got.layout->panels[2].title, "B");
  EXPECT_NE(got.layout->panels[2].error.find("unknown key"), std::string::npos);
  EXPECT_NE(got.layout->panels[3].type, nullptr);
}

TEST(Layout, refuses_what_has_no_tree) {
  for (const char* text : {R"({"version": 1})", R"({"version": 1, "row": []})", R"({"version": 1, "row": {}})",
                           R"({"version": 1, "row": [{"column": []}]})",
                           R"({"version": 1, "row": [{"widget": "clock"}], "column": [{"widget": "clock"}]})"}) {
    const auto got = read(text);
    EXPECT_EQ(got.layout, nullptr) << text;
    EXPECT_FALSE(got.problems.empty()) << text;
  }
}

TEST(Layout, reads_version_1_only) {
  EXPECT_TRUE(read(R"({"version": 2, "row": [{"widget": "clock"}]})").says("/version", "version 1"));
  EXPECT_TRUE(read(R"({"version": "1", "row": [{"widget": "clock"}]})").says("/version", "version 1"));
}

TEST(Layout, collects_queries_once_and_not_those_of_error_panels) {
  const auto got = read(
      R"({"version": 1, "row": [{"widget": "incident_list", "data": "open"}, {"widget": "incident_list", "data": "open"},
    {"widget": "incident_list", "data": "SELECT * FROM a"}, {"widget": "incident_list", "data": "bad", "nothing": 1}]})");
  ASSERT_NE(got.layout, nullptr) << got.all();
  EXPECT_EQ(got.layout->queries, (std::vector<std::string>{"SELECT * FROM a", "open"}));
  EXPECT_EQ(got.layout->panels[0].queries, std::vector<std::string>{"open"});
  EXPECT_TRUE(got.layout->panels[3].queries.empty());
}

// Placing tries each row both ways, so that each level of nesting doubles the work.
TEST(Layout, deep_nesting_is_a_problem_and_not_a_wall_that_hangs) {
  std::string text = R"({"widget": "clock"})";
  for (int i = 0; i < 28; ++i)
    text = std::string("{\"") + (i % 2 == 0 ? "row" : "column") + "\": [" + text + R"(, {"widget": "clock"}]})";
  const auto got = read(R"({"version": 1, "row": [)" + text + "]}");
  EXPECT_TRUE(std::any_of(got.problems.begin(), got.problems.end(), [](const auto& problem) {
    return problem.sentence.find("nested deeper") != std::string::npos;
  })) << got.all();
  ASSERT_NE(got.layout, nullptr);
  EXPECT_FALSE(place_panels(*got.layout, Theme{}, 1, 1920, 1080).empty());
}

TEST(Widgets, each_describes_itself_and_its_keys) {
  ASSERT_GE(widget_types().size(), 9u);
  for (const auto* type : widget_types()) {
    EXPECT_FALSE(type->summary.empty()) << type->name;
    EXPECT_GT(type->minimum.width, 0) << type->name;
    EXPECT_GT(type->minimum.height, 0) << type->name;
    EXPECT_GE(type->comfortable.width, type->minimum.width) << type->name;
    EXPECT_GE(type->comfortable.height, type->minimum.height) << type->name;
    for (const auto& key : type->keys) {
      EXPECT_FALSE(key.summary.empty()) << type->name << "." << key.name;
      EXPECT_EQ(std::count_if(type->keys.begin(), type->keys.end(),
                              [&](const auto& other) { return other.name == key.name; }),
                1)
          << type->name << "." << key.name;
      for (const auto& common : common_keys())
        EXPECT_NE(common.name, key.name) << type->name << " repeats a key that all have";
    }
    EXPECT_EQ(find_widget_type(type->name), type);
  }
  EXPECT_EQ(find_widget_type("none"), nullptr);
}

TEST(Widgets, names_are_unique_and_sorted) {
  const auto& types = widget_types();
  for (size_t i = 1; i < types.size(); ++i) EXPECT_LT(types[i - 1]->name, types[i]->name);
}

}  // namespace
}  // namespace onescreen::ui
