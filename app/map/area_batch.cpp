// Polygons: fill, hatch, outline, selected outline. The fill's jagged edge always lies under a stroke, which is what
// makes it smooth.
#include "map/area_batch.h"

#include <array>
#include <cmath>

#include "gfx/state.h"
#include "map/classes.h"
#include "map/stroke_draw.h"
#include "map/table_columns.h"

namespace onescreen::map {

namespace {

struct FillVertex {
  FixedPoint world;
  Colour colour;
};

constexpr gfx::Attribute kFillAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(FillVertex, world)},
    {1, 4, gfx::AttributeType::u8_normalised, offsetof(FillVertex, colour)},
};

// The parts of a style that are baked into the buffers.
bool same_mesh(const AreaLayer& a, const AreaLayer& b) {
  return a.table == b.table && a.geometry_column == b.geometry_column && a.fill == b.fill &&
         a.class_column == b.class_column && a.steps == b.steps && a.class_rule == b.class_rule &&
         a.null_fill == b.null_fill && a.opacity == b.opacity;
}

}  // namespace

bool AreaBatch::update(const Layer& layer, DrawPass& pass) {
  shown_ = layer;
  const auto& areas = std::get<AreaLayer>(shown_);
  if (built_for_ && same_mesh(*built_for_, areas)) return false;
  build(areas, pass);
  built_for_ = areas;
  return true;
}

void AreaBatch::build(const AreaLayer& layer, DrawPass& pass) {
  ++pass.statistics.built_layers;
  skipped_rows_ = 0;
  std::vector<FillVertex> fill;
  StrokeMesh outline;
  row_outlines_.clear();
  const std::vector<double> breaks = class_breaks(layer);
  const bool classed = !layer.class_column.empty() && !layer.steps.empty();
  colours_.assign(1, classed ? layer.null_fill : layer.fill);
  if (classed) colours_.insert(colours_.end(), layer.steps.begin(), layer.steps.end());
  if (colours_.size() > kStrokeStyles) colours_.resize(kStrokeStyles);
  for (Colour& colour : colours_) colour = faded(colour, layer.opacity);

  const model::Column* column = layer.table != nullptr ? geometry_column(*layer.table, layer.geometry_column) : nullptr;
  const size_t rows = column != nullptr ? layer.table->row_count() : 0;
  const auto values = column_values(classed && rows > 0 ? layer.table->column(layer.class_column) : nullptr, rows);
  for (size_t row = 0; row < rows; ++row) {
    const size_t first_index = outline.indices.size();
    const bool drawable = !column->is_null(row) && column->geometry(row) != nullptr;
    if (!drawable) {
      ++skipped_rows_;
    } else {
      const size_t style = values[row] ? std::min(1 + class_of(*values[row], breaks), colours_.size() - 1) : size_t{0};
      const Colour colour = colours_[style];
      if (colour.a != 0) {
        for (const FixedPoint corner : pass.geometry.triangles(column->geometry(row))) fill.push_back({corner, colour});
      }
      append_styled(outline, pass.geometry.strokes(column->geometry(row), Cap::butt), static_cast<uint16_t>(style));
    }
    row_outlines_.push_back({first_index, outline.indices.size() - first_index});
  }
  fill_vertices_ = fill.size();
  outline_indices_ = outline.indices.size();
  fill_.upload(std::span<const FillVertex>(fill));
  fill_array_.attributes(fill_, sizeof(FillVertex), kFillAttributes);
  pass.statistics.uploaded_bytes +=
      fill_.size_bytes() + upload_strokes(outline, outline_, outline_index_, outline_array_);
}

void AreaBatch::draw(DrawPass& pass) {
  const auto& layer = std::get<AreaLayer>(shown_);
  pass.statistics.rows_skipped += skipped_rows_;
  if (fill_vertices_ > 0) draw_fill(layer, pass);
  if (outline_indices_ > 0) draw_outlines(layer, pass);
}

void AreaBatch::draw_fill(const AreaLayer& layer, DrawPass& pass) {
  gfx::Program& program = pass.programs["area"];
  if (!pass.use(program)) return;
  program.set("u_hatch_px", 0.0f);
  program.set("u_tint", kNoColour);
  fill_array_.draw_triangles(0, fill_vertices_);
  ++pass.statistics.draw_calls;
  if (layer.hatch.a == 0 || layer.hatch_spacing_px <= 0) return;
  // The lines belong to the ground, not to the glass: their origin moves with the map. Diagonals repeat every spacing
  // * sqrt(2).
  const double period = layer.hatch_spacing_px * std::sqrt(2.0);
  const WorldPoint centre = world_from_lonlat(pass.camera.centre);
  const double scale = world_px(pass.camera.zoom);
  program.set("u_hatch_px", layer.hatch_spacing_px);
  program.set("u_hatch_origin_px",
              static_cast<float>(std::fmod(pass.viewport.width_px / 2.0 - centre.x * scale, period)),
              static_cast<float>(std::fmod(pass.viewport.height_px / 2.0 + centre.y * scale, period)));
  program.set("u_tint", layer.hatch);
  fill_array_.draw_triangles(0, fill_vertices_);
  ++pass.statistics.draw_calls;
}

void AreaBatch::draw_outlines(const AreaLayer& layer, DrawPass& pass) {
  StrokeStyles styles;
  const bool outlined = layer.outline.a != 0 && layer.outline_px > 0;
  for (size_t i = 0; i < kStrokeStyles; ++i) {
    const Colour own = i < colours_.size() ? colours_[i] : kNoColour;
    // Without an outline, an opaque fill still needs its soft edge.
    styles.colours[i] = outlined ? faded(layer.outline, layer.opacity) : (own.a == 255 ? own : kNoColour);
    styles.widths_px[i] = outlined ? layer.outline_px : 1.0f;
  }
  draw_strokes(outline_array_, 0, outline_indices_, styles, pass);
  const auto selected =
      layer.table != nullptr ? row_with_id(*layer.table, layer.id_column, layer.selected) : std::nullopt;
  if (!selected || layer.selected_outline.a == 0 || *selected >= row_outlines_.size()) return;
  for (size_t i = 0; i < kStrokeStyles; ++i) {
    styles.colours[i] = layer.selected_outline;
    styles.widths_px[i] = layer.selected_outline_px;
  }
  draw_strokes(outline_array_, row_outlines_[*selected].first, row_outlines_[*selected].count, styles, pass);
}

void AreaBatch::abandon() {
  fill_.abandon();
  outline_.abandon();
  outline_index_.abandon();
  fill_array_.abandon();
  outline_array_.abandon();
  built_for_.reset();
}

}  // namespace onescreen::map
