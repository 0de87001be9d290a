// Pictures of one size in one texture, so that many of them are drawn by one call. Needs a current context.
#pragma once

#include <cstddef>
#include <cstdint>

#include "gfx/image.h"

namespace onescreen::gfx {

class TextureArray {
 public:
  TextureArray() = default;
  ~TextureArray();
  TextureArray(TextureArray&& other) noexcept;
  TextureArray& operator=(TextureArray&& other) noexcept;
  TextureArray(const TextureArray&) = delete;
  TextureArray& operator=(const TextureArray&) = delete;

  // Room for that many pictures; what was in it is lost. Sampled linearly, clamped to the edges.
  void allocate(int width, int height, int layers);
  // `image` must have the array's size. Row 0 is v = 0.
  void upload(int layer, const Image& image);
  void bind(int unit) const;
  int layers() const { return layers_; }
  size_t bytes() const {
    return size_t{4} * static_cast<size_t>(width_) * static_cast<size_t>(height_) * static_cast<size_t>(layers_);
  }
  void release();
  void abandon();

  // Most layers that the driver takes; at least 256.
  static int max_layers();

 private:
  uint32_t id_ = 0;
  int width_ = 0;
  int height_ = 0;
  int layers_ = 0;
};

}  // namespace onescreen::gfx
