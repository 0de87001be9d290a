#include "map/tile_batch.h"

namespace onescreen::map {

bool TileBatch::update(const Layer& layer, DrawPass&) {
  shown_ = layer;
  return false;
}

void TileBatch::draw(DrawPass&) {}

void TileBatch::abandon() {}

}  // namespace onescreen::map
