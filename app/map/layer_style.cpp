// The numbers were chosen by eye on a canvas of 1080 rows.
#include "map/layer_style.h"

#include <algorithm>
#include <cmath>

namespace onescreen::map {

double design_zoom(double zoom, float scale) { return zoom - std::log2(scale); }

AreaLayer styled_areas(std::string_view style, const MapPalette& palette, float scale, bool divided) {
  AreaLayer layer;
  layer.selected_outline = palette.selection;
  layer.selected_outline_px = 2.2f * scale;
  layer.steps.assign(palette.area_steps.begin(), palette.area_steps.end());
  layer.null_fill = kNoColour;  // no number is not the lowest number: the ground shows
  layer.pattern_colour = gfx::faded(palette.selection, 0.22f);
  layer.pattern_spacing_px = 7 * scale;
  layer.hatch_spacing_px = 8 * scale;
  if (style == "water") {
    layer.fill = palette.water;
    return layer;
  }
  layer.outline = divided ? gfx::faded(palette.area_edge, 0.28f) : palette.area_edge;
  layer.outline_px = std::max(1.0f, (style == "outline" ? 1.5f : 1.15f) * scale);
  layer.fill = style == "outline" ? kNoColour : palette.area_steps[0];
  if (style == "buildings") {
    // Thousands of them: a texture of the ground, not a subject.
    layer.fill = gfx::faded(palette.area_edge, 0.2f);
    layer.outline = gfx::faded(palette.area_edge, 0.3f);
    layer.outline_px = std::max(1.0f, scale);
  }
  return layer;
}

ExtrusionLayer styled_buildings(const MapPalette& palette, float scale) {
  ExtrusionLayer layer;
  layer.roof = gfx::mixed(palette.area_steps[1], palette.area_edge, 0.15f);
  for (const Colour step : palette.area_steps) layer.steps.push_back(gfx::mixed(step, palette.area_edge, 0.18f));
  layer.edge = gfx::faded(gfx::mixed(palette.area_edge, palette.selection, 0.25f), 0.55f);
  layer.edge_px = std::max(1.0f, 0.9f * scale);
  layer.shadow = gfx::faded(gfx::mixed(palette.ground, Colour{0, 0, 0, 255}, 0.6f), 0.35f);
  layer.shadow_px = 5 * scale;
  layer.selected_outline = palette.selection;
  layer.selected_outline_px = 2.2f * scale;
  return layer;
}

LineLayer styled_lines(std::string_view style, const MapPalette& palette, float scale) {
  LineLayer layer;
  if (style == "water") {
    // As wide as the water itself: twice the pixels a level. Lighter than open water, to be water and not a crack
    // over any step of areas.
    layer.colour = gfx::mixed(palette.water, palette.area_steps[4], 0.45f);
    layer.round_caps = true;
    layer.widths = {{11, 1.0f}, {13, 2.2f}, {20, 282.0f}};
  } else if (style == "rail") {
    layer.colour = palette.rail;
    layer.dash_px = 6 * scale;
    layer.gap_px = 4 * scale;
    layer.widths = {{12, 1.0f}, {16, 2.2f}};
  } else {
    layer.colour = palette.road;
    layer.widths = {{11, 0.7f}, {13.5, 1.15f}, {15, 2.2f}, {17, 7.0f}, {19, 24.0f}};
  }
  for (WidthStop& stop : layer.widths) stop = {stop.zoom + std::log2(scale), stop.width_px * scale};
  return layer;
}

PointLayer styled_points(float size, const MapPalette& palette, float scale) {
  PointLayer layer;
  layer.size_px = size * scale;
  layer.outline = palette.ground;
  layer.outline_px = (size < 8 ? 1.0f : 1.5f) * scale;
  layer.selected_ring = palette.selection;
  layer.levels = {MarkStyle{MarkShape::circle, palette.mark, 1, false},
                  MarkStyle{MarkShape::diamond, palette.levels[0], 1.8f, true},
                  MarkStyle{MarkShape::triangle, palette.levels[1], 1.25f, false},
                  MarkStyle{MarkShape::circle, palette.levels[2], 1, false},
                  MarkStyle{MarkShape::square, palette.levels[3], 1, false}};
  layer.icons = {{"fire", Icon::fire},         {"gas", Icon::gas},
                 {"water", Icon::water},       {"traffic", Icon::traffic},
                 {"noise", Icon::noise},       {"building", Icon::building},
                 {"facility", Icon::facility}, {"sanitation", Icon::sanitation}};
  return layer;
}

}  // namespace onescreen::map
