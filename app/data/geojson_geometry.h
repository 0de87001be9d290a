// One GeoJSON geometry object (RFC 7946, 3.1) from its raw text. Pure; any thread.
#pragma once

#include "data/crs.h"
#include "data/json_reader.h"
#include "model/geometry.h"

namespace onescreen::data {

struct GeometryReading {
  model::GeometryPtr geometry;    // empty for null, for empty coordinates and where there is a problem
  const char* problem = nullptr;  // why there is none, as the end of a sentence
};

// Accepts either winding, ignores numbers past the second of a position, closes rings that are not. Positions that are
// not finite, out of range or 0/0 make the whole geometry a problem. A GeometryCollection is one: a cell holds one kind
// of shape.
GeometryReading read_geometry(RawJson raw, Wgs84Converter& to_wgs84);

}  // namespace onescreen::data
