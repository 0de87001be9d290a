#include "demo/still_canvas.h"

namespace onescreen::demo {
namespace {

constexpr float kScale = 2;

struct Letter {
  char name;
  std::array<uint8_t, 7> rows;  // bits from the left: 16 8 4 2 1
};

constexpr Letter kLetters[] = {
    {'0', {14, 17, 19, 21, 25, 17, 14}}, {'1', {4, 12, 4, 4, 4, 4, 14}},      {'2', {14, 17, 1, 2, 4, 8, 31}},
    {'3', {31, 2, 4, 2, 1, 17, 14}},     {'4', {2, 6, 10, 18, 31, 2, 2}},     {'5', {31, 16, 30, 1, 1, 17, 14}},
    {'6', {6, 8, 16, 30, 17, 17, 14}},   {'7', {31, 1, 2, 4, 8, 8, 8}},       {'8', {14, 17, 17, 14, 17, 17, 14}},
    {'9', {14, 17, 17, 15, 1, 2, 12}},   {'-', {0, 0, 0, 31, 0, 0, 0}},       {':', {0, 12, 12, 0, 12, 12, 0}},
    {'A', {14, 17, 17, 31, 17, 17, 17}}, {'C', {14, 17, 16, 16, 16, 17, 14}}, {'D', {30, 17, 17, 17, 17, 17, 30}},
    {'E', {31, 16, 16, 30, 16, 16, 31}}, {'M', {17, 27, 21, 21, 17, 17, 17}}, {'O', {14, 17, 17, 17, 17, 17, 14}},
};

}  // namespace

StillCanvas::StillCanvas(int width, int height)
    : width_(width * static_cast<int>(kScale)),
      height_(height * static_cast<int>(kScale)),
      pixels_(static_cast<size_t>(width_) * static_cast<size_t>(height_)) {}

void StillCanvas::span(int y, float x0, float x1, const Rgb& colour, float opacity) {
  const int from = std::max(0, static_cast<int>(std::lround(x0)));
  const int to = std::min(width_, static_cast<int>(std::lround(x1)));
  if (y < 0 || y >= height_ || from >= to) return;
  Rgb* row = pixels_.data() + static_cast<size_t>(y) * static_cast<size_t>(width_);
  if (opacity >= 1) {
    std::fill(row + from, row + to, colour);
    return;
  }
  for (int x = from; x < to; ++x) row[x] = blend(row[x], colour, opacity);
}

void StillCanvas::rect(float x0, float y0, float x1, float y1, const Rgb& colour, float opacity) {
  const int to = std::min(height_, static_cast<int>(std::lround(y1 * kScale)));
  for (int y = std::max(0, static_cast<int>(std::lround(y0 * kScale))); y < to; ++y)
    span(y, x0 * kScale, x1 * kScale, colour, opacity);
}

void StillCanvas::polygon(std::initializer_list<Spot> corners, const Rgb& colour, float opacity) {
  float top = static_cast<float>(height_);
  float bottom = 0;
  for (const Spot& corner : corners) {
    top = std::min(top, corner.y * kScale);
    bottom = std::max(bottom, corner.y * kScale);
  }
  const int last = std::min(height_ - 1, static_cast<int>(bottom));
  std::vector<float> crossings;
  for (int y = std::max(0, static_cast<int>(top)); y <= last; ++y) {
    const float at = (static_cast<float>(y) + 0.5f) / kScale;
    crossings.clear();
    const Spot* before = corners.end() - 1;
    for (const Spot& corner : corners) {
      if ((before->y <= at) != (corner.y <= at))
        crossings.push_back(before->x + (at - before->y) / (corner.y - before->y) * (corner.x - before->x));
      before = &corner;
    }
    std::sort(crossings.begin(), crossings.end());
    for (size_t i = 0; i + 1 < crossings.size(); i += 2)
      span(y, crossings[i] * kScale, crossings[i + 1] * kScale, colour, opacity);
  }
}

void StillCanvas::disc(float x, float y, float radius_x, float radius_y, const Rgb& colour, float opacity) {
  if (radius_x <= 0 || radius_y <= 0) return;
  const int last = std::min(height_ - 1, static_cast<int>((y + radius_y) * kScale));
  for (int row = std::max(0, static_cast<int>((y - radius_y) * kScale)); row <= last; ++row) {
    const float off = ((static_cast<float>(row) + 0.5f) / kScale - y) / radius_y;
    if (std::abs(off) >= 1) continue;
    const float half = radius_x * std::sqrt(1 - off * off);
    span(row, (x - half) * kScale, (x + half) * kScale, colour, opacity);
  }
}

void StillCanvas::letters(float x, float y, float dot, std::string_view text, const Rgb& colour) {
  for (const char name : text) {
    const auto* letter =
        std::find_if(std::begin(kLetters), std::end(kLetters), [&](const Letter& one) { return one.name == name; });
    for (int row = 0; letter != std::end(kLetters) && row < 7; ++row) {
      for (int column = 0; column < 5; ++column) {
        if ((letter->rows[static_cast<size_t>(row)] >> (4 - column) & 1) == 0) continue;
        const float left = x + static_cast<float>(column) * dot;
        const float above = y + static_cast<float>(row) * dot;
        rect(left, above, left + dot, above + dot, colour);
      }
    }
    x += 6 * dot;
  }
}

std::vector<uint8_t> StillCanvas::pixels() const {
  const int width = width_ / 2;
  const int height = height_ / 2;
  std::vector<uint8_t> out;
  out.reserve(size_t{3} * static_cast<size_t>(width) * static_cast<size_t>(height));
  const auto byte = [](float value) { return static_cast<uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f)); };
  for (int y = 0; y < height; ++y) {
    const Rgb* upper = pixels_.data() + static_cast<size_t>(2 * y) * static_cast<size_t>(width_);
    const Rgb* lower = upper + width_;
    for (int x = 0; x < width; ++x, upper += 2, lower += 2) {
      out.push_back(byte((upper[0].r + upper[1].r + lower[0].r + lower[1].r) / 4));
      out.push_back(byte((upper[0].g + upper[1].g + lower[0].g + lower[1].g) / 4));
      out.push_back(byte((upper[0].b + upper[1].b + lower[0].b + lower[1].b) / 4));
    }
  }
  return out;
}

}  // namespace onescreen::demo
