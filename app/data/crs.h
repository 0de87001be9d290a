// Coordinate systems of back ends and their conversion to WGS-84, which is all that the rest of the program knows.
#pragma once

#include <optional>
#include <string_view>

#include "model/geometry.h"

namespace onescreen::data {

// CGCS2000 differs from WGS-84 by decimetres at most and counts as wgs84.
enum class Crs { wgs84, gcj02 };

const char* name_of(Crs crs);
std::optional<Crs> crs_from_name(std::string_view name);

// Degrees in, WGS-84 degrees out. The GCJ-02 inverse is iterated until it is exact to 1e-10 degrees. There is no "outside China"
// rectangle: a source that declares GCJ-02 means it.
model::LonLat to_wgs84(Crs crs, model::LonLat position);

// The public formula with a = 6378245 and e2 = 0.00669342162296594323 (Krasovsky), as coordtransform and PRCoords have it.
model::LonLat gcj02_from_wgs84(model::LonLat position);

// Finite, within +-180 / +-90 and not exactly 0/0, which is what unset coordinates look like.
bool is_plausible(model::LonLat position);

}  // namespace onescreen::data
