// Everything is measured in metres from the district's middle, so that tiles of all levels fit together.
#include "demo/tile_painter.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

namespace onescreen::demo {
namespace {

using model::LonLat;
using std::numbers::pi;

constexpr LonLat kMiddle{121.485, 31.275};
constexpr double kMetresPerLon = 95050;
constexpr double kMetresPerLat = 111190;
constexpr double kReachM = 40'000;    // farther away there are no tiles
constexpr double kStreetTurn = 0.21;  // of the net of streets against north, in radians
constexpr double kBlockM = 190;
constexpr double kStreetM = 9;
constexpr double kRoadM = 26;

struct Metres {
  double east = 0;
  double north = 0;
};

struct Rgb {
  double r = 0;
  double g = 0;
  double b = 0;
};

constexpr Rgb kLand{17, 26, 37};
constexpr Rgb kHill{24, 36, 50};
constexpr Rgb kWater{14, 42, 60};
constexpr Rgb kStreet{34, 47, 62};
constexpr Rgb kRoad{58, 76, 96};

Rgb mixed(const Rgb& a, const Rgb& b, double share) {
  return {std::lerp(a.r, b.r, share), std::lerp(a.g, b.g, share), std::lerp(a.b, b.b, share)};
}

Metres metres_of(LonLat at) { return {(at.lon - kMiddle.lon) * kMetresPerLon, (at.lat - kMiddle.lat) * kMetresPerLat}; }

LonLat corner_of(int z, double x, double y) {
  const double side = std::exp2(z);
  return {x / side * 360 - 180, std::atan(std::sinh(pi * (1 - 2 * y / side))) * 180 / pi};
}

// Smooth noise in [0, 1] with one value for each lattice point.
double noise(double x, double y, uint64_t seed) {
  const double fx = std::floor(x);
  const double fy = std::floor(y);
  const auto value = [&](double dx, double dy) {
    return unit_interval(mix(mix(seed, static_cast<uint64_t>(static_cast<int64_t>(fx + dx))),
                             static_cast<uint64_t>(static_cast<int64_t>(fy + dy))));
  };
  const auto eased = [](double t) { return t * t * (3 - 2 * t); };
  const double tx = eased(x - fx);
  return std::lerp(std::lerp(value(0, 0), value(1, 0), tx), std::lerp(value(0, 1), value(1, 1), tx), eased(y - fy));
}

double height_at(const Metres& at) {
  return 0.6 * noise(at.east / 2400, at.north / 2400, 1) + 0.3 * noise(at.east / 900, at.north / 900, 2) +
         0.1 * noise(at.east / 300, at.north / 300, 3);
}

// How much of a line of `width_m` covers a pixel whose middle is `distance_m` from it.
double cover(double distance_m, double width_m, double pixel_m) {
  const double share = std::clamp((width_m / 2 - distance_m) / pixel_m + 0.5, 0.0, 1.0);
  return share * std::min(1.0, width_m / pixel_m);
}

double distance_to(const Metres& p, const Metres& a, const Metres& b) {
  const double dx = b.east - a.east;
  const double dy = b.north - a.north;
  const double length = dx * dx + dy * dy;
  const double t = length == 0 ? 0 : std::clamp(((p.east - a.east) * dx + (p.north - a.north) * dy) / length, 0.0, 1.0);
  return std::hypot(p.east - a.east - t * dx, p.north - a.north - t * dy);
}

class Painter {
 public:
  Painter(const Ground& ground, int z, int x, int y) : ground_(ground) {
    origin_ = metres_of(corner_of(z, x, y));
    const Metres end = metres_of(corner_of(z, x + 1, y + 1));
    step_ = {(end.east - origin_.east) / kTilePx, (end.north - origin_.north) / kTilePx};
    pixel_m_ = step_.east;
  }

  bool far_away() const {
    const double half = pixel_m_ * kTilePx / 2;
    return std::hypot(origin_.east + half, origin_.north - half) > kReachM + 2 * half;
  }

  std::vector<uint8_t> paint() {
    add_water();
    for (const Road& road : ground_.roads()) {
      for (size_t i = 0; i + 1 < road.line.size(); ++i) add_road(metres_of(road.line[i]), metres_of(road.line[i + 1]));
    }
    std::vector<uint8_t> rgb;
    rgb.reserve(3 * kPixels);
    for (size_t i = 0; i < kPixels; ++i) {
      const Rgb colour = colour_of(i);
      for (const double part : {colour.r, colour.g, colour.b}) rgb.push_back(static_cast<uint8_t>(std::lround(part)));
    }
    return rgb;
  }

 private:
  static constexpr size_t kPixels = size_t{kTilePx} * kTilePx;
  static constexpr int kSubRows = 3;  // of a pixel

  Metres at(double column, double row) const {
    return {origin_.east + column * step_.east, origin_.north + row * step_.north};
  }
  double column_of(const Metres& m) const { return (m.east - origin_.east) / step_.east; }
  double row_of(const Metres& m) const { return (m.north - origin_.north) / step_.north; }

