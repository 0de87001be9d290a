// Removal needs a complete answer: what a truncated one lacks stays until it is too old, and is counted.
#include "data/carry_over.h"

#include <gtest/gtest.h>

#include <chrono>

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;

Decoded answer(const std::vector<std::string>& ids, bool truncated) {
  model::TableBuilder builder("cases", {{"id", model::Type::text}, {"n", model::Type::integer}});
  for (const auto& id : ids) {
    builder.text(0, id);
    builder.integer(1, 7);
    builder.end_row();
  }
  Decoded decoded;
  decoded.rows_in_answer = static_cast<int64_t>(ids.size());
  decoded.table = builder.build();
  decoded.truncated = truncated;
  return decoded;
}

std::string ids_of(const Decoded& decoded) {
  std::string all;
  for (size_t row = 0; row < decoded.table->row_count(); ++row) all += decoded.table->column("id")->as_text(row) + " ";
  return all;
}

// Trap 2: an answer cut at a thousand rows looks like a calm day.
TEST(CarryOver, ATruncatedAnswerRemovesNothing) {
  CarryOver carry;
  Decoded first = answer({"a", "b", "c"}, false);
  carry.apply(first, "id", 0s, 60s);
  EXPECT_EQ(first.carried_rows, 0);
  Decoded cut = answer({"c", "d"}, true);
  carry.apply(cut, "id", 10s, 60s);
  EXPECT_EQ(ids_of(cut), "c d a b ");
  EXPECT_EQ(cut.carried_rows, 2);
  EXPECT_EQ(cut.table->column("n")->as_text(3), "7");
}

TEST(CarryOver, ACompleteAnswerRemoves) {
  CarryOver carry;
  Decoded first = answer({"a", "b"}, true);
  carry.apply(first, "id", 0s, 60s);
  Decoded whole = answer({"b"}, false);
  carry.apply(whole, "id", 1s, 60s);
  EXPECT_EQ(ids_of(whole), "b ");
  EXPECT_EQ(whole.carried_rows, 0);
  Decoded cut = answer({"c"}, true);
  carry.apply(cut, "id", 2s, 60s);
  EXPECT_EQ(ids_of(cut), "c b ") << "a was removed by the complete answer and does not come back";
}

TEST(CarryOver, WhatWasNotSeenForTooLongGoes) {
  CarryOver carry;
  Decoded first = answer({"a", "b"}, false);
  carry.apply(first, "id", 0s, 60s);
  Decoded second = answer({"b"}, true);
  carry.apply(second, "id", 50s, 60s);
  EXPECT_EQ(ids_of(second), "b a ");
  Decoded third = answer({"c"}, true);
  carry.apply(third, "id", 61s, 60s);
  EXPECT_EQ(ids_of(third), "c b ") << "a was last seen at 0, b at 50";
}

TEST(CarryOver, AConfirmationCountsAsSeeing) {
  CarryOver carry;
  Decoded first = answer({"a", "b"}, false);
  carry.apply(first, "id", 0s, 60s);
  carry.confirm(100s);
  EXPECT_FALSE(carry.is_carrying());
  Decoded cut = answer({"a"}, true);
  carry.apply(cut, "id", 150s, 60s);
  EXPECT_EQ(ids_of(cut), "a b ");
  EXPECT_TRUE(carry.is_carrying()) << "the same bytes again must be looked at, or b would stay for ever";
  carry.confirm(155s);
  Decoded again = answer({"a"}, true);
  carry.apply(again, "id", 161s, 60s);
  EXPECT_EQ(ids_of(again), "a ") << "the confirmation was of a alone";
}

TEST(CarryOver, WhatWasOnScreenBeforeTheFirstAnswerIsNotRemovedByACutOne) {
  CarryOver carry;
  carry.begin(answer({"a", "b"}, false).table, 0s);
  Decoded cut = answer({"b"}, true);
  carry.apply(cut, "id", 10s, 60s);
  EXPECT_EQ(ids_of(cut), "b a ");
  Decoded later = answer({"b"}, true);
  carry.apply(later, "id", 70s, 60s);
  EXPECT_EQ(ids_of(later), "b ") << "it was last seen before the restart";
}

TEST(CarryOver, WithoutAnIdNothingCanBeCarried) {
  CarryOver carry;
  Decoded first = answer({"a"}, false);
  carry.apply(first, "", 0s, 60s);
  Decoded second = answer({"b"}, true);
  carry.apply(second, "", 1s, 60s);
  EXPECT_EQ(ids_of(second), "b ");
}

}  // namespace
}  // namespace onescreen::data
