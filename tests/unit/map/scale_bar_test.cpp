// The scale bar tells the truth anywhere: its length in pixels, measured on the ground, is what it says.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "map/scale_bar.h"

namespace onescreen::map {
namespace {

TEST(ScaleBar, is_true_at_every_latitude_and_zoom) {
  const Viewport viewport{1000, 800};
  for (const double latitude : {-70.0, -33.9, 0.0, 18.2, 31.25, 53.5, 70.0}) {
    for (const double zoom : {3.0, 8.3, 13.1, 16.5, 19.9}) {
      const Camera camera{{121.5, latitude}, zoom};
      const ScaleBar bar = scale_bar(camera, 130);
      ASSERT_GT(bar.width_px, 0);
      EXPECT_LE(bar.width_px, 130);
      EXPECT_GT(bar.width_px, 130 / 2.6) << "the next round length would not fit";
      const LonLat a = lonlat_from_pixel(camera, viewport, {500 - bar.width_px / 2, 400});
      const LonLat b = lonlat_from_pixel(camera, viewport, {500 + bar.width_px / 2, 400});
      // A great circle is shorter than the parallel, the more the longer it is.
      EXPECT_NEAR(metres_between(a, b) / bar.metres, 1, zoom < 5 ? 0.06 : 1e-3) << latitude << " at " << zoom;
    }
  }
}

TEST(ScaleBar, says_metres_below_a_kilometre_and_kilometres_above) {
  const auto text = [](double zoom) { return scale_bar({{121.5, 31.25}, zoom}, 130).text; };
  EXPECT_EQ(text(18), "50 m");
  EXPECT_EQ(text(15), "500 m");
  EXPECT_EQ(text(13.5), "1 km");
  EXPECT_EQ(text(9), "20 km");
  EXPECT_EQ(text(4), "1000 km");
}

TEST(ScaleBar, is_none_where_there_is_no_room_or_no_camera) {
  EXPECT_EQ(scale_bar({{121.5, 31.25}, 13}, 0).width_px, 0);
  EXPECT_EQ(scale_bar({{121.5, 31.25}, 13}, -5).width_px, 0);
  EXPECT_EQ(scale_bar({{121.5, std::numeric_limits<double>::quiet_NaN()}, 13}, 130).text, "");
}

}  // namespace
}  // namespace onescreen::map
