// Shapes on the earth as values. All positions are WGS-84 longitude/latitude in degrees: whatever a back end sends is
// converted on the way in, so no later code asks for a coordinate system.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace onescreen::model {

struct LonLat {
  double lon = 0;
  double lat = 0;

  bool operator==(const LonLat&) const = default;
};

enum class GeometryKind : uint8_t { point, line, polygon };

// One or many points, lines or polygons. `positions` holds all rings (or lines, or points) one behind the other;
// `ring_ends[i]` is the index behind the last position of ring i; `part_ends[i]` is the index behind the last ring of
// polygon i. A ring is closed (first == last); the first ring of a polygon is its outside, the others are holes;
// winding is not promised. Points: ring_ends and part_ends are empty. Lines: one ring a line, part_ends empty.
struct Geometry {
  GeometryKind kind = GeometryKind::point;
  std::vector<LonLat> positions;
  std::vector<uint32_t> ring_ends;
  std::vector<uint32_t> part_ends;

  bool operator==(const Geometry&) const = default;

  size_t ring_count() const { return ring_ends.size(); }
  std::span<const LonLat> ring(size_t index) const {
    const size_t begin = index == 0 ? 0 : ring_ends[index - 1];
    return {positions.data() + begin, ring_ends[index] - begin};
  }
  size_t part_count() const { return part_ends.size(); }
  // Index of the first ring of polygon `part`; its rings end at part_ends[part].
  size_t first_ring(size_t part) const { return part == 0 ? 0 : part_ends[part - 1]; }
};

using GeometryPtr = std::shared_ptr<const Geometry>;

}  // namespace onescreen::model
