// The points of a layer at one zoom, those that are too near each other taken together. A pure function of the rows and
// the zoom step: panning changes nothing. Every row with a place is in exactly one cluster. Any thread; 61,000 rows
// take some milliseconds.
#pragma once

#include <array>
#include <cstdint>
#include <stop_token>
#include <vector>

#include "map/layers.h"
#include "map/projection.h"

namespace onescreen::map {

struct Cluster {
  FixedPoint world;  // middle of its rows
  uint32_t count = 0;
  std::array<uint32_t, 5> per_level{};  // their sum is `count`
  FixedPoint low, high;                 // what its rows lie within
  uint32_t row = 0;                     // of the only row, where it is alone

  bool is_alone() const { return count == 1; }
  // The worst level among its rows; 0 when none has one.
  uint8_t worst_level() const;
};

struct ClusterSet {
  ClusterLayer layer;  // what it was made of
  int zoom_step = 0;
  std::vector<Cluster> clusters;  // the worst and largest last, as they are drawn
  size_t skipped_rows = 0;        // without a place

  // Whether the same layer at that step gives the same clusters.
  bool holds_for(const ClusterLayer& wanted, int wanted_step) const;
};

// Clusters stay as they are within a level of the zoom, since discs only move apart.
int cluster_step(double zoom);

// Discs are larger for more rows, by the order of magnitude.
float cluster_radius_px(const ClusterLayer& layer, uint32_t count);

// Empty when `stop` was requested.
ClusterSet cluster_points(const ClusterLayer& layer, int zoom_step, const std::stop_token& stop = {});

}  // namespace onescreen::map
