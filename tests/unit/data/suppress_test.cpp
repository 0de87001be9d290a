// Proves that small counts of a named query are hidden from every reader, also where the total would give them away.
#include "data/suppress.h"

#include <gtest/gtest.h>

namespace onescreen::data {
namespace {

using model::Type;
using Counts = std::vector<std::optional<int64_t>>;

model::TablePtr counts(const Counts& values) {
  model::TableBuilder rows("t", {{"street", Type::text}, {"n", Type::integer}});
  for (size_t i = 0; i < values.size(); ++i) {
    rows.text(0, std::string(1, static_cast<char>('a' + i)));
    if (values[i]) rows.integer(1, *values[i]);
    rows.end_row();
  }
  return rows.build();
}

// What a reader sees: the count, or in brackets what stands in its place.
std::string seen(const Counts& values, int64_t below = 5) {
  const auto table = suppressed(counts(values), {"t", "", {"n"}, below});
  const model::Column* count = table->column("n");
  const model::Column* shown = table->column("n_shown");
  std::string out;
  for (size_t row = 0; row < table->row_count(); ++row) {
    if (row > 0) out += ' ';
    out += count->is_null(row) ? "(" + shown->as_text(row) + ")" : count->as_text(row);
    EXPECT_TRUE(count->is_null(row) || shown->as_text(row) == count->as_text(row));
  }
  return out;
}

TEST(Suppress, CountsBetweenZeroAndTheLimit) {
  EXPECT_EQ(seen({12, 3, 0, 5, 4, {}}), "12 (<5) 0 5 (<5) ()") << "zero and null tell of nobody";
  EXPECT_EQ(seen({12, 9, 7, 30}, 10), "12 (<10) (<10) 30");
  EXPECT_EQ(seen({12, 30}), "12 30");
  EXPECT_EQ(seen({}), "");
}

TEST(Suppress, ASingleOneTakesTheNextSmallestWithIt) {
  EXPECT_EQ(seen({12, 3, 30, 7}), "12 (<5) 30 (≥5)");
  EXPECT_EQ(seen({9, 9, 2}), "(≥5) 9 (<5)") << "of equals the first";
  EXPECT_EQ(seen({3, 0, 0}), "(<5) (<5) 0") << "where there is nothing else, a zero";
  EXPECT_EQ(seen({3}), "(<5)");
  EXPECT_EQ(seen({3, {}}), "(<5) ()");
}

TEST(Suppress, ASumThatGivesThemAwayTakesAnother) {
  EXPECT_EQ(seen({1, 1, 20, 30}), "(<5) (<5) (≥5) 30") << "two people in two rows: one each";
  EXPECT_EQ(seen({4, 4, 20, 30}), "(<5) (<5) (≥5) 30");
  EXPECT_EQ(seen({1, 3, 20, 30}), "(<5) (<5) 20 30");
}

TEST(Suppress, NumbersAndTextsToo) {
  model::TableBuilder rows("t", {{"n", Type::text}});
  for (const char* value : {"3", "12", "many", "2.5", "8"}) {
    rows.text(0, value);
    rows.end_row();
  }
  const auto table = suppressed(rows.build(), {"t", "", {"n"}, 5});
  const model::Column* shown = table->column("n_shown");
  EXPECT_EQ(shown->as_text(0), "<5");
  EXPECT_EQ(shown->as_text(1), "12");
  EXPECT_EQ(shown->as_text(2), "<5") << "what is no number is hidden";
  EXPECT_TRUE(table->column("n")->is_null(2));
  EXPECT_EQ(shown->as_text(3), "<5");
}

TEST(Suppress, NothingToSuppressByKeepsThePointer) {
  const auto table = counts({1, 2});
  EXPECT_EQ(suppressed(table, {"t", ""}), table);
  EXPECT_EQ(suppressed(nullptr, {"t", "", {"n"}}), nullptr);
}

TEST(Suppress, WhatCannotBeSuppressedIsSaid) {
  const std::vector<BoundTable::DeclaredColumn> columns = {{{"n", Type::integer}, true},
                                                           {{"at", Type::time}, true},
                                                           {{"m", Type::integer}, true},
                                                           {{"m_shown", Type::text}, true}};
  EXPECT_EQ(suppressed_columns(columns, {"t", "", {"n"}})->back().spec.name, "n_shown");
  for (const char* wrong : {"gone", "at", "m"}) EXPECT_FALSE(suppressed_columns(columns, {"t", "", {wrong}})) << wrong;
  EXPECT_FALSE(suppressed_columns(columns, {"t", "", {"n", "n"}}));
}

class SuppressedQueries : public testing::Test {
 protected:
  SuppressedQueries() {
    auto state = std::make_shared<model::SourceState>();
    state->name = "people";
    model::TableBuilder rows("people", {{"street", Type::text}});
    for (const char* street : {"a", "a", "a", "a", "a", "a", "b", "b", "c", "c", "c", "c", "c", "c", "c"}) {
      rows.text(0, street);
      rows.end_row();
    }
    state->table = rows.build();
    snapshot_.sources["people"] = state;
  }
  std::string cell(std::string_view sql) {
    const auto result = engine_.run(snapshot_, sql, {});
    return result ? result->table->columns().front().as_text(0) : result.error().message;
  }

  model::Snapshot snapshot_;
  QueryEngine engine_{model::Zone(),
                      {{"people", {{"street", Type::text}}}},
                      {{"by_street", "SELECT street, count(*) AS n FROM people GROUP BY street", {"n"}, 5},
                       {"copy", "by_street", {}, 5},
                       {"total", "SELECT sum(n) AS n FROM by_street", {}, 5}}};
};

TEST_F(SuppressedQueries, EveryReaderSeesTheSuppressedTable) {
  ASSERT_TRUE(engine_.problems().empty()) << engine_.problems().front().message;
  EXPECT_EQ(cell("SELECT n_shown FROM by_street WHERE street = 'b'"), "<5");
  EXPECT_EQ(cell("SELECT n_shown FROM by_street WHERE street = 'a'"), "≥5") << "the next smallest";
  EXPECT_EQ(cell("SELECT n_shown FROM copy WHERE street = 'c'"), "7");
  EXPECT_EQ(cell("SELECT n IS NULL FROM copy WHERE street = 'b'"), "1");
  EXPECT_EQ(cell("total"), "7") << "of what may be seen";
  EXPECT_EQ(cell("SELECT count(*) FROM by_street WHERE n BETWEEN 1 AND 4"), "0");
  const auto whole = engine_.run(snapshot_, "by_street", {});
  EXPECT_EQ(whole->table->schema().back().name, "n_shown");
}

TEST_F(SuppressedQueries, PrepareKnowsTheAddedColumn) {
  const auto prepared = engine_.prepare("SELECT * FROM by_street");
  ASSERT_TRUE(prepared);
  EXPECT_EQ(prepared->columns.back().name, "n_shown");
  EXPECT_FALSE(engine_.prepare("SELECT street_shown FROM by_street"));
}

TEST(SuppressedQuery, AColumnThatIsNotThereMakesTheTableUnusable) {
  const QueryEngine engine(model::Zone(), {{"s", {{"v", Type::integer}}}}, {{"q", "SELECT v FROM s", {"n"}, 5}});
  ASSERT_EQ(engine.problems().size(), 1u);
  EXPECT_EQ(engine.problems().front().where, "q");
}

}  // namespace
}  // namespace onescreen::data
