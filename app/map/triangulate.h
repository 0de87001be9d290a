// Polygons with holes into triangles, through GEOS. Pure; any thread. Whatever a
// back end sends is survived: clockwise rings, unclosed rings, self-crossings (repaired by make-valid), slivers, NaN,
// nothing at all.
#pragma once

#include <vector>

#include "model/geometry.h"

namespace onescreen::map {

// Three corners a triangle, in degrees, any winding. Empty for what is not a polygon or encloses no area.
std::vector<model::LonLat> triangulate(const model::Geometry& geometry);

// Sum of the parts' areas minus their holes, in square degrees: for comparisons, not for people.
double area_deg2(const model::Geometry& geometry);

// Even-odd rule over all rings, holes included; the edge itself may fall on either side.
bool contains(const model::Geometry& geometry, model::LonLat position);

}  // namespace onescreen::map
