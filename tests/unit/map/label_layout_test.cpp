// Names that the ground carries: nothing jumps while panning or between two steps of the zoom, nothing overlaps, and
// what covers the map pushes aside only what it covers.
#include "map/label_layout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

namespace onescreen::map {
namespace {

constexpr Viewport kView{800, 600};
constexpr Box kInside{4, 4, 796, 596};
const Camera kCamera{{121.4837, 31.2712}, 14.3};

AnchoredLabel label(LonLat anchor, double width, double height, double priority = 0) {
  AnchoredLabel out{anchor, {}};
  out.request.width_px = width;
  out.request.height_px = height;
  out.request.priority = priority;
  out.request.places = {Place::centre};
  return out;
}

// Scattered over what a view of `across_px` pixels sees.
std::vector<AnchoredLabel> crowd(size_t count, double across_px) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> pixel(0, across_px);
  std::uniform_real_distribution<double> width(30, 120);
  std::vector<AnchoredLabel> labels;
  for (size_t i = 0; i < count; ++i) {
    const LonLat anchor = lonlat_from_pixel(kCamera, kView, {pixel(random), pixel(random)});
    labels.push_back(label(anchor, width(random), 18, static_cast<double>(i % 7)));
    if (i % 3 == 0) labels.back().request.places = {Place::right, Place::left, Place::above, Place::below};
    labels.back().request.shifts = i % 3 == 1;
  }
  return labels;
}

std::map<size_t, Box> by_label(const std::vector<PlacedLabel>& placed) {
  std::map<size_t, Box> out;
  for (const PlacedLabel& one : placed) out[one.request] = one.box;
  return out;
}

// Of a label's box from its anchor.
PixelPoint offset(const AnchoredLabel& label, const Box& box, const Camera& camera) {
  const PixelPoint at = pixel_from_lonlat(camera, kView, label.anchor);
  return {box.x0 - at.x, box.y0 - at.y};
}

TEST(LabelLayout, PanningPlacesNothingAndCarriesTheNames) {
  const auto labels = crowd(200, 800);
  LabelLayout layout;
  layout.set(labels, {});
  const auto before = by_label(layout.visible(kCamera, kView, {}, kInside));
  ASSERT_GT(before.size(), 20u);
  size_t carried = 0;
  for (int step = 1; step <= 60; ++step) {
    const Camera camera = panned(kCamera, step * 3, -step);
    for (const auto& [index, box] : by_label(layout.visible(camera, kView, {}, kInside))) {
      const auto found = before.find(index);
      if (found == before.end()) continue;  // it was outside
      EXPECT_NEAR(box.x0 - found->second.x0, step * 3, 1e-3);
      EXPECT_NEAR(box.y0 - found->second.y0, -step, 1e-3);
      ++carried;
    }
  }
  EXPECT_GT(carried, 600u);
  EXPECT_EQ(layout.placements(), 1u);
}

TEST(LabelLayout, NamesDoNotOverlapAtAnyZoom) {
  const auto labels = crowd(300, 800);
  LabelLayout layout;
  layout.set(labels, {});
  for (double zoom = 12; zoom < 17; zoom += 0.0833) {
    const auto placed = layout.visible({kCamera.centre, zoom}, kView, {}, kInside);
    for (size_t i = 0; i < placed.size(); ++i) {
      EXPECT_TRUE(placed[i].box.inside(kInside));
      for (size_t k = i + 1; k < placed.size(); ++k)
        EXPECT_FALSE(placed[i].box.overlaps(placed[k].box)) << zoom << ": " << i << ", " << k;
    }
  }
}

TEST(LabelLayout, BetweenStepsOfTheZoomNoNameMovesAgainstItsPlace) {
  const auto labels = crowd(150, 800);
  LabelLayout layout;
  layout.set(labels, {});
  std::map<size_t, PixelPoint> before;
  double step_before = -1;
  size_t compared = 0;
  for (double zoom = 13; zoom < 15.5; zoom += 0.021) {
    const Camera camera{kCamera.centre, zoom};
    std::map<size_t, PixelPoint> now;
    for (const auto& [index, box] : by_label(layout.visible(camera, kView, {}, kInside))) {
      now[index] = offset(labels[index], box, camera);
      if (label_step(zoom) != step_before || !before.contains(index)) continue;
      EXPECT_NEAR(now[index].x, before[index].x, 1e-6);
      EXPECT_NEAR(now[index].y, before[index].y, 1e-6);
      ++compared;
    }
    before = std::move(now);
    step_before = label_step(zoom);
  }
  EXPECT_GT(compared, 1000u);
}

TEST(LabelLayout, WhatIsCoveredStepsAsideOrGoes) {
  AnchoredLabel shifts = label(kCamera.centre, 100, 20);
  shifts.request.shifts = true;
  LabelLayout layout;
  layout.set({shifts}, {});
  const Box card{300, 295, 500, 330};  // over the lower half of the name
  const auto moved = layout.visible(kCamera, kView, std::vector{card}, kInside);
  ASSERT_EQ(moved.size(), 1u);
  EXPECT_FALSE(moved[0].box.overlaps(card));
  EXPECT_LT(moved[0].box.y0, 290);
  const Box large{200, 100, 600, 500};
  EXPECT_TRUE(layout.visible(kCamera, kView, std::vector{large}, kInside).empty());
  layout.set({label(kCamera.centre, 100, 20)}, {});
  EXPECT_TRUE(layout.visible(kCamera, kView, std::vector{card}, kInside).empty());
  EXPECT_EQ(layout.visible(kCamera, kView, {}, kInside).size(), 1u);
}

TEST(LabelLayout, KeepsTheMostSevereMarksFree) {
  LabelLayout layout;
  layout.set({label(kCamera.centre, 100, 20)}, {{kCamera.centre, 8}});
  EXPECT_TRUE(layout.visible(kCamera, kView, {}, kInside).empty());
}

TEST(LabelLayout, ManyNamesArePlacedByTheBlocksInSight) {
  const auto labels = crowd(6000, 8000);
  LabelLayout layout;
  layout.set(labels, {});
  const auto first = by_label(layout.visible(kCamera, kView, {}, kInside));
  ASSERT_FALSE(first.empty());
  const auto next = by_label(layout.visible(panned(kCamera, -7, -3), kView, {}, kInside));
  size_t same = 0;
  for (const auto& [index, box] : first) {
    const auto found = next.find(index);
    if (found == next.end()) continue;
    EXPECT_NEAR(found->second.x0, box.x0 - 7, 1e-3);
    ++same;
  }
  EXPECT_GT(same * 10, first.size() * 8);
  EXPECT_LE(layout.placements(), 2u);
  // A fresh layout that never saw the way says the same of the place.
  LabelLayout fresh;
  fresh.set(labels, {});
  EXPECT_EQ(by_label(fresh.visible(panned(kCamera, -7, -3), kView, {}, kInside)), next);
}

TEST(LabelLayout, SurvivesPlacesThatAreNone) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  LabelLayout layout;
  layout.set({label({nan, 31}, 10, 10), label({121, infinite}, 10, 10), label({500, 31}, 10, 10),
              label(kCamera.centre, infinite, 10), label(kCamera.centre, nan, nan), label(kCamera.centre, 50, 10)},
             {{{nan, nan}, 5}});
  EXPECT_EQ(layout.visible(kCamera, kView, {}, kInside).size(), 1u);
  layout.set({}, {});
  EXPECT_TRUE(layout.visible(kCamera, kView, {}, kInside).empty());
}

}  // namespace
}  // namespace onescreen::map
