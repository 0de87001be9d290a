// What a panel shows, as text for another program: its title, its figures and rows, and below them which source they
// are from, of when, and whether they can be believed; a figure without these is a rumour. Pure.
#pragma once

#include <string>

#include "ui/frame.h"
#include "ui/layout.h"

namespace onescreen::ui {

// Tables are lines of cells parted by tabs under their columns' names (of a table widget, the columns that it shows),
// in the order of the answer, at most kMostCopiedRows of them; times as the site's zone has them. "" when the panel has
// no data.
inline constexpr size_t kMostCopiedRows = 2000;
std::string copied_text(const Frame& frame, const LayoutPanel& panel);

}  // namespace onescreen::ui
