// What is said about data besides its age: which notices, in which order, and how briefly.
#include "ui/quality_words.h"

#include <gtest/gtest.h>

#include "support/repository.h"

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;

const char* const kWords = R"json({
  "truncated": "cut", "dropped": "lost {}", "partial": "part {}", "carried": "{} rows of before", "carried_brief": "{} old",
  "restored": "of before the restart", "restored_brief": "restored", "rule_broken": "differs", "rule_broken_of": "differs: {}",
  "rules_broken": "{} differ", "crs_suspected": "crs?", "crs_suspected_as": "crs? ({})", "crs.gcj02": "GCJ",
  "warned": "says: {}", "warned_brief": "says", "clock_ahead": "ahead {}", "clock_behind": "behind {}",
  "paused_to": "paused until {}", "paused_to_brief": "until {}", "error.http": "server", "error.denied": "refused",
  "state.late": "late", "state.stale": "stale", "unit.seconds": "{} s", "unit.minutes": "{} min", "unit.hours": "{} h",
  "unit.days": "{} d"
})json";

class QualityWords : public testing::Test {
 protected:
  void SetUp() override {
    const test_support::TempFolder folder;
    source_.name = "a";
    words_ = *Words::load(folder.write("words.json", kWords));
  }
  static std::string full(const std::vector<Notice>& notices) {
    std::string out;
    for (const auto& notice : notices) out = joined(out, notice.full);
    return out;
  }
  std::vector<Notice> of_source() { return notices_of(words_, source_, rules_, now_, zone_); }

  Words words_;
  model::Quality quality_;
  model::SourceState source_;
  model::Rules rules_;
  model::Zone zone_ = model::Zone::fixed("+8", 8h);
  model::Instant now_{model::from_millis(1'795'132'356'000), 100h};  // 07:52:36
};

TEST_F(QualityWords, GoodDataSaysNothing) {
  quality_.sources = quality_.good_sources = 2;
  EXPECT_TRUE(notices_of(words_, quality_).empty());
  EXPECT_TRUE(of_source().empty());
  EXPECT_EQ(said_in_a_bar(words_, quality_), "");
}

TEST_F(QualityWords, WhatMattersMostComesFirst) {
  quality_.sources = 9;
  quality_.good_sources = 7;
  quality_.truncated = quality_.restored = true;
  quality_.carried_rows = 1204;
  quality_.dropped_rows = 3;
  quality_.suspected_crs = "gcj02";
  quality_.warning = "slow";
  quality_.broken_rules = {"sums"};
  const auto notices = notices_of(words_, quality_);
  EXPECT_EQ(full(notices),
            "differs: sums · crs? (GCJ) · of before the restart · part 7/9 · cut · 1,204 rows of before · "
            "lost 3 · says: slow");
  for (size_t i = 1; i < notices.size(); ++i) EXPECT_LE(notices[i - 1].weight, notices[i].weight);
  EXPECT_EQ(notices[1].weight, NoticeWeight::grave);
  EXPECT_EQ(notices[2].weight, NoticeWeight::doubt);
  quality_.broken_rules = {"sums", "others"};
  EXPECT_EQ(notices_of(words_, quality_).front().full, "2 differ");
}

TEST_F(QualityWords, OfASource) {
  source_.error = model::Error{model::ErrorCode::http, "503", "a"};
  source_.suspected_crs = "gcj02";
  source_.paused_to = model::Instant{now_.utc + 1h, now_.uptime + 144s};
  source_.clock_offset = 95s;
  source_.carried_rows = 2;
  source_.truncated = true;
  source_.warnings = {"one", "two"};
  rules_ = {{"r", "sums", {"a", "b"}, false, {}}, {"s", "others", {"b"}, false, {}}, {"t", "kept", {"a"}, true, {}}};
  EXPECT_EQ(
      full(of_source()),
      "server · differs: sums · crs? (GCJ) · paused until 07:55:00 · ahead 95 s · cut · 2 rows of before · says: one")
      << "a pause ends by the monotonic clock";
  source_ = {};
  source_.name = "a";
  rules_.clear();
  source_.error = model::Error{model::ErrorCode::denied, "401", "a"};
  source_.paused_to = now_;
  source_.clock_offset = 2s;
  EXPECT_EQ(full(of_source()), "") << "a refusal is the state; the pause is over; two seconds are nothing";
  source_.clock_offset = -2001ms;
  EXPECT_EQ(full(of_source()), "behind 2 s");
  source_.clock_offset = -90min;
  EXPECT_EQ(full(of_source()), "behind 1 h");
}

TEST_F(QualityWords, InABar) {
  quality_.freshness = model::Freshness::late;
  EXPECT_EQ(said_in_a_bar(words_, quality_), "late");
  quality_.dropped_rows = 3;
  EXPECT_EQ(said_in_a_bar(words_, quality_), "late") << "a remark is not worth the room";
  quality_.broken_rules = {"sums"};
  EXPECT_EQ(said_in_a_bar(words_, quality_), "late · differs");
  quality_.freshness = model::Freshness::fresh;
  EXPECT_EQ(said_in_a_bar(words_, quality_), "differs");
}

TEST_F(QualityWords, TimesOfOtherDaysSayTheirDay) {
  EXPECT_EQ(time_of_day(now_.utc - 3s, now_.utc, zone_), "07:52:33");
  EXPECT_EQ(time_of_day(now_.utc - 24h, now_.utc, zone_), "11-19 07:52");
}

}  // namespace
}  // namespace onescreen::ui
