// What `check` says about tile sets and the layers that draw them: each slip is one problem at its own key.
#include "tile_reader.h"

#include <gtest/gtest.h>

#include "files.h"
#include "site.h"
#include "support/repository.h"

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;

// A tile set in a site that is otherwise good.
class TileSets : public testing::Test {
 protected:
  std::shared_ptr<const Site> read(const std::string& set, const std::string& auth = "{}") {
    problems_.clear();
    site_ = folder_.write("sites/site.json", R"({"version": 1, "modes": {"d": {"layouts": ["a"]}}, "sources": {"s": {
      "url": "http://h/x", "columns": {"id": {"pointer": "/id"}}}}, "auth": )" +
                                                 auth + R"(, "tiles": {"base": {)" + set + "}}}");
    return read_site(site_, problems_);
  }
  std::string all() const {
    std::string out;
    for (const auto& problem : problems_) out += ui::describe(problem) + "\n";
    return out;
  }
  void expect_problem(const std::string& set, const std::string& pointer, const std::string& part) {
    read(set);
    ASSERT_EQ(problems_.size(), 1u) << set << "\n" << all();
    EXPECT_EQ(problems_[0].pointer, pointer) << all();
    EXPECT_NE(problems_[0].sentence.find(part), std::string::npos) << all();
  }

  test_support::TempFolder folder_;
  std::string site_;
  std::vector<ui::Problem> problems_;
};

const std::string kGood = R"("url": "https://h/{z}/{x}/{y}.png", "attribution": "nobody")";

TEST_F(TileSets, are_read_with_what_is_usual) {
  const auto site = read(kGood);
  ASSERT_EQ(all(), "");
  const auto& set = site->tiles.at(0);
  EXPECT_EQ(set.name, "base");
  EXPECT_EQ(set.max_zoom, 18);
  EXPECT_EQ(set.tile_px, 256);
  EXPECT_EQ(set.requests, 4);
  EXPECT_EQ(set.keep_for, 7 * 24h);
  EXPECT_EQ(set.max_disk_bytes, int64_t{256} << 20);
  EXPECT_EQ(set.crs, model::TileCrs::wgs84);
  EXPECT_FALSE(set.tms);
  EXPECT_TRUE(set.wmts.layer.empty());
}

TEST_F(TileSets, take_a_wmts_with_a_key_from_the_environment) {
  const auto site =
      read(R"("url": "https://t{s}.h/vec_w/wmts?tk={secret}", "subdomains": ["0", "1"], "auth": "tianditu",
    "attribution": "© 天地图", "crs": "gcj02", "scheme": "tms", "cache_days": 0.5,
    "wmts": {"layer": "vec", "matrix_set": "w", "format": "tiles"})",
           R"({"tianditu": {"secret": "env:TIANDITU_KEY"}})");
  ASSERT_EQ(all(), "");
  const auto& set = site->tiles.at(0);
  EXPECT_EQ(set.wmts.layer, "vec");
  EXPECT_EQ(set.wmts.style, "default");
  EXPECT_EQ(set.wmts.matrix, "{z}");
  EXPECT_EQ(set.access.secret, "env:TIANDITU_KEY");
  EXPECT_EQ(set.crs, model::TileCrs::gcj02);
  EXPECT_TRUE(set.tms);
  EXPECT_EQ(set.keep_for, 12h);
}

TEST_F(TileSets, every_slip_is_told_at_its_key) {
  expect_problem(R"("url": "https://h/{z}/{x}.png", "attribution": "a")", "/tiles/base/url", "{z}, {x} and {y}");
  expect_problem(R"("url": "https://h/{z}/{x}/{y}.png", "attribution": " ")", "/tiles/base/attribution", "whose");
  expect_problem(R"("url": "https://h/{z}/{x}/{y}.png")", "/tiles/base", "attribution");
  expect_problem(R"("url": "ftp://h/{z}/{x}/{y}.png", "attribution": "a")", "/tiles/base/url", "no address");
  expect_problem(kGood + R"(, "min_zoom": 12, "max_zoom": 10)", "/tiles/base/min_zoom", "max_zoom");
  expect_problem(kGood + R"(, "auth": "none")", "/tiles/base/auth", "not among");
  expect_problem(kGood + R"(, "headers": {"Cookie": "x"})", "/tiles/base/headers", "secret");
  expect_problem(kGood + R"(, "tile_size": 256)", "/tiles/base/tile_size", "tile_px");
  expect_problem(R"("url": "https://h/{z}/{x}/{y}.png?key=abcdef", "attribution": "a")", "/tiles/base/url", "secret");
}

TEST_F(TileSets, a_layer_names_one_of_them) {
  read(kGood);
  const auto check = [&](const std::string& layer) {
    problems_ = check_file(
        folder_.write("layouts/a.json", R"({"version": 1, "row": [{"widget": "map", "layers": [)" + layer + "]}]}"),
        site_);
    return all();
  };
  EXPECT_EQ(check(R"({"type": "tiles", "set": "base"})"), "");
  EXPECT_NE(check(R"({"type": "tiles", "set": "bse"})").find("did you mean \"base\"?"), std::string::npos) << all();
  EXPECT_NE(check(R"({"type": "tiles"})").find("needs \"set\""), std::string::npos) << all();
  EXPECT_NE(check(R"({"type": "areas"})").find("needs \"data\""), std::string::npos) << all();
}

}  // namespace
}  // namespace onescreen::app
