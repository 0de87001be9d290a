// Flights: exact at both ends, continuous, the same way there and back, short for short ways, and never not a number.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "map/flight.h"

namespace onescreen::map {
namespace {

using std::chrono::milliseconds;

constexpr Viewport kViewport{1000, 800};
const Camera kDistrict{{121.49, 31.28}, 13.1};
const Camera kGrid{{121.513, 31.254}, 16.4};
const Camera kFar{{113.26, 23.13}, 12};

double px_between(const Camera& a, const Camera& b) {
  const PixelPoint at = pixel_from_lonlat(a, kViewport, b.centre);
  return std::hypot(at.x - kViewport.width_px / 2.0, at.y - kViewport.height_px / 2.0);
}

struct Way {
  const char* name;
  Camera from;
  Camera to;
};

class Flights : public testing::TestWithParam<Way> {};

TEST_P(Flights, begins_and_ends_exactly) {
  const auto& [name, from, to] = GetParam();
  for (const double share : {-1.0, 0.0}) EXPECT_EQ(flown(from, to, kViewport, share), from);
  for (const double share :
       {1.0, 7.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(flown(from, to, kViewport, share), to) << share;
    EXPECT_EQ(eased_straight(from, to, share), to) << share;
  }
  EXPECT_EQ(eased_straight(from, to, 0), from);
}

TEST_P(Flights, moves_in_small_steps_with_finite_cameras) {
  const auto& [name, from, to] = GetParam();
  const int steps = 400;
  Camera before = from;
  double longest_px = 0, longest_zoom = 0;
  for (int i = 1; i <= steps; ++i) {
    const Camera now = flown(from, to, kViewport, double(i) / steps);
    ASSERT_TRUE(is_on_earth(now.centre) && std::isfinite(now.zoom)) << i;
    longest_px = std::max(longest_px, px_between(before, now));
    longest_zoom = std::max(longest_zoom, std::abs(now.zoom - before.zoom));
    before = now;
  }
  EXPECT_LT(longest_px, 60) << "the ground must not jump";
  EXPECT_LT(longest_zoom, 0.25);
  EXPECT_GT(longest_px + longest_zoom, 0) << "something moved";
}

TEST_P(Flights, there_and_back_is_the_same_way) {
  const auto& [name, from, to] = GetParam();
  for (const double share : {0.1, 0.25, 0.5, 0.6, 0.9}) {
    const Camera there = flown(from, to, kViewport, share);
    const Camera back = flown(to, from, kViewport, 1 - share);
    EXPECT_NEAR(there.zoom, back.zoom, 1e-6) << share;
    EXPECT_LT(px_between(there, back), 0.01) << share;
  }
}

INSTANTIATE_TEST_SUITE_P(Ways, Flights,
                         testing::Values(Way{"into_a_grid", kDistrict, kGrid}, Way{"out_of_it", kGrid, kDistrict},
                                         Way{"pan", kDistrict, {{121.53, 31.27}, 13.1}},
                                         Way{"zoom_in_place", kDistrict, {kDistrict.centre, 17}},
                                         Way{"zoom_with_a_hair_of_pan", kDistrict, {{121.4900000001, 31.28}, 9}},
                                         Way{"another_city", kDistrict, kFar},
                                         Way{"across_the_world", {{-179, -80}, 3}, {{179, 80}, 14}}),
                         [](const auto& way) { return way.param.name; });

TEST(FlightTime, is_by_length_within_its_limits) {
  EXPECT_EQ(flight_time(kDistrict, kDistrict, kViewport), milliseconds(0));
  const auto near = flight_time(kDistrict, panned(kDistrict, 30, 0), kViewport);
  const auto grid = flight_time(kDistrict, kGrid, kViewport);
  const auto far = flight_time(kDistrict, kFar, kViewport);
  EXPECT_EQ(near, kShortestFlight);
  EXPECT_GT(grid, near);
  EXPECT_LT(grid, far);
  EXPECT_EQ(far, kLongestFlight);
  EXPECT_EQ(flight_time(kGrid, kDistrict, kViewport), grid);
}

TEST(FlightTime, survives_cameras_that_are_none) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Camera none{{nan, 1e9}, nan};
  EXPECT_LE(flight_time(none, kGrid, {0, 0}), kLongestFlight);
  const Camera half = flown(none, kGrid, {0, 0}, 0.5);
  EXPECT_TRUE(is_on_earth(half.centre) && std::isfinite(half.zoom));
}

TEST(Flight, zooms_out_on_a_long_way_and_not_on_a_short_one) {
  EXPECT_LT(flown(kDistrict, kFar, kViewport, 0.5).zoom, kDistrict.zoom - 2);
  EXPECT_GT(flown(kDistrict, panned(kDistrict, 100, 0), kViewport, 0.5).zoom, kDistrict.zoom - 0.05);
}

TEST(EasedStraight, keeps_what_lies_under_the_pointer) {
  const PixelPoint pointer{730, 120};
  const Camera to = zoomed_at(kDistrict, kViewport, pointer, 1.5);
  const LonLat held = lonlat_from_pixel(kDistrict, kViewport, pointer);
  double zoom = kDistrict.zoom;
  for (const double share : {0.1, 0.3, 0.5, 0.8, 0.99}) {
    const Camera now = eased_straight(kDistrict, to, share);
    const PixelPoint at = pixel_from_lonlat(now, kViewport, held);
    EXPECT_NEAR(at.x, pointer.x, 1e-3) << share;
    EXPECT_NEAR(at.y, pointer.y, 1e-3) << share;
    EXPECT_GT(now.zoom, zoom);
    zoom = now.zoom;
  }
}

TEST(EasedStraight, pans_by_whole_pixels_and_slows_down) {
  const Camera to = panned(kDistrict, -90, 40);
  double before = 0;
  for (const double share : {0.2, 0.4, 0.6, 0.8, 1.0}) {
    const PixelPoint at = pixel_from_lonlat(eased_straight(kDistrict, to, share), kViewport, kDistrict.centre);
    const double dx = kViewport.width_px / 2.0 - at.x;
    const double dy = kViewport.height_px / 2.0 - at.y;
    EXPECT_NEAR(dx, std::round(dx), 1e-4) << share;
    EXPECT_NEAR(dy, std::round(dy), 1e-4) << share;
    EXPECT_GT(dx, before);
    before = dx;
  }
  EXPECT_NEAR(before, 90, 1e-4);
}

TEST(Glided, goes_on_by_whole_pixels_of_the_wall_clock) {
  const Glide east{700, 0, 0};
  for (const double secs : {0.013, 0.1, 1.7}) {
    const PixelPoint at = pixel_from_lonlat(glided(kDistrict, east, secs), kViewport, kDistrict.centre);
    EXPECT_NEAR(kViewport.width_px / 2.0 - at.x, std::round(700 * secs), 1e-4);
  }
  EXPECT_NEAR(glided(kDistrict, {0, 0, 2}, 0.5).zoom, kDistrict.zoom + 1, 1e-12);
  EXPECT_EQ(glided(kDistrict, east, -5), kDistrict) << "a clock that was set back";
  EXPECT_EQ(glided(kDistrict, east, std::numeric_limits<double>::quiet_NaN()), kDistrict);
  EXPECT_EQ(glided(kDistrict, {0, 0, 2}, 1e9).zoom, kMaxZoom);
}

}  // namespace
}  // namespace onescreen::map
