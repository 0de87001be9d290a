// Every scene of the demo site against its accepted picture, with the demo city as it is on one morning. A difference
// leaves build/golden/scenes/NAME.actual.png and .diff.png. ONESCREEN_UPDATE_GOLDEN=1 accepts what differs and says
// which; look at every picture before you commit it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

#include "still.h"
#include "support/repository.h"

namespace onescreen {
namespace {

namespace fs = std::filesystem;

// What another version of the rasteriser or of FreeType may do to edges, and no more.
constexpr int kThreshold = 1;
constexpr int kMaxDifference = 16;
constexpr size_t kMaxPixels = 60;

bool update_wanted() {
  const char* set = std::getenv("ONESCREEN_UPDATE_GOLDEN");
  return set != nullptr && std::string(set) == "1";
}

void save(const gfx::Image& image, const fs::path& path) {
  fs::create_directories(path.parent_path());
  std::string why_not;
  ASSERT_TRUE(gfx::save_png(image, path.string(), why_not)) << why_not;
}

fs::path pictures() { return fs::path(test_support::source_dir()) / "tests/golden/scenes"; }

void expect_as_accepted(const std::string& scene, const gfx::Image& actual) {
  const fs::path file = pictures() / (scene + ".png");
  std::string why_not;
  const auto accepted = gfx::load_png(file.string(), why_not);
  gfx::ImageDifference difference;
  if (accepted) {
    difference = gfx::compare(*accepted, actual, kThreshold);
    if (difference.same_size && difference.max_difference <= kMaxDifference && difference.differing <= kMaxPixels)
      return;
  }
  if (update_wanted()) {
    std::cout << "golden: wrote " << file.string() << "\n";
    return save(actual, file);
  }
  const fs::path out = fs::path("build/golden/scenes") / scene;
  save(actual, out.string() + ".actual.png");
  if (!accepted) {
    ADD_FAILURE() << scene << " has no accepted picture: " << why_not;
    return;
  }
  save(gfx::difference_image(*accepted, actual, kThreshold), out.string() + ".diff.png");
  ADD_FAILURE() << scene << ": " << difference.differing << " pixels differ by up to " << difference.max_difference
                << "; see " << out.string() << ".diff.png";
}

TEST(ScenePictures, look_as_accepted) {
  app::WallOptions options;
  options.config = app::demo_site_file();
  options.width = 1280;
  options.height = 720;
  options.demo.sensors = 4000;
  options.now = model::parse_iso8601("2026-11-20T10:52:36+08:00");
  auto opened = app::Still::open(options, 120);
  ASSERT_TRUE(opened) << model::describe(opened.error());
  app::Still& still = **opened;
  std::set<std::string> scenes;
  for (const app::Mode& mode : still.files().site->modes) scenes.insert(mode.layouts.begin(), mode.layouts.end());
  for (const std::string& scene : scenes) {
    still.draw(scene);
    expect_as_accepted(scene, still.picture());
  }
  EXPECT_TRUE(still.wall().fonts().missing_glyphs().empty());
  for (const auto& file : fs::directory_iterator(pictures())) {
    if (file.path().extension() != ".png") continue;
    EXPECT_TRUE(scenes.contains(file.path().stem().string())) << file.path() << " is of no scene";
  }
}

}  // namespace
}  // namespace onescreen
