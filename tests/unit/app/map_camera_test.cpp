// The camera of a map over several frames, as the window's loop drives it: every frame draws what the state and the
// clock say, wishes leave as commands, and no command makes it jump.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "../widgets/map_areas.h"
#include "../widgets/map_camera.h"
#include "frame_state.h"

namespace onescreen::widgets {
namespace {

using namespace std::chrono_literals;
using map::Camera;

constexpr const char* kEntry = "/row/0";

class MapCameraOverTime : public testing::Test {
 protected:
  MapCameraOverTime() {
    ground_.entry = kEntry;
    ground_.viewport = {1000, 800};
    ground_.bounds = {121.44, 31.24, 121.54, 31.32};
    ground_.whole = ground_.home = map::fitted(ground_.bounds, ground_.viewport, {});
  }

  ui::Frame frame() {
    return {scene_, now_, zone_, theme_, words_, screen_, pointer_, commands_, {}, false, &steering_};
  }
  MapSight sight() { return sight_of(frame(), ground_); }
  template <typename Wish>
  void wish(Wish wish) {
    commands_.clear();
    const ui::Frame now = frame();
    wish(now, sight_of(now, ground_));
    app::apply(commands_, screen_);
  }
  void wait(model::Duration time) { now_ = {now_.utc + time, now_.uptime + time}; }
  double px_between(const Camera& a, const Camera& b) const {
    const map::PixelPoint at = map::pixel_from_lonlat(a, ground_.viewport, b.centre);
    return std::hypot(at.x - 500, at.y - 400);
  }
  void fly(const Camera& to) {
    wish([&](const ui::Frame& now, const MapSight& sight) { fly_to(now, ground_, sight, to); });
  }
  void press_keys() {
    wish([&](const ui::Frame& now, const MapSight& sight) { move_by_keys(now, ground_, sight); });
    steering_.presses.clear();
  }
  void point(map::PixelPoint at) {
    wish([&](const ui::Frame& now, const MapSight& sight) { move_by_pointer(now, ground_, sight, at); });
    pointer_ = {};
  }

