// A tile's bytes as a picture: PNG or JPEG, of just the size that its set declares. Pure; any thread.
#pragma once

#include <string_view>

#include "model/result.h"
#include "model/tiles.h"

namespace onescreen::data {

// `content_type` serves sentences only: what the bytes are is seen from them.
model::Result<model::TileImagePtr> decode_tile(std::string_view bytes, int tile_px, std::string_view content_type = {});

}  // namespace onescreen::data
