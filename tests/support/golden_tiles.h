// Raster tiles for golden cases, painted by rule so that a case needs no pictures: each tile shows its edge, its level
// and which of its neighbours it is.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/tiles.h"

namespace onescreen::test_support {

// The key "tiles" of a case (golden.h): tiles around 121.485 E, 31.27 N.
model::TilesPtr read_tiles(const nlohmann::ordered_json& json, model::Instant now);

}  // namespace onescreen::test_support