  MapGround ground_;
  model::Scene scene_;
  model::Instant now_{model::TimePoint(1'800'000'000'000ms), 100h};
  model::Zone zone_ = model::Zone::fixed("UTC", 0h);
  ui::Theme theme_;
  ui::Words words_;
  ui::ScreenState screen_;
  ui::Pointer pointer_;
  ui::Steering steering_;
  ui::Commands commands_;
  const Camera there_{{121.513, 31.254}, 16};
};

TEST_F(MapCameraOverTime, is_at_home_and_still_without_a_wish) {
  EXPECT_EQ(sight().camera, ground_.home);
  EXPECT_TRUE(sight().is_home);
  EXPECT_FALSE(sight().moving);
}

TEST_F(MapCameraOverTime, flies_from_where_it_is_and_then_rests) {
  fly(there_);
  EXPECT_EQ(sight().camera, ground_.home) << "the frame after the command begins where the one before it was";
  EXPECT_TRUE(sight().flying);
  wait(300ms);
  const Camera halfway = sight().camera;
  EXPECT_NE(halfway, ground_.home);
  EXPECT_NE(halfway, there_);
  wait(2s);
  EXPECT_EQ(sight().camera, there_);
  EXPECT_FALSE(sight().moving) << "the program may sleep";
}

TEST_F(MapCameraOverTime, a_new_flight_begins_in_the_middle_of_the_old_one) {
  fly(there_);
  wait(350ms);
  const Camera before = sight().camera;
  wish([&](const ui::Frame& now, const MapSight& sight) { fly_home(now, ground_, sight, ground_.home); });
  EXPECT_LT(px_between(before, sight().camera), 1e-3);
  EXPECT_NEAR(before.zoom, sight().camera.zoom, 1e-9);
  wait(3s);
  EXPECT_EQ(sight().camera, ground_.home);
  EXPECT_TRUE(sight().is_home);
}

TEST_F(MapCameraOverTime, is_there_at_once_where_nothing_may_move) {
  theme_.motion = false;
  fly(there_);
  EXPECT_EQ(sight().camera, there_);
  EXPECT_FALSE(sight().moving);
  EXPECT_TRUE(screen_.map_motions.empty());
}

TEST_F(MapCameraOverTime, a_clock_that_is_set_back_ends_a_flight) {
  fly(there_);
  wait(-1h);
  EXPECT_EQ(sight().camera, there_);
  EXPECT_FALSE(sight().moving);
}

TEST_F(MapCameraOverTime, a_drag_ends_a_flight_where_it_is) {
  fly(there_);
  wait(350ms);
  const Camera before = sight().camera;
  pointer_.down = true;
  pointer_.drag = {12, -7};
  point({500, 400});
  EXPECT_NEAR(px_between(before, sight().camera), std::hypot(12, 7), 1e-3);
  EXPECT_FALSE(sight().moving);
}

TEST_F(MapCameraOverTime, wheel_notches_add_up_and_keep_the_place_under_the_pointer) {
  const map::PixelPoint at{300, 250};
  const map::LonLat held = map::lonlat_from_pixel(ground_.home, ground_.viewport, at);
  for (int i = 0; i < 3; ++i) {
    pointer_.wheel = 1;
    point(at);
    wait(40ms);
    const map::PixelPoint now = map::pixel_from_lonlat(sight().camera, ground_.viewport, held);
    EXPECT_NEAR(now.x, at.x, 0.01);
    EXPECT_NEAR(now.y, at.y, 0.01);
  }
  wait(1s);
  EXPECT_NEAR(sight().camera.zoom, ground_.home.zoom + 1.5, 1e-9);
  EXPECT_FALSE(sight().moving);
}

TEST_F(MapCameraOverTime, zooming_out_of_everything_gives_the_view_back_to_the_data) {
  fly({{121.5, 31.27}, ground_.home.zoom + 0.3});
  wait(2s);
  EXPECT_FALSE(sight().is_home);
  pointer_.wheel = -1;
  point({500, 400});
  wait(1s);
  EXPECT_TRUE(sight().is_home);
  EXPECT_EQ(sight().camera, ground_.whole);
}

TEST_F(MapCameraOverTime, zooming_out_of_a_chosen_area_stays_a_view_of_its_own) {
  ground_.home = there_;
  pointer_.wheel = -20;
  point({500, 400});
  wait(1s);
  EXPECT_FALSE(sight().is_home) << "home is the area";
  EXPECT_EQ(sight().camera, ground_.whole);
}

TEST_F(MapCameraOverTime, a_double_click_zooms_unless_it_is_the_rest_of_a_click_that_flies) {
  pointer_.double_clicked = true;
  point({500, 400});
  wait(2s);
  EXPECT_NEAR(sight().camera.zoom, ground_.home.zoom + 1, 1e-9);
  fly(there_);
  wait(100ms);
  pointer_.double_clicked = true;
  point({500, 400});
  wait(2s);
  EXPECT_EQ(sight().camera, there_);
}

TEST_F(MapCameraOverTime, a_held_arrow_glides_by_the_clock_and_rolls_out) {
  fly(there_);
  wait(2s);
  const Camera start = sight().camera;
  steering_.pan = {1, 0};
  steering_.presses = {ui::KeyPress::pan_right};
  press_keys();
  wait(100ms);
  press_keys();  // nothing new
  EXPECT_TRUE(commands_.empty());
  wait(100ms);
  EXPECT_NEAR(px_between(start, sight().camera), 140, 1e-3) << "700 pixels a second";
  steering_ = {};
  press_keys();
  const Camera let_go = sight().camera;
  EXPECT_NEAR(px_between(start, let_go), 140, 1e-3);
  wait(2s);
  EXPECT_GT(px_between(start, sight().camera), 160);
  EXPECT_FALSE(sight().moving);
}

TEST_F(MapCameraOverTime, a_short_press_is_one_step) {
  fly(there_);
  wait(2s);
  steering_.presses = {ui::KeyPress::pan_down, ui::KeyPress::zoom_in};
  press_keys();
  wait(1s);
  EXPECT_NEAR(sight().camera.zoom, there_.zoom + 0.5, 1e-9);
  EXPECT_LT(sight().camera.centre.lat, there_.centre.lat);
}

TEST_F(MapCameraOverTime, stays_inside_its_data) {
  fly(there_);
  wait(2s);
  steering_.pan = {1, 1};
  press_keys();
  wait(1h);
  EXPECT_TRUE(ground_.bounds.contains(sight().camera.centre));
  steering_ = {};
  press_keys();
  wait(1s);
  EXPECT_FALSE(sight().moving) << "at the edge, a key that is let go has nowhere to roll to";
}

TEST_F(MapCameraOverTime, a_held_minus_ends_at_home) {
  fly(there_);
  wait(2s);
  steering_.zoom = -1;
  press_keys();
  wait(1min);
  steering_ = {};
  press_keys();
  wait(1s);
  EXPECT_TRUE(sight().is_home);
  EXPECT_EQ(sight().camera, ground_.whole);
}

TEST_F(MapCameraOverTime, knows_what_is_in_view) {
  const Camera camera = ground_.whole;
  EXPECT_TRUE(is_in_view(ground_, camera, camera.centre));
  EXPECT_FALSE(is_in_view(ground_, camera, map::lonlat_from_pixel(camera, ground_.viewport, {3, 400})));
  EXPECT_FALSE(is_in_view(ground_, camera, {120, 31}));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(is_in_view(ground_, camera, {nan, nan}));
}

// --- the veil ---

model::GeometryPtr square_with_hole() {
  auto geometry = std::make_shared<model::Geometry>();
  geometry->kind = model::GeometryKind::polygon;
  geometry->positions = {{1, 1}, {5, 1}, {5, 5}, {1, 5}, {1, 1}, {2, 2}, {3, 2}, {3, 3}, {2, 3}, {2, 2}};
  geometry->ring_ends = {5, 10};
  geometry->part_ends = {2};
  return geometry;
}

TEST(Veil, covers_all_but_the_area_and_the_area_s_holes_too) {
  MapVeil veil;
  const map::AreaLayer layer = veil.layer(square_with_hole(), {0, 0, 0, 150}, {255, 255, 255, 255}, 2);
  ASSERT_NE(layer.table, nullptr);
  const model::Geometry& shape = *layer.table->column("geometry")->geometry(0);
  ASSERT_EQ(shape.part_count(), 2u);
  EXPECT_EQ(shape.part_ends[0], 2u) << "the surroundings and one hole, the area";
  EXPECT_EQ(shape.ring(2).size(), 5u) << "the area's own hole";
}

TEST(Veil, is_made_once_for_an_area_and_not_at_all_without_one) {
  MapVeil veil;
  const auto area = square_with_hole();
  const auto first = veil.layer(area, {}, {}, 1).table;
  EXPECT_EQ(veil.layer(area, {}, {}, 1).table, first);
  EXPECT_EQ(veil.layer(nullptr, {}, {}, 1).table, nullptr);
  EXPECT_EQ(veil.layer(std::make_shared<model::Geometry>(), {}, {}, 1).table, nullptr);
}

}  // namespace
}  // namespace onescreen::widgets
