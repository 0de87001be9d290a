// Proves that a table comes back from its bytes as it was, and that damaged bytes are an error and nothing worse.
#include "data/table_codec.h"

#include <gtest/gtest.h>

#include "data/source_codec.h"
#include "support/tables.h"

namespace onescreen::data {
namespace {

using test_support::numbers;
using test_support::same_contents;
using test_support::table_of_everything;

TEST(TableCodec, EveryTypeNullsAndShapesComeBack) {
  for (const auto& table : {table_of_everything(), numbers({}), numbers({1, -2})}) {
    const auto back = decode_table(encode_table(*table));
    ASSERT_TRUE(back) << model::describe(back.error());
    EXPECT_TRUE(same_contents(**back, *table));
  }
  const auto back = decode_table(encode_table(*model::TableBuilder("none", {}).build()));
  ASSERT_TRUE(back);
  EXPECT_EQ((*back)->name(), "none");
}

TEST(TableCodec, BytesThatAreCutOffOrDamagedAreAnError) {
  const std::string good = encode_table(*table_of_everything());
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(decode_table(std::string_view(good).substr(0, size))) << size;
  for (size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    const auto table = decode_table(bad);
    EXPECT_TRUE(!table || same_contents(**table, *table_of_everything()))
        << "byte " << at << " changed the table unnoticed";
  }
  EXPECT_FALSE(decode_table(good + "x"));
}

TEST(TableCodec, ASmallFileThatUnpacksToMuchIsRefused) {
  model::TableBuilder rows("zeros", {{"v", model::Type::integer}});
  for (int i = 0; i < 1'000'000; ++i) {
    rows.integer(0, 0);
    rows.end_row();
  }
  const std::string bytes = encode_table(*rows.build());
  EXPECT_LT(bytes.size(), 20'000u);
  EXPECT_TRUE(decode_table(bytes));
  EXPECT_FALSE(decode_table(bytes, 1'000'000));
}

TEST(SourceCodec, FactsComeBack) {
  model::SourceState state;
  state.as_of = model::from_millis(5);
  state.confirmed = model::Instant{model::from_millis(7), model::Duration(-3)};
  state.error = model::Error{model::ErrorCode::denied, "401", "s"};
  state.failing_since = model::Instant{};
  state.consecutive_failures = 3;
  state.polls = 9;
  state.truncated = true;
  state.dropped_rows = 2;
  state.drop_reasons = {{"rows without an id", 2}};
  state.carried_rows = 4;
  state.warnings = {"a", ""};
  state.clock_offset = model::Duration(-1500);
  state.suspected_crs = "gcj02";
  state.paused_to = model::Instant{model::from_millis(8), model::Duration(4)};
  const std::string bytes = encode_facts(state);
  const auto back = decode_facts(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(encode_facts(*back), bytes);
  EXPECT_EQ(back->error, state.error);
  EXPECT_EQ(back->drop_reasons, state.drop_reasons);
  EXPECT_EQ(back->warnings, state.warnings);
  EXPECT_EQ(back->confirmed, state.confirmed);
  EXPECT_EQ(back->carried_rows, 4);
  for (size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode_facts(bytes.substr(0, size))) << size;
}

TEST(SourceCodec, OutcomesComeBack) {
  Decoded decoded;
  decoded.total = 7;
  decoded.rows_in_answer = 5;
  decoded.truncated = true;
  decoded.warnings = {"partial"};
  decoded.carried_rows = 2;
  for (std::variant<Decoded, Unchanged, model::Error> result :
       {std::variant<Decoded, Unchanged, model::Error>(decoded), {Unchanged{}}, {model::Error{}}}) {
    PollOutcome outcome{{model::from_millis(1), model::Duration(2)},
                        {model::from_millis(3), model::Duration(4)},
                        5,
                        model::Duration(6),
                        std::move(result)};
    outcome.clock_offset = model::Duration(7);
    outcome.not_before = model::Duration(8);
    outcome.no_store = true;
    outcome.suspected_crs = "bd09";
    const std::string bytes = encode_outcome(outcome);
    const auto back = decode_outcome(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->result.index(), outcome.result.index());
    EXPECT_EQ(encode_outcome(*back), bytes);
    for (size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode_outcome(bytes.substr(0, size))) << size;
  }
}

}  // namespace
}  // namespace onescreen::data
