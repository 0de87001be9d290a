// A small picture to paint on with soft edges: rectangles, polygons, discs and letters of 5 by 7 points. Positions are
// in pixels of the result, which is painted at twice its size. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace onescreen::demo {

struct Rgb {
  float r = 0;
  float g = 0;
  float b = 0;
};

inline Rgb blend(const Rgb& a, const Rgb& b, float share) {
  return {std::lerp(a.r, b.r, share), std::lerp(a.g, b.g, share), std::lerp(a.b, b.b, share)};
}

struct Spot {
  float x = 0;
  float y = 0;
};

class StillCanvas {
 public:
  StillCanvas(int width, int height);

  void rect(float x0, float y0, float x1, float y1, const Rgb& colour, float opacity = 1);
  // Convex or not; filled by the even-odd rule.
  void polygon(std::initializer_list<Spot> corners, const Rgb& colour, float opacity = 1);
  void disc(float x, float y, float radius_x, float radius_y, const Rgb& colour, float opacity = 1);
  // Its top left at (x, y); letters that are not known are blanks.
  void letters(float x, float y, float dot, std::string_view text, const Rgb& colour);
  static float width_of(std::string_view text, float dot) { return 6 * dot * static_cast<float>(text.size()); }

  // RGB, three bytes a pixel, at half of what was painted.
  std::vector<uint8_t> pixels() const;

 private:
  void span(int y, float x0, float x1, const Rgb& colour, float opacity);

  int width_;
  int height_;
  std::vector<Rgb> pixels_;
};

}  // namespace onescreen::demo
