// Which polygon of a table contains a point. Built once per table; asking costs a few comparisons per polygon whose box
// holds the point. Pure; one thread at a time may build, any number may ask.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/table.h"

namespace onescreen::data {

class AreaIndex {
 public:
  // Reads the table's first geometry column; rows without a polygon contain nothing.
  explicit AreaIndex(const model::Table& table);

  // The first row whose polygon contains the point; of a border between two, one of them.
  std::optional<size_t> find(model::LonLat point) const;

 private:
  // One row's rings as edges, sorted into bands of equal latitude, so that a point is compared with few.
  struct Edge {
    double lon0, lat0, lon1, lat1;
  };
  struct Area {
    size_t row;
    double west, east, south, north;
    std::vector<uint32_t> band_ends;
    std::vector<Edge> edges;  // by band; an edge that crosses several stands in each

    bool contains(model::LonLat point) const;
  };
  std::vector<Area> areas_;
};

}  // namespace onescreen::data
