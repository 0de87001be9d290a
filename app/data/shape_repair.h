// Makes shapes of one meaning one value: winding, and the antimeridian. Pure; for lines and polygons as geometry.h
// describes them.
#pragma once

#include "model/geometry.h"

namespace onescreen::data {

// Outsides counter-clockwise, holes clockwise (RFC 7946, 3.1.6). A ring keeps its first position, so the same ring
// written either way is equal afterwards. Rings without area stay as they are.
void orient_rings(model::Geometry& shape);

// A step of more than 180 degrees of longitude means that the shape crosses the antimeridian there: what follows is
// shifted by 360 degrees, to longitudes past +-180. Parts that were cut at it (RFC 7946, 3.1.9) are put together again
// on the eastern side. Steps of exactly 360 degrees are no crossing (the outline of the whole world), and rings around
// a pole stay as they are.
void shift_over_antimeridian(model::Geometry& shape);

}  // namespace onescreen::data
