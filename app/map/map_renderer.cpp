// The order of work: decide, update what changed, draw from bottom to top.
#include "map/map_renderer.h"

#include <algorithm>

#include "gfx/state.h"

namespace onescreen::map {

bool MapRenderer::pulsing(double seconds) const {
    return std::any_of(batches_.begin(), batches_.end(), [&](const auto& batch) {
        return std::visit([&](const auto& layer) { return layer.animating(seconds); }, *batch);
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

bool MapRenderer::render(const Scene& scene, const Camera& camera, const Viewport& viewport, double seconds) {
    if (viewport.width_px <= 0 || viewport.height_px <= 0) return false;
    const Camera safe_camera = clamped(camera, {});
    if (target_.resize(viewport.width_px, viewport.height_px)) drawn_ = false;
    if (!needs_drawing(scene, safe_camera, viewport, seconds)) return false;
    // Where the driver's limit made the target smaller, it shows the middle.
    const Viewport drawn{target_.width(), target_.height()};
    DrawPass pass{safe_camera, drawn, seconds, *programs_, geometry_, statistics_};
    const uint64_t built_before = statistics_.built_layers;
    statistics_.marks_drawn = statistics_.marks_hidden = statistics_.rows_skipped = 0;
    ++statistics_.drawings;

    target_.clear(scene.ground);
    gfx::set_state(gfx::Blending::straight);
    if (batches_.size() > scene.layers.size()) batches_.resize(scene.layers.size());
    for (size_t i = 0; i < scene.layers.size(); ++i) {
        Batch& batch = batch_for(i, scene.layers[i]);
        std::visit(
            [&](auto& gpu) {
                const auto draw = [&](const auto& layer) {
                    gpu.update(layer, pass);
                    gpu.draw(layer, pass);
                };
                using Gpu = std::decay_t<decltype(gpu)>;
                if constexpr (std::is_same_v<Gpu, AreaBatch>) draw(std::get<AreaLayer>(scene.layers[i]));
                if constexpr (std::is_same_v<Gpu, LineBatch>) draw(std::get<LineLayer>(scene.layers[i]));
                if constexpr (std::is_same_v<Gpu, PointBatch>) draw(std::get<PointLayer>(scene.layers[i]));
            },
            batch);
    }
    drawn_ = true;
    scene_ = scene;
    camera_ = safe_camera;
    viewport_ = viewport;
    seconds_ = seconds;
    drawn_pulsing_ = pulsing(seconds);
    if (statistics_.built_layers != built_before) geometry_.sweep();
    return true;
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
        for (const auto& batch : batches_) std::visit([](auto& gpu) { gpu.abandon(); }, *batch);
    }
    batches_.clear();
    drawn_ = false;
}

}  // namespace onescreen::map
