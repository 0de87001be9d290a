#include "gfx/depth.h"

#include <glad/gl.h>

#include "gfx/statistics.h"

namespace onescreen::gfx {

DepthBuffer::~DepthBuffer() {
  if (renderbuffer_ != 0) glDeleteRenderbuffers(1, &renderbuffer_);
  abandon();
}

void DepthBuffer::abandon() {
  if (renderbuffer_ != 0) --statistics().renderbuffers;
  statistics().texture_bytes -= int64_t{4} * width_ * height_;
  renderbuffer_ = 0;
  width_ = 0;
  height_ = 0;
}

void DepthBuffer::begin(int width, int height) {
  if (renderbuffer_ == 0) {
    glGenRenderbuffers(1, &renderbuffer_);
    ++statistics().renderbuffers;
  }
  if (width != width_ || height != height_) {
    glBindRenderbuffer(GL_RENDERBUFFER, renderbuffer_);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, width, height);
    glBindRenderbuffer(GL_RENDERBUFFER, 0);
    statistics().texture_bytes += int64_t{4} * (width * height - width_ * height_);
    width_ = width;
    height_ = height;
  }
  glFramebufferRenderbuffer(GL_DRAW_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, renderbuffer_);
  glEnable(GL_DEPTH_TEST);
  glEnable(GL_DEPTH_CLAMP);
  glDepthMask(GL_TRUE);
  glDepthFunc(GL_LESS);
  glClear(GL_DEPTH_BUFFER_BIT);
}

void DepthBuffer::read_only() {
  glDepthMask(GL_FALSE);
  glDepthFunc(GL_LEQUAL);
}

void DepthBuffer::end() {
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_DEPTH_CLAMP);
  glDepthMask(GL_TRUE);
  glFramebufferRenderbuffer(GL_DRAW_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, 0);
}

}  // namespace onescreen::gfx
