// What Document::parse finds wrong with a file, and where: line and column as an editor shows them, one sentence each.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/repository.h"
#include "ui/config.h"

namespace onescreen::ui {
namespace {

struct Parsed {
  std::shared_ptr<const Document> document;
  std::vector<Problem> problems;
};

Parsed parse(std::string text) {
  Parsed out;
  out.document = Document::parse(std::move(text), "site.json", out.problems);
  return out;
}

std::string place_of(const Problem& problem) {
  return std::to_string(problem.line) + ":" + std::to_string(problem.column);
}

// Where the value of `pointer` stands.
std::string place(const std::string& text, const std::string& pointer) {
  const Parsed parsed = parse(text);
  if (parsed.document == nullptr) return "not parsed: " + describe(parsed.problems.front());
  return place_of(parsed.document->problem_at(pointer, ""));
}

// The one problem of a text that cannot be used.
Problem refused(const std::string& text) {
  const Parsed parsed = parse(text);
  EXPECT_EQ(parsed.document, nullptr);
  EXPECT_EQ(parsed.problems.size(), 1u);
  return parsed.problems.empty() ? Problem{} : parsed.problems.front();
}

TEST(Document, finds_members_and_elements) {
  const std::string text = "{ \"a\": 1,\n  \"b\": { \"c\": [10,\n 20, {\"d\": null}] } }";
  EXPECT_EQ(place(text, ""), "1:1");
  EXPECT_EQ(place(text, "/a"), "1:3") << "a member stands where its key begins";
  EXPECT_EQ(place(text, "/b/c"), "2:10");
  EXPECT_EQ(place(text, "/b/c/0"), "2:16");
  EXPECT_EQ(place(text, "/b/c/1"), "3:2");
  EXPECT_EQ(place(text, "/b/c/2/d"), "3:7");
}

TEST(Document, counts_columns_in_characters_after_chinese_text) {
  // Two ideographs of three bytes each and one of four bytes.
  EXPECT_EQ(place("{\"a\": \"\xE4\xB8\xAD\xE6\x96\x87\", \"b\": 2}", "/b"), "1:13");
  EXPECT_EQ(place("{\"a\": \"\xF0\xA0\x80\x80\", \"b\": 2}", "/b"), "1:12");
}

TEST(Document, counts_a_tab_as_one_column) { EXPECT_EQ(place("{\n\t\t\"a\":\t[1]}", "/a/0"), "2:9"); }

TEST(Document, counts_lines_of_windows_files) {
  const std::string text = "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}\r\n";
  EXPECT_EQ(place(text, "/a"), "2:3");
  EXPECT_EQ(place(text, "/b"), "3:3");
}

TEST(Document, skips_a_byte_order_mark) {
  EXPECT_EQ(place("\xEF\xBB\xBF{\"a\": 1}", "/a"), "1:2");
  EXPECT_EQ(place_of(refused("\xEF\xBB\xBF{\"a\": }")), "1:7");
}

TEST(Document, escapes_names_in_pointers) {
  EXPECT_EQ(place("{\"a/b\": 1,\n \"c~d\": 2,\n \"\": 3, \"e\\\"f\": 4}", "/a~1b"), "1:2");
  EXPECT_EQ(place("{\"a/b\": 1,\n \"c~d\": 2,\n \"\": 3, \"e\\\"f\": 4}", "/c~0d"), "2:2");
  EXPECT_EQ(place("{\"a/b\": 1,\n \"c~d\": 2,\n \"\": 3, \"e\\\"f\": 4}", "/"), "3:2");
  EXPECT_EQ(place("{\"a/b\": 1,\n \"c~d\": 2,\n \"\": 3, \"e\\\"f\": 4}", "/e\"f"), "3:9");
}

TEST(Document, shows_a_missing_value_at_what_is_around_it) {
  EXPECT_EQ(place("{\n \"a\": {\n  \"b\": 1 }}", "/a/missing/deeper"), "2:2");
  EXPECT_EQ(place("{\n \"a\": 1}", "/missing"), "1:1");
}

TEST(Document, refuses_an_empty_file) {
  for (const char* text : {"", " \n\t ", "\xEF\xBB\xBF"}) {
    const Problem problem = refused(text);
    EXPECT_EQ(place_of(problem), "1:1");
    EXPECT_NE(problem.sentence.find("empty"), std::string::npos) << problem.sentence;
  }
}

TEST(Document, refuses_what_is_not_json_where_it_stops_being_it) {
  EXPECT_EQ(place_of(refused("{\"a\": 1,\n  b: 2}")), "2:3");
  EXPECT_EQ(place_of(refused("{\"a\": 1,\n \"b\": [1, 2")), "2:12");
  EXPECT_EQ(place_of(refused("<html>\n<body>login</body>")), "1:1");
  EXPECT_NE(refused("{\"a\": 01}").sentence.find("not JSON"), std::string::npos);
  EXPECT_EQ(place_of(refused("{\"a\": 1} x")), "1:10");
}

TEST(Document, refuses_bytes_that_are_not_utf8) { refused("{\"a\": \"\xFF\xFE\"}"); }

TEST(Document, refuses_anything_but_an_object) {
  for (const char* text : {"[1, 2]", "\"text\"", "17", "null", "true"}) {
    EXPECT_NE(refused(text).sentence.find("one JSON object"), std::string::npos) << text;
  }
}

TEST(Document, refuses_deep_nesting_without_recursing_into_it) {
  const Problem arrays = refused("{\"a\": " + std::string(10'000, '['));
  EXPECT_NE(arrays.sentence.find("nested deeper than 64"), std::string::npos) << arrays.sentence;
  EXPECT_EQ(place_of(arrays), "1:" + std::to_string(7 + 63));
  std::string objects;
  for (int i = 0; i < 10'000; ++i) objects += "{\"a\":";
  EXPECT_NE(refused(objects).sentence.find("nested deeper"), std::string::npos);
}

TEST(Document, takes_nesting_of_64_levels_and_brackets_in_texts) {
  EXPECT_NE(parse("{\"a\": " + std::string(63, '[') + std::string(63, ']') + "}").document, nullptr);
  EXPECT_EQ(parse("{\"a\": " + std::string(64, '[') + std::string(64, ']') + "}").document, nullptr);
  EXPECT_NE(parse("{\"a\": \"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\"}").document, nullptr);
}

TEST(Document, reports_every_key_that_stands_twice) {
  const Parsed parsed = parse("{\n \"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2},\n \"a\": 3 }");
  ASSERT_NE(parsed.document, nullptr);
  ASSERT_EQ(parsed.problems.size(), 2u);
  for (const auto& problem : parsed.problems) EXPECT_NE(problem.sentence.find("twice"), std::string::npos);
  std::vector<std::string> pointers = {parsed.problems[0].pointer, parsed.problems[1].pointer};
  EXPECT_EQ(pointers, (std::vector<std::string>{"/b/c", "/a"}));
  EXPECT_EQ(place_of(parsed.problems[0]), "3:16") << "the second of the two";
  EXPECT_EQ(place_of(parsed.problems[1]), "4:2");
}

TEST(Document, says_which_file_cannot_be_read) {
  std::vector<Problem> problems;
  EXPECT_EQ(Document::load("no/such/file.json", problems), nullptr);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(describe(problems.front()).find("no/such/file.json:1:1: /: "), 0u) << describe(problems.front());
}

TEST(Document, a_folder_is_no_file) {
  const test_support::TempFolder folder;
  std::vector<Problem> problems;
  EXPECT_EQ(Document::load(folder.path().string(), problems), nullptr);
  EXPECT_EQ(problems.size(), 1u);
}

TEST(Document, describes_a_problem_as_editors_read_it) {
  EXPECT_EQ(describe(Problem{"a.json", 3, 14, "/row/0", "is wrong"}), "a.json:3:14: /row/0: is wrong");
  EXPECT_EQ(describe(Problem{"a.json", 1, 1, "", "is wrong"}), "a.json:1:1: /: is wrong");
}

}  // namespace
}  // namespace onescreen::ui
