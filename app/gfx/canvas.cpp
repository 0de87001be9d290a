// Tiles in rows from the top left.
#include "gfx/canvas.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace onescreen::gfx {

bool Canvas::resize(int width, int height, int most) {
  width = std::max(width, 1);
  height = std::max(height, 1);
  most = std::clamp(most, 1, max_target_size());
  if (!tiles_.empty() && width == width_ && height == height_ && most == most_) return false;
  width_ = width;
  height_ = height;
  most_ = most;
  // The old ones first: a large wall's canvas is not to be there twice.
  tiles_.clear();
  for (int y = 0; y < height; y += most) {
    for (int x = 0; x < width; x += most) {
      const Rect place{x, y, std::min(most, width - x), std::min(most, height - y)};
      tiles_.push_back({place, Target(place.width, place.height)});
    }
  }
  return true;
}

Image Canvas::read_pixels() const {
  if (tiles_.size() == 1) return tiles_.front().target.read_pixels();
  Image image;
  image.width = width_;
  image.height = height_;
  image.rgba.resize(static_cast<size_t>(width_) * static_cast<size_t>(height_) * 4);
  for (const Tile& tile : tiles_) {
    const Image part = tile.target.read_pixels();
    const size_t row_bytes = static_cast<size_t>(part.width) * 4;
    for (int y = 0; y < part.height; ++y) {
      const size_t to =
          (static_cast<size_t>(tile.place.y + y) * static_cast<size_t>(width_) + static_cast<size_t>(tile.place.x)) * 4;
      std::memcpy(&image.rgba[to], &part.rgba[static_cast<size_t>(y) * row_bytes], row_bytes);
    }
  }
  return image;
}

void Canvas::abandon() {
  for (Tile& tile : tiles_) tile.target.abandon();
  tiles_.clear();
  width_ = 0;
  height_ = 0;
}

void blit_to_window(const Canvas& canvas, int window_width, int window_height, int dx, int dy) {
  if (dx != 0 || dy != 0) clear_window();
  const auto scaled = [](int at, int from, int to) { return static_cast<int>(int64_t{at} * to / from); };
  for (const Canvas::Tile& tile : canvas.tiles()) {
    const Rect& place = tile.place;
    const int x0 = scaled(place.x, canvas.width(), window_width);
    const int y0 = scaled(place.y, canvas.height(), window_height);
    const int x1 = scaled(place.x + place.width, canvas.width(), window_width);
    const int y1 = scaled(place.y + place.height, canvas.height(), window_height);
    const Blit blit{{0, 0, place.width, place.height}, {x0 + dx, y0 + dy, x1 - x0, y1 - y0}};
    blit_to_window(tile.target, window_width, window_height, std::span(&blit, 1));
  }
}

}  // namespace onescreen::gfx
