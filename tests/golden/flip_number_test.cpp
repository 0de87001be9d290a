// A number that changes turns its digits for at most 600 ms, and then is what a widget draws that never saw the change.
#include <gtest/gtest.h>

#include "gfx/image.h"
#include "support/golden.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;

class FlipNumber : public testing::Test {
 protected:
  FlipNumber() : golden_(test_support::load_golden({"flip_number", "typical"})) {}

  void set(double value) {
    model::TableBuilder builder("n", {{"value", model::Type::number}});
    builder.number(0, value);
    builder.end_row();
    auto answers = std::make_shared<model::Answers>(*golden_.scene.answers);
    auto answer = std::make_shared<model::Answer>(*answers->at("n"));
    answer->table = builder.build();
    answers->insert_or_assign("n", answer);
    golden_.scene.answers = answers;
  }
  model::Instant after(model::Duration time) const { return {golden_.now.utc + time, golden_.now.uptime + time}; }
  gfx::Image fresh(model::Duration time) const {
    test_support::GoldenWall wall(golden_);
    wall.settle(after(time));
    return wall.pixels();
  }
  static size_t differing(const gfx::Image& a, const gfx::Image& b) { return gfx::compare(a, b).differing; }

  test_support::GoldenCase golden_;
};

TEST_F(FlipNumber, turns_and_comes_to_rest) {
  set(757'321);
  test_support::GoldenWall wall(golden_);
  wall.settle();
  EXPECT_EQ(differing(wall.pixels(), fresh(0ms)), 0u) << "a first number has nothing to come from";
  set(757'330);
  const gfx::Image rest = fresh(1s);
  auto report = wall.draw(after(100ms));
  ASSERT_TRUE(report.changes_in);
  EXPECT_LE(*report.changes_in, 40ms);
  model::Duration time = 100ms;
  bool moved = false;
  while (report.changes_in && *report.changes_in < 200ms && time < 2s) {
    moved = moved || differing(wall.pixels(), rest) > 0;
    time += *report.changes_in;
    report = wall.draw(after(time));
  }
  EXPECT_TRUE(moved);
  EXPECT_EQ(time, model::Duration(700ms)) << "600 ms after the change was seen";
  wall.settle(after(1s));
  EXPECT_EQ(differing(wall.pixels(), rest), 0u);
}

TEST_F(FlipNumber, a_clock_that_is_set_back_ends_it) {
  set(1);
  test_support::GoldenWall wall(golden_);
  wall.settle();
  set(2);
  wall.draw(after(100ms));
  const model::Instant back{golden_.now.utc - 3s, golden_.now.uptime + 200ms};
  wall.settle(back);
  test_support::GoldenWall other(golden_);
  other.settle(back);
  EXPECT_EQ(differing(wall.pixels(), other.pixels()), 0u);
}

}  // namespace
}  // namespace onescreen
