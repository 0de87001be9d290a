// The ground on which the demo city stands: streets (subdistricts), their grid cells, roads and the river, read once
// from the district's GeoJSON. Gives places on land to whoever invents something. Immutable after load(); any thread.
#pragma once

#include <string>
#include <vector>

#include "demo/random.h"
#include "model/geometry.h"
#include "model/result.h"

namespace onescreen::demo {

using Ring = std::vector<model::LonLat>;

struct Road {
  std::string name;
  Ring line;
};

struct Creek {
  Ring line;
  double width_m = 0;
};

struct Street {
  std::string id;     // administrative code, 310109018
  std::string name;   // 北外滩街道
  std::string label;  // 北外滩
  Ring ring;
  std::vector<size_t> cells;
};

struct Cell {
  std::string id;    // BWT-03
  std::string name;  // 北外滩 03
  size_t street = 0;
  Ring ring;
  double area_km2 = 0;                               // of the whole cell, river included
  std::vector<std::vector<model::LonLat>> on_roads;  // by road: points of it inside the cell, 40 m apart, on land
  std::vector<size_t> roads;                         // the roads of `on_roads`
};

// Even-odd rule; the ring may be closed or not.
bool contains(const Ring& ring, model::LonLat at);

class Ground {
 public:
  // Reads streets, grids, roads and waters.geojson of `folder`.
  static model::Result<Ground> load(const std::string& folder);

  const std::vector<Street>& streets() const { return streets_; }
  const std::vector<Cell>& cells() const { return cells_; }
  const std::vector<Road>& roads() const { return roads_; }
  const std::vector<Ring>& rivers() const { return rivers_; }
  // Waters too narrow to have banks of their own on the map.
  const std::vector<Creek>& creeks() const { return creeks_; }
  // Index of the street with that label; streets().size() when there is none.
  size_t street_index(const std::string& label) const;

  bool on_water(model::LonLat at) const;
  // A place on land inside the cell, at least a few metres from its border.
  model::LonLat place_in(const Cell& cell, Random& random) const;
  // A place on land inside the cell beside the road `on_roads[road]`.
  model::LonLat place_by_road(const Cell& cell, size_t road, Random& random) const;

 private:
  // True when `at` and a few metres around it are inside the cell and dry.
  bool is_firm(const Cell& cell, model::LonLat at) const;

  std::vector<Street> streets_;
  std::vector<Cell> cells_;
  std::vector<Road> roads_;
  std::vector<Ring> rivers_;
  std::vector<Creek> creeks_;
};

}  // namespace onescreen::demo
