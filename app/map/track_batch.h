// The GPU side of a track layer: tails as strokes, heads as instances, a draw call of each for each class. Needs a
// current context.
#pragma once

#include <optional>
#include <vector>

#include "gfx/buffer.h"
#include "map/layer_batch.h"
#include "map/track_path.h"

namespace onescreen::map {

class TrackBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  // What one group is drawn with.
  struct Look {
    Colour colour;
    bool hollow = false;
  };

  Look look_of(size_t group) const;
  void draw_tails(DrawPass& pass) const;
  void draw_heads(DrawPass& pass);

  Layer shown_ = TrackLayer{};
  std::optional<TrackLayer> built_for_;
  std::vector<TrackMesh::Range> groups_;
  std::vector<TrackMesh::Range> head_groups_;
  size_t skipped_rows_ = 0;
  gfx::Buffer tails_;
  gfx::Buffer tail_indices_;
  gfx::VertexArray tail_array_;
  std::vector<gfx::Buffer> heads_;  // of each group
  std::vector<gfx::VertexArray> head_arrays_;
};

}  // namespace onescreen::map
