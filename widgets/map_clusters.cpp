#include "map_clusters.h"

#include <algorithm>
#include <cmath>

#include "map/cluster_batch.h"
#include "ui/number.h"

namespace onescreen::widgets {
namespace {

constexpr double kClosestZoom = 18;   // of a 1080-row canvas: rows at one place stay one disc
constexpr uint32_t kWhole = 100'000;  // above it, a number is written in ten thousands

// `visit(const map::ClusterSet&, layer)` from the topmost layer downwards, while it returns true.
template <typename Visit>
void each_cluster_layer(const MapStage& stage, Visit visit) {
  for (size_t i = stage.layers.size(); i-- > 0;) {
    if (stage.layers[i].type != "clusters" || !stage.shown(i)) continue;
    const auto* batch = dynamic_cast<const map::ClusterBatch*>(stage.renderer.batch(stage.in_scene(i)));
    if (batch != nullptr && batch->clusters() != nullptr && !visit(*batch->clusters(), i)) return;
  }
}

map::PixelPoint middle_of(const MapStage& stage, const map::Cluster& cluster) {
  const map::PixelPoint exact = map::pixel_from_fixed(stage.camera, stage.viewport, cluster.world);
  return {std::floor(exact.x + 0.5), std::floor(exact.y + 0.5)};
}

}  // namespace

void draw_cluster_counts(const MapStage& stage) {
  const ui::Words& words = stage.frame.words;
  each_cluster_layer(stage, [&](const map::ClusterSet& set, size_t) {
    for (const map::Cluster& cluster : set.clusters) {
      if (cluster.is_alone()) continue;
      const map::PixelPoint at = middle_of(stage, cluster);
      const float radius = map::cluster_radius_px(set.layer, cluster.count);
      if (at.x < -radius || at.y < -radius || at.x > stage.viewport.width_px + radius ||
          at.y > stage.viewport.height_px + radius)
        continue;
      const std::string number = ui::format_number(words, double(cluster.count), 0, cluster.count < kWhole);
      ui::TextStyle style{ui::Face::figure, stage.painter.note_px(), stage.frame.theme.text};
      // Of many digits, as small as fits into the ring.
      const float room = radius * 1.7f;
      const float width = stage.painter.text_width(style, number);
      if (width > room) style.px = std::max(ui::kMinimumTextPx, style.px * room / width);
      const ui::Point middle = stage.canvas(at);
      stage.painter.text(middle.x, std::round(ui::Painter::baseline_centred(middle.y, style.px)), style, number,
                         ui::Align::centre);
    }
    return true;
  });
}

void keep_clusters_free(const MapStage& stage, std::vector<map::Box>& taken) {
  each_cluster_layer(stage, [&](const map::ClusterSet& set, size_t) {
    for (const map::Cluster& cluster : set.clusters) {
      if (cluster.is_alone()) continue;
      const map::PixelPoint at = middle_of(stage, cluster);
      const double reach = map::cluster_radius_px(set.layer, cluster.count);
      if (stage.contains(at)) taken.push_back({at.x - reach, at.y - reach, at.x + reach, at.y + reach});
    }
    return true;
  });
}

std::optional<MapCluster> cluster_at(const MapStage& stage, map::PixelPoint at) {
  std::optional<MapCluster> found;
  each_cluster_layer(stage, [&](const map::ClusterSet& set, size_t layer) {
    for (size_t i = set.clusters.size(); i-- > 0 && !found;) {
      const map::Cluster& cluster = set.clusters[i];
      const map::PixelPoint middle = middle_of(stage, cluster);
      const double reach = std::max(map::cluster_radius_px(set.layer, cluster.count), 6 * stage.scale);
      if (std::hypot(at.x - middle.x, at.y - middle.y) <= reach) found = MapCluster{layer, cluster, set.layer.table};
    }
    return !found.has_value();
  });
  return found;
}

map::Camera camera_of_cluster(const MapStage& stage, const map::Cluster& cluster) {
  constexpr double kUnits = 4294967296.0;
  map::Bounds bounds;
  bounds.extend(map::lonlat_from_world({cluster.low.x / kUnits, cluster.low.y / kUnits}));
  bounds.extend(map::lonlat_from_world({cluster.high.x / kUnits, cluster.high.y / kUnits}));
  const double side = 60 * stage.scale;
  map::Camera camera = map::fitted(bounds, stage.viewport, {side, side, side, side});
  // At least to the next level, where discs are made anew.
  camera.zoom = std::max(camera.zoom, std::floor(stage.camera.zoom) + 1);
  const double closest = kClosestZoom - map::design_zoom(0, stage.scale);
  camera.zoom = std::min(camera.zoom, std::max(closest, stage.camera.zoom));
  return camera;
}

}  // namespace onescreen::widgets
