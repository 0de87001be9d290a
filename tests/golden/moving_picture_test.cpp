// A fly-to of 120 frames through the whole drawing path: nothing flashes, nothing gapes, and no name jumps about.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "map/flight.h"
#include "map/label_layout.h"
#include "support/golden.h"

namespace onescreen {
namespace {

constexpr int kFrames = 120;

double mean_difference(const gfx::Image& a, const gfx::Image& b) {
  double sum = 0;
  for (size_t i = 0; i < a.rgba.size(); ++i) sum += std::abs(int(a.rgba[i]) - int(b.rgba[i]));
  return sum / static_cast<double>(a.rgba.size());
}

// Pixels of the map's inside, away from title and legend, that show the bare ground.
size_t bare_pixels(const gfx::Image& image, gfx::Colour ground) {
  size_t bare = 0;
  for (int y = image.height / 4; y < image.height * 3 / 5; ++y) {
    for (int x = image.width / 5; x < image.width * 4 / 5; ++x) bare += image.at(x, y) == ground ? 1 : 0;
  }
  return bare;
}

TEST(MovingPicture, AFlightShowsNoFlashAndNoGap) {
  test_support::GoldenCase golden = test_support::load_golden({"map", "flight"});
  const std::string panel = golden.layout->panels.at(0).id;
  const ui::MapView from{121.470, 31.245, 13.1};
  const ui::MapView to{121.5005, 31.2585, 16.4};
  const int64_t begin = model::to_millis(golden.now.utc);
  golden.screen.map_views[panel] = to;
  golden.screen.map_motions[panel] = ui::MapFlight{from, begin, kFrames * 16, false};
  test_support::GoldenWall wall(golden);
  std::vector<gfx::Image> frames;
  for (int i = 0; i <= kFrames; ++i) {
    model::Instant now = golden.now;
    now.utc += model::Duration(i * 16);
    now.uptime += model::Duration(i * 16);
    wall.draw(now);
    frames.push_back(wall.pixels());
  }
  const gfx::Colour ground = frames.front().at(8, frames.front().height / 2);
  std::vector<double> steps;  // between a frame and the next
  for (size_t i = 1; i < frames.size(); ++i) {
    steps.push_back(mean_difference(frames[i - 1], frames[i]));
    EXPECT_EQ(bare_pixels(frames[i], ground), 0u) << "a gap in frame " << i;
  }
  EXPECT_GT(std::accumulate(steps.begin(), steps.end(), 0.0), 20) << "nothing moved";
  // The movement swells and ebbs: a step far beyond both of its neighbours is a jump.
  for (size_t i = 1; i + 1 < steps.size(); ++i)
    EXPECT_LE(steps[i], 2.5 * std::max(steps[i - 1], steps[i + 1]) + 1) << "a jump after frame " << i;
  // A flash is a frame that is like neither of its neighbours while these are like each other.
  for (size_t i = 1; i + 1 < frames.size(); ++i) {
    const double before = mean_difference(frames[i - 1], frames[i]);
    const double after = mean_difference(frames[i], frames[i + 1]);
    const double across = mean_difference(frames[i - 1], frames[i + 1]);
    EXPECT_LE(std::min(before, after), across * 1.25 + 0.3) << "a flash in frame " << i;
  }
  // It ends in the picture that a fresh wall draws of the end.
  golden.screen.map_motions.clear();
  test_support::GoldenWall fresh(golden);
  model::Instant end = golden.now;
  end.utc += model::Duration(kFrames * 16);
  end.uptime += model::Duration(kFrames * 16);
  fresh.settle(end);
  EXPECT_EQ(gfx::compare(frames.back(), fresh.pixels()).differing, 0u);
}

TEST(MovingPicture, NoNameJumpsToAndFro) {
  constexpr map::Viewport kView{900, 700};
  const map::Camera from{{121.47, 31.245}, 12.6};
  const map::Camera to{{121.5, 31.262}, 16.2};
  std::mt19937 random(9);
  std::uniform_real_distribution<double> share(0, 1);
  std::vector<map::AnchoredLabel> labels;
  for (int i = 0; i < 160; ++i) {
    map::AnchoredLabel label{{121.45 + 0.08 * share(random), 31.235 + 0.05 * share(random)}, {}};
    label.request.width_px = 40 + 60 * share(random);
    label.request.height_px = 18;
    label.request.priority = i % 5;
    label.request.places =
        i % 2 ? std::vector{map::Place::right, map::Place::left, map::Place::above} : std::vector{map::Place::centre};
    label.request.shifts = i % 2 == 0;
    labels.push_back(label);
  }
  map::LabelLayout layout;
  layout.set(labels, {});
  struct Track {
    int changes = 0;
    int appearances = 0;
    bool shown = false;
    std::optional<map::PixelPoint> offset;
  };
  std::map<size_t, Track> tracks;
  for (int i = 0; i <= kFrames; ++i) {
    const map::Camera camera = map::flown(from, to, kView, double(i) / kFrames);
    std::set<size_t> now;
    for (const map::PlacedLabel& placed : layout.visible(camera, kView, {}, {4, 4, 896, 696})) {
      const map::PixelPoint at = map::pixel_from_lonlat(camera, kView, labels[placed.request].anchor);
      const map::PixelPoint offset{placed.box.x0 - at.x, placed.box.y0 - at.y};
      Track& track = tracks[placed.request];
      if (track.offset && std::hypot(offset.x - track.offset->x, offset.y - track.offset->y) > 0.01) ++track.changes;
      if (!track.shown) ++track.appearances;
      track.offset = offset;
      track.shown = true;
      now.insert(placed.request);
    }
    for (auto& [index, track] : tracks) track.shown = track.shown && now.contains(index);
  }
  ASSERT_GT(tracks.size(), 60u);
  // The flight goes out and in through some fifteen steps of the zoom: names may find better places on the way, but
  // none trembles.
  for (const auto& [index, track] : tracks) {
    EXPECT_LE(track.changes, 6) << index;
    EXPECT_LE(track.appearances, 4) << index;
  }
}

}  // namespace
}  // namespace onescreen
