// PNG through stb, the only file that compiles it; comparison of pictures.
#include "gfx/image.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_NO_FAILURE_STRINGS
#include <stb/stb_image.h>
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace onescreen::gfx {

namespace {

int pixel_difference(const uint8_t* a, const uint8_t* b) {
  int worst = 0;
  for (int channel = 0; channel < 4; ++channel) worst = std::max(worst, std::abs(int{a[channel]} - int{b[channel]}));
  return worst;
}

}  // namespace

bool save_png(const Image& image, const std::string& path, std::string& why_not) {
  const size_t pixels = static_cast<size_t>(std::max(image.width, 0)) * static_cast<size_t>(std::max(image.height, 0));
  if (pixels == 0 || image.rgba.size() != pixels * 4) {
    why_not = "There is no picture to write to " + path + ".";
    return false;
  }
  bool opaque = true;
  for (size_t i = 0; i < pixels && opaque; ++i) opaque = image.rgba[i * 4 + 3] == 255;
  int written = 0;
  if (opaque) {
    std::vector<uint8_t> rgb_only(pixels * 3);
    for (size_t i = 0; i < pixels; ++i) std::memcpy(&rgb_only[i * 3], &image.rgba[i * 4], 3);
    written = stbi_write_png(path.c_str(), image.width, image.height, 3, rgb_only.data(), image.width * 3);
  } else {
    written = stbi_write_png(path.c_str(), image.width, image.height, 4, image.rgba.data(), image.width * 4);
  }
  if (written == 0) why_not = "The picture could not be written to " + path + "; check the folder and the free space.";
  return written != 0;
}

std::optional<Image> load_png(const std::string& path, std::string& why_not) {
  Image image;
  int channels = 0;
  uint8_t* pixels = stbi_load(path.c_str(), &image.width, &image.height, &channels, 4);
  if (pixels == nullptr) {
    why_not = path + " cannot be read as a PNG picture.";
    return std::nullopt;
  }
  image.rgba.assign(pixels, pixels + static_cast<size_t>(image.width) * static_cast<size_t>(image.height) * 4);
  stbi_image_free(pixels);
  return image;
}

ImageDifference compare(const Image& a, const Image& b, int threshold) {
  ImageDifference result;
  result.same_size = a.width == b.width && a.height == b.height && a.rgba.size() == b.rgba.size();
  if (!result.same_size) {
    result.max_difference = 255;
    result.differing = std::max(a.rgba.size(), b.rgba.size()) / 4;
    return result;
  }
  for (size_t i = 0; i + 3 < a.rgba.size(); i += 4) {
    const int difference = pixel_difference(&a.rgba[i], &b.rgba[i]);
    result.max_difference = std::max(result.max_difference, difference);
    if (difference > threshold) ++result.differing;
  }
  return result;
}

Image difference_image(const Image& a, const Image& b, int threshold) {
  if (a.width != b.width || a.height != b.height || a.rgba.size() != b.rgba.size()) return {};
  Image result = a;
  for (size_t i = 0; i + 3 < a.rgba.size(); i += 4) {
    const auto grey = static_cast<uint8_t>((a.rgba[i] * 2 + a.rgba[i + 1] * 5 + a.rgba[i + 2]) / 8 / 2);
    const bool differs = pixel_difference(&a.rgba[i], &b.rgba[i]) > threshold;
    result.rgba[i] = differs ? 255 : grey;
    result.rgba[i + 1] = differs ? 0 : grey;
    result.rgba[i + 2] = differs ? 0 : grey;
    result.rgba[i + 3] = 255;
  }
  return result;
}

}  // namespace onescreen::gfx
