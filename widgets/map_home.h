// Where a map looks by itself: at all of its data, at the chosen area, or at what is selected anywhere. A function of
// the screen's state, the data and the room that the map's furniture leaves.
#pragma once

#include <string>

#include "map_camera.h"
#include "map_stage.h"

namespace onescreen::widgets {

// How a map was configured to behave.
struct MapRules {
  bool drills = false;  // its areas can be chosen
  bool follows_selected = false;
  double focus_radius_m = 500;  // how far around a thing is shown
};

ui::MapGoal goal_of(const ui::ScreenState& screen);

// `bounds`: of the layers to fit; `top_px`, `bottom_px`: taken by furniture. The home is that of the goal to which the
// map has turned.
MapGround ground_of(const MapStage& stage, const MapRules& rules, const std::string& entry, const map::Bounds& bounds,
                    double top_px, double bottom_px);

// Where it will look when it has turned to `goal`.
map::Camera home_for(const MapStage& stage, const MapRules& rules, const MapGround& ground, const ui::MapGoal& goal);

// A thing and its surroundings within the configured radius.
map::Camera camera_around(const MapRules& rules, const MapGround& ground, map::LonLat position);

}  // namespace onescreen::widgets
