// Site files: what a good one means, and that every kind of slip is reported at its line while the rest is still read.
#include "site.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "support/repository.h"

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;

const char* const kGood = R"({
  "$schema": "../schema/site.schema.json",
  "version": 1,
  "title": "T",
  "timezone": "Asia/Shanghai",
  "display": {"pixel_pitch_mm": 1.25, "viewing_distance_m": 6},
  "sources": {
    "cases": {
      "url": "http://127.0.0.1:9/cases", "title": "Cases", "every_secs": 2, "timeout_secs": 1.5, "max_mb": 2, "crs": "gcj02",
      "headers": {"X-Site": "one"}, "id": "id", "lon": "lon", "lat": "lat", "rows": "/rows",
      "success_when": {"pointer": "/code", "equals": ["200"]},
      "paging": {"style": "page", "size": 50, "first": 0},
      "columns": {"id": {"pointer": "/id", "required": true}, "level": {"pointer": "/level", "type": "integer", "names": {"1": "urgent"}},
                  "lon": {"pointer": "/x", "type": "number"}, "lat": {"pointer": "/y", "type": "number"}, "at": {"pointer": "/at", "type": "time", "format": "epoch_ms"}}
    },
    "streets": {"url": "file:streets.geojson", "format": "geojson", "every_secs": 60, "max_age_secs": 90, "columns": {"name": {"pointer": "/name"}}},
    "city": {"url": "demo:/api/kpis", "columns": {"value": {"pointer": "/value", "type": "number"}}}
  },
  "tables": {"open": "SELECT * FROM cases WHERE level < 3", "worst": "SELECT id FROM open"},
  "modes": {"daily": {"title": "D", "layouts": ["first", "second"]}, "war": {"layouts": ["third"]}}
})";

class SiteFile : public testing::Test {
 protected:
  void SetUp() override { folder_.write("sites/streets.geojson", R"({"type": "FeatureCollection", "features": []})"); }

  std::shared_ptr<const Site> read(const std::string& text) {
    problems_.clear();
    return read_site(folder_.write("sites/site.json", text), problems_);
  }

  // The good file with one text replaced.
  static std::string good_but(const std::string& from, const std::string& to) {
    std::string text = kGood;
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
  }

  std::string all() const {
    std::string out;
    for (const auto& problem : problems_) out += ui::describe(problem) + "\n";
    return out;
  }

  // Expects that replacing one text gives exactly one problem, at `pointer`, that says `part`.
  void expect_problem(const std::string& from, const std::string& to, const std::string& pointer,
                      const std::string& part) {
    const auto site = read(good_but(from, to));
    EXPECT_NE(site, nullptr) << to;
    ASSERT_EQ(problems_.size(), 1u) << to << "\n" << all();
    EXPECT_EQ(problems_[0].pointer, pointer) << all();
    EXPECT_NE(problems_[0].sentence.find(part), std::string::npos) << all();
    EXPECT_GT(problems_[0].line, 1) << all();
  }

  test_support::TempFolder folder_;
  std::vector<ui::Problem> problems_;
};

TEST_F(SiteFile, what_would_never_come_is_said) {
  expect_problem(R"("daily": {"title": "D", )",
                 R"("daily": {"title": "D", "dwell": [{"layout": "first", "secs": 9}], )", "/modes/daily/dwell",
                 "rotate_secs");
  expect_problem(R"("viewing_distance_m": 6})",
                 R"("viewing_distance_m": 6, "dim": [{"from": "22:30", "to": "22:30", "brightness": 0.5}]})",
                 "/display/dim/0/to", "never dimmed");
}

