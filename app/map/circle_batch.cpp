#include "map/circle_batch.h"

namespace onescreen::map {

bool CircleBatch::update(const Layer& layer, DrawPass&) {
  shown_ = layer;
  return false;
}

void CircleBatch::draw(DrawPass&) {}

void CircleBatch::abandon() {}

}  // namespace onescreen::map
