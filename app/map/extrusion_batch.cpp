#include "map/extrusion_batch.h"

namespace onescreen::map {

bool ExtrusionBatch::update(const Layer& layer, DrawPass&) {
  shown_ = layer;
  return false;
}

void ExtrusionBatch::draw(DrawPass&) {}

void ExtrusionBatch::abandon() {}

}  // namespace onescreen::map
