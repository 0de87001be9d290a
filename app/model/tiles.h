// Raster base maps as the wall knows them at one instant: for every tile set the pictures at hand and how its back end
// does. Immutable once published, by swapping a pointer, like Snapshot. Facts only: nothing here fetches or draws.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "model/time.h"

namespace onescreen::model {

// Of the Web Mercator pyramid: 2^z by 2^z tiles, x to the east, y to the south, whatever a back end counts.
struct TileKey {
  int z = 0;
  int x = 0;
  int y = 0;

  auto operator<=>(const TileKey&) const = default;
};

// In which coordinates a back end cut its pyramid.
enum class TileCrs { wgs84, gcj02 };

// 8-bit RGBA with straight alpha, rows from the top, no padding.
struct TileImage {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> rgba;
};
using TileImagePtr = std::shared_ptr<const TileImage>;

struct TilePicture {
  TileImagePtr image;      // the same pointer while a back end confirms it
  TimePoint confirmed;     // when a back end last gave or confirmed it
  TimePoint expires;       // until when it may be shown without asking again
  bool from_disk = false;  // not confirmed in this run

  bool operator==(const TilePicture&) const = default;
};

enum class TileState {
  fresh,    // nothing speaks against what is shown
  offline,  // the newest requests failed
  denied,   // the back end refuses us
};

struct TileSet {
  std::string name;
  std::string attribution;
  TileCrs crs = TileCrs::wgs84;
  int min_zoom = 0;
  int max_zoom = 18;
  int tile_px = 256;
  TileState state = TileState::fresh;
  std::optional<Error> error;       // while it is not fresh
  std::optional<TimePoint> oldest;  // `confirmed` of the oldest picture that shows what is wanted; empty: there is none
  std::map<TileKey, TilePicture> pictures;

  bool operator==(const TileSet&) const = default;

  const TilePicture* find(TileKey key) const {
    const auto found = pictures.find(key);
    return found == pictures.end() ? nullptr : &found->second;
  }
};
using TileSetPtr = std::shared_ptr<const TileSet>;

struct Tiles {
  uint64_t version = 0;
  std::map<std::string, TileSetPtr, std::less<>> sets;

  TileSetPtr find(std::string_view name) const {
    const auto found = sets.find(name);
    return found == sets.end() ? nullptr : found->second;
  }
};
using TilesPtr = std::shared_ptr<const Tiles>;

}  // namespace onescreen::model
