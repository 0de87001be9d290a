// Through stb, whose memory is counted: that bounds what a hostile picture can take, whatever its format.
#include "data/raster_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace onescreen::data {
namespace {

// No block of memory may be larger while this thread decodes.
thread_local size_t largest_block = 0;

void* bounded_malloc(size_t bytes) { return bytes <= largest_block ? std::malloc(bytes) : nullptr; }
void* bounded_realloc(void* block, size_t bytes) {
  return bytes <= largest_block ? std::realloc(block, bytes) : nullptr;
}

}  // namespace
}  // namespace onescreen::data

#define STBI_MALLOC(bytes) onescreen::data::bounded_malloc(bytes)
#define STBI_REALLOC(block, bytes) onescreen::data::bounded_realloc(block, bytes)
#define STBI_FREE(block) std::free(block)
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_FAILURE_STRINGS
#include <stb/stb_image.h>

namespace onescreen::data {
namespace {

// Tables and buffers that do not grow with the picture; a JPEG's marker or a PNG's palette is far smaller.
constexpr size_t kSlack = size_t{1} << 20;
constexpr size_t kBytesPerPixel = 8;  // of the largest block: 16 bits in each of four channels

int size_for_stb(std::string_view bytes) { return static_cast<int>(std::min<size_t>(bytes.size(), 1 << 30)); }

const stbi_uc* data_for_stb(std::string_view bytes) { return reinterpret_cast<const stbi_uc*>(bytes.data()); }

}  // namespace

std::optional<RasterSize> raster_size(std::string_view bytes) {
  RasterSize size;
  int channels = 0;
  largest_block = kSlack;
  if (stbi_info_from_memory(data_for_stb(bytes), size_for_stb(bytes), &size.width, &size.height, &channels) == 0)
    return std::nullopt;
  return size;
}

model::TileImagePtr decode_raster(std::string_view bytes, RasterSize size) {
  const size_t pixels = static_cast<size_t>(size.width) * static_cast<size_t>(size.height);
  largest_block = kSlack + kBytesPerPixel * pixels;
  // A PNG's packed data is gathered in one block, which doubles as it grows.
  largest_block = std::max(largest_block, 2 * bytes.size() + kSlack);
  int channels = 0;
  auto image = std::make_shared<model::TileImage>();
  stbi_uc* decoded =
      stbi_load_from_memory(data_for_stb(bytes), size_for_stb(bytes), &image->width, &image->height, &channels, 4);
  if (decoded == nullptr) return nullptr;
  if (image->width == size.width && image->height == size.height) image->rgba.assign(decoded, decoded + 4 * pixels);
  std::free(decoded);
  return image->rgba.empty() ? nullptr : std::move(image);
}

std::string what_is_no_raster(std::string_view bytes, std::string_view content_type) {
  const size_t begin = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin == std::string_view::npos) return "an empty answer";
  if (bytes[begin] == '<') return "a page of text, perhaps a login page";
  if (bytes.starts_with("RIFF")) return "a WebP picture, which is not read";
  return content_type.empty() ? "something else" : fmt::format("\"{}\"", content_type);
}

}  // namespace onescreen::data
