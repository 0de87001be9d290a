// Reference points of domain.md 8.5: eviltransform's and coordtransform's published vectors (those computed with a =
// 6378245, trap 24), and self-computed ones of Shanghai 2000.
#include "data/crs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/gcj02.h"

namespace onescreen::data {
namespace {

using model::gcj02_from_wgs84;
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

// Trap 24: eviltransform's code has a = 6378137, which puts Shanghai 8 mm elsewhere; its vectors have 6378245.
TEST(Crs, Trap24_TheConstantIsKrasovskys) {
  const LonLat got = gcj02_from_wgs84({121.5272106, 31.1774276});
  EXPECT_NEAR(got.lat, 31.175303947687105, 1e-6);
  EXPECT_GT(std::abs(got.lat - 31.175303947687105), 1e-8);
  EXPECT_GT(std::abs(got.lon - 121.53154193255554), 1e-8);
}

TEST(Crs, OneStepBackIsNotTheInverse) {
  const LonLat gcj02{116.404, 39.915};
  const LonLat there = gcj02_from_wgs84(gcj02);
  const LonLat one_step{2 * gcj02.lon - there.lon, 2 * gcj02.lat - there.lat};
  EXPECT_NEAR(one_step.lat, 39.91359571849836, 1e-9);
  EXPECT_NEAR(one_step.lon, 116.39775550083061, 1e-9);
  EXPECT_GT(std::abs(to_wgs84(Crs::gcj02, gcj02).lon - one_step.lon), 1e-7);
}

// Trap 25: with sin(y pi) instead of sin(y pi 3000/180) these would be 40 m off.
TEST(Crs, Trap25_Bd09ReferencePoints) {
  const auto near = [](LonLat got, double lat, double lon) {
    EXPECT_NEAR(got.lat, lat, 1e-9);
    EXPECT_NEAR(got.lon, lon, 1e-9);
  };
  near(bd09_from_gcj02({116.404, 39.915}), 39.92133699351021, 116.41036949371029);
  near(gcj02_from_bd09_published({116.404, 39.915}), 39.90865673957631, 116.39762729119315);
  near(from_wgs84(Crs::bd09, {121.5051, 31.2646}), 31.268260198694637, 121.51609548688471);
  const LonLat bd09{120.019809, 29.199786};
  near(to_wgs84(Crs::gcj02, gcj02_from_bd09_published(bd09)), 29.196219716740615, 120.00874001342274);
  const LonLat exact = to_wgs84(Crs::bd09, bd09);
  near(from_wgs84(Crs::bd09, exact), bd09.lat, bd09.lon);
  EXPECT_NEAR(exact.lat, 29.196219716740615, 1.5e-6) << "the published way back is at most 0.13 m off";
  EXPECT_GT(std::abs(exact.lat - 29.196131605295484), 5e-5) << "eviltransform's own vector is of the wrong constant";
}

// Trap 26: what the mean offset in Hongkou is when one is taken for the other.
TEST(Crs, Trap26_TheOffsetInHongkou) {
  const LonLat at{121.5051, 31.2646};
  const LonLat gcj02 = from_wgs84(Crs::gcj02, at);
  const double east_m = (gcj02.lon - at.lon) * 111'320 * std::cos(at.lat * 3.14159265 / 180);
  const double north_m = (gcj02.lat - at.lat) * 110'870;
  EXPECT_NEAR(std::hypot(east_m, north_m), 476, 2);
}

// 16.32 m above the ellipsoid a kilometre is 2.56 mm longer, which the reference leaves out.
TEST(Crs, ShanghaiPlane) {
  constexpr double kPlane = 1 + 16.32 / 6371000;
  const LonLat hongkou = from_wgs84(Crs::sh2000, {121.5051, 31.2646});
  EXPECT_NEAR(hongkou.lat, 3251.776 * kPlane, 1e-3);
  EXPECT_NEAR(hongkou.lon, 3633.844 * kPlane, 1e-3);
  const LonLat north = from_wgs84(Crs::sh2000, {121.52, 31.32});
  EXPECT_NEAR(north.lat, 9394.843 * kPlane, 1e-3);
  EXPECT_NEAR(north.lon, 5049.820 * kPlane, 1e-3);
  const LonLat origin = from_wgs84(Crs::sh2000, {121 + 28 / 60.0 + 1 / 3600.0, 31 + 14 / 60.0 + 7 / 3600.0});
  EXPECT_NEAR(origin.lon, 0, 1e-6);
  EXPECT_NEAR(origin.lat, 0, 1e-6);
}

TEST(Crs, LocalPlaneIsASimilarity) {
  const LocalPlane plane{1000, -500, 90, 2};
  // One metre east of the plane's origin turns to north and doubles.
  const LonLat east = to_wgs84(Crs::local4p, {1, 0}, plane);
  const LonLat same = to_wgs84(Crs::sh2000, {1000, -498});
  EXPECT_NEAR(east.lon, same.lon, 1e-12);
  EXPECT_NEAR(east.lat, same.lat, 1e-12);
}

TEST(Crs, EveryInverseIsExactOverShanghai) {
  const LocalPlane plane{-1234.5, 987.6, 12.3, 1.00021};
  for (const Crs crs : {Crs::wgs84, Crs::cgcs2000, Crs::gcj02, Crs::bd09, Crs::sh2000, Crs::local4p}) {
    for (double lon = 120.8; lon < 122.2; lon += 0.0317) {
      for (double lat = 30.6; lat < 31.95; lat += 0.0293) {
        const LonLat there = from_wgs84(crs, {lon, lat}, plane);
        ASSERT_TRUE(is_plausible(there, crs)) << name_of(crs);
        const LonLat back = to_wgs84(crs, there, plane);
        ASSERT_NEAR(back.lon, lon, 1e-9) << name_of(crs);
        ASSERT_NEAR(back.lat, lat, 1e-9) << name_of(crs);
      }
    }
  }
}

// What stands in a row along a street stays in a row, ten metres apart.
TEST(Crs, MonotoneAlongAStreet) {
  for (const Crs crs : {Crs::gcj02, Crs::bd09, Crs::sh2000}) {
    LonLat before = to_wgs84(crs, from_wgs84(crs, {121.480, 31.250}));
    for (int i = 1; i < 200; ++i) {
      const LonLat sent = from_wgs84(crs, {121.480 + i * 8e-5, 31.250 + i * 6e-5});
      const LonLat last = from_wgs84(crs, {121.480 + (i - 1) * 8e-5, 31.250 + (i - 1) * 6e-5});
      ASSERT_GT(sent.lon, last.lon) << name_of(crs);
      ASSERT_GT(sent.lat, last.lat) << name_of(crs);
      const LonLat at = to_wgs84(crs, sent);
      ASSERT_NEAR(at.lon - before.lon, 8e-5, 1e-9) << name_of(crs);
      ASSERT_NEAR(at.lat - before.lat, 6e-5, 1e-9) << name_of(crs);
      before = at;
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
  EXPECT_TRUE(is_plausible({3633.8, 3251.8}, Crs::sh2000)) << "metres";
  EXPECT_FALSE(is_plausible({3633.8, 3251.8}, Crs::gcj02));
  EXPECT_FALSE(is_plausible({40'500'000, 3'460'000}, Crs::sh2000)) << "with a zone number in front";
  EXPECT_FALSE(is_plausible({0, 0}, Crs::local4p));
  EXPECT_FALSE(is_plausible({121.5, 90}, Crs::gcj02)) << "its formula divides by the cosine of the latitude";
  EXPECT_TRUE(is_plausible({121.5, 90}, Crs::wgs84));
}

TEST(Crs, EveryPlausiblePositionStaysFinite) {
  for (const Crs crs : {Crs::gcj02, Crs::bd09}) {
    for (const double lon : {-180.0, 0.001, 180.0}) {
      for (const double lat : {-85.0, 0.0, 85.0}) {
        const LonLat at = to_wgs84(crs, {lon, lat});
        EXPECT_TRUE(std::isfinite(at.lon) && std::isfinite(at.lat)) << name_of(crs) << lon << ' ' << lat;
      }
    }
  }
  for (const double east : {-1e6, 1e6}) {
    const LonLat at = to_wgs84(Crs::sh2000, {east, -east});
    EXPECT_TRUE(is_plausible(at));
  }
}

}  // namespace
}  // namespace onescreen::data
