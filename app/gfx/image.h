// A picture in memory, PNG files, and the comparison that golden tests use. CPU only, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gfx/colour.h"

namespace onescreen::gfx {

// 8-bit RGBA, rows from the top, no padding: rgba.size() == width * height * 4.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> rgba;

  bool operator==(const Image&) const = default;

  // Precondition: inside the image.
  Colour at(int x, int y) const {
    const size_t index = (static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)) * 4;
    return {rgba[index], rgba[index + 1], rgba[index + 2], rgba[index + 3]};
  }
};

// Alpha is dropped when every pixel is opaque, so that pictures of the wall stay small. False and a sentence in
// `why_not` when the file cannot be written.
bool save_png(const Image& image, const std::string& path, std::string& why_not);
std::optional<Image> load_png(const std::string& path, std::string& why_not);

struct ImageDifference {
  bool same_size = false;
  int max_difference = 0;  // largest difference of any channel, 0..255
  size_t differing = 0;    // pixels that differ by more than the threshold in any channel
};

// Pictures of different size compare as entirely different.
ImageDifference compare(const Image& a, const Image& b, int threshold = 0);

// `a` in grey with the differing pixels in red, for a person to look at; empty when the sizes differ.
Image difference_image(const Image& a, const Image& b, int threshold = 0);

}  // namespace onescreen::gfx
