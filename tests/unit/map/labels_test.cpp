// Labels never overlap, the important one wins, and panning moves them without rearranging them.
#include "map/labels.h"

#include <gtest/gtest.h>

#include <random>

namespace onescreen::map {
namespace {

constexpr Box kInside{0, 0, 1000, 800};

LabelRequest request(double x, double y, double priority) {
  LabelRequest result;
  result.point = {x, y};
  result.width_px = 80;
  result.height_px = 20;
  result.priority = priority;
  result.places = {Place::right, Place::left, Place::above, Place::below};
  return result;
}

TEST(Labels, TheMoreImportantOneTakesTheFirstPlace) {
  const std::vector<LabelRequest> requests{request(500, 400, 1), request(505, 402, 2)};
  const auto placed = place_labels(requests, {}, kInside);
  ASSERT_EQ(placed.size(), 2u);
  EXPECT_EQ(placed[0].request, 1u);
  EXPECT_EQ(placed[0].place, Place::right);
  EXPECT_NE(placed[1].place, Place::right);
  EXPECT_FALSE(placed[0].box.overlaps(placed[1].box));
}

TEST(Labels, NeverOverlapEachOtherOrTheKeepOutsOrTheEdge) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> x(-50, 1050), y(-50, 850);
  std::vector<LabelRequest> requests;
  for (int i = 0; i < 400; ++i) requests.push_back(request(x(random), y(random), i % 7));
  const std::vector<Box> keep_outs{{0, 700, 400, 800}};
  const auto placed = place_labels(requests, keep_outs, kInside);
  EXPECT_GT(placed.size(), 50u);
  for (size_t a = 0; a < placed.size(); ++a) {
    EXPECT_TRUE(placed[a].box.inside(kInside));
    EXPECT_FALSE(placed[a].box.overlaps(keep_outs[0]));
    for (size_t b = a + 1; b < placed.size(); ++b) EXPECT_FALSE(placed[a].box.overlaps(placed[b].box));
  }
}

TEST(Labels, PanningKeepsTheirPlaces) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> x(300, 700), y(300, 500);
  std::vector<LabelRequest> requests;
  for (int i = 0; i < 60; ++i) requests.push_back(request(x(random), y(random), i % 5));
  const auto before = place_labels(requests, {}, kInside);
  for (LabelRequest& moved : requests) {
    moved.point.x += 37;
    moved.point.y -= 64;
  }
  const auto after = place_labels(requests, {}, kInside);
  ASSERT_EQ(before.size(), after.size());
  for (size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].request, after[i].request);
    EXPECT_EQ(before[i].place, after[i].place);
  }
}

TEST(Labels, AnAreaNameMayShiftALittle) {
  LabelRequest first = request(500, 400, 2);
  first.places = {Place::centre};
  LabelRequest second = first;
  second.priority = 1;
  second.point.y += 16;
  second.shifts = true;
  const auto placed = place_labels(std::vector{first, second}, {}, kInside);
  ASSERT_EQ(placed.size(), 2u);
  EXPECT_GT(placed[1].box.y0, placed[0].box.y1);
}

TEST(Labels, SkipsWhatCannotBePlaced) {
  LabelRequest nowhere = request(std::nan(""), 10, 1);
  LabelRequest empty = request(100, 100, 1);
  empty.width_px = 0;
  EXPECT_TRUE(place_labels(std::vector{nowhere, empty}, {}, kInside).empty());
  EXPECT_TRUE(place_labels({}, {}, kInside).empty());
}

}  // namespace
}  // namespace onescreen::map
