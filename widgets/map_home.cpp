#include "map_home.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "map_areas.h"

namespace onescreen::widgets {
namespace {

// Design pixels beside what is shown: an area needs a little of its surroundings to be recognised.
constexpr double kSidePx = 20;
constexpr double kAreaSidePx = 48;

map::Camera fitted(const MapGround& ground, const map::Bounds& bounds, double side_px) {
  const double side = side_px * ground.scale;
  return map::fitted(bounds, ground.viewport, {side, ground.top_px, side, ground.bottom_px});
}

}  // namespace

ui::MapGoal goal_of(const ui::ScreenState& screen) { return {screen.street, screen.grid, screen.selected}; }

MapGround ground_of(const MapStage& stage, const MapRules& rules, const std::string& entry, const map::Bounds& bounds,
                    double top_px, double bottom_px) {
  MapGround ground{entry, stage.viewport, bounds, top_px, bottom_px, stage.scale, {}, {}};
  ground.whole = fitted(ground, bounds, kSidePx);
  const auto turned = stage.frame.screen.map_goals.find(entry);
  const bool has_turned = turned != stage.frame.screen.map_goals.end();
  ground.home = home_for(stage, rules, ground, has_turned ? turned->second : goal_of(stage.frame.screen));
  return ground;
}

map::Camera home_for(const MapStage& stage, const MapRules& rules, const MapGround& ground, const ui::MapGoal& goal) {
  if (rules.follows_selected) {
    const auto row = RowsWithId().find(stage.layers, stage.facts, goal.selected);
    if (const auto position = row ? position_of(*row) : std::nullopt) return camera_around(rules, ground, *position);
  }
  const auto shape =
      rules.drills ? shape_of_area(stage.layers, stage.facts, goal.street, goal.grid) : model::GeometryPtr();
  if (shape == nullptr) return ground.whole;
  map::Bounds bounds;
  bounds.extend(*shape);
  return bounds.empty() ? ground.whole : fitted(ground, bounds, kAreaSidePx);
}

map::Camera camera_around(const MapRules& rules, const MapGround& ground, map::LonLat position) {
  const double degree_m = map::metres_between({0, 0}, {0, 1});
  const double north = rules.focus_radius_m / degree_m;
  const double east = north / std::max(0.01, std::cos(position.lat / 180 * std::numbers::pi));
  map::Bounds bounds;
  bounds.extend(map::LonLat{position.lon - east, position.lat - north});
  bounds.extend(map::LonLat{position.lon + east, position.lat + north});
  return fitted(ground, bounds, kSidePx);
}

}  // namespace onescreen::widgets
