// Every scene of the demo site, drawn with its own city: all sources fresh, no panel in trouble, no character without a
// glyph.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "commands.h"
#include "still.h"
#include "support/process.h"
#include "support/repository.h"

namespace onescreen {
namespace {

// A working day's morning, so that the city is the same in every run.
constexpr const char* kMorning = "2026-11-20T10:52:36+08:00";

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
        {test_support::program(), "render", "--layout", scene, "--size", "1366x768", "--sensors", "24000", "--now",
         kMorning, "--out", (folder.path() / "scene.png").string()},
        std::chrono::minutes(2));
    ASSERT_EQ(drawn.exit_code, 0) << scene << ": " << drawn.err << drawn.out;
    const auto report = nlohmann::json::parse(drawn.out);
    EXPECT_EQ(report.at("problems").size(), 0u) << scene << ": " << report.at("problems");
    EXPECT_EQ(report.at("missing_glyphs").size(), 0u) << scene << ": " << report.at("missing_glyphs");
    EXPECT_EQ(report.at("text_faults").size(), 0u) << scene << ": " << report.at("text_faults");
    EXPECT_EQ(report.at("empty_panels").size(), 0u) << scene << ": " << report.at("empty_panels");
    for (const auto& [source, state] : report.at("sources").items())
      EXPECT_EQ(state.at("freshness"), "fresh") << scene << ": " << source;
  }
}

// What the palette finds must be known by the name that the scenes' queries use: else every panel is empty.
TEST(Scenes, have_something_to_say_of_each_street_that_can_be_found) {
  app::WallOptions options;
  options.config = app::demo_site_file();
  options.demo.sensors = 24'000;
  options.now = model::parse_iso8601(kMorning).value();
  auto opened = app::Still::open(options, 60);
  ASSERT_TRUE(opened) << model::describe(opened.error());
  app::Still& still = **opened;
  size_t streets = 0;
  size_t grids = 0;
  for (const app::FoundThing& thing : still.things_to_find()) {
    for (const ui::Command& command : thing.commands) {
      const auto* area = std::get_if<ui::DrillCommand>(&command);
      if (area == nullptr) continue;
      ++(area->grid.empty() ? streets : grids);
      EXPECT_FALSE(area->street_name.empty()) << thing.text;
      if (!area->grid.empty()) continue;  // not each of them has an open case
      still.draw("daily", nullptr, {command});
      const auto empty = app::empty_panels(*still.files().layouts.at("daily"), still.scene());
      EXPECT_TRUE(empty.empty()) << thing.text << ": " << empty.front()->title;
    }
  }
  EXPECT_EQ(streets, 8u);
  EXPECT_EQ(grids, 35u);
}

// On the screens that the demo site is made for: a wall of 1.25 mm pixels seen from 6 m, and desks.
TEST(Scenes, can_be_read_from_where_people_sit) {
  const std::string site = test_support::source_dir() / "assets/sites/demo.json";
  const std::vector<std::vector<std::string>> screens = {
      {"--size", "3840x2160", "--pixel-pitch", "1.25", "--distance", "6"},
      {"--size", "1920x1080"},
      {"--size", "1366x768"}};
  for (const auto& screen : screens) {
    std::vector<std::string> command = {
        test_support::program(), "check", site, "--sensors", "24000", "--now", kMorning, "--wait", "60"};
    command.insert(command.end(), screen.begin(), screen.end());
    const test_support::Finished checked = test_support::run_process(command, std::chrono::minutes(5));
    EXPECT_EQ(checked.exit_code, 0) << screen[1] << "\n" << checked.out << checked.err;
  }
}

}  // namespace
}  // namespace onescreen
