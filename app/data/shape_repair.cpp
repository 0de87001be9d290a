#include "data/shape_repair.h"

#include <algorithm>
#include <cmath>

namespace onescreen::data {
namespace {

using model::Geometry;
using model::GeometryKind;
using model::LonLat;
using Ring = std::span<LonLat>;

Ring ring_of(Geometry& shape, size_t index) {
  const size_t begin = index == 0 ? 0 : shape.ring_ends[index - 1];
  return {shape.positions.data() + begin, shape.ring_ends[index] - begin};
}

// Twice the area in square degrees; positive counter-clockwise. Relative to the first position, for accuracy.
double signed_area(Ring ring) {
  double sum = 0;
  for (size_t i = 1; i + 1 < ring.size(); ++i) {
    const LonLat a{ring[i].lon - ring[0].lon, ring[i].lat - ring[0].lat};
    const LonLat b{ring[i + 1].lon - ring[0].lon, ring[i + 1].lat - ring[0].lat};
    sum += a.lon * b.lat - b.lon * a.lat;
  }
  return sum;
}

struct Extent {
  double west = 1e9;
  double east = -1e9;

  void add(double lon) {
    west = std::min(west, lon);
    east = std::max(east, lon);
  }
  double middle() const { return (west + east) / 2; }
};

Extent extent_of(Ring ring) {
  Extent extent;
  for (const auto& position : ring) extent.add(position.lon);
  return extent;
}

void shift(Ring ring, double by) {
  for (auto& position : ring) position.lon += by;
}

// Whether the ring (or line) crossed. `closed` rings must come back to where they began.
bool unwrap(Ring ring, bool closed) {
  const auto turn = [&](size_t i) {
    const double step = ring[i].lon - ring[i - 1].lon;
    return std::abs(step) > 180 && std::abs(step) < 360 ? (step > 0 ? -360.0 : 360.0) : 0.0;
  };
  double total = 0;
  bool crosses = false;
  for (size_t i = 1; i < ring.size(); ++i) {
    total += turn(i);
    crosses |= turn(i) != 0;
  }
  if (!crosses || (closed && total != 0)) return false;
  double by = 0;
  double before = ring[0].lon;
  for (size_t i = 1; i < ring.size(); ++i) {
    const double here = ring[i].lon;
    const double step = here - before;
    if (std::abs(step) > 180 && std::abs(step) < 360) by += step > 0 ? -360 : 360;
    before = here;
    ring[i].lon = here + by;
  }
  return true;
}

// The rings of each polygon, or each line alone.
struct Part {
  size_t first;
  size_t end;
  Extent extent;
};

std::vector<Part> parts_of(Geometry& shape) {
  std::vector<Part> parts;
  const bool lines = shape.kind == GeometryKind::line;
  const size_t count = lines ? shape.ring_count() : shape.part_count();
  for (size_t i = 0; i < count; ++i) {
    const size_t first = lines ? i : shape.first_ring(i);
    parts.push_back({first, lines ? i + 1 : shape.part_ends[i], extent_of(ring_of(shape, first))});
  }
  return parts;
}

}  // namespace

void orient_rings(Geometry& shape) {
  if (shape.kind != GeometryKind::polygon) return;
  for (size_t part = 0; part < shape.part_count(); ++part) {
    for (size_t i = shape.first_ring(part); i < shape.part_ends[part]; ++i) {
      const Ring ring = ring_of(shape, i);
      const double area = signed_area(ring);
      const bool outside = i == shape.first_ring(part);
      if (outside ? area < 0 : area > 0) std::reverse(ring.begin(), ring.end());
    }
  }
}

void shift_over_antimeridian(Geometry& shape) {
  if (shape.kind == GeometryKind::point) return;
  const bool closed = shape.kind == GeometryKind::polygon;
  const auto near = std::any_of(shape.positions.begin(), shape.positions.end(),
                                [](const LonLat& position) { return std::abs(position.lon) > 90; });
  if (!near) return;
  std::vector<Part> parts = parts_of(shape);
  for (Part& part : parts) {
    if (!unwrap(ring_of(shape, part.first), closed)) continue;
    part.extent = extent_of(ring_of(shape, part.first));
    for (size_t i = part.first + 1; i < part.end; ++i) {
      const Ring hole = ring_of(shape, i);
      unwrap(hole, closed);
      shift(hole, 360 * std::round((part.extent.middle() - extent_of(hole).middle()) / 360));
    }
  }
  const auto touches = [&](double lon) {
    return std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
      return (lon > 0 ? part.extent.east : part.extent.west) == lon && part.extent.east - part.extent.west < 360;
    });
  };
  if (!touches(180) || !touches(-180)) return;
  for (const Part& part : parts) {
    if (part.extent.east > 0) continue;
    for (size_t i = part.first; i < part.end; ++i) shift(ring_of(shape, i), 360);
  }
}

}  // namespace onescreen::data
