// What a map says of its clusters besides drawing their discs: the numbers in them, and which one is pointed at.
#pragma once

#include <optional>
#include <vector>

#include "map/cluster_set.h"
#include "map/labels.h"
#include "map_stage.h"

namespace onescreen::widgets {

struct MapCluster {
  size_t layer = 0;
  map::Cluster cluster;
  model::TablePtr table;  // of its rows
};

// Numbers of all discs in sight, in the middle of each.
void draw_cluster_counts(const MapStage& stage);

// What names must not cover: the discs in sight.
void keep_clusters_free(const MapStage& stage, std::vector<map::Box>& taken);

// The topmost disc or lone point under `at`.
std::optional<MapCluster> cluster_at(const MapStage& stage, map::PixelPoint at);

// Where all rows of a cluster are seen apart.
map::Camera camera_of_cluster(const MapStage& stage, const map::Cluster& cluster);

}  // namespace onescreen::widgets
