// Marks, their thinning by zoom, and their rings.
#include "map/point_batch.h"

#include <algorithm>
#include <cmath>

#include "gfx/state.h"
#include "map/table_columns.h"

namespace onescreen::map {

namespace {

struct MarkVertex {
    FixedPoint world;
    AtlasCell cell;
    uint16_t unused = 0;
};
static_assert(sizeof(MarkVertex) == 16);

constexpr gfx::Attribute kMarkAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(MarkVertex, world)},
    {1, 4, gfx::AttributeType::u16, offsetof(MarkVertex, cell)},
};

// Thinning is chosen anew every half zoom level.
constexpr int kStepsPerZoom = 2;
// Marks nearer than this share of their size lie so far under each other that the lower one shows nothing of its own.
constexpr double kThinningShare = 0.5;
// And of marks of a few pixels, no eye tells two that are nearer than this.
constexpr double kLeastThinningPx = 2.5;

bool same_marks(const PointLayer& a, const PointLayer& b) {
    return a.table == b.table && a.lon_column == b.lon_column && a.lat_column == b.lat_column &&
           a.level_column == b.level_column && a.icon_column == b.icon_column && a.icons == b.icons &&
           a.pulse_column == b.pulse_column && a.since_column == b.since_column;
}

bool same_pictures(const PointLayer& a, const PointLayer& b) {
    return a.levels == b.levels && a.icons == b.icons && a.icon_column == b.icon_column && a.size_px == b.size_px &&
           a.outline == b.outline && a.outline_px == b.outline_px && a.opacity == b.opacity;
}

uint32_t shifted(uint32_t value, double by) {
    return static_cast<uint32_t>(std::clamp(static_cast<double>(value) + by, 0.0, 4294967295.0));
}

}  // namespace

void PointBatch::update(const PointLayer& layer, DrawPass& pass) {
    const bool new_marks = !built_for_ || !same_marks(*built_for_, layer);
    const bool new_pictures = !built_for_ || !same_pictures(*built_for_, layer);
    if (new_marks) {
        all_ = PointSet(layer);
        ++pass.statistics.built_layers;
    }
    if (new_pictures) {
        atlas_ = make_mark_atlas(layer);
        atlas_texture_.upload(atlas_.image, gfx::Texture::Filter::nearest);
        pass.statistics.uploaded_bytes += atlas_.image.rgba.size();
    }
    std::optional<int> zoom_step;
    if (all_.marks().size() > layer.thin_above)
        zoom_step = static_cast<int>(std::floor(pass.camera.zoom * kStepsPerZoom));
    const bool new_buffer = new_marks || new_pictures || zoom_step != thinned_zoom_step_;
    if (new_buffer) {
        thinned_zoom_step_ = zoom_step;
        if (zoom_step) {
            const double units_per_px = 4294967296.0 / world_px(static_cast<double>(*zoom_step) / kStepsPerZoom);
            const double mark_px = layer.size_px + 2 * layer.outline_px;
            const double cell = std::max(mark_px * kThinningShare, kLeastThinningPx) * units_per_px;
            // The cell is given for the coarser end of the step; at the finer end it is 1.4 times as many pixels.
            thinned_ = all_.thinned(static_cast<uint32_t>(std::clamp(cell / 1.2, 1.0, 4294967295.0)));
        } else {
            thinned_ = {};
        }
        upload_marks(pass);
    }
    if (new_buffer || built_for_->selected != layer.selected || built_for_->id_column != layer.id_column) {
        find_special_marks(layer);
    }
    built_for_ = layer;
}

void PointBatch::find_special_marks(const PointLayer& layer) {
    ringed_.clear();
    selected_.reset();
    selected_vertex_.reset();
    const auto row = layer.table != nullptr ? row_with_id(*layer.table, layer.id_column, layer.selected) : std::nullopt;
    for (const Mark& mark : all_.marks()) {
        if (layer.levels[mark.level].ring) ringed_.push_back(mark);
    }
    if (!row) return;
    const size_t wanted = *row;
    const auto is_wanted = [wanted](const Mark& mark) { return mark.row == wanted; };
    const auto selected = std::find_if(all_.marks().begin(), all_.marks().end(), is_wanted);
    if (selected != all_.marks().end()) selected_ = *selected;
    const std::vector<Mark>& drawn = thinned_zoom_step_ ? thinned_.marks() : all_.marks();
    const auto found = std::find_if(drawn.begin(), drawn.end(), is_wanted);
    if (found != drawn.end()) selected_vertex_ = static_cast<size_t>(found - drawn.begin());
}

void PointBatch::upload_marks(DrawPass& pass) {
    const std::vector<Mark>& marks = thinned_zoom_step_ ? thinned_.marks() : all_.marks();
    std::vector<MarkVertex> vertices;
    vertices.reserve(marks.size());
    for (const Mark& mark : marks) {
        vertices.push_back({mark.world, atlas_.cells[mark.level][static_cast<size_t>(mark.icon)], 0});
    }
    marks_.upload(std::span<const MarkVertex>(vertices));
    marks_array_.attributes(marks_, sizeof(MarkVertex), kMarkAttributes);
    pass.statistics.uploaded_bytes += marks_.size_bytes();
}

