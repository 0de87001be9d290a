// A tile has just the size that its set declares; anything else is another thing.
#include "data/tile_image.h"

#include <fmt/format.h>

#include "data/raster_image.h"

namespace onescreen::data {

using model::Error;
using model::ErrorCode;

model::Result<model::TileImagePtr> decode_tile(std::string_view bytes, int tile_px, std::string_view content_type) {
  const auto size = raster_size(bytes);
  if (!size) {
    return Error{
        ErrorCode::format, "the tile is neither PNG nor JPEG but " + what_is_no_raster(bytes, content_type), {}};
  }
  if (size->width != tile_px || size->height != tile_px) {
    return Error{
        ErrorCode::format,
        fmt::format("the tile is {}x{} pixels, not {} as \"tile_px\" says", size->width, size->height, tile_px),
        {}};
  }
  auto image = decode_raster(bytes, *size);
  if (image == nullptr) return Error{ErrorCode::format, "the tile's picture is damaged", {}};
  return image;
}

}  // namespace onescreen::data
