// The order of work: decide, update what changed, draw from bottom to top.
#include "map/map_renderer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gfx/state.h"
#include "map/data_work.h"
#include "map/hit_test.h"
#include "map/shape_batch.h"

namespace onescreen::map {

namespace {

// So long the camera rests before a moved picture is drawn anew: longer than between two events of a hand that drags.
constexpr std::chrono::milliseconds kRest{120};
// It is done in bands, so that no frame takes much longer than one of the movement did.
constexpr int kBandPixels = 1'000'000;

bool same_layers(const Scene& a, const Scene& b, size_t first, size_t last) {
  for (size_t i = first; i < last; ++i) {
    if (!(a.layers[i] == b.layers[i])) return false;
  }
  return true;
}

}  // namespace

const PointBatch* MapRenderer::points_at(size_t index) const {
  return index < batches_.size() ? dynamic_cast<const PointBatch*>(batches_[index].get()) : nullptr;
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

size_t MapRenderer::first_moving() const {
  const auto moving = std::find_if(batches_.begin(), batches_.end(), [](const auto& batch) { return batch->moves(); });
  return static_cast<size_t>(moving - batches_.begin());
}

void MapRenderer::draw_layers(const gfx::Target& target, DrawPass pass, const Camera& camera, gfx::Rect region,
                              size_t first, size_t last) {
  target.bind();
  gfx::set_state(gfx::Blending::straight);
  gfx::set_scissor(region, target.height());
  pass.camera = camera;
  pass.region = region;
  for (size_t i = first; i < last; ++i) batches_[i]->draw(pass);
  gfx::clear_scissor();
}

void MapRenderer::draw_still(DrawPass& pass, const Camera& camera, gfx::Rect region) {
  picture_.target().clear(region, scene_.ground);
  draw_layers(picture_.target(), pass, camera, region, 0, still_);
}

bool MapRenderer::shift(DrawPass& pass, const Camera& camera) {
  const auto total = whole_pixel_shift(anchor_, camera, {1 << 24, 1 << 24});
  if (!total) return false;
  const PixelShift by{total->x - moved_.x, total->y - moved_.y};
  if (std::abs(by.x) >= pass.viewport.width_px || std::abs(by.y) >= pass.viewport.height_px) return false;
  moved_ = *total;
  // What comes in is drawn for exactly whole pixels from the anchor, so that nothing adds up along a long way.
  const Camera whole = panned(anchor_, moved_.x, moved_.y);
  for (const gfx::Rect& region : picture_.shift(by)) draw_still(pass, whole, region);
  sharp_from_px_ = 0;
  shifted_at_ = Clock::now();
  return true;
}

void MapRenderer::sharpen(DrawPass& pass) {
  const int from = *sharp_from_px_;
  const int rows = std::max(16, kBandPixels / pass.viewport.width_px);
  const int to = std::min(pass.viewport.height_px, from + rows);
  draw_still(pass, camera_, {0, from, pass.viewport.width_px, to - from});
  sharp_from_px_ = to;
  if (to < pass.viewport.height_px) return;
  sharp_from_px_.reset();
  anchor_ = camera_;
  moved_ = {};
  picture_.rest();
}

bool MapRenderer::render(const Scene& scene, const Camera& camera, const Viewport& viewport, double seconds,
                         bool may_finish_later) {
  if (viewport.width_px <= 0 || viewport.height_px <= 0) return false;
  // Where the driver has no target that large, the same ground is drawn with fewer pixels, to be stretched.
  const double limit = gfx::max_target_size();
  const double reduction = std::min({1.0, limit / viewport.width_px, limit / viewport.height_px});
  const Viewport drawn{static_cast<int>(viewport.width_px * reduction),
                       static_cast<int>(viewport.height_px * reduction)};
  if (picture_.resize(drawn.width_px, drawn.height_px)) drawn_ = false;
  const Camera safe_camera = clamped({camera.centre, camera.zoom + std::log2(reduction)}, {});
  const gfx::Rect whole{0, 0, drawn.width_px, drawn.height_px};
  DrawPass pass{safe_camera, drawn, seconds, *programs_, geometry_, statistics_, may_finish_later, whole};
  const uint64_t built_before = statistics_.built_layers;
  Scene ready = scene;
  if (update_layers(ready, pass)) drawn_ = false;

  const size_t count = ready.layers.size();
  const size_t still = first_moving();
  const bool same_still = drawn_ && viewport == viewport_ && still == still_ && scene_.ground == ready.ground &&
                          scene_.layers.size() == count && same_layers(scene_, ready, 0, still);
  const bool same_camera = safe_camera == camera_;
  const bool rested = sharp_from_px_ && (!may_finish_later || Clock::now() - shifted_at_ >= kRest);
  if (same_still && same_camera && !rested) {
    const bool moves = still < count && (seconds != seconds_ || !same_layers(scene_, ready, still, count));
    if (!moves) return false;
    scene_ = std::move(ready);
  } else {
    statistics_.marks_drawn = statistics_.marks_hidden = statistics_.rows_skipped = 0;
    const bool shifted = same_still && !same_camera && may_finish_later && shift(pass, safe_camera);
    scene_ = std::move(ready);
    still_ = still;
    camera_ = safe_camera;
    seen_camera_ = clamped(camera, {});
    viewport_ = viewport;
    if (same_still && same_camera && may_finish_later) {
      sharpen(pass);
    } else if (!shifted) {
      draw_still(pass, camera_, whole);
      anchor_ = camera_;
      moved_ = {};
      sharp_from_px_.reset();
      picture_.rest();
    }
    drawn_ = true;
  }
  seconds_ = seconds;
  ++statistics_.drawings;
  if (still_ < count) {
    moving_.resize(drawn.width_px, drawn.height_px);
    moving_.copy(picture_.target(), whole, 0, 0);
    draw_layers(moving_, pass, camera_, whole, still_, count);
  } else {
    moving_ = {};
  }
  if (statistics_.built_layers != built_before) geometry_.sweep();
  return true;
}

std::optional<std::chrono::milliseconds> MapRenderer::ready_in() const {
  std::optional<std::chrono::milliseconds> soonest;
  for (const auto& batch : batches_) {
    if (const auto wait = batch->ready_in()) soonest = std::min(soonest.value_or(*wait), *wait);
  }
  if (sharp_from_px_) {
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(shifted_at_ + kRest - Clock::now());
    const auto wait = std::max(std::chrono::milliseconds(1), rest);
    soonest = std::min(soonest.value_or(wait), wait);
  }
  return soonest;
}

std::optional<MapRenderer::Hit> MapRenderer::mark_at(size_t layer, PixelPoint pixel, double radius_px) const {
  const PointBatch* points = points_at(layer);
  if (points == nullptr) return std::nullopt;
  const auto row = nearest_mark(points->marks(), seen_camera_, viewport_, pixel, radius_px);
  return row ? std::optional(Hit{layer, *row, std::get<PointLayer>(points->shown()).table}) : std::nullopt;
}

std::optional<MapRenderer::Hit> MapRenderer::shape_at(size_t layer, PixelPoint pixel) const {
  const auto* shapes = layer < batches_.size() ? dynamic_cast<const ShapeBatch*>(batches_[layer].get()) : nullptr;
  if (shapes == nullptr) return std::nullopt;
  const auto row = shapes->row_at(lonlat_from_pixel(seen_camera_, viewport_, pixel));
  const auto table_of = [](const auto& kind) { return kind.table; };
  return row ? std::optional(Hit{layer, *row, std::visit(table_of, shapes->shown())}) : std::nullopt;
}

std::vector<MapRenderer::Ring> MapRenderer::rings(double seconds) const {
  std::vector<Ring> rings;
  for (size_t i = 0; i < batches_.size(); ++i) {
    const PointBatch* points = points_at(i);
    if (points == nullptr) continue;
    for (const MarkRing& ring : points->rings_at(seconds)) {
      const PixelPoint exact = pixel_from_fixed(seen_camera_, viewport_, ring.world);
      const PixelPoint centre{std::floor(exact.x + 0.5), std::floor(exact.y + 0.5)};
      const double reach = ring.radius_px + ring.width_px;
      if (centre.x < -reach || centre.y < -reach || centre.x > viewport_.width_px + reach ||
          centre.y > viewport_.height_px + reach)
        continue;
      rings.push_back({centre, ring.radius_px, ring.width_px, ring.colour});
    }
  }
  return rings;
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

bool MapRenderer::reload_shaders() {
  if (!programs_->reload_if_changed()) return false;
  drawn_ = false;
  return true;
}

void MapRenderer::rest() {
  picture_ = {};
  moving_ = {};
  scene_ = {};
  drawn_ = false;
  for (auto& batch : batches_) {
    if (!batch->lasts()) batch = make_batch(batch->shown());
  }
}

void MapRenderer::rebuild(bool lost) {
  if (lost) {
    picture_.abandon();
    moving_.abandon();
    programs_->abandon();
    for (const auto& batch : batches_) batch->abandon();
  }
  batches_.clear();
  drawn_ = false;
}

}  // namespace onescreen::map
