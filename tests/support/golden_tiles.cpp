#include "golden_tiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

namespace onescreen::test_support {
namespace {

using model::TileKey;

constexpr int kSidePx = 256;
constexpr int kReach = 6;  // tiles to each side of the middle

// Blocks of buildings between streets, a ring that shows the tile's proportions, and its edge. Coarser levels are
// painted with fewer blocks, as maps are.
model::TileImagePtr painted(TileKey key, bool light) {
  auto image = std::make_shared<model::TileImage>();
  image->width = image->height = kSidePx;
  image->rgba.reserve(size_t{4} * kSidePx * kSidePx);
  for (int y = 0; y < kSidePx; ++y) {
    for (int x = 0; x < kSidePx; ++x) {
      double shade = (key.x + key.y) % 2 == 0 ? 0.10 : 0.13;
      const int block = 64;
      if (x % block < 4 || y % block < 4) shade = 0.20;
      const double ring = std::abs(std::hypot(x - 127.5, y - 127.5) - 90);
      if (ring < 2) shade = 0.26;
      if (x == 0 || y == 0) shade = 0.34;
      if (light) shade = 1 - 0.8 * shade;
      const auto level = [&](double tone) {
        return static_cast<uint8_t>(std::lround(255 * std::min(1.0, shade * tone)));
      };
      image->rgba.insert(image->rgba.end(), {level(0.85), level(1), level(light ? 0.95 : 1.25), 255});
    }
  }
  return image;
}

model::TileSetPtr read_set(const std::string& name, const nlohmann::ordered_json& json, model::Instant now) {
  auto set = std::make_shared<model::TileSet>();
  set->name = name;
  set->attribution = json.value("attribution", "");
  const std::string state = json.value("state", "fresh");
  set->state = state == "offline"  ? model::TileState::offline
               : state == "denied" ? model::TileState::denied
                                   : model::TileState::fresh;
  const model::TimePoint confirmed = now.utc - std::chrono::seconds(json.value("age_secs", 60));
  const auto missing = json.value("missing", std::vector<std::array<int, 3>>());
  for (const int z : json.value("levels", std::vector<int>())) {
    const double side = std::exp2(z);
    const double lat = 31.27 * std::numbers::pi / 180;
    const int x = static_cast<int>((121.485 + 180) / 360 * side);
    const int y = static_cast<int>((1 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2 * side);
    for (int dy = -kReach; dy <= kReach; ++dy) {
      for (int dx = -kReach; dx <= kReach; ++dx) {
        // Offsets from the middle tile, so that a case can name them.
        if (std::find(missing.begin(), missing.end(), std::array{z, dx, dy}) != missing.end()) continue;
        const TileKey key{z, x + dx, y + dy};
        set->pictures[key] = {painted(key, json.value("light", false)), confirmed, now.utc, false};
      }
    }
  }
  if (!set->pictures.empty()) set->oldest = confirmed;
  return set;
}

}  // namespace

model::TilesPtr read_tiles(const nlohmann::ordered_json& json, model::Instant now) {
  auto tiles = std::make_shared<model::Tiles>();
  for (const auto& [name, set] : json.items()) tiles->sets[name] = read_set(name, set, now);
  return tiles;
}

}  // namespace onescreen::test_support
