// Web Mercator against values worked out by hand, and the invariants of a camera's moves.
#include "map/projection.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "map/scale_bar.h"

namespace onescreen::map {
namespace {

constexpr LonLat kHongkou{121.482, 31.277};
constexpr Viewport kView{1016, 820};

TEST(Projection, PutsTheOriginInTheMiddleOfTheWorld) {
  const WorldPoint middle = world_from_lonlat({0, 0});
  EXPECT_DOUBLE_EQ(middle.x, 0.5);
  EXPECT_DOUBLE_EQ(middle.y, 0.5);
  // The square of Web Mercator ends at atan(sinh(pi)).
  EXPECT_NEAR(world_from_lonlat({-180, kMaxLatitude}).y, 0, 1e-6);
  EXPECT_NEAR(world_from_lonlat({180, -90}).y, 1, 1e-6);
}

TEST(Projection, GoesThereAndBackWithinAMillimetre) {
  for (const LonLat position : {kHongkou, LonLat{-179.9, 84}, LonLat{0, -60}, LonLat{179.99, 0.001}}) {
    const LonLat back = lonlat_from_world(world_from_lonlat(position));
    EXPECT_NEAR(back.lon, position.lon, 1e-9);
    EXPECT_NEAR(back.lat, position.lat, 1e-9);
  }
}

TEST(Projection, DividesTheScaleFactorOutOfMetres) {
  // 40,075,016.686 m around the equator; the scale factor at 31.26 degrees is 1.1699.
  EXPECT_NEAR(metres_per_pixel(0, 0), 40075016.686 / 256, 0.01);
  EXPECT_NEAR(metres_per_pixel(0, 14) / metres_per_pixel(31.26, 14), 1.1699, 1e-4);
  // One degree of latitude on that sphere.
  EXPECT_NEAR(metres_between({121, 31}, {121, 32}), 111319.49, 0.1);
}

TEST(Projection, KeepsSeveralCentimetresApartInFixedPoint) {
  // 1e-7 degrees is 11 mm, about one fixed-point unit; their picture may not move by a tenth of a pixel at the
  // closest zoom.
  const FixedPoint a = fixed_from_lonlat(kHongkou);
  const FixedPoint b = fixed_from_lonlat({kHongkou.lon + 1e-6, kHongkou.lat});
  EXPECT_NEAR(static_cast<double>(b.x - a.x), 1e-6 / 360 * 4294967296.0, 1.0);
  EXPECT_LT(world_px(kMaxZoom) / 4294967296.0, 0.1);
}

TEST(Projection, PixelsAndPositionsAreInverse) {
  const Camera camera{kHongkou, 13.7};
  for (const PixelPoint pixel :
       {PixelPoint{0, 0}, PixelPoint{508, 410}, PixelPoint{1016, 820}, PixelPoint{-300, 4000}}) {
    const PixelPoint back = pixel_from_lonlat(camera, kView, lonlat_from_pixel(camera, kView, pixel));
    EXPECT_NEAR(back.x, pixel.x, 1e-6);
    EXPECT_NEAR(back.y, pixel.y, 1e-6);
  }
  const PixelPoint middle = pixel_from_lonlat(camera, kView, kHongkou);
  EXPECT_NEAR(middle.x, 508, 1e-9);
  EXPECT_NEAR(middle.y, 410, 1e-9);
}

TEST(Camera, FitsBoundsInsideThePaddingAndTouchesIt) {
  Bounds bounds;
  bounds.extend(LonLat{121.4555, 31.236});
  bounds.extend(LonLat{121.515, 31.32});
  const Padding padding{20, 40, 60, 80};
  const Camera camera = fitted(bounds, kView, padding);
  const PixelPoint top_left = pixel_from_lonlat(camera, kView, {bounds.west, bounds.north});
  const PixelPoint bottom_right = pixel_from_lonlat(camera, kView, {bounds.east, bounds.south});
  EXPECT_GE(top_left.x, padding.left - 1e-6);
  EXPECT_NEAR(top_left.y, padding.top, 1e-6);
  EXPECT_LE(bottom_right.x, kView.width_px - padding.right + 1e-6);
  EXPECT_NEAR(bottom_right.y, kView.height_px - padding.bottom, 1e-6);
}

TEST(Camera, FitsAPointALineAndNothing) {
  Bounds point;
  point.extend(kHongkou);
  EXPECT_DOUBLE_EQ(fitted(point, kView, {}, 15).zoom, 15);
  Bounds line = point;
  line.extend(LonLat{121.6, 31.277});
  EXPECT_TRUE(std::isfinite(fitted(line, kView, {}).zoom));
  EXPECT_DOUBLE_EQ(fitted(Bounds{}, kView, {}).zoom, kMinZoom);
  EXPECT_DOUBLE_EQ(fitted(line, {10, 10}, {20, 20, 20, 20}).zoom, kMinZoom);
}

TEST(Camera, PanningMovesThePictureByThoseePixels) {
  const Camera camera{kHongkou, 14};
  const PixelPoint before = pixel_from_lonlat(camera, kView, kHongkou);
  const PixelPoint after = pixel_from_lonlat(panned(camera, 30, -12), kView, kHongkou);
  EXPECT_NEAR(after.x - before.x, 30, 1e-6);
  EXPECT_NEAR(after.y - before.y, -12, 1e-6);
}

TEST(Camera, ZoomingKeepsWhatIsUnderThePointer) {
  Camera camera{kHongkou, 13};
  const PixelPoint pointer{900, 100};
  const LonLat under = lonlat_from_pixel(camera, kView, pointer);
  for (const double delta : {0.5, 1.25, -3.0, 20.0, -40.0}) {
    camera = zoomed_at(camera, kView, pointer, delta, 3, 19);
    const PixelPoint now = pixel_from_lonlat(camera, kView, under);
    EXPECT_NEAR(now.x, pointer.x, 1e-3);
    EXPECT_NEAR(now.y, pointer.y, 1e-3);
  }
  EXPECT_DOUBLE_EQ(camera.zoom, 3);
}

TEST(Camera, ClampsIntoBoundsAndSurvivesNaN) {
  Bounds bounds;
  bounds.extend(LonLat{121, 31});
  bounds.extend(LonLat{122, 32});
  EXPECT_EQ(clamped({{0, 0}, 99}, bounds).centre, (LonLat{121, 31}));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Camera camera = clamped({{nan, 5}, nan}, bounds, 4, 18);
  EXPECT_EQ(camera.centre, (LonLat{121.5, 31.5}));
  EXPECT_DOUBLE_EQ(camera.zoom, 4);
}

TEST(BoundsTest, IgnoresWhatIsNotOnEarth) {
  Bounds bounds;
  bounds.extend(LonLat{std::numeric_limits<double>::quiet_NaN(), 1});
  bounds.extend(LonLat{std::numeric_limits<double>::infinity(), 1});
  bounds.extend(LonLat{500, 1});
  EXPECT_TRUE(bounds.empty());
  bounds.extend(kHongkou);
  EXPECT_TRUE(bounds.contains(kHongkou));
}

TEST(ScaleBarTest, IsARoundLengthThatFits) {
  const Camera camera{kHongkou, 13.6};
  const ScaleBar bar = scale_bar(camera, 140);
  EXPECT_LE(bar.width_px, 140);
  EXPECT_GT(bar.width_px, 140 / 2.6);
  EXPECT_EQ(bar.text, "1 km");
  EXPECT_NEAR(bar.width_px * metres_per_pixel(camera.centre.lat, camera.zoom), bar.metres, 1e-9);
  EXPECT_EQ(scale_bar({kHongkou, 18}, 140).text, "50 m");
  EXPECT_EQ(scale_bar(camera, 0).metres, 0);
}

TEST(Projection, TheQuickWayToFixedPointsIsWithinAUnit) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> lon(-180, 180), lat(-90, 90), near(31.2, 31.3);
  for (int i = 0; i < 20000; ++i) {
    const LonLat position{lon(random), i % 2 == 0 ? lat(random) : near(random)};
    const FixedPoint exact = fixed_from_world(world_from_lonlat(position));
    const FixedPoint quick = fixed_from_lonlat(position);
    EXPECT_EQ(quick.x, exact.x);
    EXPECT_NEAR(double(quick.y), double(exact.y), 1) << position.lat;
  }
  for (const double limit : {-75.0, 75.0, -90.0, 90.0}) {
    EXPECT_NEAR(double(fixed_from_lonlat({0, limit}).y), double(fixed_from_world(world_from_lonlat({0, limit})).y), 1);
  }
}

}  // namespace
}  // namespace onescreen::map
