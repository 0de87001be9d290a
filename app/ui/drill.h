// The way down from the district to a street and to a grid, and back: which command a click or a step back is, as pure
// functions of the screen's state. Knows no map and no data; who asks says what lies under the pointer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/frame.h"

namespace onescreen::ui {

enum class AreaLevel { district, street, grid };

AreaLevel level_of(const ScreenState& screen);
// "district", "street", "grid"; district for anything else.
AreaLevel area_level_from_name(std::string_view name);

// An area that can be chosen.
struct AreaChoice {
  std::string id;  // empty: there is none
  std::string name;
};

// What a click on these areas chooses: from the district a street; inside the chosen street one of its grids, on
// another street that one. A map without streets chooses grids at once. nullopt: nothing new.
std::optional<DrillCommand> drill_by_click(const ScreenState& screen, const AreaChoice& street, const AreaChoice& grid);

// One step back: the selection, then the grid, then the street. nullopt when none of them is chosen.
std::optional<Command> back_step(const ScreenState& screen);

// The choice as it is, cut off below `level`.
DrillCommand up_to(const ScreenState& screen, AreaLevel level);

}  // namespace onescreen::ui
