// Strokes of shapes, computed once per shape. A query's answer is a new table every second, but its
// geometry cells are the same pointers; only a shape that was never seen costs anything. Not for several threads at
// once.
#pragma once

#include <map>

#include "map/stroke.h"
#include "model/geometry.h"

namespace onescreen::map {

class GeometryCache {
 public:
  // All lines or rings, style 0. Valid until the next sweep().
  const StrokeMesh& strokes(const model::GeometryPtr& geometry, Cap cap);

  // Forgets shapes that nobody else holds any more.
  void sweep();
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    bool has_strokes[2] = {false, false};  // by Cap
    StrokeMesh strokes[2];
  };

  std::map<model::GeometryPtr, Entry> entries_;
};

}  // namespace onescreen::map
