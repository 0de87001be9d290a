#include "map/tile_cover.h"

#include <algorithm>
#include <cmath>

#include "model/gcj02.h"

namespace onescreen::map {
namespace {

using model::TileKey;
using model::TilePicture;
using model::TileSet;

// A tile is reduced to this at most; below it, thin lines would break up.
constexpr double kLeastScale = 0.875;
// The coarse tiles that are loaded first are so many levels coarser: a few cover a screen.
constexpr int kCoarser = 3;
// So many finer levels stand for a tile that is not there, which is what zooming out needs.
constexpr int kFiner = 2;
// Corners that lie halfway between two pixels always go to the same one, whatever the last digits say.
constexpr double kTieBias = 1.0 / 1024;

// A rectangle of tiles of one level, ends included.
struct Range {
  int z = 0;
  int x0 = 0;
  int y0 = 0;
  int x1 = -1;
  int y1 = -1;

  size_t count() const {
    return x1 < x0 || y1 < y0 ? 0 : static_cast<size_t>(x1 - x0 + 1) * static_cast<size_t>(y1 - y0 + 1);
  }
};

LonLat grid_position(const TileSet& set, LonLat position) {
  return set.crs == model::TileCrs::gcj02 ? model::gcj02_from_wgs84(position) : position;
}

Range range_of(const TileSet& set, int z, const Camera& camera, const Viewport& viewport) {
  const double side = std::exp2(z);
  Range range{z, static_cast<int>(side), static_cast<int>(side), -1, -1};
  const auto last = static_cast<int>(side) - 1;
  // The grid is turned against the screen by less than a pixel, so its extent is that of the four corners.
  for (const double x : {0.0, static_cast<double>(viewport.width_px)}) {
    for (const double y : {0.0, static_cast<double>(viewport.height_px)}) {
      const LonLat corner = lonlat_from_pixel(camera, viewport, {x, y});
      const WorldPoint at = world_from_lonlat(grid_position(set, corner));
      const int column = std::clamp(static_cast<int>(std::floor(at.x * side)), 0, last);
      const int row = std::clamp(static_cast<int>(std::floor(at.y * side)), 0, last);
      range.x0 = std::min(range.x0, column);
      range.x1 = std::max(range.x1, column);
      range.y0 = std::min(range.y0, row);
      range.y1 = std::max(range.y1, row);
    }
  }
  return range;
}

Range wanted_range(const TileSet& set, const Camera& camera, const Viewport& viewport) {
  Range range = range_of(set, tile_level(set, camera.zoom), camera, viewport);
  while (range.count() > kMostTiles && range.z > std::max(set.min_zoom, 0))
    range = range_of(set, range.z - 1, camera, viewport);
  return range;
}

class Cover {
 public:
  Cover(const TileSet& set, const Camera& camera, const Viewport& viewport) : set_(set) {
    const WorldPoint centre = world_from_lonlat(camera.centre);
    scale_px_ = world_px(camera.zoom);
    origin_x_ = centre.x * scale_px_ - viewport.width_px / 2.0;
    origin_y_ = centre.y * scale_px_ - viewport.height_px / 2.0;
  }

  void add(TileKey key, int finer) {
    if (const TilePicture* own = set_.find(key)) return emit(key, *own, {0, 0, 1, 1});
    if (finer > 0 && has_finer(key, finer)) {
      for (const int dy : {0, 1}) {
        for (const int dx : {0, 1}) add({key.z + 1, 2 * key.x + dx, 2 * key.y + dy}, finer - 1);
      }
      return;
    }
    // In steps of the tile's own size, its place within the coarser one.
    for (int up = 1; key.z - up >= 0; ++up) {
      const TilePicture* coarse = set_.find({key.z - up, key.x >> up, key.y >> up});
      if (coarse == nullptr) continue;
      const auto part = static_cast<float>(std::exp2(-up));
      const float u = static_cast<float>(key.x & ((1 << up) - 1)) * part;
      const float v = static_cast<float>(key.y & ((1 << up) - 1)) * part;
      return emit(key, *coarse, {u, v, u + part, v + part});
    }
  }

