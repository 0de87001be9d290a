// The order of work: decide, update what changed, draw from bottom to top.
#include "map/map_renderer.h"

#include <algorithm>
#include <utility>

#include "gfx/state.h"
#include "map/data_work.h"
#include "map/hit_test.h"

namespace onescreen::map {

bool MapRenderer::pulsing(double seconds) const {
  return std::any_of(batches_.begin(), batches_.end(), [&](const auto& batch) {
    const auto* points = std::get_if<PointBatch>(batch.get());
    return points != nullptr && points->animating(seconds);
  });
}

bool MapRenderer::needs_drawing(const Scene& scene, const Camera& camera, const Viewport& viewport,
                                double seconds) const {
  if (!drawn_ || camera != camera_ || viewport != viewport_ || scene != scene_) return true;
  // One drawing more after the last pulse, without its ring.
  return seconds != seconds_ && (drawn_pulsing_ || pulsing(seconds));
}

MapRenderer::Batch& MapRenderer::batch_for(size_t index, const Layer& layer) {
  if (index >= batches_.size()) batches_.resize(index + 1);
  std::unique_ptr<Batch>& batch = batches_[index];
  if (batch == nullptr || batch->index() != layer.index()) {
    switch (layer.index()) {
      case 0:
        batch = std::make_unique<Batch>(std::in_place_type<AreaBatch>);
        break;
      case 1:
        batch = std::make_unique<Batch>(std::in_place_type<LineBatch>);
        break;
      default:
        batch = std::make_unique<Batch>(std::in_place_type<PointBatch>);
        break;
    }
  }
  return *batch;
}

bool MapRenderer::update_points(Scene& scene, DrawPass& pass) {
  bool changed = false;
  if (batches_.size() > scene.layers.size()) batches_.resize(scene.layers.size());
  for (size_t i = 0; i < scene.layers.size(); ++i) {
    auto* layer = std::get_if<PointLayer>(&scene.layers[i]);
    if (layer == nullptr) continue;
    const DataWorkTimer timer;
    auto& batch = std::get<PointBatch>(batch_for(i, scene.layers[i]));
    changed |= batch.update(*layer, pass);
    *layer = batch.shown();
  }
  return changed;
}

void MapRenderer::draw_layers(DrawPass& pass) {
  const auto update = [&](auto& batch, const auto& layer) {
    const DataWorkTimer timer;
    batch.update(layer, pass);
  };
  for (size_t i = 0; i < scene_.layers.size(); ++i) {
    const Layer& layer = scene_.layers[i];
    Batch& batch = batch_for(i, layer);
    if (auto* areas = std::get_if<AreaBatch>(&batch)) {
      update(*areas, std::get<AreaLayer>(layer));
      areas->draw(std::get<AreaLayer>(layer), pass);
    } else if (auto* lines = std::get_if<LineBatch>(&batch)) {
      update(*lines, std::get<LineLayer>(layer));
      lines->draw(std::get<LineLayer>(layer), pass);
    } else {
      std::get<PointBatch>(batch).draw(pass);
    }
  }
}

bool MapRenderer::render(const Scene& scene, const Camera& camera, const Viewport& viewport, double seconds,
                         bool may_prepare_later) {
  if (viewport.width_px <= 0 || viewport.height_px <= 0) return false;
  const Camera safe_camera = clamped(camera, {});
  if (target_.resize(viewport.width_px, viewport.height_px)) drawn_ = false;
  // Where the driver's limit made the target smaller, it shows the middle.
  const Viewport drawn{target_.width(), target_.height()};
  DrawPass pass{safe_camera, drawn, seconds, *programs_, geometry_, statistics_, may_prepare_later};
  const uint64_t built_before = statistics_.built_layers;
  Scene ready = scene;
  if (update_points(ready, pass)) drawn_ = false;
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
    const auto* points = std::get_if<PointBatch>(batch.get());
    const auto wait = points != nullptr ? points->ready_in() : std::nullopt;
    if (wait) soonest = std::min(soonest.value_or(*wait), *wait);
  }
  return soonest;
}

std::optional<MapRenderer::Hit> MapRenderer::mark_at(size_t layer, PixelPoint pixel, double radius_px) const {
  const auto* points = layer < batches_.size() ? std::get_if<PointBatch>(batches_[layer].get()) : nullptr;
  if (points == nullptr) return std::nullopt;
  const auto row = nearest_mark(points->marks(), camera_, viewport_, pixel, radius_px);
  return row ? std::optional(Hit{layer, *row, points->shown().table}) : std::nullopt;
}

std::optional<double> MapRenderer::moves_in(double seconds) const {
  std::optional<double> soonest;
  for (const auto& batch : batches_) {
    const auto* points = std::get_if<PointBatch>(batch.get());
    if (points == nullptr) continue;
    if (points->animating(seconds)) return 0.0;
    for (const Pulse& pulse : points->pulses()) {
      const double wait = pulse.start_secs - seconds;
      if (wait > 0) soonest = std::min(soonest.value_or(wait), wait);
    }
  }
  return soonest;
}

std::string MapRenderer::problem() const {
  for (const gfx::Program* program : {&programs_->area, &programs_->stroke, &programs_->mark, &programs_->ring}) {
    if (!program->error().empty()) return program->error();
  }
  return {};
}

void MapRenderer::rebuild(bool lost) {
  if (lost) {
    target_.abandon();
    for (gfx::Program* program : {&programs_->area, &programs_->stroke, &programs_->mark, &programs_->ring}) {
      program->abandon();
    }
    for (const auto& batch : batches_) {
      if (batch != nullptr) std::visit([](auto& gpu) { gpu.abandon(); }, *batch);
    }
  }
  batches_.clear();
  drawn_ = false;
}

}  // namespace onescreen::map
