// What lies under the pointer. Pure; any thread.
#pragma once

#include <optional>

#include "map/layers.h"
#include "map/point_set.h"
#include "map/projection.h"

namespace onescreen::map {

// Row of the mark nearest to `pixel` within `radius_px`; of marks at the same place, the worst level. Reads only the
// cells of the set that the search touches.
std::optional<size_t> nearest_mark(const PointSet& set, const Camera& camera, const Viewport& viewport,
                                   PixelPoint pixel, double radius_px);

// Row of the topmost (last) polygon that contains the position.
std::optional<size_t> area_at(const AreaLayer& layer, LonLat position);

}  // namespace onescreen::map
