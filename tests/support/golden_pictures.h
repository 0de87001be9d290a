// Still pictures for golden cases, painted by rule so that a case needs no files: sky, ground, a frame at the edge and
// a ring that shows the proportions, with a tone of its own for each id.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/pictures.h"

namespace onescreen::test_support {

// The key "pictures" of a case (golden.h). Of a set: "demo", "withheld" ("in_replay", "from_visitors"), "size" [w, h];
// of a still "age_secs", "unchanged_secs" (before it came), "error" (a code's name), "none" (no picture came yet).
model::PicturesPtr read_pictures(const nlohmann::ordered_json& json, model::Instant now);

}  // namespace onescreen::test_support
