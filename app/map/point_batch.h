// The GPU side of a point layer: 16 bytes a mark, uploaded when the table, the style or the step of thinning changes.
// Where it may, it leaves the preparation of many rows to a thread and goes on showing
// what it has. Needs a current context.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "gfx/buffer.h"
#include "gfx/texture.h"
#include "map/layer_batch.h"
#include "map/prepared_points.h"
#include "map/preparer.h"

namespace onescreen::map {

// A thin circle around a mark.
struct MarkRing {
  FixedPoint world;
  float radius_px = 0;  // of the line's middle
  float width_px = 0;
  Colour colour;
};

class PointBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  // The rings around marks at that time: of the selected one, of the levels whose style asks for it, of running pulses.
  // They are not part of the picture, so that what pulses costs a ring and not a map.
  std::vector<MarkRing> rings_at(double seconds) const;
  // Whether a pulse runs at that time.
  bool animating(double seconds) const;
  const std::vector<Pulse>& pulses() const { return marks().pulses(); }
  // All marks of shown(), the thinned ones too.
  const PointSet& marks() const;
  std::optional<std::chrono::milliseconds> ready_in() const override { return preparer_.ready_in(); }
  void abandon() override;

 private:
  const PointLayer& shown_points() const { return std::get<PointLayer>(shown_); }
  void take_over(PreparedPointsPtr next, DrawPass& pass);
  void draw_marks(DrawPass& pass);
  void find_selected();
  MarkRanges visible_marks(DrawPass& pass) const;

  PreparedPointsPtr points_;  // what the buffer holds; null before anything is ready
  Layer shown_ = PointLayer{};
  std::optional<Mark> selected_;           // the mark of the selected row
  std::optional<size_t> selected_vertex_;  // its place in the buffer, unless it was thinned out
  gfx::Texture atlas_texture_;
  gfx::Buffer marks_;
  gfx::VertexArray marks_array_;
  Preparer<PreparedPoints> preparer_;
};

}  // namespace onescreen::map