  // What share of each pixel is water: exact along a row, in three rows a pixel.
  void add_water() {
    std::vector<double> crossings;
    for (const Ring& ring : ground_.rivers()) {
      std::vector<std::pair<double, double>> corners;
      for (const LonLat corner : ring) corners.emplace_back(column_of(metres_of(corner)), row_of(metres_of(corner)));
      for (int sub = 0; sub < kSubRows * kTilePx; ++sub) {
        const double row = (sub + 0.5) / kSubRows;
        crossings.clear();
        for (size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
          const auto& [ax, ay] = corners[i];
          const auto& [bx, by] = corners[j];
          if ((ay > row) != (by > row)) crossings.push_back(ax + (bx - ax) * (row - ay) / (by - ay));
        }
        std::sort(crossings.begin(), crossings.end());
        for (size_t i = 0; i + 1 < crossings.size(); i += 2) add_span(sub / kSubRows, crossings[i], crossings[i + 1]);
      }
    }
  }

  void add_span(int row, double from, double to) {
    from = std::clamp(from, 0.0, double{kTilePx});
    to = std::clamp(to, 0.0, double{kTilePx});
    for (int column = static_cast<int>(from); column < kTilePx && column < to; ++column) {
      float& share = water_[static_cast<size_t>(row * kTilePx + column)];
      const double part = std::min<double>(to, column + 1) - std::max<double>(from, column);
      share = std::min(1.0f, share + static_cast<float>(part / kSubRows));
    }
  }

  void add_road(const Metres& a, const Metres& b) {
    const double reach = kRoadM / 2 / pixel_m_ + 1;
    const auto pixels = [&](double one, double other) {
      return std::pair(std::max(0, static_cast<int>(std::floor(std::min(one, other) - reach))),
                       std::min(kTilePx - 1, static_cast<int>(std::ceil(std::max(one, other) + reach))));
    };
    const auto [left, right] = pixels(column_of(a), column_of(b));
    const auto [top, bottom] = pixels(row_of(a), row_of(b));
    for (int row = top; row <= bottom; ++row) {
      for (int column = left; column <= right; ++column) {
        float& road = road_[static_cast<size_t>(row * kTilePx + column)];
        const double share = cover(distance_to(at(column + 0.5, row + 0.5), a, b), kRoadM, pixel_m_);
        road = std::max(road, static_cast<float>(share));
      }
    }
  }

  Rgb colour_of(size_t pixel) const {
    const Metres m = at(static_cast<double>(pixel % kTilePx) + 0.5, static_cast<double>(pixel / kTilePx) + 0.5);
    // Light from the north-west over soft hills.
    const double height = height_at(m);
    const double slope = height - height_at({m.east + 120, m.north - 120});
    Rgb colour = mixed(kLand, kHill, std::clamp(0.35 + 0.45 * (height - 0.5) + 3.5 * slope, 0.0, 1.0));
    colour = mixed(colour, kStreet, 0.8 * street_net(m));
    const double wet = static_cast<double>(water_[pixel]);
    if (wet > 0) colour = mixed(colour, mixed(kWater, kHill, 0.12 * noise(m.east / 500, m.north / 160, 4)), wet);
    return mixed(colour, kRoad, 0.85 * static_cast<double>(road_[pixel]));
  }

  // Streets a block apart, each a little out of line; where they are too fine to be seen they fade.
  double street_net(const Metres& m) const {
    const double seen = std::clamp(2 - pixel_m_ / 12, 0.0, 1.0);
    if (seen == 0) return 0;
    const double u = m.east * std::cos(kStreetTurn) + m.north * std::sin(kStreetTurn);
    const double v = m.north * std::cos(kStreetTurn) - m.east * std::sin(kStreetTurn);
    return seen * std::max(street_near(u, v, 5), street_near(v, u, 6));
  }

  double street_near(double across, double along, uint64_t seed) const {
    const double bend = 26 * (noise(along / 700, 0, seed) - 0.5);
    return cover(std::abs(std::remainder(across + bend, kBlockM)), kStreetM, pixel_m_);
  }

  const Ground& ground_;
  Metres origin_;
  Metres step_;
  double pixel_m_ = 1;
  std::vector<float> water_ = std::vector<float>(kPixels);
  std::vector<float> road_ = std::vector<float>(kPixels);
};

}  // namespace

std::string tile_png(const Ground& ground, int z, int x, int y) {
  if (z < kLeastTileZoom || z > kMostTileZoom || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z) return {};
  Painter painter(ground, z, x, y);
  if (painter.far_away()) return {};
  const auto rgb = painter.paint();
  std::string png;
  stbi_write_png_to_func(
      [](void* to, void* bytes, int size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), static_cast<size_t>(size));
      },
      &png, kTilePx, kTilePx, 3, rgb.data(), kTilePx * 3);
  return png;
}

}  // namespace onescreen::demo
