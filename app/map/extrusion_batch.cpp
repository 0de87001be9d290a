// An oblique view: what is h metres high moves up by h times the tilt. The depth of a point is that of its ground, so
// the depth buffer settles what hides what, in any order and whatever the shapes.
#include "map/extrusion_batch.h"

#include <algorithm>
#include <cmath>

namespace onescreen::map {

namespace {

constexpr float kLeastOutlinedPx = 5;
// An edge is drawn on both sides of its line, and on one of them the roof itself is nearer.
constexpr float kEdgeNearerPx = 2.5f;
// Of the viewport's half height: room for roofs whose ground lies far below the picture.
constexpr double kDepthReach = 4;

ShapeSpec spec_of(const ExtrusionLayer& layer) {
  ShapeSpec spec;
  spec.table = layer.table;
  spec.geometry_column = layer.geometry_column;
  spec.classing = layer.classing;
  spec.nulls_shown = true;
  spec.raised = true;
  spec.height_column = layer.height_column;
  spec.floors_column = layer.floors_column;
  return spec;
}

Relief relief_of(const ExtrusionLayer& layer, const DrawPass& pass) {
  const double grown = std::clamp(pass.camera.zoom - layer.flat_zoom, 0.0, 1.0);
  Relief relief;
  relief.raise = static_cast<float>(kHeightUnit * layer.tilt * grown);
  relief.depth_per_px = static_cast<float>(1 / (kDepthReach * std::max(1, pass.viewport.height_px)));
  return relief;
}

}  // namespace

bool ExtrusionBatch::update(const Layer& layer, DrawPass& pass) {
  const auto& wanted = std::get<ExtrusionLayer>(layer);
  return update_to(wanted, spec_of(wanted), pass);
}

void ExtrusionBatch::draw(DrawPass& pass) {
  if (shapes_.empty()) return;
  const auto& layer = std::get<ExtrusionLayer>(shown_);
  pass.statistics.rows_skipped += shapes_.shapes().skipped_rows();
  const Relief relief = relief_of(layer, pass);
  Relief ground = relief;
  ground.raise = 0;
  SurfaceStyle surface;
  surface.colours = style_table(layer.roof, style_colours(layer.classing, layer.steps, layer.roof), 1);
  shapes_.draw_small(surface, pass);
  if (layer.shadow.a != 0)
    shapes_.draw_outlines({style_table(layer.shadow), layer.shadow_px, kLeastOutlinedPx}, {}, pass);
  depth_.begin(pass.viewport.width_px, pass.viewport.height_px);
  shapes_.draw_surfaces(surface, relief, pass);
  depth_.read_only();
  Relief edge = relief;
  edge.nearer_px = kEdgeNearerPx;
  if (layer.edge.a != 0) shapes_.draw_outlines({style_table(layer.edge), layer.edge_px, kLeastOutlinedPx}, edge, pass);
  if (selected_ && layer.selected_outline.a != 0) {
    const OutlineStyle selected{style_table(layer.selected_outline), layer.selected_outline_px, 0};
    ground.nearer_px = kEdgeNearerPx;
    shapes_.draw_outline(*selected_, selected, ground, pass);
    shapes_.draw_outline(*selected_, selected, edge, pass);
  }
  depth_.end();
}

void ExtrusionBatch::abandon() {
  ShapeBatch::abandon();
  depth_.abandon();
}

}  // namespace onescreen::map
