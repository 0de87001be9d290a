// Which tiles of a raster set a view needs, and which pictures stand for them until they are there: the tile itself,
// its parts at the next finer levels, or the part of the nearest coarser one, so that nothing flashes while others are
// on their way. Pure: the same set, camera and viewport give the same cover.
#pragma once

#include <array>
#include <vector>

#include "map/projection.h"
#include "model/tiles.h"

namespace onescreen::map {

// The level that is drawn at a zoom: its tiles are at most a little reduced (to 7/8) and enlarged by less than 7/4,
// unless the set has no finer ones.
int tile_level(const model::TileSet& set, double zoom);

// What to load for a view: first a few coarse tiles that cover all of it, then its own level from the middle outwards.
// At most kMostTiles; a view that needs more takes a coarser level.
std::vector<model::TileKey> wanted_tiles(const model::TileSet& set, const Camera& camera, const Viewport& viewport);
inline constexpr size_t kMostTiles = 640;

// A rectangle of one picture on the screen. Corners are whole pixels of the viewport, shared with the neighbours, so
// that there is neither gap nor overlap and an unscaled tile is sharp: north-west, north-east, south-west, south-east,
// x and y. uv are fractions of the picture.
struct TilePatch {
  model::TileImagePtr image;
  std::array<std::array<float, 2>, 4> corners{};
  float u0 = 0;
  float v0 = 0;
  float u1 = 1;
  float v1 = 1;

  bool operator==(const TilePatch&) const = default;
};
// From north to south. Moved by whole pixels of the camera, the corners move by just these.
std::vector<TilePatch> tile_cover(const model::TileSet& set, const Camera& camera, const Viewport& viewport);

// Where a corner of the set's grid lies, in fractions of the world: for GCJ-02 where it truly is.
WorldPoint tile_corner(const model::TileSet& set, int z, int x, int y);

}  // namespace onescreen::map
