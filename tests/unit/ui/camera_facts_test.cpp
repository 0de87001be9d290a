// Which rows are secrets: all of which nobody says that they are none.
#include <gtest/gtest.h>

#include "ui/still_view.h"

namespace onescreen::ui {
namespace {

using model::Type;

class CameraFacts : public testing::Test {
 protected:
  model::CameraFacts facts(const model::TablePtr& table) {
    answer_.table = table;
    const Frame frame{scene_, now_, zone_, theme_, words_, screen_, pointer_, commands_};
    return facts_of_camera(frame, answer_, 0, {"OFF"});
  }
  bool is_secret(const char* column, std::optional<int64_t> value) {
    model::TableBuilder rows("q", {{"id", Type::text}, {column, Type::integer}});
    rows.text(0, "1");
    if (value) rows.integer(1, *value);
    rows.end_row();
    return facts(rows.build()).secret;
  }
  // The answer is of a source with such a column.
  void reads_source_with(const char* column) {
    auto source = std::make_shared<model::SourceState>();
    source->table = model::TableBuilder("cameras", {{"id", Type::text}, {column, Type::boolean}}).build();
    auto snapshot = std::make_shared<model::Snapshot>();
    snapshot->sources["cameras"] = source;
    scene_.snapshot = snapshot;
    answer_.reads = {"cameras"};
  }

  model::Scene scene_{.snapshot = std::make_shared<model::Snapshot>()};
  model::Answer answer_;
  model::Instant now_;
  model::Zone zone_ = model::Zone::fixed("+8", std::chrono::hours(8));
  Theme theme_;
  Words words_;
  ScreenState screen_;
  Pointer pointer_;
  Commands commands_;
};

TEST_F(CameraFacts, what_is_not_said_to_be_open_is_secret) {
  for (const char* column : {"secret", "secrecy", "Secret", "SECRECY"}) {
    EXPECT_FALSE(is_secret(column, 0)) << column;
    EXPECT_TRUE(is_secret(column, 1)) << column;
    EXPECT_TRUE(is_secret(column, std::nullopt)) << column;
  }
  EXPECT_FALSE(is_secret("secretary", 1));
}

TEST_F(CameraFacts, one_column_of_two_is_enough) {
  model::TableBuilder rows("q", {{"secret", Type::integer}, {"secret", Type::integer}});
  rows.integer(0, 0);
  rows.integer(1, 1);
  rows.end_row();
  EXPECT_TRUE(facts(rows.build()).secret);
}

TEST_F(CameraFacts, a_query_that_leaves_the_column_out_opens_nothing) {
  reads_source_with("place");
  EXPECT_FALSE(is_secret("other", 1));
  reads_source_with("Secrecy");
  EXPECT_TRUE(is_secret("other", 0));
  EXPECT_FALSE(is_secret("secret", 0));
}

TEST_F(CameraFacts, words_that_are_no_number_mean_a_secret) {
  for (const char* status : {"OFF", "gone"}) {
    model::TableBuilder rows("q", {{"secret", Type::text}, {"status", Type::text}});
    rows.text(0, "perhaps");
    rows.text(1, status);
    rows.end_row();
    const model::CameraFacts read = facts(rows.build());
    EXPECT_TRUE(read.secret);
    EXPECT_EQ(read.offline, std::string(status) == "OFF");
  }
}

}  // namespace
}  // namespace onescreen::ui
