// How a camera gets from one view to another, and where it is on the way: pure functions of two cameras and a share of
// the time, so that every wall and every redraw of the same instant shows the same. Nothing here reads a clock.
#pragma once

#include <chrono>

#include "map/projection.h"

namespace onescreen::map {

inline constexpr std::chrono::milliseconds kShortestFlight{400};
inline constexpr std::chrono::milliseconds kLongestFlight{1600};

// Time that a flight takes: by the length of its path, within the two limits; zero where there is nothing to fly.
std::chrono::milliseconds flight_time(const Camera& from, const Camera& to, const Viewport& viewport);

// The camera after `share` (0..1) of the time of a flight on the path that zooms and pans with the least perceived
// movement (van Wijk and Nuij, "Smooth and efficient zooming and panning", 2003, with rho = sqrt 2), slow at both ends.
// Exactly `from` at 0 and `to` at 1 and beyond. A share that is no number counts as 1; cameras are clamped.
Camera flown(const Camera& from, const Camera& to, const Viewport& viewport, double share);

// The same for a short move that begins at full speed and slows down, as a wheel's notch or a key that is let go: what
// both cameras show at the same pixel stays there all the way. At equal zooms it moves by whole pixels only.
Camera eased_straight(const Camera& from, const Camera& to, double share);

// The speed with which a camera moves while a key is held.
struct Glide {
  double east_px_per_sec = 0;
  double south_px_per_sec = 0;
  double zoom_per_sec = 0;

  bool operator==(const Glide&) const = default;
};

// Where it has come after `secs`, by whole pixels of its first zoom.
Camera glided(const Camera& from, const Glide& glide, double secs);

}  // namespace onescreen::map
