// Which area a panel's figures are of, in words for its title line. Pure.
#pragma once

#include <string>

#include "ui/frame.h"
#include "ui/layout.h"

namespace onescreen::ui {

// While an area is chosen: its name where the panel's queries depend on the choice, else the words for the whole
// district, so that no figure is taken for one of the area. Empty while none is chosen, and for panels without queries.
std::string area_of_panel(const Frame& frame, const LayoutPanel& panel);

}  // namespace onescreen::ui
