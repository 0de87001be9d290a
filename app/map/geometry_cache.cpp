// Keeps what triangulate() and append_strokes() gave.
#include "map/geometry_cache.h"

#include "map/triangulate.h"

namespace onescreen::map {

const std::vector<FixedPoint>& GeometryCache::triangles(const model::GeometryPtr& geometry) {
  Entry& entry = entries_[geometry];
  if (!entry.has_triangles) {
    entry.has_triangles = true;
    for (const LonLat corner : triangulate(*geometry)) entry.triangles.push_back(fixed_from_lonlat(corner));
  }
  return entry.triangles;
}

const StrokeMesh& GeometryCache::strokes(const model::GeometryPtr& geometry, Cap cap) {
  Entry& entry = entries_[geometry];
  const size_t index = static_cast<size_t>(cap);
  if (!entry.has_strokes[index]) {
    entry.has_strokes[index] = true;
    append_strokes(entry.strokes[index], *geometry, cap, 0);
  }
  return entry.strokes[index];
}

void GeometryCache::sweep() {
  std::erase_if(entries_, [](const auto& entry) { return entry.first.use_count() == 1; });
}

}  // namespace onescreen::map