TEST_F(SiteFile, is_read_whole) {
  const auto site = read(kGood);
  ASSERT_NE(site, nullptr);
  EXPECT_EQ(all(), "");
  EXPECT_EQ(site->title, "T");
  EXPECT_EQ(site->zone.offset_at({}), std::chrono::hours(8));
  EXPECT_EQ(site->display.pixel_pitch_mm, 1.25);
  EXPECT_EQ(site->display.viewing_distance_m, 6);
  ASSERT_EQ(site->sources.size(), 3u);

  const auto& cases = site->sources[0];
  EXPECT_EQ(cases.name, "cases");
  EXPECT_EQ(cases.title, "Cases");
  EXPECT_EQ(cases.every, 2s);
  EXPECT_EQ(cases.timeout, 1500ms);
  EXPECT_EQ(cases.max_age, 10s) << "five intervals when absent";
  EXPECT_EQ(cases.max_bytes, size_t{2} << 20);
  EXPECT_EQ(cases.headers.at("X-Site"), "one");
  EXPECT_EQ(cases.decode.crs, data::Crs::gcj02);
  EXPECT_EQ(cases.decode.success_pointer, "/code");
  EXPECT_EQ(cases.decode.success_values, std::vector<std::string>{"200"});
  EXPECT_EQ(cases.paging.style, "page");
  EXPECT_EQ(cases.paging.size, 50);
  EXPECT_EQ(cases.paging.first, 0);
  EXPECT_EQ(cases.paging.max_pages, 100);
  EXPECT_FALSE(cases.demo);
  ASSERT_EQ(cases.decode.columns.size(), 5u);
  EXPECT_EQ(cases.decode.columns[0].spec, (model::ColumnSpec{"id", model::Type::text}));
  EXPECT_TRUE(cases.decode.columns[0].required);
  EXPECT_EQ(cases.decode.columns[1].spec.type, model::Type::integer);
  EXPECT_EQ(cases.decode.columns[1].names.at("1"), "urgent");
  EXPECT_EQ(cases.decode.columns[4].time_format, "epoch_ms");

  EXPECT_EQ(site->sources[1].max_age, 90s);
  EXPECT_EQ(site->sources[1].url, "file:" + (folder_.path() / "sites/streets.geojson").string())
      << "relative to the site file";
  EXPECT_TRUE(site->sources[2].demo) << "the demo city's data is invented";
  EXPECT_EQ(site->sources[2].title, "city");
  EXPECT_TRUE(site->needs_demo_city());

  ASSERT_EQ(site->tables.size(), 2u);
  EXPECT_EQ(site->tables[0].name, "open");
  ASSERT_EQ(site->modes.size(), 2u);
  EXPECT_EQ(site->modes[0].layouts, (std::vector<std::string>{"first", "second"}));
  EXPECT_EQ(default_layout(*site), "first");
  EXPECT_EQ(layout_file(*site, "first"), (folder_.path() / "layouts/first.json").string());
}

TEST_F(SiteFile, absolute_file_addresses_stay) {
  const auto site = read(good_but("file:streets.geojson", "file:///srv/streets.geojson"));
  ASSERT_NE(site, nullptr);
  EXPECT_EQ(site->sources[1].url, "file:/srv/streets.geojson");
}

TEST_F(SiteFile, unknown_and_missing_keys) {
  expect_problem("\"title\": \"T\"", "\"titel\": \"T\"", "/titel", "did you mean \"title\"?");
  expect_problem("\"every_secs\": 2", "\"every_sec\": 2", "/sources/cases/every_sec", "did you mean \"every_secs\"?");
}

TEST_F(SiteFile, wrong_types_and_limits) {
  expect_problem("\"every_secs\": 2", "\"every_secs\": \"2\"", "/sources/cases/every_secs", "must be a number");
  expect_problem("\"every_secs\": 2", "\"every_secs\": 0", "/sources/cases/every_secs", "must be at least");
  expect_problem("\"version\": 1", "\"version\": 2", "/version", "must be at most 1");
  expect_problem("\"crs\": \"gcj02\"", "\"crs\": \"mars\"", "/sources/cases/crs",
                 "is not one of wgs84, cgcs2000, gcj02");
}

TEST_F(SiteFile, addresses_that_cannot_be_polled) {
  for (const char* url : {"ftp://host/x", "cases.json", "", "HTTP//host", "demo/api"}) {
    expect_problem("http://127.0.0.1:9/cases", url, "/sources/cases/url", "no address that can be polled");
  }
}

TEST_F(SiteFile, unknown_formats_and_zones) {
  expect_problem("\"format\": \"geojson\"", "\"format\": \"geojsn\"", "/sources/streets/format",
                 "did you mean \"geojson\"?");
  expect_problem("\"format\": \"geojson\"", "\"format\": \"spreadsheet\"", "/sources/streets/format", "onescreen list");
  expect_problem("Asia/Shanghai", "Asia/Shangri-La", "/timezone", "Asia/Shangri-La");
  expect_problem("\"every_secs\": 2", "\"timezone\": \"Mars\"", "/sources/cases/timezone", "Mars");
}

TEST_F(SiteFile, columns_that_are_none) {
  expect_problem("\"pointer\": \"/level\"", "\"pointer\": \"level\"", "/sources/cases/columns/level/pointer",
                 "begins with \"/\"");
  expect_problem("\"id\": \"id\"", "\"id\": \"number\"", "/sources/cases/id", "not among the source's columns");
  expect_problem("\"lon\": \"lon\"", "\"lon\": \"x\"", "/sources/cases/lon", "not among the source's columns");
  expect_problem("\"lat\": \"lat\"", "\"lat\": \"y\"", "/sources/cases/lat", "not among the source's columns");
  read(good_but("\"type\": \"integer\"", "\"type\": \"whole\""));
  ASSERT_FALSE(problems_.empty());
  for (const auto& problem : problems_) EXPECT_EQ(problem.pointer, "/sources/cases/columns/level/type") << all();
}

TEST_F(SiteFile, named_queries_that_cannot_be_prepared) {
  expect_problem("SELECT id FROM open", "SELECT nothing FROM open", "/tables/worst", "nothing");
  expect_problem("SELECT id FROM open", "SELEKT id FROM open", "/tables/worst", "SELEKT");
  expect_problem("SELECT id FROM open", "SELECT id FROM closed", "/tables/worst", "closed");
  expect_problem("SELECT id FROM open", "DELETE FROM cases", "/tables/worst", "");
}

