// Time zones by their IANA name, read from the system's zone database into a value (model::Zone).
#pragma once

#include <string>

#include "model/result.h"
#include "model/time.h"

namespace onescreen::data {

// Offsets from 1970 to 2100; later instants keep the last one. The file behind it is read once per process and name.
model::Result<model::Zone> load_zone(const std::string& iana_name);

}  // namespace onescreen::data
