// Words: texts by key, holes filled, and time spans in one unit, rounded down.
#include <gtest/gtest.h>

#include <string>

#include "support/repository.h"
#include "ui/words.h"

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;

class WordsFile : public testing::Test {
 protected:
  Words words(const std::string& text) {
    auto loaded = Words::load(folder_.write("words.json", text));
    EXPECT_TRUE(loaded) << model::describe(loaded.error());
    return loaded ? *loaded : Words();
  }

  test_support::TempFolder folder_;
};

TEST_F(WordsFile, gives_texts_and_shows_a_missing_key_as_itself) {
  const Words given = words(R"({"a": "text", "b.c": "other"})");
  EXPECT_EQ(given("a"), "text");
  EXPECT_EQ(given("b.c"), "other");
  EXPECT_TRUE(given.has("a"));
  EXPECT_FALSE(given.has("z"));
  const std::string& first = given("z");
  EXPECT_EQ(given("y"), "y");
  EXPECT_EQ(first, "z") << "a reference stays good while other keys are asked for";
}

TEST_F(WordsFile, fills_holes_in_order) {
  const Words given = words(R"({"one": "<{}>", "two": "{}/{}", "none": "x"})");
  EXPECT_EQ(given.with("one", "a"), "<a>");
  EXPECT_EQ(given.with("two", "a", "b"), "a/b");
  EXPECT_EQ(given.with("none", "a"), "x");
  EXPECT_EQ(given.with("two", "{}", "b"), "{}/b") << "what is filled in is not searched for holes";
}

TEST_F(WordsFile, spans_have_one_unit_and_round_down) {
  const Words given =
      words(R"({"unit.seconds": "{} s", "unit.minutes": "{} min", "unit.hours": "{} h", "unit.days": "{} d"})");
  EXPECT_EQ(given.span(0ms), "0 s");
  EXPECT_EQ(given.span(999ms), "0 s");
  EXPECT_EQ(given.span(-5s), "0 s") << "a clock that was set back shows no negative age";
  EXPECT_EQ(given.span(59'999ms), "59 s");
  EXPECT_EQ(given.span(60s), "1 min");
  EXPECT_EQ(given.span(59min + 59s), "59 min");
  EXPECT_EQ(given.span(60min), "1 h");
  EXPECT_EQ(given.span(47h + 59min), "47 h");
  EXPECT_EQ(given.span(48h), "2 d");
  EXPECT_EQ(given.span(240h), "10 d");
}

TEST_F(WordsFile, with_a_slip_is_refused_by_name) {
  for (const char* text : {"", "not json", "[1]", R"({"a": 1})"}) {
    const auto loaded = Words::load(folder_.write("words.json", text));
    ASSERT_FALSE(loaded) << text;
    EXPECT_NE(model::describe(loaded.error()).find("words.json"), std::string::npos);
  }
  EXPECT_FALSE(Words::load("no/such/words.json"));
}

}  // namespace
}  // namespace onescreen::ui