TEST_F(SiteFile, without_sources_or_modes) {
  read(R"({"version": 1, "sources": {}, "modes": {"a": {"layouts": ["x"]}}})");
  EXPECT_NE(all().find("polls nothing"), std::string::npos) << all();
  read(R"({"version": 1, "modes": {"a": {"layouts": ["x"]}}})");
  EXPECT_NE(all().find("\"sources\" is missing"), std::string::npos) << all();
  const auto site = read(R"({"version": 1, "sources": {"a": {"url": "http://h/"}}})");
  EXPECT_NE(all().find("\"modes\" is missing"), std::string::npos) << all();
  ASSERT_NE(site, nullptr);
  EXPECT_EQ(default_layout(*site), "");
}

TEST_F(SiteFile, all_problems_at_once) {
  std::string text = good_but("\"crs\": \"gcj02\"", "\"crs\": \"mars\"");
  for (const auto& [from, to] :
       {std::pair("\"version\": 1", "\"version\": 3"), std::pair("Asia/Shanghai", "Nowhere"),
        std::pair("SELECT id FROM open", "SELECT x FROM y"), std::pair("\"id\": \"id\"", "\"id\": \"none\"")}) {
    text.replace(text.find(from), std::string(from).size(), to);
  }
  read(text);
  EXPECT_EQ(problems_.size(), 5u) << all();
}

TEST_F(SiteFile, that_is_no_json_is_refused_with_its_place) {
  EXPECT_EQ(read("{\"version\": 1,\n  oops"), nullptr);
  ASSERT_EQ(problems_.size(), 1u);
  EXPECT_EQ(problems_[0].line, 2);
  EXPECT_EQ(read(""), nullptr);
  EXPECT_EQ(read("[]"), nullptr);
  problems_.clear();
  EXPECT_EQ(read_site((folder_.path() / "none.json").string(), problems_), nullptr);
  EXPECT_EQ(problems_.size(), 1u);
}

TEST_F(SiteFile, full_of_the_wrong_types_is_survived) {
  EXPECT_NE(
      read(
          R"({"version": "one", "title": 1, "timezone": [], "theme": {}, "display": 3, "sources": {"a": 1, "b": {"url": 1, "columns": [], "headers": 5, "paging": "x", "success_when": 1}, "c": null},
    "tables": [], "modes": {"m": {"layouts": "x"}, "n": 3}})"),
      nullptr);
  EXPECT_GE(problems_.size(), 12u) << all();
}

TEST(DemoSite, has_no_problem) {
  std::vector<ui::Problem> problems;
  const auto site = read_site((test_support::source_dir() / "assets/sites/demo.json").string(), problems);
  ASSERT_NE(site, nullptr);
  for (const auto& problem : problems) ADD_FAILURE() << ui::describe(problem);
  EXPECT_TRUE(site->needs_demo_city());
  for (const auto& source : site->sources) {
    if (source.url.starts_with("file:")) {
      EXPECT_TRUE(std::filesystem::exists(source.url.substr(5))) << source.name << ": " << source.url;
    }
  }
}

TEST_F(SiteFile, RulesArePreparedAndGiveOneColumn) {
  const auto with = [](const std::string& rule) {
    return good_but(R"("modes":)", R"("rules": {"sums": )" + rule + R"(}, "modes":)");
  };
  const auto good = read(with(R"({"title": "S", "holds": "SELECT count(*) > 0 FROM open", "after_secs": 5})"));
  EXPECT_TRUE(problems_.empty()) << all();
  ASSERT_EQ(good->rules.size(), 1u);
  EXPECT_EQ(good->rules[0], (data::Rule{"sums", "S", "SELECT count(*) > 0 FROM open", 5s}));
  for (const char* wrong : {"SELECT nothing FROM open", "SELECT id, level FROM open", "SELECT 1", "SELECT"}) {
    EXPECT_TRUE(read(with(R"({"title": "S", "holds": ")" + std::string(wrong) + R"("})")));
    EXPECT_EQ(problems_.size(), 1u) << wrong << "\n" << all();
    EXPECT_NE(all().find("/rules/sums/holds"), std::string::npos) << all();
  }
}

TEST_F(SiteFile, SuppressedTablesHaveTheShownColumn) {
  const auto with = [](const std::string& column) {
    return good_but(
        R"("worst": "SELECT id FROM open"})",
        R"("by": "SELECT level, count(*) AS n FROM open GROUP BY level", "shown": "SELECT n_shown FROM \"by\""}, "suppress": {"by": {"columns": [")" +
            column + R"("]}})");
  };
  EXPECT_TRUE(read(with("n")));
  EXPECT_TRUE(problems_.empty()) << all();
  EXPECT_TRUE(read(with("count")));
  ASSERT_FALSE(problems_.empty());
  EXPECT_NE(all().find("suppress"), std::string::npos) << all();
}

}  // namespace
}  // namespace onescreen::app
