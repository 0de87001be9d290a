// What people want of a map, as commands: to select, to choose an area, to step back, to go from mark to mark, to move;
// and the map's own wish to turn to what was chosen elsewhere. The view changes with the command in the next frame.
#pragma once

#include <optional>

#include "map_camera.h"
#include "map_home.h"
#include "map_stage.h"
#include "ui/breadcrumb.h"

namespace onescreen::widgets {

struct MapMoment {
  const MapStage& stage;
  const MapRules& rules;
  const MapGround& ground;
  const MapSight& sight;
  const std::optional<MapRow>& selected;  // where the map shows it
  const ui::Breadcrumb& crumbs;
  ui::Rect crumb_line;
  ui::Rect outer;
};

void take_wishes(const MapMoment& moment);

}  // namespace onescreen::widgets
