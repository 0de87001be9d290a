// The theme's colours by name, for configuration: a layout says "good", never "#35B57D".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/theme.h"

namespace onescreen::ui {

// In the order in which lists of choices show them.
const std::vector<std::string>& theme_colour_names();

// `fallback` for a name that is none of them.
Colour theme_colour(const Theme& theme, std::string_view name, Colour fallback);

}  // namespace onescreen::ui
