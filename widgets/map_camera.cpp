// The numbers are speeds and times that feel right at a desk.
#include "map_camera.h"

#include <algorithm>
#include <cmath>
#include <variant>

namespace onescreen::widgets {
namespace {

using map::Camera;

constexpr double kWheelZoom = 0.5;  // levels a notch
constexpr double kStepZoom = 0.5;   // and of a short press
constexpr double kStepPx = 80;      // design pixels of a short press
constexpr double kGlidePxPerSec = 700;
constexpr double kGlideZoomPerSec = 2.2;
constexpr int64_t kWheelMs = 120;
constexpr int64_t kStepMs = 160;
// After a key is let go the map rolls out: a cubic that begins with the glide's speed goes a third of time times speed.
constexpr int64_t kRollOutMs = 240;
constexpr double kRollOutSecs = kRollOutMs / 1000.0 / 3;
constexpr double kViewMargin = 0.08;  // of the shorter side

Camera camera_of(const ui::MapView& view) { return {{view.lon, view.lat}, view.zoom}; }
ui::MapView view_of(const Camera& camera) { return {camera.centre.lon, camera.centre.lat, camera.zoom}; }

int64_t now_ms(const ui::Frame& frame) { return model::to_millis(frame.now.utc); }

double least_zoom(const MapGround& ground, const Camera& from) { return std::min(ground.whole.zoom, from.zoom); }

void fly(const ui::Frame& frame, const MapGround& ground, const MapSight& sight, const Camera& to, bool to_home,
         int64_t duration_ms, bool straight) {
  if (!frame.theme.motion || duration_ms <= 0 || sight.camera == to) {
    if (to_home) {
      frame.commands.push_back(ui::MapResetCommand{ground.entry});
    } else {
      frame.commands.push_back(ui::MapViewCommand{ground.entry, view_of(to)});
    }
    return;
  }
  const ui::MapFlight flight{view_of(sight.camera), now_ms(frame), duration_ms, straight};
  frame.commands.push_back(
      ui::MapFlyCommand{ground.entry, to_home ? std::nullopt : std::optional(view_of(to)), flight});
}

// A short move. Zooming out to where everything is seen gives the view back to the data, unless an area is chosen.
void move(const ui::Frame& frame, const MapGround& ground, const MapSight& sight, Camera to, bool out,
          int64_t duration_ms) {
  to = map::clamped(to, ground.bounds, least_zoom(ground, sight.camera));
  if (out && to.zoom <= ground.whole.zoom) {
    fly(frame, ground, sight, ground.whole, ground.whole == ground.home, duration_ms, true);
  } else if (to != sight.target || sight.moving) {
    fly(frame, ground, sight, to, false, duration_ms, true);
  }
}

struct Way {
  const ui::Frame& frame;
  const MapGround& ground;
  MapSight& sight;

