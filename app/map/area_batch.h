// The GPU side of an area layer. Needs a current context.
#pragma once

#include "map/shape_batch.h"

namespace onescreen::map {

class AreaBatch : public ShapeBatch {
 public:
  AreaBatch() { shown_ = AreaLayer{}; }
  bool update(const Layer& layer, DrawPass& pass) override;
  void draw(DrawPass& pass) override;
};

}  // namespace onescreen::map
