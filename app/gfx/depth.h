// A depth buffer for whatever framebuffer is bound, attached only while something is drawn that needs it: most of what
// is drawn here is flat. Needs a current context.
#pragma once

#include <cstdint>

namespace onescreen::gfx {

class DepthBuffer {
 public:
  DepthBuffer() = default;
  ~DepthBuffer();
  DepthBuffer(const DepthBuffer&) = delete;
  DepthBuffer& operator=(const DepthBuffer&) = delete;

  // From here on, what is drawn into the bound framebuffer is hidden by what was drawn nearer (smaller z), the first
  // of equals stays. Depths outside the clip volume count as its limits. Empty at first within the scissor box.
  void begin(int width, int height);
  // Compares without writing: for lines on surfaces.
  void read_only();
  void end();
  void abandon();

 private:
  uint32_t renderbuffer_ = 0;
  int width_ = 0;
  int height_ = 0;
};

}  // namespace onescreen::gfx
