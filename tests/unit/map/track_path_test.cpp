// Units: whose rows are whose, where each is now, where it heads, how its tail ages and where it is cut.
#include "map/track_path.h"

#include <gtest/gtest.h>

#include <limits>
#include <numbers>
#include <set>

namespace onescreen::map {
namespace {

struct Row {
  std::string id;
  int64_t second = 0;
  LonLat at;
  std::optional<double> heading = {};
  std::string kind = "car";
};

TrackLayer layer(const std::vector<Row>& rows) {
  model::TableBuilder builder("units", {{"id", model::Type::text},
                                        {"time", model::Type::time},
                                        {"lon", model::Type::number},
                                        {"lat", model::Type::number},
                                        {"heading", model::Type::number},
                                        {"kind", model::Type::text}});
  for (const Row& row : rows) {
    if (!row.id.empty()) builder.text(0, row.id);
    builder.time(1, model::TimePoint(std::chrono::seconds(row.second)));
    builder.number(2, row.at.lon);
    builder.number(3, row.at.lat);
    if (row.heading) builder.number(4, *row.heading);
    builder.text(5, row.kind);
    builder.end_row();
  }
  TrackLayer tracks;
  tracks.table = builder.build();
  tracks.heading_column = "heading";
  tracks.class_column = "kind";
  tracks.classes = {{"car", gfx::rgb(0x00FF00)}, {"boat", gfx::rgb(0x0000FF)}};
  return tracks;
}

LonLat at(double east) { return {121.48 + east * 0.001, 31.26}; }

TEST(Tracks, GroupRowsByUnitInTheOrderOfTime) {
  const auto units =
      track_units(layer({{"a", 30, at(3)}, {"b", 5, at(9)}, {"a", 10, at(1)}, {"a", 20, at(2)}, {"", 1, at(0)}}));
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units[0].rows, (std::vector<size_t>{2, 3, 0}));
  EXPECT_EQ(units[0].newest_row(), 0u);
  EXPECT_EQ(units[1].rows, (std::vector<size_t>{1}));
}

TEST(Tracks, TheMarkStandsAtTheNewestPlaceAndIsNeverGuessed) {
  const TrackMesh mesh = track_mesh(layer({{"a", 0, at(0)}, {"a", 60, at(5)}}));
  ASSERT_EQ(mesh.heads.size(), 1u);
  EXPECT_EQ(mesh.heads[0].world, fixed_from_lonlat(at(5)));
  EXPECT_NEAR(mesh.heads[0].heading_rad, std::numbers::pi / 2, 1e-3);  // east
}

TEST(Tracks, HeadingsAreTakenAsTheyAreToldElseFromTheWay) {
  EXPECT_NEAR(track_mesh(layer({{"a", 0, at(0)}, {"a", 9, at(5), -90.0}})).heads[0].heading_rad, 1.5 * std::numbers::pi,
              1e-3);
  EXPECT_LT(track_mesh(layer({{"a", 0, at(0)}})).heads[0].heading_rad, 0);
  EXPECT_LT(track_mesh(layer({{"a", 0, at(0)}, {"a", 9, at(0.001)}})).heads[0].heading_rad, 0);  // it stands
}

TEST(Tracks, TailsFadeInStepsAndAreCutAtGapsAndByAge) {
  std::vector<Row> rows;
  for (int i = 0; i <= 20; ++i) rows.push_back({"a", i * 30, at(i)});
  TrackLayer tracks = layer(rows);
  tracks.tail_secs = 480;
  const TrackMesh whole = track_mesh(tracks);
  std::set<int> steps;
  for (const StrokeVertex& vertex : whole.tails.vertices) steps.insert(vertex.style);
  EXPECT_EQ(steps.size(), kTailSteps);
  // Nothing older than the tail: the first places are 600 s old.
  const uint32_t oldest = fixed_from_lonlat(at(4)).x;
  for (const StrokeVertex& vertex : whole.tails.vertices) EXPECT_GE(vertex.world.x, oldest - 1);
  // Without the middle, no stroke crosses the gap.
  std::vector<Row> cut = rows;
  cut.erase(cut.begin() + 10, cut.begin() + 15);
  tracks = layer(cut);
  tracks.tail_secs = 600;
  tracks.gap_secs = 60;
  const uint32_t left = fixed_from_lonlat(at(9)).x;
  const uint32_t right = fixed_from_lonlat(at(15)).x;
  const TrackMesh two = track_mesh(tracks);
  ASSERT_FALSE(two.tails.indices.empty());
  for (size_t i = 0; i + 2 < two.tails.indices.size(); i += 3) {
    bool before = false, after = false;
    for (size_t k = 0; k < 3; ++k) {
      const uint32_t x = two.tails.vertices[two.tails.indices[i + k]].world.x;
      before |= x <= left;
      after |= x >= right;
    }
    EXPECT_FALSE(before && after);
  }
}

TEST(Tracks, SilentUnitsAreTheLastGroup) {
  TrackLayer tracks = layer({{"a", 0, at(0)}, {"b", 100, at(3), {}, "boat"}, {"c", 100, at(4), {}, "else"}});
  tracks.stale_secs = 50;
  tracks.now_secs = 120;
  const TrackMesh mesh = track_mesh(tracks);
  ASSERT_EQ(mesh.head_groups.size(), 4u);
  EXPECT_EQ(mesh.head_groups[0].count, 1u);  // of no class
  EXPECT_EQ(mesh.head_groups[1].count, 0u);
  EXPECT_EQ(mesh.head_groups[2].count, 1u);
  EXPECT_EQ(mesh.head_groups[3].count, 1u);  // a
}

TEST(Tracks, RowsOfNobodyAreCounted) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const TrackMesh mesh = track_mesh(layer({{"a", 0, {nan, 31}}, {"", 1, at(0)}, {"b", 2, at(1)}}));
  EXPECT_EQ(mesh.skipped_rows, 2u);
  EXPECT_EQ(mesh.heads.size(), 1u);
  EXPECT_TRUE(track_mesh(TrackLayer{}).heads.empty());
}

TEST(Tracks, NamesStandAtTheNewestRowOfEachUnit) {
  const TrackLayer tracks = layer({{"a", 0, at(0)}, {"a", 9, at(1)}, {"b", 3, at(2)}});
  EXPECT_EQ(newest_of_units(*tracks.table, "id", "time"), (std::vector<bool>{false, true, true}));
}

}  // namespace
}  // namespace onescreen::map
