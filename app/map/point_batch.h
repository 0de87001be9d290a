// The GPU side of a point layer: 16 bytes a mark, uploaded when the table, the style or the step of thinning changes,
// and the few rings around marks. Needs a current context.
#pragma once

#include <optional>
#include <vector>

#include "gfx/buffer.h"
#include "gfx/texture.h"
#include "map/draw_pass.h"
#include "map/layers.h"
#include "map/mark_atlas.h"
#include "map/point_set.h"

namespace onescreen::map {

class PointBatch {
  public:
    void update(const PointLayer& layer, DrawPass& pass);
    void draw(const PointLayer& layer, DrawPass& pass);
    // Whether a pulse runs at that time.
    bool animating(double seconds) const;
    const std::vector<Pulse>& pulses() const { return all_.pulses(); }
    size_t skipped_rows() const { return all_.skipped_rows(); }
    // Forgets names of a context that is gone, so that they are not deleted in another.
    void abandon();

  private:
    struct Ring {
        FixedPoint world;
        float radius_px = 0;
        float width_px = 0;
        Colour colour;

        bool operator==(const Ring&) const = default;
    };

    void upload_marks(DrawPass& pass);
    void draw_marks(DrawPass& pass);
    void draw_rings(const PointLayer& layer, DrawPass& pass);
    std::vector<Ring> rings_at(const PointLayer& layer, double seconds) const;
    void find_special_marks(const PointLayer& layer);
    MarkRanges visible_marks(DrawPass& pass) const;

    std::optional<PointLayer> built_for_;
    PointSet all_;
    PointSet thinned_;  // when `thinned_zoom_step_` is set
    std::optional<int> thinned_zoom_step_;
    std::vector<Mark> ringed_;               // marks whose level has a ring
    std::optional<Mark> selected_;           // the mark of the selected row
    std::optional<size_t> selected_vertex_;  // its place in the buffer, unless it was thinned out
    MarkAtlas atlas_;
    gfx::Texture atlas_texture_;
    gfx::Buffer marks_;
    gfx::VertexArray marks_array_;
    std::vector<Ring> rings_;
    gfx::Buffer ring_buffer_;
    gfx::VertexArray ring_array_;
};

}  // namespace onescreen::map
