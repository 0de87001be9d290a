// One table for names and values.
#include "ui/theme_colours.h"

#include <utility>

namespace onescreen::ui {
namespace {

using Getter = Colour (*)(const Theme&);

const std::vector<std::pair<std::string, Getter>>& colours() {
  static const std::vector<std::pair<std::string, Getter>> table = {
      {"data", [](const Theme& theme) { return theme.data; }},
      {"data_second", [](const Theme& theme) { return theme.data_second; }},
      {"good", [](const Theme& theme) { return theme.good; }},
      {"late", [](const Theme& theme) { return theme.late; }},
      {"down", [](const Theme& theme) { return theme.down; }},
      {"text", [](const Theme& theme) { return theme.text; }},
      {"text_second", [](const Theme& theme) { return theme.text_second; }},
      {"quiet", [](const Theme& theme) { return theme.quiet; }},
      {"water", [](const Theme& theme) { return theme.water; }},
      {"road", [](const Theme& theme) { return theme.road; }},
      {"level1", [](const Theme& theme) { return theme.level[0]; }},
      {"level2", [](const Theme& theme) { return theme.level[1]; }},
      {"level3", [](const Theme& theme) { return theme.level[2]; }},
      {"level4", [](const Theme& theme) { return theme.level[3]; }},
  };
  return table;
}

}  // namespace

const std::vector<std::string>& theme_colour_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& [name, getter] : colours()) all.push_back(name);
    return all;
  }();
  return names;
}

Colour theme_colour(const Theme& theme, std::string_view name, Colour fallback) {
  for (const auto& [known, getter] : colours()) {
    if (known == name) return getter(theme);
  }
  return fallback;
}

}  // namespace onescreen::ui
