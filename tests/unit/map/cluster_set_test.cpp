// Clusters: every row in exactly one, the same while panning, apart when the zoom lets them.
#include "map/cluster_set.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "shapes.h"

namespace onescreen::map {
namespace {

ClusterLayer crowd(size_t rows, uint32_t seed = 5) {
  std::mt19937 random(seed);
  std::normal_distribution<double> lon(121.49, 0.02);
  std::normal_distribution<double> lat(31.27, 0.02);
  std::vector<test::PointRow> points;
  for (size_t i = 0; i < rows; ++i)
    points.push_back({std::to_string(i), lon(random), lat(random), i == 7 ? 1 : int(i % 3) + 2});
  ClusterLayer layer;
  layer.table = test::point_table(points);
  layer.level_column = "level";
  return layer;
}

uint32_t total(const ClusterSet& set) {
  return std::accumulate(set.clusters.begin(), set.clusters.end(), 0u,
                         [](uint32_t sum, const Cluster& one) { return sum + one.count; });
}

TEST(Clusters, CountsSumToTheRowsAtEveryZoom) {
  const ClusterLayer layer = crowd(5000);
  size_t before = 0;
  for (int zoom = 8; zoom <= 20; ++zoom) {
    const ClusterSet set = cluster_points(layer, zoom);
    EXPECT_EQ(total(set), 5000u) << zoom;
    EXPECT_GE(set.clusters.size() + set.clusters.size() / 10 + 1, before) << zoom;  // they split, they do not gather
    before = set.clusters.size();
    uint32_t worst = 0;
    for (const Cluster& cluster : set.clusters) {
      worst += cluster.per_level[1];
      EXPECT_EQ(std::accumulate(cluster.per_level.begin(), cluster.per_level.end(), 0u), cluster.count);
    }
    EXPECT_EQ(worst, 1u) << "the worst case must not be lost in a crowd";
  }
  EXPECT_EQ(cluster_points(layer, 8).clusters.size(), 1u);
  EXPECT_GT(cluster_points(layer, 20).clusters.size(), 4500u);
}

TEST(Clusters, DiscsDoNotCoverEachOthersMiddles) {
  const ClusterLayer layer = crowd(3000);
  for (const int zoom : {11, 13, 15}) {
    const ClusterSet set = cluster_points(layer, zoom);
    const double units_per_px = 4294967296.0 / world_px(zoom);
    for (size_t i = 0; i < set.clusters.size(); ++i) {
      for (size_t k = i + 1; k < set.clusters.size(); ++k) {
        const Cluster& a = set.clusters[i];
        const Cluster& b = set.clusters[k];
        const double apart = std::hypot(double(a.world.x) - b.world.x, double(a.world.y) - b.world.y) / units_per_px;
        EXPECT_GE(apart, std::max(cluster_radius_px(layer, a.count), cluster_radius_px(layer, b.count)) - 1) << zoom;
      }
    }
  }
}

TEST(Clusters, DependOnNothingButRowsAndZoom) {
  const ClusterLayer layer = crowd(2000);
  const ClusterSet a = cluster_points(layer, 13);
  const ClusterSet b = cluster_points(layer, 13);
  ASSERT_EQ(a.clusters.size(), b.clusters.size());
  for (size_t i = 0; i < a.clusters.size(); ++i) {
    EXPECT_EQ(a.clusters[i].world, b.clusters[i].world);
    EXPECT_EQ(a.clusters[i].count, b.clusters[i].count);
  }
  EXPECT_TRUE(a.holds_for(layer, 13));
  EXPECT_FALSE(a.holds_for(layer, 14));
  EXPECT_EQ(cluster_step(13.99), 13);
}

TEST(Clusters, SurviveWhatIsNoPlace) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  ClusterLayer layer;
  layer.table = test::point_table({{"a", nan, 31, 1}, {"b", 500, 31, 1}, {"c", 121.5, 31.2, 1}, {"d", 121.5, 31.2, 9}});
  const ClusterSet set = cluster_points(layer, 15);
  EXPECT_EQ(set.skipped_rows, 2u);
  ASSERT_EQ(set.clusters.size(), 1u);
  EXPECT_EQ(set.clusters[0].count, 2u);
  EXPECT_TRUE(cluster_points(ClusterLayer{}, 15).clusters.empty());
}

TEST(Clusters, AnAloneOneKnowsItsRow) {
  ClusterLayer layer;
  layer.table = test::point_table({{"a", 121.4, 31.2, 4}, {"b", 121.6, 31.3, 2}});
  layer.level_column = "level";
  const ClusterSet set = cluster_points(layer, 15);
  ASSERT_EQ(set.clusters.size(), 2u);
  EXPECT_TRUE(set.clusters[0].is_alone());
  EXPECT_EQ(set.clusters[1].row, 1u);  // the worse is drawn later
  EXPECT_EQ(set.clusters[1].worst_level(), 2);
}

}  // namespace
}  // namespace onescreen::map
