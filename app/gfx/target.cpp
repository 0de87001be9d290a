// Framebuffer objects; the one place where OpenGL's bottom-left origin is turned into our top-left one.
#include "gfx/target.h"

#include <glad/gl.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "gfx/state.h"
#include "gfx/statistics.h"

namespace onescreen::gfx {

int max_target_size() {
  GLint texture = 0;
  GLint viewport[2] = {0, 0};
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &texture);
  glGetIntegerv(GL_MAX_VIEWPORT_DIMS, viewport);
  return std::min({texture, viewport[0], viewport[1]});
}

Target::~Target() { release(); }

Target::Target(Target&& other) noexcept
    : framebuffer_(std::exchange(other.framebuffer_, 0)),
      texture_(std::exchange(other.texture_, 0)),
      width_(std::exchange(other.width_, 0)),
      height_(std::exchange(other.height_, 0)) {}

Target& Target::operator=(Target&& other) noexcept {
  if (this != &other) {
    release();
    framebuffer_ = std::exchange(other.framebuffer_, 0);
    texture_ = std::exchange(other.texture_, 0);
    width_ = std::exchange(other.width_, 0);
    height_ = std::exchange(other.height_, 0);
  }
  return *this;
}

void Target::release() {
  if (framebuffer_ != 0) glDeleteFramebuffers(1, &framebuffer_);
  if (texture_ != 0) glDeleteTextures(1, &texture_);
  abandon();
}

void Target::abandon() {
  if (framebuffer_ != 0) {
    --statistics().framebuffers;
    --statistics().textures;
    statistics().texture_bytes -= int64_t{4} * width_ * height_;
  }
  framebuffer_ = 0;
  texture_ = 0;
  width_ = 0;
  height_ = 0;
}

bool Target::resize(int width, int height) {
  const int limit = max_target_size();
  width = std::clamp(width, 1, limit);
  height = std::clamp(height, 1, limit);
  if (valid() && width == width_ && height == height_) return false;
  release();
  width_ = width;
  height_ = height;
  glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  // Shown one to one almost always; nearest keeps those pixels exact and is the cheaper path on a software
  // rasteriser.
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  glBindTexture(GL_TEXTURE_2D, 0);
  glGenFramebuffers(1, &framebuffer_);
  ++statistics().framebuffers;
  ++statistics().textures;
  statistics().texture_bytes += int64_t{4} * width * height;
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
  return true;
}

void Target::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  set_viewport(width_, height_);
  clear_scissor();
}

void Target::clear(Colour colour) const {
  bind();
  const auto value = to_floats(colour);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glClearColor(value[0], value[1], value[2], value[3]);
  glClear(GL_COLOR_BUFFER_BIT);
}

void Target::clear(Rect rect, Colour colour) const {
  if (rect.empty()) return;
  bind();
  set_scissor(rect, height_);
  const auto value = to_floats(colour);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glClearColor(value[0], value[1], value[2], value[3]);
  glClear(GL_COLOR_BUFFER_BIT);
  clear_scissor();
}

void Target::copy(const Target& source, Rect from, int to_x, int to_y) const {
  const int x0 = std::max({0, -from.x, -to_x});
  const int y0 = std::max({0, -from.y, -to_y});
  const int x1 = std::min({from.width, source.width_ - from.x, width_ - to_x});
  const int y1 = std::min({from.height, source.height_ - from.y, height_ - to_y});
  if (x1 <= x0 || y1 <= y0) return;
  glBindFramebuffer(GL_READ_FRAMEBUFFER, source.framebuffer_);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer_);
  glDisable(GL_SCISSOR_TEST);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glBlitFramebuffer(from.x + x0, source.height_ - from.y - y1, from.x + x1, source.height_ - from.y - y0, to_x + x0,
                    height_ - to_y - y1, to_x + x1, height_ - to_y - y0, GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

void Target::show(Rect to, Rect inside, int height) const {
  GLint drawn_to = 0;
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &drawn_to);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
  const bool same_size = to.width == width_ && to.height == height_;
  if (same_size) {
    // A plain copy where nothing is cut by the scissor test, which drivers do by other means than drawing.
    const int from_x = inside.x - to.x;
    const int from_y = inside.y - to.y;
    glDisable(GL_SCISSOR_TEST);
    glBlitFramebuffer(from_x, height_ - from_y - inside.height, from_x + inside.width, height_ - from_y, inside.x,
                      height - inside.y - inside.height, inside.x + inside.width, height - inside.y,
                      GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glEnable(GL_SCISSOR_TEST);
  } else {
    set_scissor(inside, height);
    glBlitFramebuffer(0, 0, width_, height_, to.x, height - to.y - to.height, to.x + to.width, height - to.y,
                      GL_COLOR_BUFFER_BIT, GL_LINEAR);
  }
  glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(drawn_to));
}

Image Target::read_pixels() const {
  Image image;
  if (!valid()) return image;
  image.width = width_;
  image.height = height_;
  const size_t row_bytes = static_cast<size_t>(width_) * 4;
  std::vector<uint8_t> from_bottom(row_bytes * static_cast<size_t>(height_));
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, from_bottom.data());
  image.rgba.resize(from_bottom.size());
  for (int y = 0; y < height_; ++y) {
    std::memcpy(&image.rgba[static_cast<size_t>(y) * row_bytes],
                &from_bottom[static_cast<size_t>(height_ - 1 - y) * row_bytes], row_bytes);
  }
  return image;
}

void clear_window() {
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
  glDisable(GL_SCISSOR_TEST);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

void blit_to_window(const Target& target, int, int window_height, std::span<const Blit> blits) {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, target.framebuffer_);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
  glDisable(GL_SCISSOR_TEST);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  for (const Blit& blit : blits) {
    if (blit.from.empty() || blit.to.empty()) continue;
    const bool scaled = blit.from.width != blit.to.width || blit.from.height != blit.to.height;
    glBlitFramebuffer(blit.from.x, target.height_ - blit.from.y - blit.from.height, blit.from.x + blit.from.width,
                      target.height_ - blit.from.y, blit.to.x, window_height - blit.to.y - blit.to.height,
                      blit.to.x + blit.to.width, window_height - blit.to.y, GL_COLOR_BUFFER_BIT,
                      scaled ? GL_LINEAR : GL_NEAREST);
  }
}

}  // namespace onescreen::gfx
