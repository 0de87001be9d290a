// WGS-84 to GCJ-02, the shifted coordinates in which Chinese back ends send positions. Forward only: the wall's own
// data layer turns them back, and the two sharing no code is what makes the demo a test of it.
#pragma once

#include "model/geometry.h"

namespace onescreen::demo {

// The public reverse-engineered formula (Krasovsky ellipsoid), as in coordtransform and PRCoords; about 470 m in
// Shanghai.
model::LonLat gcj02_from_wgs84(model::LonLat at);

}  // namespace onescreen::demo
