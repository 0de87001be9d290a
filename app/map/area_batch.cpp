// Polygons: fill with pattern and hatch, outline, selected outline. The fill's jagged edge always lies under a stroke,
// which is what makes it smooth.
#include "map/area_batch.h"

#include <algorithm>

namespace onescreen::map {

namespace {

// In large tables, smaller shapes would be nothing but outline.
constexpr float kLeastOutlinedPx = 5;

ShapeSpec spec_of(const AreaLayer& layer) {
  ShapeSpec spec;
  spec.table = layer.table;
  spec.geometry_column = layer.geometry_column;
  spec.classing = layer.classing;
  spec.nulls_shown = layer.null_fill.a != 0;
  return spec;
}

SurfaceStyle surface_of(const AreaLayer& layer) {
  SurfaceStyle style;
  style.colours = style_table(layer.null_fill, style_colours(layer.classing, layer.steps, layer.fill), layer.opacity);
  for (size_t i = 0; i < layer.patterns.size() && i + 1 < style.patterns.size(); ++i)
    style.patterns[i + 1] = layer.patterns[i];
  style.pattern_colour = faded(layer.pattern_colour, layer.opacity);
  style.pattern_spacing_px = std::max(2.0f, layer.pattern_spacing_px);
  style.hatch = layer.hatch;
  style.hatch_spacing_px = std::max(2.0f, layer.hatch_spacing_px);
  return style;
}

}  // namespace

bool AreaBatch::update(const Layer& layer, DrawPass& pass) {
  const auto& wanted = std::get<AreaLayer>(layer);
  return update_to(wanted, spec_of(wanted), pass);
}

void AreaBatch::draw(DrawPass& pass) {
  if (shapes_.empty()) return;
  const auto& layer = std::get<AreaLayer>(shown_);
  pass.statistics.rows_skipped += shapes_.shapes().skipped_rows();
  const SurfaceStyle surface = surface_of(layer);
  const auto seen = [](Colour colour) { return colour.a != 0; };
  if (std::any_of(surface.colours.begin(), surface.colours.end(), seen)) {
    shapes_.draw_small(surface, pass);
    shapes_.draw_surfaces(surface, {}, pass);
  }

  OutlineStyle outline;
  outline.width_px = 1;
  outline.least_thickness_px = kLeastOutlinedPx;
  if (layer.outline.a != 0 && layer.outline_px > 0) {
    outline.colours = style_table(faded(layer.outline, layer.opacity));
    outline.width_px = layer.outline_px;
  } else {
    // Without an outline, an opaque fill still needs its soft edge.
    outline.colours = surface.colours;
    for (Colour& colour : outline.colours) colour = colour.a == 255 ? colour : kNoColour;
  }
  if (std::any_of(outline.colours.begin(), outline.colours.end(), seen)) shapes_.draw_outlines(outline, {}, pass);
  if (!selected_ || layer.selected_outline.a == 0) return;
  shapes_.draw_outline(*selected_, {style_table(layer.selected_outline), layer.selected_outline_px, 0}, {}, pass);
}

}  // namespace onescreen::map
