// What is too small to be drawn as a shape: how much of each cell of a grid the small shapes of a set cover, so that a
// quarter of houses far away is as bright as its share of roofs, and nothing flickers as single pixels would. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "map/shape_set.h"

namespace onescreen::map {

// A tile is a square picture of cells; its outermost ones belong to the neighbours, so that it can be sampled linearly.
inline constexpr uint32_t kTileCells = 256;
inline constexpr uint32_t kTileInner = kTileCells - 2;

struct CoverageCell {
  uint8_t x = 0;  // in its tile, 0 and 255 being the neighbours'
  uint8_t y = 0;
  uint8_t style = 0;  // of what covers most of it
  uint8_t share = 0;  // covered, 255 for all of it
};

// Has at least one cell that is not empty.
struct CoverageTile {
  uint32_t column = 0;
  uint32_t row = 0;
  uint32_t first = 0;  // cell
  uint32_t count = 0;
};

struct CoverageCells {
  uint32_t cell_units = 1;  // side of a cell; the grid is fixed on the ground
  std::vector<CoverageCell> cells;
  std::vector<CoverageTile> tiles;

  double tile_units() const { return static_cast<double>(cell_units) * kTileInner; }
};

// Of the shapes of `set` that are thinner than `below` (fixed-point units).
CoverageCells coverage_cells(const ShapeSet& set, float below, uint32_t cell_units, const std::stop_token& stop = {});

}  // namespace onescreen::map
