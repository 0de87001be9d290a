// The GPU side of a track layer: moving units with their tails. Needs a current context.
#pragma once

#include "map/layer_batch.h"

namespace onescreen::map {

class TrackBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  Layer shown_ = TrackLayer{};
};

}  // namespace onescreen::map
