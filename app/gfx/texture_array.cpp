#include "gfx/texture_array.h"

#include <glad/gl.h>

#include <utility>

#include "gfx/statistics.h"

namespace onescreen::gfx {

TextureArray::~TextureArray() { release(); }

TextureArray::TextureArray(TextureArray&& other) noexcept
    : id_(std::exchange(other.id_, 0)), width_(other.width_), height_(other.height_), layers_(other.layers_) {}

TextureArray& TextureArray::operator=(TextureArray&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(width_, other.width_);
  std::swap(height_, other.height_);
  std::swap(layers_, other.layers_);
  return *this;
}

void TextureArray::allocate(int width, int height, int layers) {
  if (id_ == 0) {
    glGenTextures(1, &id_);
    ++statistics().textures;
  }
  statistics().texture_bytes += int64_t{4} * width * height * layers - int64_t{4} * width_ * height_ * layers_;
  width_ = width;
  height_ = height;
  layers_ = layers;
  glBindTexture(GL_TEXTURE_2D_ARRAY, id_);
  glTexImage3D(GL_TEXTURE_2D_ARRAY, 0, GL_RGBA8, width, height, layers, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MAX_LEVEL, 0);
}

void TextureArray::upload(int layer, const Image& image) {
  statistics().uploaded_bytes += image.rgba.size();
  glBindTexture(GL_TEXTURE_2D_ARRAY, id_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexSubImage3D(GL_TEXTURE_2D_ARRAY, 0, 0, 0, layer, width_, height_, 1, GL_RGBA, GL_UNSIGNED_BYTE,
                  image.rgba.data());
}

void TextureArray::bind(int unit) const {
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + unit));
  glBindTexture(GL_TEXTURE_2D_ARRAY, id_);
  // A sampler object left bound by someone else would override the filters above.
  glBindSampler(static_cast<GLuint>(unit), 0);
}

void TextureArray::release() {
  if (id_ != 0) glDeleteTextures(1, &id_);
  abandon();
}

void TextureArray::abandon() {
  if (id_ != 0) {
    --statistics().textures;
    statistics().texture_bytes -= int64_t{4} * width_ * height_ * layers_;
  }
  id_ = 0, width_ = 0, height_ = 0, layers_ = 0;
}

int TextureArray::max_layers() {
  GLint most = 0;
  glGetIntegerv(GL_MAX_ARRAY_TEXTURE_LAYERS, &most);
  return most;
}

}  // namespace onescreen::gfx
