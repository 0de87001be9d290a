// Web Mercator as pure functions: degrees <-> world (0..1, x east, y south) <-> pixels of a viewport, and the moves of
// a camera. All in double. For the GPU, world positions are 32-bit fixed-point fractions (9 mm at the equator): their
// difference to the camera is exact in integers, so nothing jitters at any zoom and no layer needs an origin of its
// own.
#pragma once

#include <cstdint>
#include <optional>

#include "model/geometry.h"

namespace onescreen::map {

using model::LonLat;

inline constexpr double kTilePx = 256;           // width of the world at zoom 0
inline constexpr double kMaxLatitude = 85.0511;  // where the square of Web Mercator ends
inline constexpr double kMinZoom = 1;
inline constexpr double kMaxZoom = 20;  // above it, the fixed-point step would show

struct WorldPoint {
  double x = 0;
  double y = 0;
};

// Fractions of the world in 1/2^32.
struct FixedPoint {
  uint32_t x = 0;
  uint32_t y = 0;

  bool operator==(const FixedPoint&) const = default;
};

struct PixelPoint {
  double x = 0;
  double y = 0;

  bool operator==(const PixelPoint&) const = default;
};

struct Viewport {
  int width_px = 0;
  int height_px = 0;

  bool operator==(const Viewport&) const = default;
};

struct Camera {
  LonLat centre;
  double zoom = 0;

  bool operator==(const Camera&) const = default;
};

// Empty until the first extend().
struct Bounds {
  double west = 180;
  double south = 90;
  double east = -180;
  double north = -90;

  bool operator==(const Bounds&) const = default;

  bool empty() const { return west > east || south > north; }
  // Positions that are not finite or not on earth are ignored.
  void extend(LonLat position);
  void extend(const model::Geometry& geometry);
  void extend(const Bounds& other);
  bool contains(LonLat position) const {
    return position.lon >= west && position.lon <= east && position.lat >= south && position.lat <= north;
  }
  LonLat centre() const { return {(west + east) / 2, (south + north) / 2}; }
};

// Room to leave free at the edges of a viewport, in pixels.
struct Padding {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

// Whether a position can be drawn: finite, longitude within 180, latitude within 90 degrees.
bool is_on_earth(LonLat position);

// Latitudes beyond kMaxLatitude are clamped. Precondition: finite.
WorldPoint world_from_lonlat(LonLat position);
LonLat lonlat_from_world(WorldPoint point);
// About 10 ns; within a fixed unit of fixed_from_world(world_from_lonlat(position)).
FixedPoint fixed_from_lonlat(LonLat position);
FixedPoint fixed_from_world(WorldPoint point);

// Pixels that the whole world is wide.
double world_px(double zoom);
// True metres a pixel: Mercator's scale factor 1/cos(latitude) is divided out (WGS-84 radius 6,378,137 m).
double metres_per_pixel(double latitude, double zoom);
double metres_between(LonLat a, LonLat b);
// The same as a length in fixed-point units, which does not depend on the zoom.
double fixed_units_per_metre(double latitude);
// The place `metres` away in the direction `bearing_deg`, clockwise from north, on the map's own plane: what a circle
// of that radius passes through. Radii up to some tens of kilometres.
LonLat place_at(LonLat from, double metres, double bearing_deg);

PixelPoint pixel_from_lonlat(const Camera& camera, const Viewport& viewport, LonLat position);
PixelPoint pixel_from_fixed(const Camera& camera, const Viewport& viewport, FixedPoint world);
LonLat lonlat_from_pixel(const Camera& camera, const Viewport& viewport, PixelPoint pixel);
Bounds visible_bounds(const Camera& camera, const Viewport& viewport);

// The closest camera that shows all of `bounds` inside the padding; a single point gets zoom `zoom_of_a_point`. Empty
// bounds or a viewport without room show the whole world.
Camera fitted(const Bounds& bounds, const Viewport& viewport, const Padding& padding, double zoom_of_a_point = 16);
// The map follows a pointer that moved by (dx, dy) pixels.
Camera panned(const Camera& camera, double dx_px, double dy_px);
// Zooms by `delta` levels while what lies under `pixel` stays there.
Camera zoomed_at(const Camera& camera, const Viewport& viewport, PixelPoint pixel, double delta,
                 double min_zoom = kMinZoom, double max_zoom = kMaxZoom);
// Its centre pulled back into `bounds`, its zoom into the limits, anything that is not finite replaced.
Camera clamped(const Camera& camera, const Bounds& bounds, double min_zoom = kMinZoom, double max_zoom = kMaxZoom);

}  // namespace onescreen::map
