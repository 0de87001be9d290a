// The units of a track layer: which rows are whose, in the order of time, where each is now and where it heads, and its
// tail in steps of age. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "map/layers.h"
#include "map/projection.h"
#include "map/stroke.h"

namespace onescreen::map {

// Rows of one unit that have a place, oldest first; rows of the same time in the order of the table.
struct TrackUnit {
  std::vector<size_t> rows;
  std::vector<LonLat> places;
  std::vector<double> times;  // seconds, UTC since 1970; without a time column all 0

  size_t newest_row() const { return rows.back(); }
};

// In the order in which their ids first appear. Rows without an id, a place or a time belong to nobody.
std::vector<TrackUnit> track_units(const TrackLayer& layer);

// Row by row: whether it is the newest of its unit, where the name stands.
std::vector<bool> newest_of_units(const model::Table& table, std::string_view id_column, std::string_view time_column);

inline constexpr size_t kTailSteps = 8;  // as many as a stroke mesh has styles

struct TrackHead {
  FixedPoint world;
  float heading_rad = 0;  // clockwise from north; below 0: not known
  uint32_t group = 0;     // 0 no class, 1.. the classes, last: stale
};

struct TrackMesh {
  struct Range {
    size_t first_index = 0;
    size_t count = 0;
  };

  StrokeMesh tails;                // style = step of age, 0 the newest
  std::vector<Range> groups;       // of the tails' indices
  std::vector<TrackHead> heads;    // by group
  std::vector<Range> head_groups;  // of the heads
  size_t skipped_rows = 0;
};

TrackMesh track_mesh(const TrackLayer& layer);

}  // namespace onescreen::map
