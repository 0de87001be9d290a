// One GeoJSON geometry object (RFC 7946, 3.1) from its raw text. Pure; any thread.
#pragma once

#include "data/crs.h"
#include "data/json_text.h"
#include "model/geometry.h"

namespace onescreen::data {

struct GeometryReading {
  model::GeometryPtr geometry;    // empty for null, for empty coordinates and mostly where there is a problem
  const char* problem = nullptr;  // why there is none, or not all of it, as the end of a sentence
};

// Accepts either winding and gives the same shape for both (outsides counter-clockwise), ignores numbers past the
// second of a position and every bbox, closes rings that are not and leaves out repeated positions. Positions that are
// not finite, out of range or 0/0 make the whole geometry a problem. A shape across the antimeridian is shifted past
// it, so that it does not span the world. A GeometryCollection becomes one shape of many parts; of several kinds of
// shapes the areas, or else the lines, are kept and the rest is a problem.
GeometryReading read_geometry(RawJson raw, Wgs84Converter& to_wgs84);

}  // namespace onescreen::data
