// Proves that streets and grids of the schematic district fit together without gaps.
#include "demo/ground.h"

#include <cmath>
#include <fstream>
#include <set>

#include "demo_city.h"

namespace onescreen::demo {
namespace {

TEST(Ground, HasTheDistrictsEightStreetsAndThirtyFiveGrids) {
  const Ground& ground = shared_city().ground();
  EXPECT_EQ(ground.streets().size(), 8U);
  ASSERT_EQ(ground.cells().size(), 35U);
  std::set<std::string> ids;
  for (const Cell& cell : ground.cells()) {
    ids.insert(cell.id);
    EXPECT_GT(cell.area_km2, 0.3) << cell.id;
    EXPECT_LT(cell.area_km2, 1.5) << cell.id;
  }
  EXPECT_EQ(ids.size(), 35U);
}

double area(const Ring& ring) {
  double twice = 0;
  for (size_t i = 0; i + 1 < ring.size(); ++i) twice += ring[i].lon * ring[i + 1].lat - ring[i + 1].lon * ring[i].lat;
  return std::abs(twice) / 2;
}

TEST(Ground, GridsFillTheirStreetsWithoutGapOrOverlap) {
  const Ground& ground = shared_city().ground();
  for (const Street& street : ground.streets()) {
    double sum = 0;
    for (const size_t cell : street.cells) sum += area(ground.cells()[cell].ring);
    EXPECT_NEAR(sum / area(street.ring), 1, 1e-9) << street.name;
    for (const size_t index : street.cells) {
      const Ring& ring = ground.cells()[index].ring;
      EXPECT_EQ(ring.front(), ring.back());
      // The middle of every edge, moved a metre into the grid (rings run counter-clockwise), is in the street
      // too.
      for (size_t i = 0; i + 1 < ring.size(); ++i) {
        const double east = ring[i + 1].lon - ring[i].lon;
        const double north = ring[i + 1].lat - ring[i].lat;
        const double step = 1e-5 / std::hypot(east, north);
        const model::LonLat inside{(ring[i].lon + ring[i + 1].lon) / 2 - north * step,
                                   (ring[i].lat + ring[i + 1].lat) / 2 + east * step};
        EXPECT_TRUE(contains(ring, inside)) << ground.cells()[index].id;
        EXPECT_TRUE(contains(street.ring, inside)) << ground.cells()[index].id;
      }
    }
  }
}

// Borders have no cracks: every edge is walked once each way, or it is the district's outline.
TEST(Ground, NeighboursShareEveryCorner) {
  std::map<std::pair<std::pair<double, double>, std::pair<double, double>>, int> edges;
  const auto point = [](model::LonLat p) { return std::pair(p.lon, p.lat); };
  const auto add = [&](const Ring& ring, int by) {
    for (size_t i = 0; i + 1 < ring.size(); ++i) {
      const auto a = point(ring[i]), b = point(ring[i + 1]);
      edges[a < b ? std::pair(a, b) : std::pair(b, a)] += by;
    }
  };
  for (const Cell& cell : shared_city().ground().cells()) add(cell.ring, 1);
  std::ifstream in(assets() + "/districts/district.geojson");
  const auto outline = nlohmann::json::parse(in).at("features").at(0).at("geometry").at("coordinates").at(0);
  Ring ring;
  for (const auto& p : outline) ring.push_back({p.at(0), p.at(1)});
  add(ring, 1);
  for (const auto& [edge, count] : edges) EXPECT_EQ(count, 2) << edge.first.first << ' ' << edge.first.second;
}

TEST(Ground, SaysWhichFileCannotBeRead) {
  const auto ground = Ground::load("/nowhere");
  ASSERT_FALSE(ground.ok());
  EXPECT_EQ(ground.error().where, "/nowhere/streets.geojson");
}

TEST(Ground, EveryFileOfTheDistrictSaysThatItIsASchematic) {
  for (const char* name :
       {"streets", "grids", "district", "roads", "waters", "metro", "stations", "landmarks", "neighbours"}) {
    std::ifstream in(assets() + "/districts/" + name + ".geojson");
    const auto file = nlohmann::json::parse(in);
    EXPECT_NE(file.at("attribution").get<std::string>().find("示意图"), std::string::npos) << name;
    EXPECT_FALSE(file.at("note").get<std::string>().empty()) << name;
    EXPECT_FALSE(file.at("features").empty()) << name;
  }
}

}  // namespace
}  // namespace onescreen::demo
