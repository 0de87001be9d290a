#include "map/track_batch.h"

namespace onescreen::map {

bool TrackBatch::update(const Layer& layer, DrawPass&) {
  shown_ = layer;
  return false;
}

void TrackBatch::draw(DrawPass&) {}

void TrackBatch::abandon() {}

}  // namespace onescreen::map
