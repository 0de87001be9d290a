// What a panel says about the age and state of its data: quality_of_panel over its queries, and the text of age_line
// for each state.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "support/repository.h"
#include "ui/panel_frame.h"

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;
using model::Duration;
using model::Freshness;

const char* const kWords = R"({
  "age": "{} ago", "just_now": "now", "late": "late {}", "stale": "stale {}", "down": "down {}", "denied": "refused", "never": "waiting",
  "query_error": "query failed", "truncated": "cut", "dropped": "lost {}", "partial": "part {}",
  "rule_broken": "differs", "rule_broken_of": "differs: {}", "restored": "restored", "restored_brief": "restored",
  "unit.seconds": "{} s", "unit.minutes": "{} min", "unit.hours": "{} h", "unit.days": "{} d" })";

// A frame over two sources, "a" and "b", polled every 10 seconds and good for 50.
class AgeOfPanel : public testing::Test {
 protected:
  void SetUp() override {
    const test_support::TempFolder folder;
    words_ = *Words::load(folder.write("words.json", kWords));
    theme_.quiet = rgba(1, 0, 0);
    theme_.late = rgba(2, 0, 0);
    theme_.down = rgba(3, 0, 0);
    theme_.text_third = rgba(4, 0, 0);
    set("a", 3s);
    set("b", 3s);
    answer("a", {"a"});
    answer("both", {"a", "b"});
  }

  model::SourceState& state(const std::string& name) { return *states_[name]; }

  void set(const std::string& name, std::optional<Duration> age) {
    auto source = std::make_shared<model::SourceState>();
    source->name = name;
    source->every = 10s;
    source->max_age = 50s;
    if (age) source->confirmed = model::Instant{now_.utc - *age, now_.uptime - *age};
    states_[name] = source;
  }

  void fail(const std::string& name, model::ErrorCode code, Duration since) {
    state(name).error = model::Error{code, "it failed", name};
    state(name).failing_since = model::Instant{now_.utc - since, now_.uptime - since};
  }

  void answer(const std::string& query, std::vector<std::string> reads, std::optional<model::Error> error = {}) {
    answers_[query] = std::make_shared<model::Answer>(model::Answer{nullptr, std::move(error), std::move(reads), {}});
  }

  PanelQuality quality(const std::vector<std::string>& queries) {
    auto snapshot = std::make_shared<model::Snapshot>();
    for (const auto& [name, source] : states_) snapshot->sources[name] = source;
    scene_ = {snapshot, std::make_shared<model::Answers>(answers_), std::make_shared<model::Rules>(rules_)};
    LayoutPanel panel;
    panel.queries = queries;
    return quality_of_panel(frame(), panel);
  }

  AgeLine line(const std::vector<std::string>& queries, const std::string& remark = "") {
    const PanelQuality given = quality(queries);
    return age_line(frame(), given, remark);
  }

  std::string notices(const std::vector<std::string>& queries) {
    std::string out;
    for (const auto& notice : line(queries).notices) out = joined(out, notice.full);
    return out;
  }

  Frame frame() { return Frame{scene_, now_, zone_, theme_, words_, screen_, pointer_, commands_}; }

  model::Instant now_{model::from_millis(1'795'132'356'000), 100h};
  model::Zone zone_;
  Theme theme_;
  Words words_;
  ScreenState screen_;
  Pointer pointer_;
  Commands commands_;
  model::Scene scene_;
  model::Answers answers_;
  model::Rules rules_;
  std::map<std::string, std::shared_ptr<model::SourceState>> states_;
};

TEST_F(AgeOfPanel, fresh_data_tells_its_age_quietly) {
  EXPECT_EQ(line({"a"}).text, "3 s ago");
  EXPECT_EQ(line({"a"}).colour, theme_.quiet);
  set("a", 400ms);
  EXPECT_EQ(line({"a"}).text, "now");
}

TEST_F(AgeOfPanel, late_data_says_so) {
  set("a", 34s);
  EXPECT_EQ(line({"a"}).text, "late 34 s");
  EXPECT_EQ(line({"a"}).colour, theme_.late);
}

TEST_F(AgeOfPanel, stale_data_says_so) {
  set("a", 130s);
  EXPECT_EQ(line({"a"}).text, "stale 2 min");
  EXPECT_EQ(line({"a"}).colour, theme_.late);
}

TEST_F(AgeOfPanel, an_interruption_counts_from_its_beginning) {
  set("a", 27min);
  fail("a", model::ErrorCode::connection, 25min);
  EXPECT_EQ(line({"a"}).text, "down 25 min");
  EXPECT_EQ(line({"a"}).colour, theme_.down);
}

TEST_F(AgeOfPanel, refusal_says_so_however_young_the_data_is) {
  set("a", 3s);
  fail("a", model::ErrorCode::denied, 1s);
  EXPECT_EQ(line({"a"}).text, "refused");
  EXPECT_EQ(line({"a"}).remark, "3 s ago");
  EXPECT_EQ(line({"a"}).colour, theme_.down);
}

TEST_F(AgeOfPanel, data_that_never_came_is_waited_for) {
  set("a", std::nullopt);
  EXPECT_EQ(line({"a"}).text, "waiting");
  EXPECT_EQ(line({"a"}).colour, theme_.text_third);
  EXPECT_EQ(line({"not run yet"}).text, "waiting");
}

TEST_F(AgeOfPanel, a_failed_query_says_so) {
  answer("bad", {"a"}, model::Error{model::ErrorCode::query, "no such column", ""});
  EXPECT_EQ(line({"bad"}).text, "query failed");
  EXPECT_EQ(line({"bad"}).colour, theme_.down);
  EXPECT_EQ(line({"a", "bad"}).text, "query failed") << "of several queries, the failed one decides";
}

