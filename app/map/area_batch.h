// The GPU side of an area layer: one buffer of coloured triangles, one of outlines. Needs a current context.
#pragma once

#include <optional>
#include <vector>

#include "gfx/buffer.h"
#include "map/draw_pass.h"
#include "map/layers.h"

namespace onescreen::map {

class AreaBatch {
 public:
  void update(const AreaLayer& layer, DrawPass& pass);
  void draw(const AreaLayer& layer, DrawPass& pass);
  // Forgets names of a context that is gone, so that they are not deleted in another.
  void abandon();

 private:
  struct Range {
    size_t first = 0;
    size_t count = 0;
  };

  void build(const AreaLayer& layer, DrawPass& pass);
  void draw_fill(const AreaLayer& layer, DrawPass& pass);
  void draw_outlines(const AreaLayer& layer, DrawPass& pass);

  std::optional<AreaLayer> built_for_;
  std::vector<Colour> colours_;      // by stroke style: 0 for the fixed fill or null, then the steps
  std::vector<Range> row_outlines_;  // indices of every row's outline
  size_t fill_vertices_ = 0;
  size_t outline_indices_ = 0;
  gfx::Buffer fill_;
  gfx::Buffer outline_;
  gfx::Buffer outline_index_;
  gfx::VertexArray fill_array_;
  gfx::VertexArray outline_array_;
};

}  // namespace onescreen::map