MarkRanges PointBatch::visible_marks(DrawPass& pass) const {
    double margin = 0;
    for (const auto& level : atlas_.cells) margin = std::max(margin, level[0].size_px / 2.0);
    const double units_per_px = 1 / pass.px_per_unit();
    const FixedPoint centre = fixed_from_lonlat(pass.camera.centre);
    const double half_x = (pass.viewport.width_px / 2.0 + margin) * units_per_px;
    const double half_y = (pass.viewport.height_px / 2.0 + margin) * units_per_px;
    const PointSet& set = thinned_zoom_step_ ? thinned_ : all_;
    return set.ranges_in({shifted(centre.x, -half_x), shifted(centre.y, -half_y)},
                         {shifted(centre.x, half_x), shifted(centre.y, half_y)});
}

void PointBatch::draw(const PointLayer& layer, DrawPass& pass) {
    pass.statistics.rows_skipped += all_.skipped_rows();
    if (thinned_zoom_step_) pass.statistics.marks_hidden += all_.marks().size() - thinned_.marks().size();
    draw_marks(pass);
    draw_rings(layer, pass);
}

void PointBatch::draw_marks(DrawPass& pass) {
    const MarkRanges ranges = visible_marks(pass);
    if (ranges.firsts.empty()) return;
    int margin = 0;
    for (const auto& level : atlas_.cells) margin = std::max<int>(margin, level[0].size_px);
    gfx::Program& program = pass.programs.mark;
    if (!pass.use(program, margin)) return;
    program.set("u_half_target_px", pass.viewport.width_px / 2.0f, pass.viewport.height_px / 2.0f);
    program.set("u_atlas", 0);
    atlas_texture_.bind(0);
    gfx::set_state(gfx::Blending::premultiplied);
    gfx::set_viewport(pass.viewport.width_px, pass.viewport.height_px, margin);
    marks_array_.draw_points(ranges.firsts, ranges.counts);
    ++pass.statistics.draw_calls;
    pass.statistics.marks_drawn += ranges.total();
    if (selected_vertex_) {
        // Once more, over everything that may cover it.
        marks_array_.draw_points(*selected_vertex_, 1);
        ++pass.statistics.draw_calls;
    }
    gfx::set_viewport(pass.viewport.width_px, pass.viewport.height_px);
    gfx::set_state(gfx::Blending::straight);
}

bool PointBatch::animating(double seconds) const {
    return std::any_of(all_.pulses().begin(), all_.pulses().end(), [&](const Pulse& pulse) {
        const double age = seconds - pulse.start_secs;
        return age >= 0 && age < kPulses * kPulseSecs;
    });
}

std::vector<PointBatch::Ring> PointBatch::rings_at(const PointLayer& layer, double seconds) const {
    std::vector<Ring> rings;
    const float line = std::max(1.0f, layer.size_px * 0.12f);
    for (const Pulse& pulse : all_.pulses()) {
        const double age = seconds - pulse.start_secs;
        if (age < 0 || age >= kPulses * kPulseSecs) continue;
        const auto phase = static_cast<float>(std::fmod(age, kPulseSecs) / kPulseSecs);
        const float from = mark_radius_px(layer, pulse.level);
        rings.push_back({pulse.world, from + phase * layer.size_px * 2.2f, line * 1.5f,
                         faded(layer.levels[pulse.level].fill, (1 - phase) * (1 - phase) * 0.9f)});
    }
    for (const Mark& mark : ringed_) {
        rings.push_back({mark.world, mark_radius_px(layer, mark.level) + layer.size_px * 0.28f, line * 0.8f,
                         faded(layer.levels[mark.level].fill, 0.85f)});
    }
    if (selected_ && layer.selected_ring.a != 0) {
        const float apart = layer.levels[selected_->level].ring ? 0.62f : 0.34f;
        rings.push_back({selected_->world, mark_radius_px(layer, selected_->level) + layer.size_px * apart, line * 1.4f,
                         layer.selected_ring});
    }
    return rings;
}

void PointBatch::draw_rings(const PointLayer& layer, DrawPass& pass) {
    std::vector<Ring> rings = rings_at(layer, pass.seconds);
    if (rings.empty()) return;
    if (rings != rings_ || ring_buffer_.size_bytes() == 0) {
        constexpr gfx::Attribute attributes[] = {
            {0, 2, gfx::AttributeType::u32, offsetof(Ring, world)},
            {1, 2, gfx::AttributeType::f32, offsetof(Ring, radius_px)},
            {2, 4, gfx::AttributeType::u8_normalised, offsetof(Ring, colour)},
        };
        rings_ = std::move(rings);
        ring_buffer_.upload(std::span<const Ring>(rings_));
        ring_array_.attributes(ring_buffer_, sizeof(Ring), attributes, 1);
        pass.statistics.uploaded_bytes += ring_buffer_.size_bytes();
    }
    if (!pass.use(pass.programs.ring)) return;
    ring_array_.draw_strip_instanced(4, rings_.size());
    ++pass.statistics.draw_calls;
}

void PointBatch::abandon() {
    atlas_texture_.abandon();
    marks_.abandon();
    marks_array_.abandon();
    ring_buffer_.abandon();
    ring_array_.abandon();
    built_for_.reset();
}

}  // namespace onescreen::map
