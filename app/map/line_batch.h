// The GPU side of a line layer: one mesh of strokes, drawn once for the casing and once for the line. Needs a current
// context.
#pragma once

#include <optional>

#include "gfx/buffer.h"
#include "map/layer_batch.h"

namespace onescreen::map {

class LineBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  bool moves() const override {
    const auto& layer = std::get<LineLayer>(shown_);
    return index_count_ > 0 && layer.moving && layer.dash_px > 0;
  }
  void abandon() override;

 private:
  void build(const LineLayer& layer, DrawPass& pass);

  Layer shown_ = LineLayer{};
  std::optional<LineLayer> built_for_;
  size_t index_count_ = 0;
  size_t skipped_rows_ = 0;
  gfx::Buffer vertices_;
  gfx::Buffer indices_;
  gfx::VertexArray array_;
};

}  // namespace onescreen::map
