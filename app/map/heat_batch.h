// The GPU side of a heat layer: the colours of its field as one small texture, made anew when the rows change, of many
// rows on a thread; a zoom uploads nothing. Needs a current context.
#pragma once

#include <memory>
#include <optional>

#include "gfx/buffer.h"
#include "gfx/texture.h"
#include "map/heat_field.h"
#include "map/layer_batch.h"
#include "map/preparer.h"

namespace onescreen::map {

class HeatBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  std::optional<std::chrono::milliseconds> ready_in() const override { return preparer_.ready_in(); }
  void abandon() override;

 private:
  void upload(const HeatLayer& layer, DrawPass& pass);

  Layer shown_ = HeatLayer{};
  std::optional<HeatLayer> uploaded_for_;
  std::shared_ptr<const HeatField> field_;
  gfx::Texture colours_;
  gfx::Buffer corners_;
  gfx::VertexArray array_;
  Preparer<HeatField> preparer_;
};

}  // namespace onescreen::map
