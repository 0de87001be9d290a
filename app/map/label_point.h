// Where an area's name stands best. Pure; any thread.
#pragma once

#include <optional>

#include "model/geometry.h"

namespace onescreen::map {

// The point farthest from every edge of the largest part (pole of inaccessibility), to about a hundredth of the part's
// width. nullopt when there is no area. The work is bounded for any input, which GEOS' own inscribed circle is not.
std::optional<model::LonLat> label_point(const model::Geometry& geometry);

}  // namespace onescreen::map
