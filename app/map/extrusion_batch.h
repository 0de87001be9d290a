// The GPU side of an extrusion layer: buildings with height. Needs a current context.
#pragma once

#include "gfx/depth.h"
#include "map/shape_batch.h"

namespace onescreen::map {

class ExtrusionBatch : public ShapeBatch {
 public:
  ExtrusionBatch() { shown_ = ExtrusionLayer{}; }
  bool update(const Layer& layer, DrawPass& pass) override;
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  gfx::DepthBuffer depth_;
};

}  // namespace onescreen::map
