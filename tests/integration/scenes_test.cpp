// Every scene of the demo site, drawn with its own city: all sources fresh, no panel in trouble, no character without a
// glyph.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "support/process.h"
#include "support/repository.h"

namespace onescreen {
namespace {

TEST(Scenes, are_whole_with_the_demo_city) {
  const std::string site = test_support::source_dir() / "assets/sites/demo.json";
  const auto json = nlohmann::json::parse(test_support::read_text(site));
  const test_support::TempFolder folder;
  std::set<std::string> scenes;
  for (const auto& [name, mode] : json.at("modes").items()) {
    for (const std::string layout : mode.at("layouts")) scenes.insert(layout);
  }
  EXPECT_GE(scenes.size(), 14u);
  for (const std::string& scene : scenes) {
    const test_support::Finished drawn = test_support::run_process(
        {test_support::program(), "render", "--layout", scene, "--size", "1366x768", "--sensors", "2000", "--out",
         (folder.path() / "scene.png").string()},
        std::chrono::minutes(2));
    ASSERT_EQ(drawn.exit_code, 0) << scene << ": " << drawn.err << drawn.out;
    const auto report = nlohmann::json::parse(drawn.out);
    EXPECT_EQ(report.at("problems").size(), 0u) << scene << ": " << report.at("problems");
    EXPECT_EQ(report.at("missing_glyphs").size(), 0u) << scene << ": " << report.at("missing_glyphs");
    for (const auto& [source, state] : report.at("sources").items())
      EXPECT_EQ(state.at("freshness"), "fresh") << scene << ": " << source;
  }
}

}  // namespace
}  // namespace onescreen
