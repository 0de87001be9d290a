// Everything is measured in metres from the district's middle, so that tiles of all levels fit together.
#include "demo/tile_painter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
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
    const LonLat north_west = corner_of(z, x, y);
    const LonLat south_east = corner_of(z, x + 1, y + 1);
    origin_ = metres_of(north_west);
    const Metres end = metres_of(south_east);
    step_ = {(end.east - origin_.east) / kTilePx, (end.north - origin_.north) / kTilePx};
    pixel_m_ = step_.east;
    for (const Road& road : ground.roads()) {
      for (size_t i = 0; i + 1 < road.line.size(); ++i) {
        const Metres a = metres_of(road.line[i]);
        const Metres b = metres_of(road.line[i + 1]);
        const double reach = kRoadM + 2 * pixel_m_;
        const bool near =
            std::max(a.east, b.east) > origin_.east - reach && std::min(a.east, b.east) < end.east + reach &&
            std::max(a.north, b.north) > end.north - reach && std::min(a.north, b.north) < origin_.north + reach;
        if (near) roads_.push_back({a, b});
      }
    }
  }

  bool far_away() const {
    const double half = pixel_m_ * kTilePx / 2;
    return std::hypot(origin_.east + half, origin_.north - half) > kReachM + 2 * half;
  }

  std::vector<uint8_t> paint() const {
    std::vector<uint8_t> rgb(size_t{3} * kTilePx * kTilePx);
    for (int row = 0; row < kTilePx; ++row) {
      for (int column = 0; column < kTilePx; ++column) {
        const Rgb colour = colour_at(column + 0.5, row + 0.5);
        uint8_t* out = &rgb[(static_cast<size_t>(row) * kTilePx + static_cast<size_t>(column)) * 3];
        out[0] = static_cast<uint8_t>(std::lround(colour.r));
        out[1] = static_cast<uint8_t>(std::lround(colour.g));
        out[2] = static_cast<uint8_t>(std::lround(colour.b));
      }
    }
    return rgb;
  }

 private:
  Metres at(double column, double row) const {
    return {origin_.east + column * step_.east, origin_.north + row * step_.north};
  }

  // Of nine places in the pixel, how many are water.
  double water_at(double column, double row) const {
    int wet = 0;
    for (const double dy : {-1 / 3.0, 0.0, 1 / 3.0}) {
      for (const double dx : {-1 / 3.0, 0.0, 1 / 3.0}) {
        const Metres m = at(column + dx, row + dy);
        wet += ground_.on_water({kMiddle.lon + m.east / kMetresPerLon, kMiddle.lat + m.north / kMetresPerLat}) ? 1 : 0;
      }
    }
    return wet / 9.0;
  }

  Rgb colour_at(double column, double row) const {
    const Metres m = at(column, row);
    // Light from the north-west over soft hills.
    const double slope = height_at(m) - height_at({m.east + 120, m.north - 120});
    Rgb colour = mixed(kLand, kHill, std::clamp(0.35 + 0.45 * (height_at(m) - 0.5) + 3.5 * slope, 0.0, 1.0));
    const double net = street_net(m);
    colour = mixed(colour, kStreet, 0.8 * net);
    const double wet = water_at(column, row);
    colour = mixed(colour, mixed(kWater, kHill, 0.12 * noise(m.east / 500, m.north / 160, 4)), wet);
    double road = 0;
    for (const auto& [a, b] : roads_) road = std::max(road, cover(distance_to(m, a, b), kRoadM, pixel_m_));
    return mixed(colour, kRoad, 0.85 * road);
  }

  // Streets a block apart, each a little out of line; where they are too fine to be seen they fade.
  double street_net(const Metres& m) const {
    const double u = m.east * std::cos(kStreetTurn) + m.north * std::sin(kStreetTurn);
    const double v = m.north * std::cos(kStreetTurn) - m.east * std::sin(kStreetTurn);
    double most = 0;
    for (const auto& [across, along, seed] : {std::array{u, v, 5.0}, std::array{v, u, 6.0}}) {
      const double bend = 26 * (noise(along / 700, std::floor(across / kBlockM), static_cast<uint64_t>(seed)) - 0.5);
      const double to_line = std::remainder(across + bend, kBlockM);
      most = std::max(most, cover(std::abs(to_line), kStreetM, pixel_m_));
    }
    return most * std::clamp(2 - pixel_m_ / 12, 0.0, 1.0);
  }

  const Ground& ground_;
  Metres origin_;
  Metres step_;
  double pixel_m_ = 1;
  std::vector<std::pair<Metres, Metres>> roads_;
};

}  // namespace

std::string tile_png(const Ground& ground, int z, int x, int y) {
  if (z < kLeastTileZoom || z > kMostTileZoom || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z) return {};
  const Painter painter(ground, z, x, y);
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
