#include "frame_state.h"

namespace onescreen::app {
namespace {

struct Applier {
  ui::ScreenState& screen;

  void operator()(const ui::SelectCommand& command) { screen.selected = command.id; }
  void operator()(const ui::MapViewCommand& command) { screen.map_views[command.panel] = command.view; }
  void operator()(const ui::MapResetCommand& command) { screen.map_views.erase(command.panel); }
  void operator()(const ui::WantTilesCommand&) {}  // the session's
};

}  // namespace

bool apply(const ui::Commands& commands, ui::ScreenState& screen) {
  const ui::ScreenState before = screen;
  for (const auto& command : commands) std::visit(Applier{screen}, command);
  return !(before == screen);
}

}  // namespace onescreen::app
