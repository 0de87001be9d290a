#include "map/cluster_batch.h"

namespace onescreen::map {

bool ClusterBatch::update(const Layer& layer, DrawPass&) {
  shown_ = layer;
  return false;
}

void ClusterBatch::draw(DrawPass&) {}

void ClusterBatch::abandon() {}

}  // namespace onescreen::map
