// An off-screen picture that can be drawn into and sampled: framebuffer plus RGBA8 texture. The canvas, the map and
// every golden test draw into one. Its pixels stay until something draws over them. Needs a current context.
#pragma once

#include <cstdint>
#include <span>

#include "gfx/colour.h"
#include "gfx/image.h"
#include "gfx/rect.h"

namespace onescreen::gfx {

// Sampling a Target upright: its first texture row is the bottom of the picture, so pass uv (0,1) at the top left and
// (1,0) at the bottom right.
inline constexpr float kTargetTopV = 1.0f;
inline constexpr float kTargetBottomV = 0.0f;

class Target {
 public:
  Target() = default;
  Target(int width, int height) { resize(width, height); }
  ~Target();
  Target(Target&& other) noexcept;
  Target& operator=(Target&& other) noexcept;
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  // Makes it that size (at least 1x1, at most the driver's limit); the pixels are undefined when it returns true (the
  // size or the texture changed) and untouched when it returns false.
  bool resize(int width, int height);
  int width() const { return width_; }
  int height() const { return height_; }
  bool valid() const { return framebuffer_ != 0; }

  // Draw calls go here from now on; the viewport is the whole target and the scissor test is off.
  void bind() const;
  // OpenGL texture name, to be given to ImGui as it is. 0 before the first resize.
  uint32_t texture_id() const { return texture_; }

  // Fills without blending. The target is bound afterwards.
  void clear(Colour colour) const;
  void clear(Rect rect, Colour colour) const;
  // Copies `from` of another target, pixel for pixel, so that its top left comes to (to_x, to_y). What would lie
  // outside is left out.
  void copy(const Target& source, Rect from, int to_x, int to_y) const;
  // Copies all of it over `to` of the bound framebuffer of that height, as far as that lies `inside`; different sizes
  // scale linearly. The scissor test is on afterwards.
  void show(Rect to, Rect inside, int height) const;
  // Waits for the drawing to finish: for pictures and tests, not for a frame.
  Image read_pixels() const;

  // Forgets the GL names without deleting them, after the context that owned them was lost.
  void abandon();

 private:
  friend void blit_to_window(const Target& target, int window_width, int window_height,
                             std::span<const struct Blit> blits);

  void release();

  uint32_t framebuffer_ = 0;
  uint32_t texture_ = 0;
  int width_ = 0;
  int height_ = 0;
};

// `from` in the target, `to` in the window, both from the top left. Different sizes scale linearly.
struct Blit {
  Rect from;
  Rect to;
};

// The current window's back buffer (framebuffer 0) becomes black.
void clear_window();

// Copies rectangles of the target into the current window's back buffer (framebuffer 0).
void blit_to_window(const Target& target, int window_width, int window_height, std::span<const Blit> blits);

// Largest width and height of a Target that the driver takes.
int max_target_size();

}  // namespace onescreen::gfx
