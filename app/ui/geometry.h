// Points and rectangles of the canvas, in pixels, y downwards.
#pragma once

#include <algorithm>

namespace onescreen::ui {

struct Point {
  float x = 0;
  float y = 0;

  bool operator==(const Point&) const = default;
};

struct Rect {
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;

  bool operator==(const Rect&) const = default;

  float width() const { return x1 - x0; }
  float height() const { return y1 - y0; }
  Point centre() const { return {(x0 + x1) / 2, (y0 + y1) / 2}; }
  bool contains(Point p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
  bool empty() const { return x1 <= x0 || y1 <= y0; }
  bool intersects(const Rect& other) const { return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1; }
  // Smaller by `dx` left and right and `dy` above and below; never inside out.
  Rect inset(float dx, float dy) const {
    return {x0 + dx, y0 + dy, std::max(x0 + dx, x1 - dx), std::max(y0 + dy, y1 - dy)};
  }
  Rect intersection(const Rect& other) const {
    const Rect r{std::max(x0, other.x0), std::max(y0, other.y0), std::min(x1, other.x1), std::min(y1, other.y1)};
    return r.empty() ? Rect{r.x0, r.y0, r.x0, r.y0} : r;
  }
};

}  // namespace onescreen::ui
