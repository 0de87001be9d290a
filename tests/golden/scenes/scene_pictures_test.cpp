// Every scene of the demo site against its accepted picture, with the demo city as it is on one morning
// (support/accepted_picture.h). A difference leaves build/golden/scenes/NAME.actual.png and .diff.png.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "still.h"
#include "support/accepted_picture.h"
#include "support/repository.h"

namespace onescreen {
namespace {

namespace fs = std::filesystem;

// Of a whole wall.
constexpr size_t kMostPixels = 60;

fs::path pictures() { return fs::path(test_support::source_dir()) / "tests/golden/scenes"; }

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
    EXPECT_TRUE(test_support::looks_as_accepted(still.picture(), pictures() / (scene + ".png"),
                                                fs::path("build/golden/scenes") / scene, kMostPixels))
        << scene;
  }
  EXPECT_TRUE(still.wall().fonts().missing_glyphs().empty());
  for (const auto& file : fs::directory_iterator(pictures())) {
    if (file.path().extension() != ".png") continue;
    EXPECT_TRUE(scenes.contains(file.path().stem().string())) << file.path() << " is of no scene";
  }
}

}  // namespace
}  // namespace onescreen
