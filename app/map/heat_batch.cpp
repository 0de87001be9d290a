#include "map/heat_batch.h"

namespace onescreen::map {

bool HeatBatch::update(const Layer& layer, DrawPass&) {
  shown_ = layer;
  return false;
}

void HeatBatch::draw(DrawPass&) {}

void HeatBatch::abandon() {}

}  // namespace onescreen::map
