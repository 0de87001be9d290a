// The plane of Shanghai 2000: transverse Mercator (Gauss-Krueger) on CGCS2000 with the origin and central meridian of
// the official notice, and its inverse. Pure; any thread. Not compared with official control points, which are not
// public; the old Shanghai plane is another one and needs "local4p".
#pragma once

#include "model/geometry.h"

namespace onescreen::data {

// Metres east (lon) and north (lat) of 121°28'01"E 31°14'07"N on the plane of 16.32 m height, which is 8 mm in 3 km
// larger than the ellipsoid's; of WGS-84 degrees, which are taken for CGCS2000. Good to a micrometre up to 10 degrees
// from Shanghai.
model::LonLat sh2000_from_wgs84(model::LonLat position);

// The inverse, to 1e-11 degrees within 10 degrees of Shanghai.
model::LonLat wgs84_from_sh2000(model::LonLat metres);

}  // namespace onescreen::data