  std::vector<TilePatch> take() { return std::move(patches_); }

 private:
  bool has_finer(TileKey key, int levels) const {
    for (const int dy : {0, 1}) {
      for (const int dx : {0, 1}) {
        const TileKey finer{key.z + 1, 2 * key.x + dx, 2 * key.y + dy};
        if (set_.find(finer) != nullptr || (levels > 1 && has_finer(finer, levels - 1))) return true;
      }
    }
    return false;
  }

  std::array<float, 2> pixel(int z, int x, int y) const {
    const WorldPoint at = tile_corner(set_, z, x, y);
    const auto whole = [](double px) { return static_cast<float>(std::floor(px + 0.5 + kTieBias)); };
    return {whole(at.x * scale_px_ - origin_x_), whole(at.y * scale_px_ - origin_y_)};
  }

  void emit(TileKey key, const TilePicture& picture, std::array<float, 4> uv) {
    if (picture.image == nullptr) return;
    patches_.push_back({picture.image,
                        {pixel(key.z, key.x, key.y), pixel(key.z, key.x + 1, key.y), pixel(key.z, key.x, key.y + 1),
                         pixel(key.z, key.x + 1, key.y + 1)},
                        uv[0],
                        uv[1],
                        uv[2],
                        uv[3]});
  }

  const TileSet& set_;
  double scale_px_ = 1;
  double origin_x_ = 0;  // of the viewport, in pixels of the world
  double origin_y_ = 0;
  std::vector<TilePatch> patches_;
};

}  // namespace

int tile_level(const TileSet& set, double zoom) {
  // At this level a tile is drawn 1:1 when the zoom is whole.
  const double level = zoom - std::log2(set.tile_px / kTilePx);
  const int wanted = static_cast<int>(std::floor(level - std::log2(kLeastScale)));
  return std::clamp(wanted, set.min_zoom, std::max(set.min_zoom, set.max_zoom));
}

WorldPoint tile_corner(const TileSet& set, int z, int x, int y) {
  const double side = std::exp2(z);
  const WorldPoint at{x / side, y / side};
  if (set.crs == model::TileCrs::wgs84) return at;
  return world_from_lonlat(model::wgs84_from_gcj02(lonlat_from_world(at)));
}

std::vector<TileKey> wanted_tiles(const TileSet& set, const Camera& camera, const Viewport& viewport) {
  std::vector<TileKey> keys;
  if (viewport.width_px <= 0 || viewport.height_px <= 0) return keys;
  const Range range = wanted_range(set, camera, viewport);
  if (const int coarse = std::max(set.min_zoom, range.z - kCoarser); coarse < range.z) {
    const Range few = range_of(set, coarse, camera, viewport);
    for (int y = few.y0; y <= few.y1; ++y) {
      for (int x = few.x0; x <= few.x1; ++x) keys.push_back({coarse, x, y});
    }
  }
  const auto first = static_cast<std::ptrdiff_t>(keys.size());
  for (int y = range.y0; y <= range.y1; ++y) {
    for (int x = range.x0; x <= range.x1; ++x) keys.push_back({range.z, x, y});
  }
  // Twice the distance from the middle, so that it is whole.
  const auto from_middle = [&](const TileKey& key) {
    const int64_t dx = 2 * key.x - range.x0 - range.x1;
    const int64_t dy = 2 * key.y - range.y0 - range.y1;
    return dx * dx + dy * dy;
  };
  std::stable_sort(keys.begin() + first, keys.end(),
                   [&](const TileKey& a, const TileKey& b) { return from_middle(a) < from_middle(b); });
  return keys;
}

std::vector<TilePatch> tile_cover(const TileSet& set, const Camera& camera, const Viewport& viewport) {
  if (viewport.width_px <= 0 || viewport.height_px <= 0 || set.pictures.empty()) return {};
  Cover cover(set, camera, viewport);
  const Range range = wanted_range(set, camera, viewport);
  for (int y = range.y0; y <= range.y1; ++y) {
    for (int x = range.x0; x <= range.x1; ++x) cover.add({range.z, x, y}, kFiner);
  }
  return cover.take();
}

}  // namespace onescreen::map
