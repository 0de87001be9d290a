// Sampled textures.
#include "gfx/texture.h"

#include <glad/gl.h>

#include <utility>

#include "gfx/statistics.h"

namespace onescreen::gfx {

namespace {

int64_t bytes_of(int width, int height) { return int64_t{4} * width * height; }

}  // namespace

Texture::~Texture() {
  if (id_ == 0) return;
  glDeleteTextures(1, &id_);
  abandon();
}

void Texture::abandon() {
  if (id_ == 0) return;
  --statistics().textures;
  statistics().texture_bytes -= bytes_of(width_, height_);
  id_ = 0;
}

Texture::Texture(Texture&& other) noexcept
    : id_(std::exchange(other.id_, 0)), width_(other.width_), height_(other.height_) {}

Texture& Texture::operator=(Texture&& other) noexcept {
  std::swap(id_, other.id_);
  width_ = other.width_;
  height_ = other.height_;
  return *this;
}

void Texture::upload(const Image& image, Filter filter) {
  Statistics& counters = statistics();
  if (id_ == 0) {
    glGenTextures(1, &id_);
    ++counters.textures;
    width_ = height_ = 0;
  }
  counters.texture_bytes += bytes_of(image.width, image.height) - bytes_of(width_, height_);
  counters.uploaded_bytes += image.rgba.size();
  width_ = image.width;
  height_ = image.height;
  const GLint gl_filter = filter == Filter::nearest ? GL_NEAREST : GL_LINEAR;
  glBindTexture(GL_TEXTURE_2D, id_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_, height_, 0, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, gl_filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, gl_filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
}

void Texture::bind(int unit) const {
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + unit));
  glBindTexture(GL_TEXTURE_2D, id_);
  // A sampler object left bound by someone else would override the filters above.
  glBindSampler(static_cast<GLuint>(unit), 0);
}

}  // namespace onescreen::gfx
