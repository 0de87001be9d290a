// A panel is a function of its frame: the same frame gives the same pixels whatever was drawn before it and however old
// the widget is. This is what makes drawing only damaged panels safe.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>

#include "gfx/image.h"
#include "support/golden.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;
using test_support::GoldenCase;
using test_support::GoldenName;
using test_support::GoldenWall;

class Purity : public testing::TestWithParam<GoldenName> {
 protected:
  Purity() : golden_(test_support::load_golden(GetParam())) {}

  gfx::Image picture_of_a_fresh_wall(model::Instant now) const {
    GoldenWall wall(golden_);
    wall.settle(now);
    return wall.pixels();
  }
  model::Instant after(model::Duration time) const { return {golden_.now.utc + time, golden_.now.uptime + time}; }

  static void expect_same(const gfx::Image& a, const gfx::Image& b) { EXPECT_EQ(gfx::compare(a, b).differing, 0u); }

  GoldenCase golden_;
};

TEST_P(Purity, the_same_frame_twice_with_the_same_widget) {
  GoldenWall wall(golden_);
  wall.settle();
  const gfx::Image first = wall.pixels();
  wall.invalidate();
  wall.settle();
  expect_same(first, wall.pixels());
}

TEST_P(Purity, nothing_is_drawn_when_nothing_changed) {
  GoldenWall wall(golden_);
  wall.settle();
  EXPECT_TRUE(wall.draw().damage.empty());
}

TEST_P(Purity, a_fresh_widget_draws_the_same_as_an_old_one) {
  GoldenWall old(golden_);
  for (const auto time : {-90s, -5s, 0s}) old.settle(after(time));
  expect_same(picture_of_a_fresh_wall(golden_.now), old.pixels());
}

TEST_P(Purity, an_unrelated_redraw_leaves_no_trace) {
  GoldenWall wall(golden_);
  wall.settle();
  wall.pointer.inside = true;
  wall.pointer.position = {static_cast<float>(golden_.width) / 2, static_cast<float>(golden_.height) / 2};
  wall.settle();
  wall.pointer = golden_.pointer;
  wall.settle();
  expect_same(picture_of_a_fresh_wall(golden_.now), wall.pixels());
}

// Each thing that can be wrong with data besides its age is among a panel's inputs.
TEST_P(Purity, what_turns_out_to_be_wrong_is_drawn_and_goes_again) {
  const model::Scene good = golden_.scene;
  const auto with = [&](const std::function<void(model::SourceState&)>& change) {
    auto snapshot = std::make_shared<model::Snapshot>(*good.snapshot);
    for (auto& [name, source] : snapshot->sources) {
      auto changed = std::make_shared<model::SourceState>(*source);
      change(*changed);
      source = changed;
    }
    return model::Scene{snapshot, good.answers, good.rules};
  };
  model::Scene broken = good;
  auto rules = std::make_shared<model::Rules>(1, model::RuleState{"r", "R", {}, false, {}});
  for (const auto& [name, source] : good.snapshot->sources) rules->front().reads.push_back(name);
  broken.rules = rules;
  GoldenWall wall(golden_);
  wall.settle();
  auto time = 0s;
  for (const model::Scene& scene :
       {broken, good, with([](auto& source) { source.suspected_crs = "gcj02"; }),
        with([](auto& source) { source.restored = true; }), with([](auto& source) { source.truncated = true; }),
        with([](auto& source) { source.carried_rows = 3; }), with([](auto& source) { source.warnings = {"w"}; }),
        good}) {
    golden_.scene = scene;
    time += 1s;
    wall.settle(after(time));
    expect_same(picture_of_a_fresh_wall(after(time)), wall.pixels());
  }
}

// The wall sleeps for as long as draw() says, and counts on whole seconds; animations run in between. At every whole
// second, woken for it or asleep, what is on the canvas must be what a full redraw would give.
TEST_P(Purity, drawing_only_what_is_due_equals_a_full_redraw) {
  const auto next_second = std::chrono::ceil<std::chrono::seconds>(golden_.now.utc) - golden_.now.utc;
  GoldenWall wall(golden_);
  model::Duration time = next_second;
  wall.settle(after(time));
  for (int checks = 0; checks < 9 && time < 200s; ++checks) {
    const std::optional<model::Duration> wait = wall.draw(after(time)).changes_in;
    if (!wait) break;
    if (*wait > 2s)
      expect_same(picture_of_a_fresh_wall(after(time + std::chrono::floor<std::chrono::seconds>(*wait / 2))),
                  wall.pixels());
    model::Duration woken = time + std::max(*wait, model::Duration(1));
    time = next_second + std::chrono::ceil<std::chrono::seconds>(woken - next_second);
    while (woken < time) {
      const auto again = wall.draw(after(woken)).changes_in;
      woken += std::clamp(again.value_or(1s), model::Duration(1), time - woken);
    }
    wall.settle(after(time));
    expect_same(picture_of_a_fresh_wall(after(time)), wall.pixels());
    if (HasFailure()) FAIL() << "at " << time.count() << " ms";
  }
}

INSTANTIATE_TEST_SUITE_P(Widgets, Purity, testing::ValuesIn(test_support::golden_names()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace onescreen
