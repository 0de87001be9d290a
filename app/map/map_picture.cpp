// Two targets in turns.
#include "map/map_picture.h"

#include <cmath>
#include <cstdlib>
#include <utility>

namespace onescreen::map {

namespace {

// Cameras go through degrees and back, which costs about a millionth of a pixel; an eye sees a twentieth of one.
constexpr double kWholePx = 1e-3;

}  // namespace

std::optional<PixelShift> whole_pixel_shift(const Camera& from, const Camera& to, const Viewport& viewport) {
  if (from.zoom != to.zoom) return std::nullopt;
  const WorldPoint a = world_from_lonlat(from.centre);
  const WorldPoint b = world_from_lonlat(to.centre);
  const double scale = world_px(from.zoom);
  const double x = (a.x - b.x) * scale;
  const double y = (a.y - b.y) * scale;
  if (!(std::abs(x) < viewport.width_px && std::abs(y) < viewport.height_px)) return std::nullopt;
  if (std::abs(x - std::round(x)) > kWholePx || std::abs(y - std::round(y)) > kWholePx) return std::nullopt;
  return PixelShift{static_cast<int>(std::round(x)), static_cast<int>(std::round(y))};
}

bool MapPicture::resize(int width_px, int height_px) {
  if (!shown_.resize(width_px, height_px)) return false;
  spare_ = {};
  return true;
}

std::vector<gfx::Rect> MapPicture::shift(PixelShift by) {
  const int width = shown_.width();
  const int height = shown_.height();
  spare_.resize(width, height);
  spare_.copy(shown_, {0, 0, width, height}, by.x, by.y);
  std::swap(shown_, spare_);
  // A band of whole rows, and beside what was copied a column.
  std::vector<gfx::Rect> came_in;
  if (by.y != 0) came_in.push_back({0, by.y > 0 ? 0 : height + by.y, width, std::abs(by.y)});
  if (by.x != 0) {
    came_in.push_back({by.x > 0 ? 0 : width + by.x, by.y > 0 ? by.y : 0, std::abs(by.x), height - std::abs(by.y)});
  }
  return came_in;
}

void MapPicture::abandon() {
  shown_.abandon();
  spare_.abandon();
}

}  // namespace onescreen::map
