#include "frame_state.h"

namespace onescreen::app {
namespace {

struct Applier {
  ui::ScreenState& screen;

  void operator()(const ui::SelectCommand& command) { screen.selected = command.id; }
  void operator()(const ui::HoverCommand& command) { screen.hovered = command.hovered; }
  void operator()(const ui::DrillCommand& command) {
    screen.street = command.street;
    screen.street_name = command.street_name;
    screen.grid = command.grid;
    screen.grid_name = command.grid_name;
    screen.selected.clear();
  }
  void operator()(const ui::MapViewCommand& command) {
    screen.map_views[command.panel] = command.view;
    screen.map_motions.erase(command.panel);
  }
  void operator()(const ui::MapResetCommand& command) {
    screen.map_views.erase(command.panel);
    screen.map_motions.erase(command.panel);
  }
  void operator()(const ui::MapFlyCommand& command) {
    if (command.to) {
      screen.map_views[command.panel] = *command.to;
    } else {
      screen.map_views.erase(command.panel);
    }
    screen.map_motions[command.panel] = command.flight;
  }
  // A view of its own, so that nobody takes it for one at home.
  void operator()(const ui::MapGlideCommand& command) {
    screen.map_views[command.panel] = command.glide.from;
    screen.map_motions[command.panel] = command.glide;
  }
  void operator()(const ui::MapGoalCommand& command) { screen.map_goals[command.panel] = command.goal; }
  void operator()(const ui::SortCommand& command) {
    if (command.sort.column.empty()) {
      screen.table_sorts.erase(command.panel);
    } else {
      screen.table_sorts[command.panel] = command.sort;
    }
  }
  void operator()(const ui::KeyPanelCommand& command) { screen.key_panel = command.panel; }
  void operator()(const ui::WantTilesCommand&) {}     // the session's
  void operator()(const ui::WantPicturesCommand&) {}  // likewise
};

}  // namespace

bool apply(const ui::Commands& commands, ui::ScreenState& screen) {
  const ui::ScreenState before = screen;
  for (const auto& command : commands) std::visit(Applier{screen}, command);
  return !(before == screen);
}

}  // namespace onescreen::app
