// Paints what a camera of the demo city sees, as a schematic street at the time of day: sky, houses with windows,
// trees, a road with traffic, a time stamp. Invented, and a pure function of its arguments: the same bytes each time.
// Any thread.
#pragma once

#include <cstdint>
#include <string>

#include "demo/random.h"
#include "model/time.h"

namespace onescreen::demo {

inline constexpr int kStillWidth = 640;
inline constexpr int kStillHeight = 360;

// What is painted belongs to a camera (`key`), what moves to the instant. `stamp` is the city's local time and `id` the
// camera's, of which capital letters, digits and "-:" are written.
struct StillScene {
  uint64_t key = 0;
  model::TimePoint now;
  std::string stamp;
  std::string id;
};

std::string still_jpeg(const StillScene& scene);

}  // namespace onescreen::demo
