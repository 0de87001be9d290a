// A picture on the GPU that a shader samples: uploaded whole. Needs a current context.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "gfx/image.h"

namespace onescreen::gfx {

class Texture {
 public:
  Texture() = default;
  ~Texture();
  Texture(Texture&& other) noexcept;
  Texture& operator=(Texture&& other) noexcept;
  Texture(const Texture&) = delete;
  Texture& operator=(const Texture&) = delete;

  // smooth: linear, and by ever smaller copies of itself where it is drawn small; costs a third more memory.
  enum class Filter { nearest, linear, smooth };
  // Row 0 of the image is v = 0.
  void upload(const Image& image, Filter filter) { upload(image.width, image.height, image.rgba, filter); }
  // RGBA, rows from the top, no padding.
  void upload(int width, int height, std::span<const uint8_t> rgba, Filter filter);
  void bind(int unit) const;
  uint32_t id() const { return id_; }
  int width() const { return width_; }
  int height() const { return height_; }
  // Forgets the name without deleting it, after the context that owned it was lost.
  void abandon();

 private:
  uint32_t id_ = 0;
  int width_ = 0;
  int height_ = 0;
  int64_t bytes_ = 0;
};

}  // namespace onescreen::gfx
