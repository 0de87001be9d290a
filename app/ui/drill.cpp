#include "ui/drill.h"

namespace onescreen::ui {

AreaLevel level_of(const ScreenState& screen) {
  if (!screen.grid.empty()) return AreaLevel::grid;
  return screen.street.empty() ? AreaLevel::district : AreaLevel::street;
}

AreaLevel area_level_from_name(std::string_view name) {
  if (name == "grid") return AreaLevel::grid;
  return name == "street" ? AreaLevel::street : AreaLevel::district;
}

std::optional<DrillCommand> drill_by_click(const ScreenState& screen, const AreaChoice& street,
                                           const AreaChoice& grid) {
  const bool elsewhere = !street.id.empty() && street.id != screen.street;
  if (elsewhere) return DrillCommand{street.id, street.name};
  // Where the map has no streets, or the click lies in the chosen one, the next level is the grid.
  if (grid.id.empty() || grid.id == screen.grid) return std::nullopt;
  return DrillCommand{screen.street, screen.street_name, grid.id, grid.name};
}

std::optional<Command> back_step(const ScreenState& screen) {
  if (!screen.selected.empty()) return SelectCommand{};
  switch (level_of(screen)) {
    case AreaLevel::grid:
      return up_to(screen, AreaLevel::street);
    case AreaLevel::street:
      return up_to(screen, AreaLevel::district);
    default:
      return std::nullopt;
  }
}

DrillCommand up_to(const ScreenState& screen, AreaLevel level) {
  switch (level) {
    case AreaLevel::grid:
      return {screen.street, screen.street_name, screen.grid, screen.grid_name};
    case AreaLevel::street:
      return {screen.street, screen.street_name};
    default:
      return {{}, {}};
  }
}

}  // namespace onescreen::ui
