// One line for each kind of layer.
#include "map/layer_batch.h"

#include "map/area_batch.h"
#include "map/circle_batch.h"
#include "map/cluster_batch.h"
#include "map/extrusion_batch.h"
#include "map/flow_batch.h"
#include "map/heat_batch.h"
#include "map/line_batch.h"
#include "map/point_batch.h"
#include "map/tile_batch.h"
#include "map/track_batch.h"

namespace onescreen::map {

namespace {

struct Maker {
  std::unique_ptr<LayerBatch> operator()(const AreaLayer&) const { return std::make_unique<AreaBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const LineLayer&) const { return std::make_unique<LineBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const PointLayer&) const { return std::make_unique<PointBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const CircleLayer&) const { return std::make_unique<CircleBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const FlowLayer&) const { return std::make_unique<FlowBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const TrackLayer&) const { return std::make_unique<TrackBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const ClusterLayer&) const { return std::make_unique<ClusterBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const HeatLayer&) const { return std::make_unique<HeatBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const ExtrusionLayer&) const { return std::make_unique<ExtrusionBatch>(); }
  std::unique_ptr<LayerBatch> operator()(const TileLayer&) const { return std::make_unique<TileBatch>(); }
};

}  // namespace

std::unique_ptr<LayerBatch> make_batch(const Layer& layer) { return std::visit(Maker{}, layer); }

}  // namespace onescreen::map
