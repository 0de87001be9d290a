#include "map/shape_mesh.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "map/simple_polygon.h"
#include "map/triangulate.h"

namespace onescreen::map {

namespace {

bool before(FixedPoint a, FixedPoint b) { return std::tie(a.x, a.y) < std::tie(b.x, b.y); }

void append_general(ShapeMesh& mesh, const model::Geometry& geometry) {
  std::vector<FixedPoint> soup;
  for (const LonLat corner : triangulate(geometry)) soup.push_back(fixed_from_lonlat(corner));
  mesh.corners = soup;
  std::sort(mesh.corners.begin(), mesh.corners.end(), before);
  mesh.corners.erase(std::unique(mesh.corners.begin(), mesh.corners.end()), mesh.corners.end());
  mesh.triangles.reserve(soup.size());
  for (const FixedPoint point : soup) {
    const auto found = std::lower_bound(mesh.corners.begin(), mesh.corners.end(), point, before);
    mesh.triangles.push_back(static_cast<uint32_t>(found - mesh.corners.begin()));
  }
}

// The side of a wall that is seen faces south. Western ones catch the light, as on maps since Imhof.
uint8_t light_on(FixedPoint from, FixedPoint to) {
  const double east = static_cast<double>(to.x) - from.x;
  const double south = static_cast<double>(to.y) - from.y;
  const double length = std::hypot(east, south);
  // Of the two normals the one that points south; its western part.
  const double west = (east > 0 ? south : -south) / length;
  return static_cast<uint8_t>(std::lround(255 * (0.62 + 0.38 * west)));
}

void append_walls(ShapeMesh& mesh, const std::vector<FixedPoint>& ring) {
  for (size_t i = 0; ring.size() > 2 && i < ring.size(); ++i) {
    const FixedPoint from = ring[i], to = ring[(i + 1) % ring.size()];
    if (from.x != to.x) mesh.walls.push_back({from, to, light_on(from, to)});
  }
}

}  // namespace

std::vector<FixedPoint> drawable_ring(std::span<const LonLat> ring) {
  std::vector<FixedPoint> points;
  points.reserve(ring.size());
  for (const LonLat position : ring) {
    if (!is_on_earth(position)) continue;
    const FixedPoint point = fixed_from_lonlat(position);
    if (points.empty() || !(points.back() == point)) points.push_back(point);
  }
  while (points.size() > 1 && points.back() == points.front()) points.pop_back();
  return points;
}

ShapeMesh mesh_of(const model::Geometry& geometry) {
  ShapeMesh mesh;
  if (geometry.kind != model::GeometryKind::polygon) return mesh;
  if (geometry.ring_count() == 1) {
    mesh.corners = drawable_ring(geometry.ring(0));
    if (auto triangles = triangulate_simple(mesh.corners)) {
      mesh.triangles = std::move(*triangles);
    } else {
      mesh.corners.clear();
    }
  }
  if (mesh.triangles.empty()) append_general(mesh, geometry);
  append_strokes(mesh.outline, geometry, Cap::butt, 0);
  for (size_t ring = 0; !mesh.empty() && ring < geometry.ring_count(); ++ring)
    append_walls(mesh, drawable_ring(geometry.ring(ring)));
  return mesh;
}

ShapeExtent extent_of(const model::Geometry& geometry) {
  ShapeExtent extent;
  if (geometry.kind != model::GeometryKind::polygon) return extent;
  Bounds bounds;
  bounds.extend(geometry);
  if (bounds.empty()) return extent;
  extent.empty = false;
  extent.low = fixed_from_lonlat({bounds.west, bounds.north});
  extent.high = fixed_from_lonlat({bounds.east, bounds.south});
  double area = 0, around = 0;
  for (size_t part = 0; part < geometry.part_count(); ++part) {
    for (size_t ring = geometry.first_ring(part); ring < geometry.part_ends[part]; ++ring) {
      const std::vector<FixedPoint> points = drawable_ring(geometry.ring(ring));
      double twice = 0;
      for (size_t i = 0; i < points.size(); ++i) {
        const FixedPoint a = points[i], b = points[(i + 1) % points.size()];
        const double ax = double(a.x) - extent.low.x, ay = double(a.y) - extent.low.y;
        const double bx = double(b.x) - extent.low.x, by = double(b.y) - extent.low.y;
        twice += ax * by - ay * bx;
        around += std::hypot(bx - ax, by - ay);
      }
      area += (ring == geometry.first_ring(part) ? 1 : -1) * std::abs(twice) / 2;
    }
  }
  extent.area = std::max(0.0, area);
  extent.thickness = around > 0 ? 3 * extent.area / around : 0;
  return extent;
}

}  // namespace onescreen::map
