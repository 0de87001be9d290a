// PNG and JPEG bytes to pixels. Bounded: what is told from the first bytes is told before any pixel is decoded, and a
// picture that unpacks into more than its size says (a bomb) fails. Pure; any thread; the only file behind it that
// knows the decoder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/result.h"
#include "model/tiles.h"

namespace onescreen::data {

struct RasterSize {
  int width = 0;
  int height = 0;
};

// nullopt where the bytes begin no PNG or JPEG.
std::optional<RasterSize> raster_size(std::string_view bytes);
// null where they are damaged or ask for more memory than `size` of them needs.
model::TileImagePtr decode_raster(std::string_view bytes, RasterSize size);
// What bytes are that are no picture, in words: "a page of text, perhaps a login page". `content_type` serves the
// sentence only.
std::string what_is_no_raster(std::string_view bytes, std::string_view content_type);

}  // namespace onescreen::data
