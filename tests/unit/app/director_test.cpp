// Which mode and layout are shown: by hand, by condition with hysteresis, in turns.
#include "director.h"

#include <gtest/gtest.h>

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;
using Conditions = std::vector<std::optional<bool>>;

class DirectorTest : public testing::Test {
 protected:
  DirectorTest() {
    modes_.resize(3);
    modes_[0] = {.name = "daily", .title = "平", .layouts = {"a", "b", "c"}};
    modes_[0].rotate = 10s;
    modes_[1] = {.name = "festival", .title = "特", .layouts = {"f"}};
    modes_[1].when = "SELECT 0";
    modes_[2] = {.name = "emergency", .title = "战", .layouts = {"e"}};
    modes_[2].when = "SELECT 1";
    modes_[2].enter_after = 5s;
    modes_[2].leave_after = 60s;
  }
  std::string at(model::Duration uptime, Conditions conditions = {}) {
    stage_ = director_->update(conditions, uptime);
    return stage_.mode + "/" + stage_.layout;
  }
  void begin() { director_.emplace(modes_); }

  std::vector<Mode> modes_;
  std::optional<Director> director_;
  Director::Stage stage_;
};

TEST_F(DirectorTest, layouts_take_turns_and_say_when) {
  begin();
  EXPECT_EQ(at(0s), "daily/a");
  EXPECT_EQ(stage_.changes_in, model::Duration(10s));
  EXPECT_EQ(stage_.next, (std::vector<std::string>{"b", "f", "e"}));
  EXPECT_EQ(at(9'999ms), "daily/a");
  EXPECT_EQ(at(10s), "daily/b");
  EXPECT_EQ(at(20s), "daily/c");
  EXPECT_EQ(at(30s), "daily/a");
  director_->pause(true);
  EXPECT_EQ(at(100s), "daily/a");
  EXPECT_EQ(stage_.changes_in, std::nullopt);
  director_->pause(false);
  EXPECT_EQ(at(101s), "daily/b") << "it goes on where it stood";
}

TEST_F(DirectorTest, a_chosen_layout_is_held_and_then_let_go_by_itself) {
  begin();
  at(0s);
  director_->step(-1, 1s);
  EXPECT_EQ(at(1s), "daily/c");
  EXPECT_EQ(at(1s + Director::kHold - 1ms), "daily/c");
  EXPECT_EQ(at(1s + Director::kHold), "daily/a");
  EXPECT_EQ(at(1s + Director::kHold + 10s), "daily/b");
  EXPECT_FALSE(director_->choose_layout("e", 200s)) << "of another mode";
}

TEST_F(DirectorTest, a_condition_must_hold_for_a_while_and_fail_for_a_while) {
  begin();
  const Conditions yes{std::nullopt, false, true}, no{std::nullopt, false, false};
  EXPECT_EQ(at(0s, yes), "daily/a");
  EXPECT_EQ(stage_.changes_in, model::Duration(5s));
  EXPECT_EQ(at(4s, yes), "daily/a");
  EXPECT_EQ(at(4500ms, no), "daily/a") << "the count begins anew";
  EXPECT_EQ(at(5s, yes), "daily/a");
  EXPECT_EQ(at(10s, yes), "emergency/e");
  EXPECT_EQ(at(20s, no), "emergency/e");
  EXPECT_EQ(at(79s, no), "emergency/e");
  EXPECT_EQ(at(80s, no), "daily/a");
}

TEST_F(DirectorTest, what_nobody_knows_changes_nothing) {
  begin();
  at(0s, {std::nullopt, false, true});
  EXPECT_EQ(at(5s, {std::nullopt, false, true}), "emergency/e");
  EXPECT_EQ(at(500s, {std::nullopt, std::nullopt, std::nullopt}), "emergency/e") << "the back end is down";
  EXPECT_EQ(at(1000s, {}), "emergency/e");
}

TEST_F(DirectorTest, of_two_conditions_the_last_wins) {
  begin();
  at(0s, {std::nullopt, true, true});
  EXPECT_EQ(at(1s, {std::nullopt, true, true}), "festival/f");
  EXPECT_EQ(at(6s, {std::nullopt, true, true}), "emergency/e");
  at(7s, {std::nullopt, true, false});
  EXPECT_EQ(at(67s, {std::nullopt, true, false}), "festival/f");
}

TEST_F(DirectorTest, a_person_s_choice_goes_before_every_condition) {
  begin();
  at(0s);
  EXPECT_FALSE(director_->choose_mode("party"));
  ASSERT_TRUE(director_->choose_mode("festival"));
  EXPECT_EQ(at(1s, {std::nullopt, false, true}), "festival/f");
  EXPECT_EQ(at(9s, {std::nullopt, false, true}), "festival/f");
  director_->choose_automatic();
  EXPECT_EQ(at(10s, {std::nullopt, false, true}), "emergency/e");
}

TEST_F(DirectorTest, other_files_keep_what_is_still_there) {
  begin();
  at(0s);
  director_->choose_layout("b", 1s);
  at(1s);
  modes_[0].layouts = {"x", "b"};
  director_->replace(modes_);
  EXPECT_EQ(at(2s), "daily/b");
  modes_[0].layouts = {"y"};
  director_->replace(modes_);
  EXPECT_EQ(at(3s), "daily/y");
  director_->choose_mode("emergency");
  EXPECT_EQ(at(4s), "emergency/e");
  modes_.pop_back();
  director_->replace(modes_);
  EXPECT_EQ(at(5s), "daily/y");
}

TEST_F(DirectorTest, a_layout_may_be_shown_longer_than_the_others) {
  modes_[0].dwell = {{"b", 25s}};
  begin();
  EXPECT_EQ(at(0s), "daily/a");
  EXPECT_EQ(at(10s), "daily/b");
  EXPECT_EQ(stage_.changes_in, model::Duration(25s));
  EXPECT_EQ(at(34'999ms), "daily/b");
  EXPECT_EQ(at(35s), "daily/c");
  EXPECT_EQ(at(45s), "daily/a");
}

TEST_F(DirectorTest, a_layout_of_another_mode_brings_that_mode) {
  begin();
  EXPECT_EQ(at(0s), "daily/a");
  EXPECT_TRUE(director_->choose_layout_of_any_mode("c", 1s));
  EXPECT_EQ(at(1s), "daily/c");
  EXPECT_TRUE(director_->choose_layout_of_any_mode("f", 2s));
  EXPECT_EQ(at(2s), "festival/f");
  EXPECT_FALSE(director_->choose_layout_of_any_mode("none", 3s));
  EXPECT_EQ(at(3s), "festival/f");
}

TEST_F(DirectorTest, a_layout_of_another_mode_is_no_choice_for_ever) {
  begin();
  EXPECT_EQ(at(0s), "daily/a");
  ASSERT_TRUE(director_->choose_layout_of_any_mode("f", 1s));
  EXPECT_EQ(at(1s), "festival/f");
  ASSERT_TRUE(stage_.changes_in);
  EXPECT_LE(*stage_.changes_in, Director::kHold);
  EXPECT_EQ(at(1s + Director::kHold - 1ms), "festival/f");
  EXPECT_EQ(at(1s + Director::kHold), "daily/a");
  ASSERT_TRUE(director_->choose_layout_of_any_mode("f", 200s));
  director_->stay();
  EXPECT_EQ(at(9000s), "festival/f") << "as asked for on the command line";
}

TEST_F(DirectorTest, a_visit_lasts_while_somebody_is_there) {
  modes_[1].layouts = {"f", "g"};
  begin();
  EXPECT_EQ(at(0s), "daily/a");
  ASSERT_TRUE(director_->choose_layout_of_any_mode("f", 1s));
  ASSERT_TRUE(director_->choose_layout_of_any_mode("g", 110s));
  EXPECT_EQ(at(122s), "festival/g");
  director_->step(1, 220s);
  EXPECT_EQ(at(300s), "festival/f");
  director_->pause(true);
  EXPECT_EQ(at(900s), "festival/f");
  EXPECT_EQ(stage_.changes_in, std::nullopt);
  director_->pause(false);
  EXPECT_EQ(at(900s + Director::kHold - 1ms), "festival/f");
  EXPECT_EQ(at(900s + Director::kHold), "daily/a");
}

TEST_F(DirectorTest, after_a_visit_the_layout_before_is_shown_again) {
  modes_[0].rotate = 0s;
  modes_[1].layouts = {"f", "g"};
  begin();
  at(0s);
  ASSERT_TRUE(director_->choose_layout("b", 0s));
  ASSERT_TRUE(director_->choose_layout_of_any_mode("f", 1s));
  ASSERT_TRUE(director_->choose_layout_of_any_mode("e", 2s));
  EXPECT_EQ(at(2s), "emergency/e");
  director_->touch(60s);
  director_->replace(modes_);
  EXPECT_EQ(at(60s + Director::kHold - 1ms), "emergency/e") << "somebody is there";
  EXPECT_EQ(at(60s + Director::kHold), "daily/b");
  director_->pause(true);
  ASSERT_TRUE(director_->choose_layout_of_any_mode("f", 500s));
  EXPECT_EQ(at(500s + Director::kHold), "daily/b") << "an older pause does not keep a visit";
}

TEST_F(DirectorTest, a_visit_leaves_what_was_chosen_before) {
  begin();
  ASSERT_TRUE(director_->choose_mode("festival"));
  EXPECT_EQ(at(0s), "festival/f");
  ASSERT_TRUE(director_->choose_layout_of_any_mode("b", 1s));
  EXPECT_EQ(at(1s), "daily/b");
  director_->replace(modes_);
  EXPECT_EQ(at(2s), "daily/b");
  EXPECT_EQ(at(1s + Director::kHold), "festival/f");
}

TEST_F(DirectorTest, a_condition_that_begins_ends_a_passing_choice_and_is_counted_under_a_lasting_one) {
  begin();
  EXPECT_EQ(at(0s), "daily/a");
  ASSERT_TRUE(director_->choose_layout_of_any_mode("f", 1s));
  const Conditions alarm = {std::nullopt, std::nullopt, true};
  at(2s, alarm);
  EXPECT_EQ(at(7s, alarm), "emergency/e");
  EXPECT_EQ(director_->conditions_begun(), 1u);
  begin();
  ASSERT_TRUE(director_->choose_mode("daily"));
  at(0s, alarm);
  EXPECT_EQ(at(5s, alarm), "daily/a") << "a person's choice";
  EXPECT_EQ(director_->conditions_begun(), 1u);
}

}  // namespace
}  // namespace onescreen::app
