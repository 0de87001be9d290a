// Lines by class, casing below.
#include "map/line_batch.h"

#include <algorithm>
#include <cmath>

#include "map/stroke_draw.h"
#include "map/table_columns.h"

namespace onescreen::map {

namespace {

// How long a dash takes to the place of the next one. It divides a minute, so that all screens show the same.
constexpr double kDashSecs = 1;

bool same_classes(const LineLayer& a, const LineLayer& b) {
  return std::equal(a.classes.begin(), a.classes.end(), b.classes.begin(), b.classes.end(),
                    [](const LineClass& x, const LineClass& y) { return x.value == y.value; });
}

bool same_mesh(const LineLayer& a, const LineLayer& b) {
  return a.table == b.table && a.geometry_column == b.geometry_column && a.class_column == b.class_column &&
         a.round_caps == b.round_caps && same_classes(a, b);
}

uint16_t style_of(const model::Column* column, size_t row, const LineLayer& layer) {
  if (column == nullptr || column->is_null(row)) return 0;
  const std::string value = column->as_text(row);
  const size_t count = std::min(layer.classes.size(), kMaxLineClasses);
  for (size_t i = 0; i < count; ++i) {
    if (layer.classes[i].value == value) return static_cast<uint16_t>(i + 1);
  }
  return 0;
}

}  // namespace

bool LineBatch::update(const Layer& layer, DrawPass& pass) {
  shown_ = layer;
  const auto& lines = std::get<LineLayer>(shown_);
  if (built_for_ && same_mesh(*built_for_, lines)) return false;
  build(lines, pass);
  built_for_ = lines;
  return true;
}

void LineBatch::build(const LineLayer& layer, DrawPass& pass) {
  ++pass.statistics.built_layers;
  skipped_rows_ = 0;
  StrokeMesh mesh;
  const model::Column* column = layer.table != nullptr ? geometry_column(*layer.table, layer.geometry_column) : nullptr;
  const model::Column* classes = column != nullptr ? optional_column(*layer.table, layer.class_column) : nullptr;
  const Cap cap = layer.round_caps ? Cap::round : Cap::butt;
  for (size_t row = 0; column != nullptr && row < layer.table->row_count(); ++row) {
    if (column->is_null(row) || column->geometry(row) == nullptr) {
      ++skipped_rows_;
      continue;
    }
    // The shores of a lake in a table of rivers are no line.
    if (column->geometry(row)->kind != model::GeometryKind::line) continue;
    append_styled(mesh, pass.geometry.strokes(column->geometry(row), cap), style_of(classes, row, layer));
  }
  index_count_ = mesh.indices.size();
  pass.statistics.uploaded_bytes += upload_strokes(mesh, vertices_, indices_, array_);
}

void LineBatch::draw(DrawPass& pass) {
  const auto& layer = std::get<LineLayer>(shown_);
  pass.statistics.rows_skipped += skipped_rows_;
  if (index_count_ == 0) return;
  const float width = width_at(layer, pass.camera.zoom);
  StrokeStyles line;
  line.widths_px.fill(width);
  line.colours.fill(faded(layer.colour, layer.opacity));
  for (size_t i = 0; i < std::min(layer.classes.size(), kMaxLineClasses); ++i) {
    line.widths_px[i + 1] = width * layer.classes[i].width_factor;
    line.colours[i + 1] = faded(layer.classes[i].colour, layer.opacity);
  }
  if (layer.casing.a != 0 && layer.casing_px > 0) {
    StrokeStyles casing = line;
    casing.colours.fill(faded(layer.casing, layer.opacity));
    casing.casing_px = layer.casing_px;
    draw_strokes(array_, 0, index_count_, casing, pass);
  }
  line.dash_px = layer.dash_px;
  line.gap_px = layer.gap_px;
  if (layer.moving && layer.dash_px > 0) {
    const double share = std::fmod(pass.seconds, kDashSecs) / kDashSecs;
    line.dash_shift_px = static_cast<float>(share) * (layer.dash_px + layer.gap_px);
  }
  draw_strokes(array_, 0, index_count_, line, pass);
}

void LineBatch::abandon() {
  vertices_.abandon();
  indices_.abandon();
  array_.abandon();
  built_for_.reset();
}

}  // namespace onescreen::map
