// What `check` says about picture sets and the panels that show them: each slip is one problem at its own key.
#include "picture_reader.h"

#include <gtest/gtest.h>

#include "files.h"
#include "site.h"
#include "support/repository.h"

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;

class PictureSets : public testing::Test {
 protected:
  std::shared_ptr<const Site> read(const std::string& set, bool visitor = false) {
    problems_.clear();
    site_ = folder_.write("sites/site.json", R"({"version": 1, "modes": {"d": {"layouts": ["a"]}}, "sources": {"s": {
      "url": "http://h/x", "columns": {"id": {"pointer": "/id"}, "name": {"pointer": "/n"}}}}, "auth": {"gate": {"type":
      "bearer", "secret": "env:GATE"}}, "pictures": {"cameras": {)" +
                                                 set + "}}}");
    return read_site(site_, problems_, visitor);
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
  void expect_layout_problem(const std::string& panel, const std::string& part) {
    read(R"("url": "http://h/{id}")");
    folder_.write("pictures/plan.png", "x");
    const std::string layout = folder_.write("layouts/a.json", R"({"version": 1, "column": [{)" + panel + "}]}");
    const auto problems = check_file(layout, site_);
    if (part.empty()) {
      EXPECT_TRUE(problems.empty()) << ui::describe(problems.front());
      return;
    }
    ASSERT_EQ(problems.size(), 1u) << panel;
    EXPECT_NE(problems[0].sentence.find(part), std::string::npos) << ui::describe(problems[0]);
  }

  test_support::TempFolder folder_;
  std::string site_;
  std::vector<ui::Problem> problems_;
};

TEST_F(PictureSets, are_read_with_what_is_usual) {
  const auto site = read(R"("url": "https://h/{id}.jpg")");
  ASSERT_EQ(all(), "");
  ASSERT_EQ(site->pictures.size(), 2u) << "and the files beside the layouts";
  const auto& set = site->pictures[0];
  EXPECT_EQ(set.name, "cameras");
  EXPECT_EQ(set.every, 5s);
  EXPECT_EQ(set.timeout, 5s);
  EXPECT_EQ(set.frozen_after, 60s);
  EXPECT_EQ(set.max_px, 640);
  EXPECT_FALSE(set.demo);
  EXPECT_EQ(set.withheld, model::Withheld::no);
  EXPECT_EQ(site->pictures[1].name, model::kAssetPictures);
  EXPECT_TRUE(site->pictures[1].paths);
}

TEST_F(PictureSets, are_let_in_as_the_site_says) {
  const auto site = read(R"("url": "https://h/{id}.jpg", "auth": "gate", "headers": {"X-A": "b"})");
  ASSERT_EQ(all(), "");
  EXPECT_EQ(site->pictures[0].access.kind, data::AccessKind::bearer);
  EXPECT_EQ(site->pictures[0].headers.at("X-A"), "b");
  expect_problem(R"("url": "http://h/{id}", "auth": "none")", "/pictures/cameras/auth", "not among");
}

TEST_F(PictureSets, are_not_for_visitors_unless_the_site_says_so) {
  EXPECT_EQ(read(R"("url": "http://h/{id}")", true)->pictures[0].withheld, model::Withheld::from_visitors);
  EXPECT_EQ(read(R"("url": "http://h/{id}", "visitor": true)", true)->pictures[0].withheld, model::Withheld::no);
}

TEST_F(PictureSets, need_the_demo_city_where_they_name_it) {
  const auto site = read(R"("url": "demo:/api/cameras/{id}/snapshot.jpg")");
  ASSERT_EQ(all(), "");
  EXPECT_TRUE(site->needs_demo_city());
  EXPECT_TRUE(site->pictures[0].demo);
}

TEST_F(PictureSets, say_what_is_wrong) {
  expect_problem(R"("url": "http://h/x.jpg")", "/pictures/cameras/url", "needs {id}");
  expect_problem(R"("url": "http://{id}.h/x.jpg")", "/pictures/cameras/url", "host");
  expect_problem(R"("url": "http://h/{id}", "frozen_secs": 6)", "/pictures/cameras/frozen_secs", "twice");
  expect_problem(R"("url": "http://h/{id}", "every": 6)", "/pictures/cameras/every", "every_secs");
  expect_problem(R"("url": "http://h/{id}", "max_px": 9000)", "/pictures/cameras/max_px", "2048");
  expect_problem(R"("url": "ftp://h/{id}")", "/pictures/cameras/url", "no address");
}

TEST_F(PictureSets, that_panels_name_must_be_there) {
  const std::string wall = R"("widget": "camera_wall", "data": "SELECT id, name FROM s", "set": )";
  expect_layout_problem(wall + R"("cameras")", "");
  expect_layout_problem(wall + R"("camera")", "did you mean \"cameras\"");
  expect_layout_problem(R"("widget": "image", "set": "x", "data": "SELECT id FROM s")", "not among");
  expect_layout_problem(R"("widget": "image")", "either");
  expect_layout_problem(R"("widget": "image", "set": "cameras")", "needs \"data\"");
  expect_layout_problem(R"("widget": "image", "file": "pictures/plan.png")", "");
  expect_layout_problem(R"("widget": "image", "file": "pictures/none.png")", "there is no file");
  expect_layout_problem(R"("widget": "image", "file": "../plan.png")", "below the assets");
  expect_layout_problem(R"("widget": "image", "file": "/etc/hostname")", "below the assets");
}

}  // namespace
}  // namespace onescreen::app
