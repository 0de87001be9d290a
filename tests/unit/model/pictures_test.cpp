// What a still picture is worth, from times and facts alone: what is not live never passes for it.
#include "model/pictures.h"

#include <gtest/gtest.h>

namespace onescreen::model {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kNoon{std::chrono::milliseconds(1'800'000'000'000)};

Instant at(Duration uptime) { return {kNoon + uptime, uptime}; }

class Stills : public testing::Test {
 protected:
  Stills() {
    set_.every = 5s;
    set_.timeout = 5s;
    set_.frozen_after = 60s;
    picture_.image = std::make_shared<TileImage>();
    picture_.wanted = at(0s);
    picture_.received = at(1000s);
    picture_.changed = at(998s);
  }
  StillState state(Duration now, CameraFacts facts = {}) const { return still_state(&set_, &picture_, facts, at(now)); }

  PictureSet set_;
  Picture picture_;
};

TEST_F(Stills, are_live_while_they_come_and_move) {
  EXPECT_EQ(state(1001s), StillState::live);
  EXPECT_EQ(state(1015s), StillState::live);
  EXPECT_EQ(still_age(&picture_, StillState::live, at(1003s)), 3s);
}

TEST_F(Stills, are_as_old_as_the_back_end_says_that_they_are) {
  picture_.made = at(960s);
  EXPECT_EQ(still_age(&picture_, StillState::live, at(1003s)), 43s);
  picture_.made = at(1010s);  // by a clock that is ahead
  EXPECT_EQ(still_age(&picture_, StillState::live, at(1003s)), 0s);
}

TEST_F(Stills, grow_old_by_the_clock_alone_as_when_the_thread_that_polls_has_died) {
  EXPECT_EQ(state(1016s), StillState::timeout);
  EXPECT_EQ(state(90'000s), StillState::timeout);
}

TEST_F(Stills, that_came_back_into_view_have_time_to_answer) {
  picture_.wanted = at(2000s);
  EXPECT_EQ(state(2010s), StillState::live);
  EXPECT_EQ(state(2016s), StillState::timeout);
}

TEST_F(Stills, that_stay_the_same_are_frozen_however_often_they_come) {
  picture_.changed = at(940s);
  EXPECT_EQ(state(1001s), StillState::frozen);
  EXPECT_EQ(still_age(&picture_, StillState::frozen, at(1001s)), 61s);
  picture_.changed = at(940s + 1ms);
  EXPECT_EQ(state(1001s), StillState::live);
  // One that no longer comes is not frozen but overdue.
  picture_.changed = at(100s);
  EXPECT_EQ(state(1016s), StillState::timeout);
  set_.frozen_after = 0s;
  EXPECT_EQ(state(1001s), StillState::live) << "a file may stay the same";
}

TEST_F(Stills, say_why_none_comes) {
  picture_.error = Error{ErrorCode::timeout, "", ""};
  EXPECT_EQ(state(1001s), StillState::timeout);
  picture_.error->code = ErrorCode::http;
  EXPECT_EQ(state(1001s), StillState::failed);
  picture_.error->code = ErrorCode::format;
  EXPECT_EQ(state(1001s), StillState::failed);
  picture_.error->code = ErrorCode::denied;
  EXPECT_EQ(state(1001s), StillState::refused);
  picture_.image.reset();
  EXPECT_EQ(state(1001s), StillState::refused);
  picture_.error->code = ErrorCode::timeout;
  EXPECT_EQ(state(1001s), StillState::waiting);
  picture_.error.reset();
  EXPECT_EQ(state(1001s), StillState::waiting);
}

TEST_F(Stills, of_secret_and_dark_cameras_are_neither_shown_nor_asked_for) {
  EXPECT_EQ(state(1001s, {.secret = true, .offline = true}), StillState::secret);
  EXPECT_EQ(state(1001s, {.secret = false, .offline = true}), StillState::offline);
  EXPECT_FALSE(is_asked_for(&set_, {.secret = true, .offline = false}));
  EXPECT_FALSE(is_asked_for(&set_, {.secret = false, .offline = true}));
  EXPECT_TRUE(is_asked_for(&set_, {}));
  EXPECT_EQ(still_state(nullptr, nullptr, {.secret = true, .offline = false}, at(1s)), StillState::secret);
}

TEST_F(Stills, that_are_withheld_are_so_for_everyone) {
  set_.withheld = Withheld::in_replay;
  EXPECT_EQ(state(1001s), StillState::withheld);
  EXPECT_FALSE(is_asked_for(&set_, {}));
  EXPECT_EQ(state(1001s, {.secret = true, .offline = false}), StillState::secret);
}

TEST_F(Stills, without_a_set_or_a_picture_are_told_apart) {
  EXPECT_EQ(still_state(nullptr, nullptr, {}, at(1s)), StillState::no_set);
  EXPECT_EQ(still_state(&set_, nullptr, {}, at(1s)), StillState::waiting);
  EXPECT_FALSE(is_asked_for(nullptr, {}));
  EXPECT_EQ(still_age(nullptr, StillState::waiting, at(1s)), std::nullopt);
}

}  // namespace
}  // namespace onescreen::model
