// Sampled textures.
#include "gfx/texture.h"

#include <glad/gl.h>

#include <utility>

#include "gfx/statistics.h"

namespace onescreen::gfx {

namespace {

int64_t bytes_of(int width, int height, bool with_smaller_ones) {
  const int64_t bytes = int64_t{4} * width * height;
  return with_smaller_ones ? bytes * 4 / 3 : bytes;
}

}  // namespace

Texture::~Texture() {
  if (id_ == 0) return;
  glDeleteTextures(1, &id_);
  abandon();
}

void Texture::abandon() {
  if (id_ == 0) return;
  --statistics().textures;
  statistics().texture_bytes -= std::exchange(bytes_, 0);
  id_ = 0;
}

Texture::Texture(Texture&& other) noexcept
    : id_(std::exchange(other.id_, 0)),
      width_(other.width_),
      height_(other.height_),
      bytes_(std::exchange(other.bytes_, 0)) {}

Texture& Texture::operator=(Texture&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(width_, other.width_);
  std::swap(height_, other.height_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

void Texture::upload(int width, int height, std::span<const uint8_t> rgba, Filter filter) {
  Statistics& counters = statistics();
  if (id_ == 0) {
    glGenTextures(1, &id_);
    ++counters.textures;
  }
  const bool smooth = filter == Filter::smooth;
  const int64_t bytes = bytes_of(width, height, smooth);
  counters.texture_bytes += bytes - std::exchange(bytes_, bytes);
  counters.uploaded_bytes += rgba.size();
  width_ = width;
  height_ = height;
  const GLint gl_filter = filter == Filter::nearest ? GL_NEAREST : GL_LINEAR;
  glBindTexture(GL_TEXTURE_2D, id_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_, height_, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, smooth ? GL_LINEAR_MIPMAP_LINEAR : gl_filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, gl_filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, smooth ? 1000 : 0);
  if (smooth) glGenerateMipmap(GL_TEXTURE_2D);
}

void Texture::bind(int unit) const {
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + unit));
  glBindTexture(GL_TEXTURE_2D, id_);
  // A sampler object left bound by someone else would override the filters above.
  glBindSampler(static_cast<GLuint>(unit), 0);
}

}  // namespace onescreen::gfx
