// Keeps what append_strokes() gave.
#include "map/geometry_cache.h"

namespace onescreen::map {

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
