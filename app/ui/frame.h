// Frame: everything that a widget may look at. Latched once a frame, read-only; wishes leave as commands.
// A widget draws its rectangle from the frame, its configuration and nothing else, so the same frame gives the same
// pixels.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/answer.h"
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

// What the people in front of the screen have chosen. Owned by the application, changed only by commands.
struct ScreenState {
  std::string layout;
  std::string mode;
  std::string street;  // empty: the whole district
  std::string grid;
  std::string selected;                                   // id of the selected thing, empty: none
  std::map<std::string, MapView, std::less<>> map_views;  // by panel; a map without an entry fits its data

  bool operator==(const ScreenState&) const = default;
};

// The mouse in canvas pixels. Buttons and wheel speak of this frame only.
struct Pointer {
  Point position{-1, -1};
  bool inside = false;   // over the canvas at all
  bool down = false;     // left button held
  bool clicked = false;  // pressed and released without moving
  Point drag;            // movement while held
  float wheel = 0;       // notches, positive away from the user

  bool operator==(const Pointer&) const = default;
};

struct SelectCommand {
  std::string id;  // empty clears the selection
};
struct MapViewCommand {
  std::string panel;
  MapView view;
};
struct MapResetCommand {
  std::string panel;  // back to fitting the data
};
// All tiles of one set that a map could use now, the most important first.
struct WantTilesCommand {
  std::string panel;
  std::string set;
  std::vector<model::TileKey> keys;
};
using Command = std::variant<SelectCommand, MapViewCommand, MapResetCommand, WantTilesCommand>;
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
  model::TilesPtr tiles = nullptr;  // raster base maps; empty: the site has none

  // The answer to a query of the layout; nullptr while it has never run.
  const model::Answer* answer(std::string_view query) const {
    const auto found = scene.answers->find(query);
    return found == scene.answers->end() ? nullptr : found->second.get();
  }
  // Wall-clock seconds since local midnight with fraction: the phase of every animation (wraps daily).
  double day_seconds() const { return static_cast<double>((now.utc - zone.start_of_day(now.utc)).count()) / 1000.0; }
};

}  // namespace onescreen::ui
