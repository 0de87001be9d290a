// Frame: everything that a widget may look at. Latched once a frame, read-only; wishes leave as commands.
// A widget draws its rectangle from the frame, its configuration and nothing else, so the same frame gives the same
// pixels.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/answer.h"
#include "model/pictures.h"
#include "model/tiles.h"
#include "model/time.h"
#include "ui/geometry.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace onescreen::ui {

// Where a map looks: WGS-84 degrees and zoom as web maps count it (256-pixel world at 0).
struct MapView {
  double lon = 0;
  double lat = 0;
  double zoom = 0;

  bool operator==(const MapView&) const = default;
};

// A map's way to where it shall look. Times are of the wall clock, so that the camera is a function of state and clock.
// While it lasts the map is between `from` and its view (map_views), or its home where it has none.
struct MapFlight {
  MapView from;
  int64_t begin_ms = 0;  // since 1970, UTC
  int64_t duration_ms = 0;
  bool straight = false;  // a short move that slows down (wheel, a key let go), not a flight

  bool operator==(const MapFlight&) const = default;
};

// While a key is held: it moves on from `from` without an end.
struct MapGlide {
  MapView from;
  int64_t begin_ms = 0;
  double east_px_per_sec = 0;
  double south_px_per_sec = 0;
  double zoom_per_sec = 0;

  bool operator==(const MapGlide&) const = default;
};

using MapMotion = std::variant<MapFlight, MapGlide>;

// What a map has turned to: when the choice of area or thing is another one, it sets out from where it is.
struct MapGoal {
  std::string street;
  std::string grid;
  std::string selected;

  bool operator==(const MapGoal&) const = default;
};

// What the pointer rests on in another panel.
struct Hovered {
  std::string panel;
  std::string id;  // empty: nothing

  bool operator==(const Hovered&) const = default;
};

// How a table was told to be sorted.
struct TableSort {
  std::string column;  // of its answer
  bool falling = false;

  bool operator==(const TableSort&) const = default;
};

// What the people in front of the screen have chosen. Owned by the application, changed only by commands.
struct ScreenState {
  std::string layout;
  std::string mode;
  std::string street;  // empty: the whole district
  std::string street_name;
  std::string grid;  // of that street; empty: the whole street
  std::string grid_name;
  std::string selected;   // id of the selected thing, empty: none
  Hovered hovered;        // concerns only panels that look at the pointer
  std::string key_panel;  // that was clicked last of those that take keys
  // By panel, or kLinkedMaps: where it looks. A map without an entry is at home: it fits the chosen area, else all of
  // its data.
  std::map<std::string, MapView, std::less<>> map_views;
  std::map<std::string, MapMotion, std::less<>> map_motions;
  std::map<std::string, MapGoal, std::less<>> map_goals;
  std::map<std::string, TableSort, std::less<>> table_sorts;  // by panel; one without an entry sorts as configured

  bool operator==(const ScreenState&) const = default;
};

// The entry that all linked maps of a layout share; no panel's id looks like it.
inline constexpr const char* kLinkedMaps = "linked";

// The mouse in canvas pixels. Buttons and wheel speak of this frame only.
struct Pointer {
  Point position{-1, -1};
  bool inside = false;          // over the canvas at all
  bool down = false;            // left button held
  bool clicked = false;         // pressed and released without moving
  bool double_clicked = false;  // the second of two clicks at one place; then `clicked` is false
  bool right_clicked = false;
  Point drag;       // movement while held
  float wheel = 0;  // notches, positive away from the user

  bool operator==(const Pointer&) const = default;
};

// What a key asked for, once.
enum class KeyPress { home, back, next, previous, go, pan_left, pan_right, pan_up, pan_down, zoom_in, zoom_out };

// The keyboard as far as it steers a panel. A held key also comes as a press when it goes down.
struct Steering {
  Point pan;                      // held arrows: -1, 0 or 1 to the right and downwards
  float zoom = 0;                 // held plus and minus: 1, 0 or -1
  std::vector<KeyPress> presses;  // of this frame, in order

  bool idle() const { return pan == Point{} && zoom == 0 && presses.empty(); }
  bool operator==(const Steering&) const = default;
};

struct SelectCommand {
  std::string id;  // empty clears the selection
};
struct HoverCommand {
  Hovered hovered;
};
// Chooses an area, the whole district with two empty ids, and lets go of what was selected.
struct DrillCommand {
  std::string street;
  std::string street_name;
  std::string grid = {};
  std::string grid_name = {};
};
// A map looks there at once.
struct MapViewCommand {
  std::string panel;
  MapView view;
};
// A map is at home at once.
struct MapResetCommand {
  std::string panel;
};
struct MapFlyCommand {
  std::string panel;
  std::optional<MapView> to;  // none: home
  MapFlight flight;
};
struct MapGlideCommand {
  std::string panel;
  MapGlide glide;
};
struct MapGoalCommand {
  std::string panel;
  MapGoal goal;
};
// A table is sorted by a column; one without a name: as its configuration says.
struct SortCommand {
  std::string panel;
  TableSort sort;
};
struct KeyPanelCommand {
  std::string panel;
};
// All tiles of one set that a map could use now, the most important first.
struct WantTilesCommand {
  std::string panel;
  std::string set;
  std::vector<model::TileKey> keys;
};
// Which still pictures of one set a panel shows now, the most important first; only those are polled, and only while it
// is said with each drawing.
struct WantPicturesCommand {
  std::string panel;
  std::string set;
  std::vector<std::string> ids;
};
using Command =
    std::variant<SelectCommand, HoverCommand, DrillCommand, MapViewCommand, MapResetCommand, MapFlyCommand,
                 MapGlideCommand, MapGoalCommand, SortCommand, KeyPanelCommand, WantTilesCommand, WantPicturesCommand>;
using Commands = std::vector<Command>;

struct Frame {
  const model::Scene& scene;
  model::Instant now;
  const model::Zone& zone;
  const Theme& theme;
  const Words& words;
  const ScreenState& screen;
  const Pointer& pointer;
  Commands& commands;
  std::string_view notice = {};  // what the people at the screen must know of the program itself; empty: nothing
  // Only the window's loop says yes: then a widget may prepare much data on a thread, show its last picture meanwhile,
  // and ask through changes_in to be drawn again. Otherwise the frame is the picture, as `render` and tests need it.
  bool may_prepare_later = false;
  // Only for the one panel that the keyboard steers; nullptr for all others.
  const Steering* steering = nullptr;
  model::TilesPtr tiles = nullptr;        // raster base maps; empty: the site has none
  model::PicturesPtr pictures = nullptr;  // still pictures; empty: likewise

  // The answer to a query of the layout; nullptr while it has never run.
  const model::Answer* answer(std::string_view query) const {
    const auto found = scene.answers->find(query);
    return found == scene.answers->end() ? nullptr : found->second.get();
  }
  // Wall-clock seconds since local midnight with fraction: the phase of every animation (wraps daily).
  double day_seconds() const { return static_cast<double>((now.utc - zone.start_of_day(now.utc)).count()) / 1000.0; }
};

}  // namespace onescreen::ui
