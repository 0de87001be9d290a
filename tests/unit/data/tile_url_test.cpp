// Proves the addresses of single tiles, placeholder by placeholder, and that a template that cannot work is told.
#include "data/tile_url.h"

#include <gtest/gtest.h>

namespace onescreen::data {
namespace {

constexpr model::TileKey kKey{14, 13724, 6692};

TileSetConfig set_at(const std::string& url) {
  TileSetConfig set;
  set.name = "base";
  set.url = url;
  return set;
}

std::string first_problem(const TileSetConfig& set) {
  const auto problems = problems_of_tile_url(set);
  return problems.empty() ? "" : problems.front().key + ": " + problems.front().sentence;
}

TEST(TileUrl, fills_the_place_of_a_tile) {
  EXPECT_EQ(tile_url(set_at("https://h/{z}/{x}/{y}.png"), kKey, ""), "https://h/14/13724/6692.png");
  EXPECT_EQ(tile_url(set_at("https://h/{z}/{x}/{-y}.png"), kKey, ""), "https://h/14/13724/9691.png");
  auto tms = set_at("https://h/{z}/{x}/{y}.png");
  tms.tms = true;
  EXPECT_EQ(tile_url(tms, kKey, ""), "https://h/14/13724/9691.png");
  EXPECT_EQ(tile_url(tms, {0, 0, 0}, ""), "https://h/0/0/0.png");
}

TEST(TileUrl, spreads_tiles_over_subdomains_always_alike) {
  auto set = set_at("https://t{s}.h.test/{z}/{x}/{y}");
  set.subdomains = {"0", "1", "2"};
  EXPECT_EQ(tile_url(set, {3, 0, 0}, ""), "https://t0.h.test/3/0/0");
  EXPECT_EQ(tile_url(set, {3, 1, 0}, ""), "https://t1.h.test/3/1/0");
  EXPECT_EQ(tile_url(set, {3, 1, 1}, ""), "https://t2.h.test/3/1/1");
  EXPECT_EQ(tile_url(set, {3, 2, 1}, ""), "https://t0.h.test/3/2/1");
}

TEST(TileUrl, encodes_the_secret) {
  EXPECT_EQ(tile_url(set_at("https://h/{z}/{x}/{y}?tk={secret}"), {1, 0, 1}, "a&b=c"), "https://h/1/0/1?tk=a%26b%3Dc");
}

TEST(TileUrl, asks_a_wmts_by_key_and_value) {
  auto set = set_at("https://t0.h.test/vec_w/wmts?tk={secret}");
  set.wmts.layer = "vec";
  set.wmts.matrix_set = "w";
  set.wmts.format = "tiles";
  EXPECT_EQ(tile_url(set, kKey, "K"),
            "https://t0.h.test/vec_w/wmts?tk=K&SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default&"
            "TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=14&TILEROW=6692&TILECOL=13724");
  set.wmts.matrix = "EPSG:900913:{z}";
  EXPECT_NE(tile_url(set, kKey, "K").find("&TILEMATRIX=EPSG%3A900913%3A14&"), std::string::npos);
  EXPECT_EQ(first_problem(set), "url: {secret} needs \"auth\" with a \"secret\"");
}

TEST(TileUrl, fills_a_wmts_template) {
  auto set = set_at("https://h/{Layer}/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png");
  set.wmts.layer = "base map";
  set.wmts.matrix_set = "GoogleMapsCompatible";
  EXPECT_EQ(tile_url(set, kKey, ""), "https://h/base%20map/default/GoogleMapsCompatible/14/6692/13724.png");
  EXPECT_EQ(first_problem(set), "");
}

TEST(TileUrl, tells_what_cannot_work) {
  EXPECT_EQ(first_problem(set_at("https://h/{z}/{x}/{y}.png")), "");
  EXPECT_EQ(first_problem(set_at("https://h/{z}/{x}/{-y}.png")), "");
  EXPECT_EQ(first_problem(set_at("https://h/{z}/{x}.png")), "url: a tile's address needs {z}, {x} and {y}");
  EXPECT_EQ(first_problem(set_at("https://h/{z}/{x}/{Y}/{y}")), "url: \"{Y}\" is no placeholder of a tile's address");
  EXPECT_EQ(first_problem(set_at("https://{s}.h.test/{z}/{x}/{y}")), "url: {s} needs \"subdomains\"");
  EXPECT_EQ(first_problem(set_at("https://h/{TileMatrix}/{TileRow}/{TileCol}")),
            "url: a WMTS template needs \"wmts\": its layer and matrix set");
  auto set = set_at("https://h/{z}/{x}/{y}");
  set.subdomains = {"a"};
  EXPECT_EQ(first_problem(set), "subdomains: the address has no {s} for them");
  set.subdomains.clear();
  set.min_zoom = 19;
  EXPECT_EQ(first_problem(set), "min_zoom: must not be above \"max_zoom\"");
  set.min_zoom = 0;
  set.access.secret = "env:K";
  EXPECT_EQ(first_problem(set).substr(0, 6), "auth: ");
  set.access.kind = AccessKind::header;
  EXPECT_EQ(first_problem(set), "");
}

TEST(TileUrl, a_key_written_out_is_told_and_one_by_name_is_not) {
  auto set = set_at("https://h/wmts/{z}/{x}/{y}?v=1&tk=0123456789abcdef");
  EXPECT_NE(first_problem(set).find("\"tk\" carries a secret"), std::string::npos) << first_problem(set);
  set.url = "https://h/wmts/{z}/{x}/{y}?v=1&tk={secret}";
  set.access.secret = "env:K";
  EXPECT_EQ(first_problem(set), "");
}

}  // namespace
}  // namespace onescreen::data
