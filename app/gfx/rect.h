// A rectangle in whole pixels with its origin at the top left of the target, y downwards. OpenGL's bottom-left origin
// stays inside gfx.
#pragma once

namespace onescreen::gfx {

struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  bool operator==(const Rect&) const = default;

  bool empty() const { return width <= 0 || height <= 0; }
};

}  // namespace onescreen::gfx
