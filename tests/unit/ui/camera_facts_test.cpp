// Which rows are secrets: all of which a column of secrecy does not say no.
#include <gtest/gtest.h>

#include "ui/still_view.h"

namespace onescreen::ui {
namespace {

using model::Type;

bool is_secret(const char* column, std::optional<int64_t> value) {
  model::TableBuilder rows("cameras", {{"id", Type::text}, {column, Type::integer}});
  rows.text(0, "1");
  if (value) rows.integer(1, *value);
  rows.end_row();
  return facts_of_camera(*rows.build(), 0, {}).secret;
}

TEST(CameraFacts, what_is_not_said_to_be_open_is_secret) {
  for (const char* column : {"secret", "secrecy"}) {
    EXPECT_FALSE(is_secret(column, 0)) << column;
    EXPECT_TRUE(is_secret(column, 1)) << column;
    EXPECT_TRUE(is_secret(column, std::nullopt)) << column;
  }
  EXPECT_FALSE(is_secret("other", 1));
}

TEST(CameraFacts, words_that_are_no_number_mean_a_secret) {
  model::TableBuilder rows("cameras", {{"secret", Type::text}, {"status", Type::text}});
  rows.text(0, "perhaps");
  rows.text(1, "OFF");
  rows.end_row();
  const model::TablePtr table = rows.build();
  EXPECT_TRUE(facts_of_camera(*table, 0, {"OFF"}).secret);
  EXPECT_TRUE(facts_of_camera(*table, 0, {"OFF"}).offline);
  EXPECT_FALSE(facts_of_camera(*table, 0, {"gone"}).offline);
}

}  // namespace
}  // namespace onescreen::ui
