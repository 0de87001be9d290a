// The picture of a whole wall: one Target, or several side by side where the driver takes none that large. Its pixels
// stay until something draws over them. Needs a current context.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "gfx/image.h"
#include "gfx/rect.h"
#include "gfx/target.h"

namespace onescreen::gfx {

class Canvas {
 public:
  Canvas() = default;
  Canvas(int width, int height) { resize(width, height); }

  // At least 1x1; no tile is wider or higher than `most`, or than the driver's limit. The pixels are undefined when it
  // returns true and untouched when it returns false.
  bool resize(int width, int height, int most = max_target_size());
  int width() const { return width_; }
  int height() const { return height_; }

  struct Tile {
    Rect place;  // in the canvas
    Target target;
  };
  std::span<const Tile> tiles() const { return tiles_; }

  // Waits for the drawing to finish: for pictures and tests, not for a frame.
  Image read_pixels() const;
  // Forgets the GL names without deleting them, after the context that owned them was lost.
  void abandon();

 private:
  std::vector<Tile> tiles_;
  int width_ = 0;
  int height_ = 0;
  int most_ = 0;
};

// The whole canvas into the whole back buffer of the current window, moved by whole pixels to the right and downwards;
// what that leaves free is black. Different sizes scale linearly.
void blit_to_window(const Canvas& canvas, int window_width, int window_height, int dx = 0, int dy = 0);

}  // namespace onescreen::gfx
