// Of one frame's wishes the first come first; a map turns to a new goal only where nobody moves it.
#include "map_wishes.h"

#include <string>

#include "map/table_columns.h"
#include "map_areas.h"
#include "map_clusters.h"

namespace onescreen::widgets {
namespace {

using map::PixelPoint;
using model::Column;

// Marks come first. An area that can be chosen is chosen, any other is selected; the ground lets go.
void click(const MapMoment& moment) {
  const MapStage& stage = moment.stage;
  const ui::ScreenState& screen = stage.frame.screen;
  ui::Commands& commands = stage.frame.commands;
  const PixelPoint at = stage.local(stage.frame.pointer.position);
  if (const auto cluster = cluster_at(stage, at); cluster && !cluster->cluster.is_alone()) {
    fly_to(stage.frame, moment.ground, moment.sight, camera_of_cluster(stage, cluster->cluster));
    return;
  }
  const auto hit = row_at(stage, at);
  if (hit && moment.rules.drills && stage.layers[hit->layer].type == "areas") {
    const map::LonLat position = map::lonlat_from_pixel(stage.camera, stage.viewport, at);
    const auto area = [&](ui::AreaLevel level) { return area_choice_at(stage, level, position); };
    if (const auto drill = ui::drill_by_click(screen, area(ui::AreaLevel::street), area(ui::AreaLevel::grid))) {
      commands.push_back(*drill);
      return;
    }
    if (stage.layers[hit->layer].drill) {
      commands.push_back(ui::SelectCommand{});
      return;
    }
  }
  const std::string id = hit ? id_of(stage, *hit) : std::string();
  commands.push_back(ui::SelectCommand{id == screen.selected ? std::string() : id});
}

void step_back(const MapMoment& moment) {
  const ui::Frame& frame = moment.stage.frame;
  if (const auto step = ui::back_step(frame.screen)) {
    frame.commands.push_back(*step);
  } else if (!moment.sight.is_home) {
    fly_home(frame, moment.ground, moment.sight, moment.ground.home);
  }
}

// In the order of the topmost layer of marks, round and round.
void select_beside(const MapMoment& moment, bool next) {
  const MapStage& stage = moment.stage;
  for (size_t i = stage.layers.size(); i-- > 0;) {
    if (stage.layers[i].type != "points" || stage.facts[i].table == nullptr || !stage.shown(i)) continue;
    const model::Table& table = *stage.facts[i].table;
    const Column* id = map::optional_column(table, stage.layers[i].id);
    const size_t rows = table.row_count();
    if (id == nullptr || rows == 0) continue;
    const map::PointPositions positions(table, "lon", "lat");
    const bool here = moment.selected && moment.selected->layer == i;
    size_t row = here ? moment.selected->row : next ? rows - 1 : 0;
    for (size_t tried = 0; tried < rows; ++tried) {
      row = (row + (next ? 1 : rows - 1)) % rows;
      if (id->is_null(row) || !positions.at(row)) continue;
      stage.frame.commands.push_back(ui::SelectCommand{id->as_text(row)});
      return;
    }
  }
}

void take_presses(const MapMoment& moment) {
  const ui::Frame& frame = moment.stage.frame;
  for (const ui::KeyPress press : frame.steering->presses) {
    if (press == ui::KeyPress::home) {
      fly_home(frame, moment.ground, moment.sight, moment.ground.home);
    } else if (press == ui::KeyPress::back) {
      step_back(moment);
    } else if (press == ui::KeyPress::next || press == ui::KeyPress::previous) {
      select_beside(moment, press == ui::KeyPress::next);
    } else if (press == ui::KeyPress::go) {
      const auto position = moment.selected ? position_of(*moment.selected) : std::nullopt;
      if (position) fly_to(frame, moment.ground, moment.sight, camera_around(moment.rules, moment.ground, *position));
    }
  }
}

void take_pointer(const MapMoment& moment) {
  const ui::Frame& frame = moment.stage.frame;
  const ui::Pointer& pointer = frame.pointer;
  if (!pointer.inside || !moment.outer.contains(pointer.position)) return;
  if (pointer.right_clicked) {
    step_back(moment);
  } else if (const auto level = moment.crumbs.level_at(pointer.position, moment.crumb_line)) {
    if (pointer.clicked) frame.commands.push_back(ui::up_to(frame.screen, *level));
  } else {
    move_by_pointer(frame, moment.ground, moment.sight, moment.stage.local(pointer.position));
    if (pointer.clicked) click(moment);
  }
}

// Another area or another thing was chosen, here or elsewhere: the map sets out from where it is.
void turn_to_goal(const MapMoment& moment) {
  const ui::Frame& frame = moment.stage.frame;
  const MapGround& ground = moment.ground;
  const ui::MapGoal wanted = goal_of(frame.screen);
  const auto turned = frame.screen.map_goals.find(ground.entry);
  const bool first = turned == frame.screen.map_goals.end();
  if (!first && turned->second == wanted) return;
  frame.commands.push_back(ui::MapGoalCommand{ground.entry, wanted});
  if (first) return;
  const bool area = turned->second.street != wanted.street || turned->second.grid != wanted.grid;
  const bool thing = turned->second.selected != wanted.selected;
  if ((area && moment.rules.drills) || (thing && moment.rules.follows_selected)) {
    fly_home(frame, ground, moment.sight, home_for(moment.stage, moment.rules, ground, wanted));
  } else if (const auto position = thing && moment.selected ? position_of(*moment.selected) : std::nullopt) {
    if (!is_in_view(ground, moment.sight.target, *position))
      fly_to(frame, ground, moment.sight, {*position, moment.sight.target.zoom});
  }
}

}  // namespace

void take_wishes(const MapMoment& moment) {
  const ui::Frame& frame = moment.stage.frame;
  const size_t before = frame.commands.size();
  take_pointer(moment);
  if (frame.steering != nullptr) take_presses(moment);
  move_by_keys(frame, moment.ground, moment.sight);
  if (frame.commands.size() == before) turn_to_goal(moment);
}

}  // namespace onescreen::widgets
