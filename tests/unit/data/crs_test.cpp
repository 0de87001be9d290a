// Reference points: eviltransform's and coordtransform's published vectors (those computed with a = 6378245).
#include "data/crs.h"

#include <gtest/gtest.h>

#include <cmath>

namespace onescreen::data {
namespace {

using model::LonLat;

struct Point {
  LonLat wgs84, gcj02;
};
constexpr Point kPoints[] = {{{121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}},
                             {{113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}},
                             {{116.377817, 39.911954}, {116.38404722455657, 39.91334545536069}},
                             {{116.404, 39.915}, {116.41024449916938, 39.91640428150164}},
                             {{121.5051, 31.2646}, {121.50951571156817, 31.262581080956416}}};

TEST(Crs, Gcj02ReferencePoints) {
  for (const auto& [wgs84, gcj02] : kPoints) {
    const LonLat there = gcj02_from_wgs84(wgs84);
    EXPECT_NEAR(there.lon, gcj02.lon, 1e-9);
    EXPECT_NEAR(there.lat, gcj02.lat, 1e-9);
    const LonLat back = to_wgs84(Crs::gcj02, gcj02);
    EXPECT_NEAR(back.lon, wgs84.lon, 1e-9);
    EXPECT_NEAR(back.lat, wgs84.lat, 1e-9);
  }
}

TEST(Crs, TheInverseIsExactOnAGrid) {
  for (double lon = 73.5; lon < 135; lon += 1.7) {
    for (double lat = 4; lat < 54; lat += 1.3) {
      const LonLat back = to_wgs84(Crs::gcj02, gcj02_from_wgs84({lon, lat}));
      ASSERT_NEAR(back.lon, lon, 1e-9);
      ASSERT_NEAR(back.lat, lat, 1e-9);
    }
  }
}

TEST(Crs, TheConverterRemembersAndStaysRightWhenRowsComeGoAndMove) {
  Wgs84Converter converter(Crs::gcj02);
  std::vector<LonLat> positions;
  for (int i = 0; i < 100; ++i) positions.push_back({121.4 + i * 1e-3, 31.2 + i * 1e-4});
  for (int round = 0; round < 6; ++round) {
    converter.begin();
    for (const LonLat position : positions) EXPECT_EQ(converter(position), to_wgs84(Crs::gcj02, position));
    if (round == 1) positions.erase(positions.begin() + 3, positions.begin() + 7);
    if (round == 2) positions.insert(positions.begin(), {121.6, 31.3});
    if (round == 3) positions[50].lon += 0.001;
    if (round == 4) positions.clear();
  }
}

TEST(Crs, NamesAndPlausibility) {
  EXPECT_EQ(crs_from_name("gcj02"), Crs::gcj02);
  EXPECT_EQ(crs_from_name("cgcs2000"), Crs::cgcs2000);
  EXPECT_EQ(crs_from_name("GCJ-02"), std::nullopt);
  EXPECT_FALSE(is_plausible({0, 0}));
  EXPECT_FALSE(is_plausible({std::nan(""), 31}));
  EXPECT_FALSE(is_plausible({31.2, 121.5})) << "swapped";
  EXPECT_FALSE(is_plausible({INFINITY, 31}));
  EXPECT_TRUE(is_plausible({121.5, 31.2}));
}

}  // namespace
}  // namespace onescreen::data