TEST_F(AgeOfPanel, is_as_old_as_the_oldest_source_and_says_how_many_are_good) {
  set("b", 70s);
  EXPECT_EQ(line({"both"}).text, "stale 1 min");
  EXPECT_EQ(notices({"both"}), "part 1/2");
  set("b", 20s);
  EXPECT_EQ(line({"both"}).text, "20 s ago");
  EXPECT_EQ(notices({"both"}), "") << "nothing is missing while all are fresh or late";
  set("b", std::nullopt);
  EXPECT_EQ(line({"both"}).text, "waiting");
  EXPECT_EQ(notices({"both"}), "part 1/2");
  set("a", 2min);
  set("b", 2min);
  EXPECT_EQ(notices({"both"}), "") << "when none is good there is no part that is";
}

TEST_F(AgeOfPanel, a_panel_of_two_queries_counts_each_source_once) {
  answer("c", {"a"});
  const PanelQuality got = quality({"a", "both", "c"});
  EXPECT_EQ(got.quality.sources, 2);
  EXPECT_TRUE(got.answered);
  EXPECT_FALSE(quality({"a", "other"}).answered);
}

TEST_F(AgeOfPanel, a_source_that_nobody_polls_was_never_there) {
  answer("lost", {"gone"});
  EXPECT_EQ(quality({"lost"}).quality.freshness, Freshness::never);
  EXPECT_EQ(line({"lost"}).text, "waiting");
}

TEST_F(AgeOfPanel, an_answer_that_reads_nothing_has_no_age) {
  answer("SELECT 1", {});
  EXPECT_EQ(line({"SELECT 1"}).text, "");
  EXPECT_EQ(line({"SELECT 1"}, "note").remark, "note");
}

TEST_F(AgeOfPanel, a_panel_without_data_says_its_remark_only) {
  EXPECT_EQ(line({}, "12 of 40").remark, "12 of 40");
  EXPECT_EQ(line({}, "12 of 40").text, "");
  EXPECT_FALSE(quality({}).has_data);
  EXPECT_EQ(line({}).changes_in, std::nullopt);
}

TEST_F(AgeOfPanel, remarks_and_what_is_missing_stand_apart_from_the_age) {
  EXPECT_EQ(line({"a"}, "12 of 40").text, "3 s ago");
  EXPECT_EQ(line({"a"}, "12 of 40").remark, "12 of 40");
  EXPECT_FALSE(line({"a"}, "12 of 40") == line({"a"}, "13 of 40")) << "another remark is another line";
  state("a").truncated = true;
  EXPECT_EQ(line({"a"}).text, "3 s ago");
  EXPECT_EQ(notices({"a"}), "cut");
  state("a").dropped_rows = 2;
  EXPECT_EQ(notices({"a"}), "cut · lost 2");
  const AgeLine before = line({"a"});
  state("a").dropped_rows = 3;
  EXPECT_FALSE(line({"a"}) == before) << "another notice is another line";
}

TEST_F(AgeOfPanel, a_broken_rule_marks_the_panels_that_read_any_of_its_sources) {
  rules_ = {{"r", "sums", {"b"}, false, {}}};
  EXPECT_FALSE(line({"a"}).grave());
  EXPECT_TRUE(line({"both"}).grave());
  EXPECT_EQ(notices({"both"}), "differs: sums");
  rules_[0].holds = std::nullopt;
  EXPECT_FALSE(line({"both"}).grave()) << "nothing is said while nothing is known";
  rules_[0].holds = true;
  EXPECT_FALSE(line({"both"}).grave());
}

TEST_F(AgeOfPanel, data_of_before_a_restart_is_told_but_does_not_make_the_panel_wrong) {
  state("a").restored = true;
  EXPECT_EQ(notices({"a"}), "restored");
  EXPECT_FALSE(line({"a"}).grave());
}

TEST_F(AgeOfPanel, says_when_its_text_will_be_another) {
  for (const Duration age : {Duration(0ms), Duration(3400ms), Duration(34s), Duration(59s), Duration(130s),
                             Duration(59min), Duration(5h), Duration(100h)}) {
    set("a", age);
    const AgeLine before = line({"a"});
    ASSERT_TRUE(before.changes_in.has_value());
    const model::Instant then = now_;
    now_.uptime = then.uptime + *before.changes_in;
    EXPECT_NE(line({"a"}).text, before.text)
        << age.count() << " ms: nothing changed after " << before.changes_in->count() << " ms";
    if (*before.changes_in > 2ms) {
      now_.uptime = then.uptime + *before.changes_in - 2ms;
      const AgeLine just_before = line({"a"});
      // The state may change sooner by itself; WallView asks the sources for that.
      if (just_before.colour == before.colour) {
        EXPECT_EQ(just_before.text, before.text) << age.count() << " ms";
      }
    }
    now_ = then;
  }
}

TEST_F(AgeOfPanel, an_interruption_says_when_its_own_count_changes) {
  set("a", 90min);
  fail("a", model::ErrorCode::connection, 40min + 20s);
  const AgeLine before = line({"a"});
  EXPECT_EQ(before.text, "down 40 min");
  ASSERT_TRUE(before.changes_in.has_value());
  EXPECT_LE(*before.changes_in, 41s);
  now_.uptime += *before.changes_in;
  EXPECT_EQ(line({"a"}).text, "down 41 min");
}

TEST_F(AgeOfPanel, the_back_ends_own_time_counts_when_it_is_older) {
  set("a", 3s);
  state("a").as_of = now_.utc - 4min;
  EXPECT_EQ(line({"a"}).text, "stale 4 min");
}

}  // namespace
}  // namespace onescreen::ui
