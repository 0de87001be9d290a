#include "map/flow_batch.h"

namespace onescreen::map {

bool FlowBatch::update(const Layer& layer, DrawPass&) {
  shown_ = layer;
  return false;
}

void FlowBatch::draw(DrawPass&) {}

void FlowBatch::abandon() {}

}  // namespace onescreen::map
