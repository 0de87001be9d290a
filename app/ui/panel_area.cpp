#include "ui/panel_area.h"

#include <algorithm>

#include "ui/drill.h"

namespace onescreen::ui {

std::string area_of_panel(const Frame& frame, const LayoutPanel& panel) {
  const ScreenState& screen = frame.screen;
  if (panel.queries.empty() || level_of(screen) == AreaLevel::district) return {};
  const auto depends_on = [&](std::string_view parameter) {
    return std::any_of(panel.queries.begin(), panel.queries.end(), [&](const std::string& query) {
      const model::Answer* answer = frame.answer(query);
      return answer != nullptr &&
             std::find(answer->parameters.begin(), answer->parameters.end(), parameter) != answer->parameters.end();
    });
  };
  if (!screen.grid.empty() && depends_on("grid")) return screen.grid_name.empty() ? screen.grid : screen.grid_name;
  if (!screen.street.empty() && depends_on("street"))
    return screen.street_name.empty() ? screen.street : screen.street_name;
  return frame.words("whole_district");
}

}  // namespace onescreen::ui
