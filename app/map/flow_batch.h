// The GPU side of a flow layer: arcs from place to place. Needs a current context.
#pragma once

#include "map/layer_batch.h"

namespace onescreen::map {

class FlowBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  Layer shown_ = FlowLayer{};
};

}  // namespace onescreen::map
