// Proves which tiles a view wants, that what stands for them leaves neither gap nor overlap whatever is loaded, that it
// moves with the camera by whole pixels, and where tiles cut in GCJ-02 come to lie.
#include "map/tile_cover.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "model/gcj02.h"

namespace onescreen::map {
namespace {

using model::TileKey;
using model::TileSet;

constexpr Camera kCamera{{121.4837, 31.2712}, 14};
constexpr Viewport kView{1000, 700};

model::TilePicture picture() {
  auto image = std::make_shared<model::TileImage>();
  image->width = image->height = 256;
  return {image, {}, {}, false};
}

TileSet set_with(const std::vector<TileKey>& keys) {
  TileSet set;
  for (const TileKey& key : keys) set.pictures[key] = picture();
  return set;
}

std::vector<TileKey> of_level(const std::vector<TileKey>& keys, int z) {
  std::vector<TileKey> out;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(out), [&](const TileKey& key) { return key.z == z; });
  return out;
}

// How often each pixel of the view is covered, by rectangles whose sides are upright.
std::vector<int> coverage(const std::vector<TilePatch>& patches) {
  std::vector<int> out(static_cast<size_t>(kView.width_px) * static_cast<size_t>(kView.height_px));
  for (const TilePatch& patch : patches) {
    EXPECT_EQ(patch.corners[0][0], patch.corners[2][0]);
    EXPECT_EQ(patch.corners[0][1], patch.corners[1][1]);
    const int x0 = std::clamp(static_cast<int>(patch.corners[0][0]), 0, kView.width_px);
    const int y0 = std::clamp(static_cast<int>(patch.corners[0][1]), 0, kView.height_px);
    const int x1 = std::clamp(static_cast<int>(patch.corners[3][0]), 0, kView.width_px);
    const int y1 = std::clamp(static_cast<int>(patch.corners[3][1]), 0, kView.height_px);
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x)
        ++out[static_cast<size_t>(y) * static_cast<size_t>(kView.width_px) + static_cast<size_t>(x)];
    }
  }
  return out;
}

void expect_covered_once(const std::vector<TilePatch>& patches) {
  const auto times = coverage(patches);
  EXPECT_EQ(*std::min_element(times.begin(), times.end()), 1) << "a gap";
  EXPECT_EQ(*std::max_element(times.begin(), times.end()), 1) << "an overlap";
}

TEST(TileCover, levels_are_drawn_at_their_size_or_a_little_enlarged) {
  const TileSet set;
  EXPECT_EQ(tile_level(set, 14), 14);
  EXPECT_EQ(tile_level(set, 14.7), 14);
  EXPECT_EQ(tile_level(set, 14.9), 15);
  EXPECT_EQ(tile_level(set, 25), 18) << "the set has no finer ones";
  TileSet large;
  large.tile_px = 512;
  EXPECT_EQ(tile_level(large, 14), 13);
  TileSet few;
  few.min_zoom = 10;
  EXPECT_EQ(tile_level(few, 3), 10);
}

TEST(TileCover, wants_coarse_tiles_first_and_then_its_own_from_the_middle) {
  const auto keys = wanted_tiles({}, kCamera, kView);
  ASSERT_GT(keys.size(), 12u);
  EXPECT_EQ(keys.front().z, 11);
  const auto own = of_level(keys, 14);
  EXPECT_EQ(std::set<TileKey>(keys.begin(), keys.end()).size(), keys.size());
  EXPECT_GE(own.size(), 12u);
  EXPECT_LE(own.size(), 20u);
  const WorldPoint middle = world_from_lonlat(kCamera.centre);
  const auto distance = [&](const TileKey& key) {
    return std::hypot((key.x + 0.5) / 16384 - middle.x, (key.y + 0.5) / 16384 - middle.y);
  };
  EXPECT_LT(distance(own.front()) + 1e-9, distance(own.back()));
  const TileKey holds_middle{14, static_cast<int>(middle.x * 16384), static_cast<int>(middle.y * 16384)};
  EXPECT_LT(std::find(own.begin(), own.end(), holds_middle) - own.begin(), 4);
}

