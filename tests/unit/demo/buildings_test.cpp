// Proves that the demo city's buildings are as a map needs them: on land, within a street, apart from each other, and
// always the same.
#include "demo/buildings.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "demo/feed.h"
#include "demo_city.h"

namespace onescreen::demo {
namespace {

constexpr double kMetresPerLon = 95050;
constexpr double kMetresPerLat = 111190;

const std::vector<Building>& stock() {
  static const std::vector<Building> buildings = invent_buildings(shared_city().ground(), 1);
  return buildings;
}

double area_m2(const Ring& ring) {
  double twice = 0;
  for (size_t i = 0; i + 1 < ring.size(); ++i) {
    twice += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
             (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
  }
  return twice / 2 * kMetresPerLon * kMetresPerLat;
}

TEST(Buildings, AreMoreThanTwentyThousandOfManyKinds) {
  ASSERT_GT(stock().size(), 20'000U);
  std::set<BuildingUse> uses;
  size_t courts = 0, not_boxes = 0, towers = 0;
  int64_t residents = 0;
  for (const Building& building : stock()) {
    uses.insert(building.use);
    courts += building.rings.size() > 1;
    not_boxes += building.rings[0].size() > 5;
    towers += building.height_m >= 100;
    residents += building.residents;
    EXPECT_GT(building.floors, 0);
    EXPECT_GT(building.height_m, 2);
    EXPECT_LT(building.height_m, 400);
  }
  EXPECT_EQ(uses.size(), 5U);
  EXPECT_GT(courts, 50U);
  EXPECT_GT(not_boxes, 100U);
  EXPECT_GT(towers, 20U);
  // About as many as the district has; its streets' figures are invented too.
  EXPECT_NEAR(static_cast<double>(residents), 757'000, 150'000);
}

TEST(Buildings, AreClosedRingsCounterClockwiseWithTheirCourtsInside) {
  for (const Building& building : stock()) {
    for (size_t i = 0; i < building.rings.size(); ++i) {
      const Ring& ring = building.rings[i];
      ASSERT_GE(ring.size(), 5U);
      EXPECT_EQ(ring.front(), ring.back());
      EXPECT_EQ(area_m2(ring) > 0, i == 0);
    }
    EXPECT_GT(area_m2(building.rings[0]), 30);
  }
}

TEST(Buildings, StandOnLandWithinTheirStreet) {
  const Ground& ground = shared_city().ground();
  for (const Building& building : stock()) {
    ASSERT_LT(building.street, ground.streets().size());
    bool inside = false;
    for (const model::LonLat corner : building.rings[0]) {
      EXPECT_FALSE(ground.on_water(corner));
      inside = inside || contains(ground.streets()[building.street].ring, corner);
    }
    EXPECT_TRUE(inside);
  }
}

// Corners of one never lie inside another: tested in cells of about 100 m.
TEST(Buildings, DoNotStandInEachOther) {
  std::map<std::pair<int, int>, std::vector<size_t>> cells;
  const auto cell_of = [](model::LonLat at) {
    return std::pair(static_cast<int>(std::floor(at.lon * 1000)), static_cast<int>(std::floor(at.lat * 1000)));
  };
  for (size_t i = 0; i < stock().size(); ++i) {
    std::set<std::pair<int, int>> mine;
    for (const model::LonLat corner : stock()[i].rings[0]) mine.insert(cell_of(corner));
    for (const auto& cell : mine) cells[cell].push_back(i);
  }
  size_t inside = 0;
  for (size_t i = 0; i < stock().size(); ++i) {
    for (const model::LonLat corner : stock()[i].rings[0]) {
      for (const size_t other : cells[cell_of(corner)])
        inside += other != i && contains(stock()[other].rings[0], corner);
    }
  }
  EXPECT_EQ(inside, 0U);
}

TEST(Buildings, TheTallestClusterAtTheNorthBund) {
  size_t near = 0, all = 0;
  for (const Building& building : stock()) {
    if (building.height_m < 120) continue;  // flats reach a hundred metres anywhere
    ++all;
    const model::LonLat at = building.rings[0][0];
    near += std::hypot((at.lon - 121.4975) * kMetresPerLon, (at.lat - 31.2515) * kMetresPerLat) < 1000;
  }
  EXPECT_GT(near * 10, all * 8);
}

TEST(Buildings, AreOthersForAnotherSeed) {
  EXPECT_NE(invent_buildings(shared_city().ground(), 2).front().rings, stock().front().rings);
}

// Invented anew, and for another instant: it is the same stock.
TEST(Buildings, AreAFeedOfGeoJsonThatDoesNotChange) {
  const std::vector<Feed> feeds = feeds_of(shared_city());
  const auto feed = std::find_if(feeds.begin(), feeds.end(), [](const Feed& one) { return one.path == "/buildings"; });
  ASSERT_NE(feed, feeds.end());
  const Answer answer = feed->answer({at("2026-11-21T19:00:00"), {}, {}, {}});
  EXPECT_LT(answer.gzip.size(), answer.body.size() / 4);
  EXPECT_GT(answer.gzip.size(), 1000U);
  size_t features = 0;
  for (size_t found = answer.body.find("\"height_m\":"); found != std::string::npos;
       found = answer.body.find("\"height_m\":", found + 1)) {
    ASSERT_LT(features, stock().size());
    EXPECT_EQ(std::strtod(answer.body.c_str() + found + 11, nullptr), stock()[features].height_m);
    ++features;
  }
  EXPECT_EQ(features, stock().size());
  // The first feature as it is.
  const size_t first = answer.body.find("{\"type\":\"Feature\"");
  const auto json = nlohmann::json::parse(answer.body.substr(first, answer.body.find("}},{", first) + 2 - first));
  EXPECT_EQ(json.at("id"), "B00001");
  EXPECT_EQ(json.at("geometry").at("type"), "Polygon");
  EXPECT_NEAR(json.at("geometry").at("coordinates").at(0).at(0).at(0).get<double>(), stock()[0].rings[0][0].lon, 1e-6);
  EXPECT_EQ(json.at("properties").at("floors"), stock().front().floors);
  EXPECT_TRUE(answer.body.starts_with("{\"type\":\"FeatureCollection\",\"note\":\"" + shared_city().feed_texts().mark));
}

}  // namespace
}  // namespace onescreen::demo
