// How the layers of a district map look: colours from a palette, widths by zoom, a shape for each severity. Lengths are
// design pixels times `scale`. The caller adds tables and columns. Pure.
#pragma once

#include <array>
#include <string_view>

#include "map/layers.h"

namespace onescreen::map {

struct MapPalette {
  Colour ground;
  Colour selection;
  Colour water;
  Colour area_edge;
  Colour road;
  Colour rail;
  Colour mark;  // without a severity
  std::array<Colour, 5> area_steps;
  std::array<Colour, 6> area_diverge;
  std::array<Colour, 6> area_category;
  std::array<Colour, 4> levels;  // from the worst
};

// On a canvas of twice the pixels the same ground is one zoom level closer; styles speak of the ground.
double design_zoom(double zoom, float scale);

// `style`: "plain", "water", "buildings", or "outline" for the boundary of larger areas over filled smaller ones.
// `divided`: such a boundary lies over this layer, so its own must be quieter.
AreaLayer styled_areas(std::string_view style, const MapPalette& palette, float scale, bool divided);
// Buildings: calm roofs, edges that catch a little light.
ExtrusionLayer styled_buildings(const MapPalette& palette, float scale);
// `style`: "water", "rail" or "road".
LineLayer styled_lines(std::string_view style, const MapPalette& palette, float scale);
// `size` in design pixels.
PointLayer styled_points(float size, const MapPalette& palette, float scale);

}  // namespace onescreen::map
