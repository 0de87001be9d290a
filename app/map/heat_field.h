// Density of weighted points per square kilometre on a grid that is fixed to the ground: each row is spread by a
// quartic (biweight) kernel of true radius, K(d) = 3 / (pi r^2) (1 - d^2 / r^2)^2, as density maps usually are
// (Silverman 1986, eq. 4.5). A pure function of the rows and the radius: it does not depend on the zoom. Any thread.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "gfx/image.h"
#include "map/layers.h"
#include "map/projection.h"

namespace onescreen::map {

struct HeatField {
  HeatLayer layer;          // what it was made of
  FixedPoint origin;        // north-western corner of the first cell
  uint32_t cell_units = 1;  // side of a cell
  int width = 0;            // cells
  int height = 0;
  std::vector<float> per_km2;  // by rows from the north, at the middles of the cells
  float highest = 0;
  double total_weight = 0;
  size_t skipped_rows = 0;  // without a place or with a weight that is none

  // Whether the same rows and radius give the same field.
  bool holds_for(const HeatLayer& wanted) const;
  double cell_km2(int row) const;
};

// At most this many cells a side: beyond it cells grow.
inline constexpr int kMostHeatCells = 768;

// Empty when `stop` was requested.
HeatField heat_field(const HeatLayer& layer, const std::stop_token& stop = {});

// Colours of the field, alpha premultiplied: nothing below the first step's share of the ramp, then from step to step.
gfx::Image heat_image(const HeatField& field, const HeatLayer& layer);

}  // namespace onescreen::map
