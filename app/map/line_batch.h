// The GPU side of a line layer: one mesh of strokes, drawn once for the casing and once for the line. Needs a current
// context.
#pragma once

#include <optional>

#include "gfx/buffer.h"
#include "map/draw_pass.h"
#include "map/layers.h"

namespace onescreen::map {

class LineBatch {
 public:
  void update(const LineLayer& layer, DrawPass& pass);
  void draw(const LineLayer& layer, DrawPass& pass);
  // Forgets names of a context that is gone, so that they are not deleted in another.
  void abandon();

 private:
  void build(const LineLayer& layer, DrawPass& pass);

  std::optional<LineLayer> built_for_;
  size_t index_count_ = 0;
  gfx::Buffer vertices_;
  gfx::Buffer indices_;
  gfx::VertexArray array_;
};

}  // namespace onescreen::map