  void operator()(const ui::MapFlight& flight) const {
    const int64_t since = now_ms(frame) - flight.begin_ms;
    // A clock that was set back ends it.
    if (since < 0 || since >= flight.duration_ms) return;
    const double share = static_cast<double>(since) / static_cast<double>(flight.duration_ms);
    const Camera from = camera_of(flight.from);
    sight.camera = flight.straight ? map::eased_straight(from, sight.target, share)
                                   : map::flown(from, sight.target, ground.viewport, share);
    sight.moving = true;
    sight.flying = !flight.straight;
  }
  void operator()(const ui::MapGlide& glide) const {
    const double secs = static_cast<double>(now_ms(frame) - glide.begin_ms) / 1000.0;
    const Camera from = camera_of(glide.from);
    const Camera at = map::glided(from, {glide.east_px_per_sec, glide.south_px_per_sec, glide.zoom_per_sec}, secs);
    sight.camera = sight.target = map::clamped(at, ground.bounds, least_zoom(ground, from));
    sight.moving = true;
  }
};

}  // namespace

MapSight sight_of(const ui::Frame& frame, const MapGround& ground) {
  MapSight sight;
  const auto view = frame.screen.map_views.find(ground.entry);
  sight.is_home = view == frame.screen.map_views.end();
  sight.target = sight.is_home ? ground.home : map::clamped(camera_of(view->second), {});
  sight.camera = sight.target;
  const auto motion = frame.screen.map_motions.find(ground.entry);
  if (motion != frame.screen.map_motions.end()) std::visit(Way{frame, ground, sight}, motion->second);
  return sight;
}

void fly_to(const ui::Frame& frame, const MapGround& ground, const MapSight& sight, const Camera& to) {
  const Camera end = map::clamped(to, {});
  fly(frame, ground, sight, end, false, map::flight_time(sight.camera, end, ground.viewport).count(), false);
}

void fly_home(const ui::Frame& frame, const MapGround& ground, const MapSight& sight, const Camera& home) {
  fly(frame, ground, sight, home, true, map::flight_time(sight.camera, home, ground.viewport).count(), false);
}

void move_by_pointer(const ui::Frame& frame, const MapGround& ground, const MapSight& sight, map::PixelPoint at) {
  const ui::Pointer& pointer = frame.pointer;
  if (pointer.wheel != 0) {
    // Notches add up while the map still moves; what is under the pointer stays there.
    const double zoom = (sight.flying ? sight.camera.zoom : sight.target.zoom) + pointer.wheel * kWheelZoom;
    const Camera to =
        map::zoomed_at(sight.camera, ground.viewport, at, zoom - sight.camera.zoom, least_zoom(ground, sight.camera));
    move(frame, ground, sight, to, pointer.wheel < 0, kWheelMs);
  } else if (pointer.double_clicked && !sight.flying) {
    // On a flight it is the second half of a click that has chosen an area.
    fly_to(frame, ground, sight, map::clamped(map::zoomed_at(sight.camera, ground.viewport, at, 1), ground.bounds));
  } else if (pointer.down && (pointer.drag.x != 0 || pointer.drag.y != 0)) {
    const Camera to = map::clamped(map::panned(sight.camera, pointer.drag.x, pointer.drag.y), ground.bounds);
    if (to != sight.camera || sight.moving) frame.commands.push_back(ui::MapViewCommand{ground.entry, view_of(to)});
  }
}

void move_by_keys(const ui::Frame& frame, const MapGround& ground, const MapSight& sight) {
  static const ui::Steering kNone;
  const ui::Steering& steering = frame.steering != nullptr ? *frame.steering : kNone;
  const map::Glide wanted{std::round(steering.pan.x * kGlidePxPerSec * ground.scale),
                          std::round(steering.pan.y * kGlidePxPerSec * ground.scale), steering.zoom * kGlideZoomPerSec};
  map::Glide now;
  const auto motion = frame.screen.map_motions.find(ground.entry);
  if (motion != frame.screen.map_motions.end()) {
    if (const auto* glide = std::get_if<ui::MapGlide>(&motion->second))
      now = {glide->east_px_per_sec, glide->south_px_per_sec, glide->zoom_per_sec};
  }
  if (wanted != map::Glide{}) {
    if (wanted == now) return;
    frame.commands.push_back(
        ui::MapGlideCommand{ground.entry, ui::MapGlide{view_of(sight.camera), now_ms(frame), wanted.east_px_per_sec,
                                                       wanted.south_px_per_sec, wanted.zoom_per_sec}});
  } else if (now != map::Glide{}) {
    move(frame, ground, sight, map::glided(sight.camera, now, kRollOutSecs), now.zoom_per_sec < 0, kRollOutMs);
  } else {
    // Pressed and let go between two frames.
    map::Glide step;
    for (const ui::KeyPress press : steering.presses) {
      step.east_px_per_sec += press == ui::KeyPress::pan_right ? 1 : press == ui::KeyPress::pan_left ? -1 : 0;
      step.south_px_per_sec += press == ui::KeyPress::pan_down ? 1 : press == ui::KeyPress::pan_up ? -1 : 0;
      step.zoom_per_sec += press == ui::KeyPress::zoom_in ? 1 : press == ui::KeyPress::zoom_out ? -1 : 0;
    }
    if (step == map::Glide{}) return;
    const double step_px = std::round(kStepPx * ground.scale);
    const map::Glide scaled{step.east_px_per_sec * step_px, step.south_px_per_sec * step_px,
                            step.zoom_per_sec * kStepZoom};
    move(frame, ground, sight, map::glided(sight.camera, scaled, 1), scaled.zoom_per_sec < 0, kStepMs);
  }
}

bool is_in_view(const MapGround& ground, const Camera& camera, map::LonLat position) {
  const map::PixelPoint at = map::pixel_from_lonlat(camera, ground.viewport, position);
  const double margin = kViewMargin * std::min(ground.viewport.width_px, ground.viewport.height_px);
  return at.x >= margin && at.y >= margin && at.x <= ground.viewport.width_px - margin &&
         at.y <= ground.viewport.height_px - margin;
}

}  // namespace onescreen::widgets
