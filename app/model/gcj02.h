// GCJ-02, the shifted coordinates of Chinese maps and back ends, as pure functions of degrees. The public formula with
// a = 6378245 and e2 = 0.00669342162296594323 (Krasovsky), as coordtransform and PRCoords have it.
#pragma once

#include "model/geometry.h"

namespace onescreen::model {

LonLat gcj02_from_wgs84(LonLat position);
// The inverse, iterated until it is exact to 1e-10 degrees. Precondition: latitude within 85 degrees.
LonLat wgs84_from_gcj02(LonLat position);

}  // namespace onescreen::model
