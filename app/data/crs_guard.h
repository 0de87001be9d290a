// The guard against a wrong "crs": GeoJSON and JSON carry no coordinate system, and a wrong one puts everything in
// Shanghai 476 m beside its place, which nobody sees on a map. Pure; meant to be called once for each new table.
#pragma once

#include <string>

#include "data/source_config.h"
#include "model/table.h"

namespace onescreen::data {

// Name of the coordinate system under which the table's positions fit the outline when the declared one
// (`options.crs`) does not; "swapped" when they fit with east and north exchanged; "" when nothing is suspicious, which
// is also said of tables with too few positions to tell. Positions are read from the columns options.lon and
// options.lat, else from the first geometry column; the outline is a table with polygons. A degree-valued source whose
// axes are exchanged does not come here: its latitudes are out of range and dropped while decoding.
// Cost: at most 2000 positions are looked at, under 0.3 ms while nothing is wrong, some milliseconds otherwise.
std::string suspected_crs(const model::Table& table, const DecodeOptions& options, const model::Table& outline);

}  // namespace onescreen::data
