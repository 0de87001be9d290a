// Triangles and strokes of shapes, computed once per shape. A query's answer is a new table every second, but its
// geometry cells are the same pointers; only a shape that was never seen costs anything. Not for several threads at
// once.
#pragma once

#include <map>
#include <vector>

#include "map/projection.h"
#include "map/stroke.h"
#include "model/geometry.h"

namespace onescreen::map {

class GeometryCache {
 public:
  // Corners of triangles, three each. Valid until the next sweep().
  const std::vector<FixedPoint>& triangles(const model::GeometryPtr& geometry);
  // All lines or rings, style 0.
  const StrokeMesh& strokes(const model::GeometryPtr& geometry, Cap cap);

  // Forgets shapes that nobody else holds any more.
  void sweep();
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    bool has_triangles = false;
    bool has_strokes[2] = {false, false};  // by Cap
    std::vector<FixedPoint> triangles;
    StrokeMesh strokes[2];
  };

  std::map<model::GeometryPtr, Entry> entries_;
};

}  // namespace onescreen::map
