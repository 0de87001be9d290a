// The GPU side of a circle layer: circles of true radius. Needs a current context.
#pragma once

#include "map/layer_batch.h"

namespace onescreen::map {

class CircleBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  Layer shown_ = CircleLayer{};
};

}  // namespace onescreen::map
