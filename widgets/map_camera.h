// Where a map looks, as a function of the screen's state, the map's data and the wall clock; and the commands by which
// pointer and keys move it. Nothing is kept here: a wish leaves as a command and is seen in the next frame.
#pragma once

#include <optional>
#include <string>

#include "map/flight.h"
#include "map/projection.h"
#include "ui/frame.h"

namespace onescreen::widgets {

// What there is to look at, and how much room for it.
struct MapGround {
  std::string entry;  // of the map in the screen's state
  map::Viewport viewport;
  map::Bounds bounds;    // of the data to fit; the centre stays inside
  double top_px = 0;     // taken by what stands over the map
  double bottom_px = 0;  // likewise
  float scale = 1;       // canvas pixels a design pixel
  map::Camera whole;     // shows all of the data
  map::Camera home;      // shows the chosen area, or what is followed, else all
};

struct MapSight {
  map::Camera camera;   // now
  map::Camera target;   // where it comes to rest
  bool moving = false;  // the next frame will differ by time alone
  bool flying = false;  // on a flight, not a short move
  bool is_home = true;  // it has no view of its own
};

MapSight sight_of(const ui::Frame& frame, const MapGround& ground);

// From where it is now to `to`, or to `home`: where that is the ground's, it has no view of its own any more. At once
// where nothing may move or there is no way to go.
void fly_to(const ui::Frame& frame, const MapGround& ground, const MapSight& sight, const map::Camera& to);
void fly_home(const ui::Frame& frame, const MapGround& ground, const MapSight& sight, const map::Camera& home);

// Drag, wheel and double click; `at` is the pointer from the map's top left.
void move_by_pointer(const ui::Frame& frame, const MapGround& ground, const MapSight& sight, map::PixelPoint at);
// Arrows, plus and minus. Call it in every frame, also where the keyboard steers another panel.
void move_by_keys(const ui::Frame& frame, const MapGround& ground, const MapSight& sight);

// Whether a position lies well inside what the camera shows.
bool is_in_view(const MapGround& ground, const map::Camera& camera, map::LonLat position);

}  // namespace onescreen::widgets