TEST(TileCover, a_view_that_needs_too_many_takes_a_coarser_level) {
  TileSet set;
  set.tile_px = 64;
  const auto keys = wanted_tiles(set, kCamera, {15360, 4320});
  EXPECT_LE(keys.size(), kMostTiles + 64);
  EXPECT_FALSE(keys.empty());
  EXPECT_TRUE(wanted_tiles(set, kCamera, {0, 700}).empty());
}

TEST(TileCover, is_whole_whatever_is_loaded) {
  const auto own = of_level(wanted_tiles({}, kCamera, kView), 14);
  expect_covered_once(tile_cover(set_with(own), kCamera, kView));

  std::vector<TileKey> coarse = {{11, own[0].x >> 3, own[0].y >> 3}};
  for (const TileKey& key : own) coarse.push_back({11, key.x >> 3, key.y >> 3});
  expect_covered_once(tile_cover(set_with(coarse), kCamera, kView));

  std::vector<TileKey> mixed = coarse;
  for (size_t i = 0; i < own.size(); i += 2) mixed.push_back(own[i]);
  for (size_t i = 1; i < own.size(); i += 4) mixed.push_back({15, 2 * own[i].x + 1, 2 * own[i].y});
  mixed.push_back({16, 4 * own[3].x + 2, 4 * own[3].y + 1});
  for (const double zoom : {13.6, 14.0, 14.31, 14.8})
    expect_covered_once(tile_cover(set_with(mixed), {kCamera.centre, zoom}, kView));
}

TEST(TileCover, takes_the_part_of_the_coarser_tile_that_is_meant) {
  const TileKey key = of_level(wanted_tiles({}, kCamera, kView), 14).front();
  const TileSet set = set_with({{12, key.x >> 2, key.y >> 2}});
  const auto patches = tile_cover(set, kCamera, kView);
  const auto own = tile_cover(set_with({key}), kCamera, kView);
  ASSERT_EQ(own.size(), 1u);
  const auto same = std::find_if(patches.begin(), patches.end(),
                                 [&](const TilePatch& patch) { return patch.corners == own[0].corners; });
  ASSERT_NE(same, patches.end());
  EXPECT_EQ(same->u0, static_cast<float>(key.x & 3) / 4);
  EXPECT_EQ(same->v0, static_cast<float>(key.y & 3) / 4);
  EXPECT_EQ(same->u1 - same->u0, 0.25f);
}

TEST(TileCover, is_sharp_at_whole_zooms) {
  for (const TilePatch& patch : tile_cover(set_with(of_level(wanted_tiles({}, kCamera, kView), 14)), kCamera, kView)) {
    EXPECT_EQ(patch.corners[3][0] - patch.corners[0][0], 256);
    EXPECT_EQ(patch.corners[3][1] - patch.corners[0][1], 256);
  }
}

TEST(TileCover, moves_with_the_camera_by_whole_pixels) {
  TileSet set;
  for (const auto crs : {model::TileCrs::wgs84, model::TileCrs::gcj02}) {
    set.crs = crs;
    set.pictures.clear();
    for (const auto& key : wanted_tiles(set, {kCamera.centre, 13}, {3000, 3000})) set.pictures[key] = picture();
    for (const double zoom : {14.0, 14.37, 15.21}) {
      const Camera before{kCamera.centre, zoom};
      const Camera after = panned(before, 17, -5);
      auto moved = tile_cover(set, before, kView);
      const auto there = tile_cover(set, after, kView);
      for (auto& patch : moved) {
        for (auto& corner : patch.corners) corner = {corner[0] + 17, corner[1] - 5};
      }
      size_t common = 0;
      for (const TilePatch& patch : there) common += static_cast<size_t>(std::count(moved.begin(), moved.end(), patch));
      // A row and a column may have come and gone.
      EXPECT_GE(common + 14, there.size()) << zoom;
      EXPECT_GE(common, 6u) << zoom;
    }
  }
}

