// What a map's legend explains, as plain values: each layer that has a legend gives one group, from its own style.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/geometry.h"
#include "ui/theme.h"

namespace onescreen::ui {

struct MapLegendItem {
  enum class Swatch { level, mark, line, dashed_line, fill, outline, arrow, disc };

  Swatch swatch = Swatch::mark;
  int level = 0;    // Swatch::level: severity 1 to 4, its shape and colour
  int shape = 0;    // Swatch::mark: as map::MarkShape counts them
  int pattern = 0;  // Swatch::fill: as map::Pattern counts them, in `pattern_colour`
  float factor = 1;  // Swatch::mark: of its size
  Colour colour = 0;
  Colour pattern_colour = 0;
  std::string words = {};
  std::string figure = {};  // how many; empty: not said
};

// Colours from little to much with the figures at both ends.
struct MapLegendRamp {
  std::vector<Colour> colours;
  std::string lowest;
  std::string highest;
  std::string unit;
};

struct MapLegendGroup {
  std::string words;  // what it is about; may be empty
  std::vector<MapLegendItem> items;
  std::optional<MapLegendRamp> ramp;
};

}  // namespace onescreen::ui
