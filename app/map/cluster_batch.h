// The GPU side of a cluster layer: discs with counts. Needs a current context.
#pragma once

#include "map/layer_batch.h"

namespace onescreen::map {

class ClusterBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  Layer shown_ = ClusterLayer{};
};

}  // namespace onescreen::map
