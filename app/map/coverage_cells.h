// What is too small to be drawn as a shape: how much of each cell of a grid the small shapes of a set cover, so that a
// quarter of houses far away is as dark as its share of roofs, and nothing flickers as single pixels would. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "map/shape_set.h"

namespace onescreen::map {

struct CellChunk {
  uint32_t first_index = 0;
  uint32_t index_count = 0;
  FixedPoint low;
  FixedPoint high;
};

struct CoverageCells {
  std::vector<ShapeVertex> vertices;  // four a cell; style of what covers most of it, share as covered
  std::vector<uint32_t> indices;
  std::vector<CellChunk> chunks;
};

// Of the shapes of `set` that are thinner than `below` (fixed-point units); cells of `cell_units` a side, fixed on the
// ground.
CoverageCells coverage_cells(const ShapeSet& set, float below, uint32_t cell_units, const std::stop_token& stop = {});

}  // namespace onescreen::map