TEST(TileCover, a_grid_in_gcj02_lies_where_it_truly_is) {
  TileSet set;
  set.crs = model::TileCrs::gcj02;
  const LonLat place{121.4955, 31.2525};
  const WorldPoint shifted = world_from_lonlat(model::gcj02_from_wgs84(place));
  const int x = static_cast<int>(shifted.x * 65536);
  const int y = static_cast<int>(shifted.y * 65536);
  const WorldPoint corner = tile_corner(set, 16, x, y);
  const LonLat at = lonlat_from_world(corner);
  const LonLat expected = lonlat_from_world({x / 65536.0, y / 65536.0});
  EXPECT_NEAR(model::gcj02_from_wgs84(at).lon, expected.lon, 1e-9);
  EXPECT_NEAR(model::gcj02_from_wgs84(at).lat, expected.lat, 1e-9);
  EXPECT_GT(metres_between(at, expected), 300) << "in Shanghai the two differ by some 470 m";
  // The tile that holds a place is among those that a view of it wants.
  const auto keys = wanted_tiles(set, {place, 16}, {300, 300});
  EXPECT_NE(std::find(keys.begin(), keys.end(), TileKey{16, x, y}), keys.end());
}

// README's figure: what is drawn between the corners of a tile is interpolated from them.
TEST(TileCover, within_a_tile_gcj02_is_wrong_by_less_than_a_pixel) {
  TileSet set;
  set.crs = model::TileCrs::gcj02;
  for (const int z : {10, 12, 14, 16}) {
    const double side = std::exp2(z);
    const WorldPoint at = world_from_lonlat(model::gcj02_from_wgs84({121.4837, 31.2712}));
    const int x = static_cast<int>(at.x * side);
    const int y = static_cast<int>(at.y * side);
    const WorldPoint nw = tile_corner(set, z, x, y);
    const WorldPoint ne = tile_corner(set, z, x + 1, y);
    const WorldPoint sw = tile_corner(set, z, x, y + 1);
    double worst_px = 0;
    for (double u = 0; u <= 1; u += 0.125) {
      for (double v = 0; v <= 1; v += 0.125) {
        const LonLat gcj = lonlat_from_world({(x + u) / side, (y + v) / side});
        const WorldPoint truth = world_from_lonlat(model::wgs84_from_gcj02(gcj));
        const WorldPoint drawn{nw.x + u * (ne.x - nw.x) + v * (sw.x - nw.x),
                               nw.y + u * (ne.y - nw.y) + v * (sw.y - nw.y)};
        worst_px = std::max(worst_px, std::hypot(truth.x - drawn.x, truth.y - drawn.y) * side * 256);
      }
    }
    EXPECT_LT(worst_px, 0.5) << "level " << z;
  }
}

TEST(TileCover, survives_what_is_not_finite_and_the_edge_of_the_world) {
  const TileSet set = set_with({{0, 0, 0}});
  for (const Camera& camera : {Camera{{180, 85}, 3}, Camera{{-180, -85}, 1}, clamped({{NAN, 1e9}, NAN}, {})}) {
    for (const TilePatch& patch : tile_cover(set, camera, kView)) {
      for (const auto& corner : patch.corners) EXPECT_TRUE(std::isfinite(corner[0]) && std::isfinite(corner[1]));
    }
    for (const TileKey& key : wanted_tiles(set, camera, kView)) {
      EXPECT_GE(key.x, 0);
      EXPECT_LT(key.x, 1 << key.z);
    }
  }
  EXPECT_TRUE(tile_cover({}, kCamera, kView).empty());
}

}  // namespace
}  // namespace onescreen::map
