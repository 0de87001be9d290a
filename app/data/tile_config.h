// A raster tile set as the site file declares it. Plain values; what is secret is only referred to (access.h).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/access.h"
#include "model/tiles.h"
#include "model/time.h"

namespace onescreen::data {

// What a WMTS request says besides the tile's place. Only sets of Web Mercator matrices can be shown.
struct WmtsConfig {
  std::string layer;  // empty: the set is no WMTS
  std::string style = "default";
  std::string matrix_set;
  std::string format = "image/png";
  std::string matrix = "{z}";  // name of a level's matrix

  bool operator==(const WmtsConfig&) const = default;
};

struct TileSetConfig {
  std::string name;         // as layouts name it
  std::string url;          // template, http:, https: or file:
  std::string attribution;  // always shown
  int min_zoom = 0;
  int max_zoom = 18;
  int tile_px = 256;
  std::vector<std::string> subdomains;
  bool tms = false;  // rows count from the south
  model::TileCrs crs = model::TileCrs::wgs84;
  WmtsConfig wmts;
  AccessConfig access;
  std::map<std::string, std::string> headers;
  model::Duration timeout{10'000};
  model::Duration keep_for{7 * 86'400'000LL};  // for answers that do not say
  int64_t max_disk_bytes = int64_t{256} << 20;
  int requests = 4;  // under way at once
  // Names, among what is kept on disk, tiles asked for in just this way; empty: nothing of it is kept.
  std::string kept_as;

  bool operator==(const TileSetConfig&) const = default;
};

}  // namespace onescreen::data
