// Through stb. What is told from the first bytes is told before any pixel is decoded.
#include "data/tile_image.h"

#include <fmt/format.h>

#include <cstdlib>

#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_FAILURE_STRINGS
#include <stb/stb_image.h>

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;

std::string what_it_is(std::string_view bytes, std::string_view content_type) {
  const size_t begin = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin == std::string_view::npos) return "an empty answer";
  if (bytes[begin] == '<') return "a page of text, perhaps a login page";
  if (bytes.starts_with("RIFF")) return "a WebP picture, which is not read";
  return content_type.empty() ? "something else" : fmt::format("\"{}\"", content_type);
}

}  // namespace

model::Result<model::TileImagePtr> decode_tile(std::string_view bytes, int tile_px, std::string_view content_type) {
  const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
  const int size = static_cast<int>(std::min<size_t>(bytes.size(), 1 << 30));
  int width = 0;
  int height = 0;
  int channels = 0;
  if (stbi_info_from_memory(data, size, &width, &height, &channels) == 0) {
    return Error{ErrorCode::format, "the tile is neither PNG nor JPEG but " + what_it_is(bytes, content_type), {}};
  }
  if (width != tile_px || height != tile_px) {
    return Error{ErrorCode::format,
                 fmt::format("the tile is {}x{} pixels, not {} as \"tile_px\" says", width, height, tile_px),
                 {}};
  }
  stbi_uc* pixels = stbi_load_from_memory(data, size, &width, &height, &channels, 4);
  if (pixels == nullptr) return Error{ErrorCode::format, "the tile's picture is damaged", {}};
  auto image = std::make_shared<model::TileImage>();
  image->width = width;
  image->height = height;
  image->rgba.assign(pixels, pixels + size_t{4} * static_cast<size_t>(width) * static_cast<size_t>(height));
  stbi_image_free(pixels);
  return model::TileImagePtr(std::move(image));
}

}  // namespace onescreen::data
