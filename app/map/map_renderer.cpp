// The order of work: decide, update what changed, draw from bottom to top.
#include "map/map_renderer.h"

#include <algorithm>
#include <utility>

#include "gfx/state.h"
#include "map/data_work.h"
#include "map/hit_test.h"
#include "map/shape_batch.h"

namespace onescreen::map {

const PointBatch* MapRenderer::points_at(size_t index) const {
  return index < batches_.size() ? dynamic_cast<const PointBatch*>(batches_[index].get()) : nullptr;
}

bool MapRenderer::pulsing(double seconds) const {
  for (size_t i = 0; i < batches_.size(); ++i) {
    const PointBatch* points = points_at(i);
    if (points != nullptr && points->animating(seconds)) return true;
  }
  return false;
}

bool MapRenderer::needs_drawing(const Scene& scene, const Camera& camera, const Viewport& viewport,
                                double seconds) const {
  if (!drawn_ || camera != camera_ || viewport != viewport_ || scene != scene_) return true;
  // One drawing more after the last pulse, without its ring.
  if (seconds == seconds_) return false;
  const auto moves = [](const auto& batch) { return batch->moves(); };
  return drawn_pulsing_ || pulsing(seconds) || std::any_of(batches_.begin(), batches_.end(), moves);
}

LayerBatch& MapRenderer::batch_for(size_t index, const Layer& layer) {
  if (index >= batches_.size()) batches_.resize(index + 1);
  std::unique_ptr<LayerBatch>& batch = batches_[index];
  if (batch == nullptr || batch->shown().index() != layer.index()) batch = make_batch(layer);
  return *batch;
}

bool MapRenderer::update_layers(Scene& scene, DrawPass& pass) {
  bool changed = false;
  if (batches_.size() > scene.layers.size()) batches_.resize(scene.layers.size());
  for (size_t i = 0; i < scene.layers.size(); ++i) {
    const DataWorkTimer timer;
    LayerBatch& batch = batch_for(i, scene.layers[i]);
    changed |= batch.update(scene.layers[i], pass);
    scene.layers[i] = batch.shown();
  }
  return changed;
}

void MapRenderer::draw_layers(DrawPass& pass) {
  for (const auto& batch : batches_) batch->draw(pass);
}

bool MapRenderer::render(const Scene& scene, const Camera& camera, const Viewport& viewport, double seconds,
                         bool may_prepare_later) {
  if (viewport.width_px <= 0 || viewport.height_px <= 0) return false;
  const Camera safe_camera = clamped(camera, {});
  if (target_.resize(viewport.width_px, viewport.height_px)) drawn_ = false;
  // Where the driver's limit made the target smaller, it shows the middle.
  const Viewport drawn{target_.width(), target_.height()};
  DrawPass pass{safe_camera, drawn,       seconds,           *programs_,
                geometry_,   statistics_, may_prepare_later, {0, 0, drawn.width_px, drawn.height_px}};
  const uint64_t built_before = statistics_.built_layers;
  Scene ready = scene;
  if (update_layers(ready, pass)) drawn_ = false;
  if (!needs_drawing(ready, safe_camera, viewport, seconds)) return false;

  statistics_.marks_drawn = statistics_.marks_hidden = statistics_.rows_skipped = 0;
  ++statistics_.drawings;
  scene_ = std::move(ready);
  camera_ = safe_camera;
  viewport_ = viewport;
  seconds_ = seconds;
  target_.clear(scene_.ground);
  gfx::set_state(gfx::Blending::straight);
  draw_layers(pass);
  drawn_ = true;
  drawn_pulsing_ = pulsing(seconds);
  if (statistics_.built_layers != built_before) geometry_.sweep();
  return true;
}

std::optional<std::chrono::milliseconds> MapRenderer::ready_in() const {
  std::optional<std::chrono::milliseconds> soonest;
  for (const auto& batch : batches_) {
    if (const auto wait = batch->ready_in()) soonest = std::min(soonest.value_or(*wait), *wait);
  }
  return soonest;
}

std::optional<MapRenderer::Hit> MapRenderer::mark_at(size_t layer, PixelPoint pixel, double radius_px) const {
  const PointBatch* points = points_at(layer);
  if (points == nullptr) return std::nullopt;
  const auto row = nearest_mark(points->marks(), camera_, viewport_, pixel, radius_px);
  return row ? std::optional(Hit{layer, *row, std::get<PointLayer>(points->shown()).table}) : std::nullopt;
}

std::optional<MapRenderer::Hit> MapRenderer::shape_at(size_t layer, PixelPoint pixel) const {
  const auto* shapes = layer < batches_.size() ? dynamic_cast<const ShapeBatch*>(batches_[layer].get()) : nullptr;
  if (shapes == nullptr) return std::nullopt;
  const auto row = shapes->row_at(lonlat_from_pixel(camera_, viewport_, pixel));
  const auto table_of = [](const auto& kind) { return kind.table; };
  return row ? std::optional(Hit{layer, *row, std::visit(table_of, shapes->shown())}) : std::nullopt;
}

std::optional<double> MapRenderer::moves_in(double seconds) const {
  std::optional<double> soonest;
  for (size_t i = 0; i < batches_.size(); ++i) {
    if (batches_[i]->moves()) return 0.0;
    const PointBatch* points = points_at(i);
    if (points == nullptr) continue;
    if (points->animating(seconds)) return 0.0;
    for (const Pulse& pulse : points->pulses()) {
      const double wait = pulse.start_secs - seconds;
      if (wait > 0) soonest = std::min(soonest.value_or(wait), wait);
    }
  }
  return soonest;
}

std::string MapRenderer::problem() const { return programs_->problem(); }

void MapRenderer::rebuild(bool lost) {
  if (lost) {
    target_.abandon();
    programs_->abandon();
    for (const auto& batch : batches_) batch->abandon();
  }
  batches_.clear();
  drawn_ = false;
}

}  // namespace onescreen::map
