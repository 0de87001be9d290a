// Raster base maps through the built program: drawn from the demo city's map service, kept, and drawn again from disk.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "gfx/image.h"
#include "support/process.h"
#include "support/repository.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;

class TileProgram : public testing::Test {
 protected:
  nlohmann::json render(const std::string& site, const std::string& out) {
    const auto finished =
        test_support::run_process({test_support::program(), "render", "--config", site, "--size", "1280x720",
                                   "--sensors", "100", "--memory", "--wait", "60", "--out", out},
                                  3min);
    EXPECT_EQ(finished.exit_code, 0) << finished.out << finished.err;
    return nlohmann::json::parse(finished.out);
  }

  test_support::TempFolder folder_;
};

TEST_F(TileProgram, draws_the_map_services_tiles_and_keeps_them_for_a_start_without_network) {
  const std::string state = (folder_.path() / "state").string();
  auto site =
      nlohmann::ordered_json::parse(test_support::read_text(test_support::source_dir() / "assets/sites/tiles.json"));
  for (const char* source : {"street_areas"}) {
    site["sources"][source]["url"] =
        "file:" + (test_support::source_dir() / "assets/districts/streets.geojson").string();
  }
  site.erase("outline");
  site["memory"] = {{"dir", state}};
  test_support::write_text(folder_.write("layouts/tiles.json", ""),
                           test_support::read_text(test_support::source_dir() / "assets/layouts/tiles.json"));
  const std::string file = folder_.write("sites/tiles.json", site.dump());
  const auto first = render(file, (folder_.path() / "first.png").string());
  for (const char* set : {"base", "wmts"}) {
    EXPECT_EQ(first.at("tiles").at(set).at("state"), "fresh") << first;
    EXPECT_GE(first.at("tiles").at(set).at("pictures").get<int>(), 4) << first;
  }
  EXPECT_EQ(first.at("problems").size(), 0u) << first;
  EXPECT_EQ(first.at("missing_glyphs").size(), 0u) << first;

  // The same sets, kept under the same names, with nobody at their address: only what the address is for the city says
  // differs between runs, so the kept tiles are found again.
  const auto second = render(file, (folder_.path() / "second.png").string());
  EXPECT_EQ(second.at("tiles"), first.at("tiles"));
  std::string why_not;
  const auto a = gfx::load_png((folder_.path() / "first.png").string(), why_not);
  ASSERT_TRUE(a) << why_not;
  // The demo city's ground is dark but not the theme's own: the tiles are what is seen.
  size_t ground = 0;
  for (int x = 100; x < 700; x += 3) ground += a->at(x, 400) == gfx::Colour{11, 18, 27, 255} ? 1 : 0;
  EXPECT_LT(ground, 20u);
}

}  // namespace
}  // namespace onescreen
