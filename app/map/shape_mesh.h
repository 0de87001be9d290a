// One polygon as what the GPU draws of it: corners and triangles of its surface, strokes of its rings, its walls. Pure;
// any thread. Whatever a back end sends is survived: see triangulate.h.
#pragma once

#include <cstdint>
#include <vector>

#include "map/projection.h"
#include "map/stroke.h"
#include "model/geometry.h"

namespace onescreen::map {

// A stretch of a ring that is a wall when the shape is raised.
struct Wall {
  FixedPoint from;
  FixedPoint to;
  uint8_t light = 255;  // 0 dark to 255: how much a low western light falls on the side that is seen from the south
};

struct ShapeMesh {
  std::vector<FixedPoint> corners;  // none twice
  std::vector<uint32_t> triangles;  // into corners, three each
  StrokeMesh outline;               // of all rings, style 0
  std::vector<Wall> walls;          // of all rings but what runs from north to south and shows no side

  bool empty() const { return triangles.empty(); }
};

ShapeMesh mesh_of(const model::Geometry& geometry);

// What of a shape must be known before it is drawn.
struct ShapeExtent {
  FixedPoint low;   // north-west
  FixedPoint high;  // south-east
  // About its shorter side, in fixed-point units: three times its area through its circumference.
  double thickness = 0;
  double area = 0;    // units squared
  bool empty = true;  // not one position that can be drawn
};

ShapeExtent extent_of(const model::Geometry& geometry);

// A ring's positions that can be drawn, none twice in a row, not closed.
std::vector<FixedPoint> drawable_ring(std::span<const model::LonLat> ring);

}  // namespace onescreen::map
