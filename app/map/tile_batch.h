// The GPU side of a tile layer: a raster base map. Needs a current context.
#pragma once

#include "map/layer_batch.h"

namespace onescreen::map {

class TileBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  Layer shown_ = TileLayer{};
};

}  // namespace onescreen::map
