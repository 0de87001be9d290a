// Two linked maps of one layout look at the same place: what a hand does on one is seen on both.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "frame_state.h"
#include "support/golden.h"
#include "support/repository.h"
#include "ui/layout.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;

class LinkedMaps : public testing::Test {
 protected:
  void load(bool linked) {
    const test_support::GoldenName name{"map", "clusters_near"};
    golden_ = test_support::load_golden(name);
    now_ = golden_.now;
    auto widget = nlohmann::ordered_json::parse(test_support::read_text(name.file())).at("widget");
    widget["widget"] = "map";
    widget["linked"] = linked;
    const nlohmann::ordered_json layout{{"version", 1}, {"title", ""}, {"row", {widget, widget}}};
    std::vector<ui::Problem> problems;
    golden_.layout =
        ui::read_layout(ui::Document::parse(layout.dump(), "linked.json", problems), "linked", problems);
    ASSERT_TRUE(golden_.layout != nullptr && problems.empty());
    golden_.height = 420;
    // A width of the canvas that gives both panels the same.
    for (golden_.width = 1000; golden_.width < 1004; ++golden_.width) {
      wall_ = std::make_unique<test_support::GoldenWall>(golden_);
      frames();
      if (apart() != 0) return;
    }
  }
  void frames() {
    for (int i = 0; i < 5; ++i) {
      wall_->commands.clear();
      wall_->draw(now_);
      wall_->pointer.drag = {};
      wall_->pointer.wheel = 0;
      if (!app::apply(wall_->commands, golden_.screen)) return;
    }
    ADD_FAILURE() << "commands without an end";
  }
  void drag_the_left(float x, float y) {
    wall_->pointer.inside = wall_->pointer.down = true;
    wall_->pointer.position = {250, 200};
    wall_->pointer.drag = {x, y};
    frames();
    wall_->pointer = {};
    now_ = {now_.utc + 1s, now_.uptime + 1s};
    frames();
    wall_->invalidate();
    frames();
  }
  // Pixels in which the right panel, which lies that far from the left one, looks otherwise.
  size_t differing(int apart) const {
    const gfx::Image image = wall_->pixels();
    size_t count = 0;
    for (int y = 60; y < 400; ++y) {
      for (int x = 40; x < 460; ++x) count += image.at(x, y) != image.at(x + apart, y);
    }
    return count;
  }
  // How far that is; 0 when the panels are not alike.
  int apart() const {
    for (int by = 480; by < 520; ++by) {
      if (differing(by) == 0) return by;
    }
    return 0;
  }

  test_support::GoldenCase golden_;
  std::unique_ptr<test_support::GoldenWall> wall_;
  model::Instant now_;
};

TEST_F(LinkedMaps, MoveTogether) {
  load(true);
  const int before = apart();
  ASSERT_NE(before, 0);
  const gfx::Image at_home = wall_->pixels();
  drag_the_left(-40, 30);
  EXPECT_LT(differing(before), 20u) << "but for edges that round otherwise";
  EXPECT_GT(gfx::compare(at_home, wall_->pixels()).differing, 1000u) << "neither has moved";
  EXPECT_TRUE(golden_.screen.map_views.contains(ui::kLinkedMaps));
}

TEST_F(LinkedMaps, OthersDoNot) {
  load(false);
  const int before = apart();
  ASSERT_NE(before, 0);
  drag_the_left(-40, 30);
  EXPECT_GT(differing(before), 1000u);
}

}  // namespace
}  // namespace onescreen
