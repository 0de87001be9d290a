// Reduction goes row by row, so that a picture of sixteen million pixels needs no second copy of itself.
#include "data/picture_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <mutex>
#include <vector>

#include "data/raster_image.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using model::TileImage;
using model::TileImagePtr;

constexpr size_t kLargePixels = size_t{2'500'000};

using Rgba = std::array<float, 4>;  // premultiplied

// Adds the mean colours of one source row to `sums`, weighted by `share` of the row.
void add_row(const TileImage& from, int row, float share, std::vector<Rgba>& sums) {
  const auto width = static_cast<int>(sums.size());
  const float step = static_cast<float>(from.width) / static_cast<float>(width);
  const uint8_t* pixels = from.rgba.data() + size_t{4} * static_cast<size_t>(row) * static_cast<size_t>(from.width);
  for (int x = 0; x < width; ++x) {
    const float begin = static_cast<float>(x) * step;
    const float end = std::min(begin + step, static_cast<float>(from.width));
    Rgba& sum = sums[static_cast<size_t>(x)];
    for (int i = static_cast<int>(begin); i < from.width && static_cast<float>(i) < end; ++i) {
      const float part = std::min(end, static_cast<float>(i + 1)) - std::max(begin, static_cast<float>(i));
      const uint8_t* pixel = pixels + 4 * i;
      const float weight = share * part * static_cast<float>(pixel[3]);
      for (size_t k = 0; k < 3; ++k) sum[k] += weight * static_cast<float>(pixel[k]);
      sum[3] += weight;
    }
  }
}

void write_row(const std::vector<Rgba>& sums, float area, uint8_t* to) {
  const auto byte = [](float value) { return static_cast<uint8_t>(std::clamp(std::lround(value), 0L, 255L)); };
  for (const Rgba& sum : sums) {
    for (size_t k = 0; k < 3; ++k) *to++ = sum[3] > 0 ? byte(sum[k] / sum[3]) : uint8_t{0};
    *to++ = byte(sum[3] / area);
  }
}

}  // namespace

TileImagePtr reduced(TileImagePtr image, int max_px) {
  const int longer = std::max(image->width, image->height);
  if (longer <= max_px) return image;
  auto out = std::make_shared<TileImage>();
  const auto side = [&](int of) {
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(of) * max_px / longer)));
  };
  out->width = side(image->width);
  out->height = side(image->height);
  out->rgba.resize(size_t{4} * static_cast<size_t>(out->width) * static_cast<size_t>(out->height));
  const float step = static_cast<float>(image->height) / static_cast<float>(out->height);
  const float area = step * static_cast<float>(image->width) / static_cast<float>(out->width);
  std::vector<Rgba> sums(static_cast<size_t>(out->width));
  for (int y = 0; y < out->height; ++y) {
    std::fill(sums.begin(), sums.end(), Rgba{});
    const float begin = static_cast<float>(y) * step;
    const float end = std::min(begin + step, static_cast<float>(image->height));
    for (int i = static_cast<int>(begin); i < image->height && static_cast<float>(i) < end; ++i)
      add_row(*image, i, std::min(end, static_cast<float>(i + 1)) - std::max(begin, static_cast<float>(i)), sums);
    write_row(sums, area, out->rgba.data() + size_t{4} * static_cast<size_t>(y) * static_cast<size_t>(out->width));
  }
  return out;
}

uint64_t hash_of(const TileImage& image) {
  const std::string_view pixels(reinterpret_cast<const char*>(image.rgba.data()), image.rgba.size());
  return std::hash<std::string_view>()(pixels) ^ (static_cast<uint64_t>(image.width) << 32);
}

model::Result<TileImagePtr> decode_picture(std::string_view bytes, int max_px, std::string_view content_type) {
  if (bytes.size() > kMostPictureBytes) {
    return Error{ErrorCode::too_large, fmt::format("the picture is larger than {} MiB", kMostPictureBytes >> 20), {}};
  }
  const auto size = raster_size(bytes);
  if (!size && (bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8")))
    return Error{ErrorCode::format, "the picture is damaged, or far too large", {}};
  if (!size) {
    return Error{
        ErrorCode::format, "the answer is neither PNG nor JPEG but " + what_is_no_raster(bytes, content_type), {}};
  }
  if (size->width < 1 || size->height < 1 || std::max(size->width, size->height) > kMostPicturePx) {
    return Error{ErrorCode::too_large,
                 fmt::format("the picture is {}x{} pixels; at most {} a side are read", size->width, size->height,
                             kMostPicturePx),
                 {}};
  }
  // Several of them at once would be the most memory that this program ever takes.
  static std::mutex one_at_a_time;
  std::unique_lock lock(one_at_a_time, std::defer_lock);
  const bool large = static_cast<size_t>(size->width) * static_cast<size_t>(size->height) > kLargePixels;
  if (large) lock.lock();
  auto image = decode_raster(bytes, *size);
  if (image == nullptr) return Error{ErrorCode::format, "the picture is damaged", {}};
  return reduced(std::move(image), max_px);
}

}  // namespace onescreen::data
