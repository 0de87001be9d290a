// The GPU side of an area layer: one buffer of coloured triangles, one of outlines. Needs a current context.
#pragma once

#include <optional>
#include <vector>

#include "gfx/buffer.h"
#include "map/layer_batch.h"

namespace onescreen::map {

class AreaBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  struct Range {
    size_t first = 0;
    size_t count = 0;
  };

  void build(const AreaLayer& layer, DrawPass& pass);
  void draw_fill(const AreaLayer& layer, DrawPass& pass);
  void draw_outlines(const AreaLayer& layer, DrawPass& pass);

  Layer shown_ = AreaLayer{};
  std::optional<AreaLayer> built_for_;
  std::vector<Colour> colours_;      // by stroke style: 0 for the fixed fill or null, then the steps
  std::vector<Range> row_outlines_;  // indices of every row's outline
  size_t fill_vertices_ = 0;
  size_t outline_indices_ = 0;
  size_t skipped_rows_ = 0;
  gfx::Buffer fill_;
  gfx::Buffer outline_;
  gfx::Buffer outline_index_;
  gfx::VertexArray fill_array_;
  gfx::VertexArray outline_array_;
};

}  // namespace onescreen::map
