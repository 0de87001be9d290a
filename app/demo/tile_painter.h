// Paints raster tiles of the demo district, calm and dark, as a city's map service would serve them: ground with soft
// hills, water, a faint net of streets, the district's roads. Invented, and a pure function of (ground, tile): the same
// bytes each time. Any thread.
#pragma once

#include <string>

#include "demo/ground.h"

namespace onescreen::demo {

inline constexpr int kTilePx = 256;
inline constexpr int kLeastTileZoom = 9;
inline constexpr int kMostTileZoom = 18;

// PNG of tile x, y (from the north) of level z; empty where the city has none: outside the levels above, or far away.
std::string tile_png(const Ground& ground, int z, int x, int y);

}  // namespace onescreen::demo
