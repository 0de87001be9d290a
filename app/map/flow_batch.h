// The GPU side of a flow layer: one mesh of arcs, uploaded when the table changes. Needs a current context.
#pragma once

#include <optional>

#include "gfx/buffer.h"
#include "map/layer_batch.h"

namespace onescreen::map {

class FlowBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  bool moves() const override { return index_count_ > 0 && std::get<FlowLayer>(shown_).moving; }
  void abandon() override;

 private:
  Layer shown_ = FlowLayer{};
  std::optional<FlowLayer> built_for_;
  size_t index_count_ = 0;
  size_t skipped_rows_ = 0;
  gfx::Buffer vertices_;
  gfx::Buffer indices_;
  gfx::VertexArray array_;
};

}  // namespace onescreen::map
