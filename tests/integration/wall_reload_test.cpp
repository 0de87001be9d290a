// Files change while the wall runs: a good set is swapped in whole, a bad one leaves what is on screen and lists every
// problem, a mended one is taken again. And a panel whose widget throws becomes an error panel while the others draw
// on.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>

#include "gfx/image.h"
#include "support/live_wall.h"
#include "support/repository.h"
#include "ui/widget.h"
#include "watcher.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;
using test_support::wait_until;

const model::TimePoint kStart = model::from_millis(1'795'131'900'000);

// --- widgets that fail, known to this program of tests alone ---

class ThrowsWhileDrawing : public ui::Widget {
 public:
  explicit ThrowsWhileDrawing(const ui::Config& config) : data_(config.text("data")) {}
  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    panel.painter.fill(panel.outer, ui::rgba(255, 0, 255));
    const model::Answer* answer = frame.answer(data_);
    if (answer == nullptr || answer->table == nullptr || answer->table->row_count() < 2)
      throw std::runtime_error("fewer than two rows");
  }

 private:
  std::string data_;
};

class ThrowsWhenMade : public ui::Widget {
 public:
  explicit ThrowsWhenMade(const ui::Config&) { throw std::runtime_error("cannot be made"); }
  void draw(const ui::Frame&, ui::Panel&) override {}
};

const std::vector<model::KeySpec> kDataKey = {{.name = "data", .type = model::KeyType::data, .summary = "rows"}};
const bool kRegistered =
    ui::register_widget({"test_throws_while_drawing",
                         "throws until there are two rows",
                         kDataKey,
                         {100, 60},
                         {400, 400},
                         ui::make<ThrowsWhileDrawing>}) &&
    ui::register_widget(
        {"test_throws_when_made", "throws in its constructor", {}, {100, 60}, {400, 400}, ui::make<ThrowsWhenMade>});

// --- a site of one file that is polled ---

const char* const kSite = R"({
  "version": 1, "title": "Reload",
  "sources": {"cases": {"url": "file:../cases.json", "every_secs": 0.1, "columns": {"id": {"pointer": "/id"}, "level": {"pointer": "/level", "type": "integer"}}}},
  "modes": {"daily": {"layouts": ["daily"]}}
})";
const char* const kLayout =
    R"({"version": 1, "title": "first", "row": [{"widget": "kpi", "title": "A", "data": "SELECT count(*) AS value FROM cases"}, {"widget": "clock"}]})";

class Reload : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("cases.json", R"([{"id": "1", "level": 2}])");
    site_ = folder_.write("sites/site.json", kSite);
    folder_.write("layouts/daily.json", kLayout);
  }

  void start() {
    wall_ = std::make_unique<test_support::LiveWall>(site_, "daily", clock_, 640, 360);
    ASSERT_TRUE(wait_until([&] { return wall_->session().every_source_has_answered(); }));
    wall_->session().settle();
    wall_->draw();
    watcher_ = std::make_unique<app::Watcher>(
        std::shared_ptr<const app::Files>(&wall_->files(), [](const auto*) {}), [this] { ++wakes_; }, 20ms);
  }

  void TearDown() override { watcher_.reset(); }

  // Waits for a good set and takes it.
  bool take() {
    std::shared_ptr<const app::Files> fresh;
    if (!wait_until([&] { return (fresh = watcher_->take()) != nullptr; })) return false;
    wall_->take(std::move(fresh));
    return true;
  }

  std::string problems() const {
    std::string out;
    for (const auto& problem : watcher_->problems()) out += ui::describe(problem) + "\n";
    return out;
  }

  // Writes a bad file, expects its problems and that what is on screen stays.
  void expect_refused(const std::string& file, const std::string& text, const std::string& said) {
    const std::string before = problems();
    const std::string title = wall_->layout().title;
    const gfx::Image shown = wall_->wall().canvas().read_pixels();
    folder_.write(file, text);
    ASSERT_TRUE(wait_until([&] { return !problems().empty() && problems() != before; })) << said;
    EXPECT_NE(problems().find(said), std::string::npos) << problems();
    EXPECT_EQ(watcher_->take(), nullptr) << "a bad set is never handed over";
    wall_->draw();
    EXPECT_EQ(wall_->layout().title, title);
    EXPECT_TRUE(wall_->wall().canvas().read_pixels() == shown) << "what is on screen stays, pixel for pixel: " << said;
  }

  test_support::TempFolder folder_;
  test_support::TurnedClock clock_{kStart};
  std::string site_;
  std::unique_ptr<test_support::LiveWall> wall_;
  std::unique_ptr<app::Watcher> watcher_;
  std::atomic<int> wakes_ = 0;
};

TEST_F(Reload, a_good_layout_is_swapped_in_whole) {
  start();
  folder_.write(
      "layouts/daily.json",
      R"({"version": 1, "title": "second", "column": [{"widget": "clock"}, {"widget": "kpi", "data": "SELECT max(level) AS value FROM cases"}, {"widget": "clock"}]})");
  ASSERT_TRUE(take()) << problems();
  EXPECT_EQ(wall_->layout().title, "second");
  wall_->session().settle();
  EXPECT_EQ(wall_->draw().panels_drawn, 3);
  EXPECT_EQ(problems(), "");
  EXPECT_GT(wakes_, 0) << "the program sleeps; somebody must wake it";
  const auto& answers = *wall_->session().latest()->answers;
  ASSERT_TRUE(answers.contains("SELECT max(level) AS value FROM cases"));
  EXPECT_EQ(answers.at("SELECT max(level) AS value FROM cases")->table->columns()[0].as_number(0), 2);
}

TEST_F(Reload, a_new_named_query_and_the_layout_that_reads_it_come_together) {
  start();
  folder_.write(
      "layouts/daily.json",
      R"({"version": 1, "title": "second", "row": [{"widget": "kpi", "data": "SELECT n AS value FROM counted"}]})");
  ASSERT_TRUE(wait_until([&] { return !problems().empty(); })) << "the layout alone is not good yet";
  EXPECT_EQ(wall_->layout().title, "first");
  std::string site = kSite;
  site.replace(site.find("\"modes\""), 0, "\"tables\": {\"counted\": \"SELECT 7 AS n FROM cases\"}, ");
  folder_.write("sites/site.json", site);
  ASSERT_TRUE(take()) << problems();
  wall_->session().settle();
  EXPECT_EQ(wall_->layout().title, "second");
  const auto answer = wall_->session().latest()->answers->at("SELECT n AS value FROM counted");
  ASSERT_NE(answer->table, nullptr) << (answer->error ? answer->error->message : "no answer");
  EXPECT_EQ(answer->table->columns()[0].as_number(0), 7);
}

TEST_F(Reload, a_source_that_did_not_change_keeps_its_data) {
  start();
  const auto table = wall_->session().latest()->snapshot->find("cases")->table;
  ASSERT_NE(table, nullptr);
  std::string site = kSite;
  site.replace(site.find("Reload"), 6, "Other name");
  folder_.write("sites/site.json", site);
  ASSERT_TRUE(take()) << problems();
  EXPECT_EQ(wall_->files().site->title, "Other name");
  EXPECT_EQ(wall_->session().latest()->snapshot->find("cases")->table, table);
}

TEST_F(Reload, bad_files_leave_the_wall_as_it_is_and_say_why) {
  start();
  expect_refused("layouts/daily.json", "{ \"version\": 1,\n  \"row\": [", "daily.json:2:");
  expect_refused("layouts/daily.json", "", "the file is empty");
  expect_refused("layouts/daily.json", R"({"version": 1, "row": [{"widget": "kpj"}]})", "did you mean \"kpi\"?");
  expect_refused("layouts/daily.json", R"({"version": 1, "row": [{"widget": "kpi", "data": "SELEKT 1"}]})", "SELEKT");
  expect_refused("layouts/daily.json",
                 R"({"version": 1, "row": [{"widget": "kpi", "data": "SELECT levl AS value FROM cases"}]})", "levl");
  expect_refused(
      "layouts/daily.json",
      R"({"version": 1, "row": [{"widget": "kpi", "data": "SELECT 1 AS value", "colour": 1}, {"widget": "nothing_like_it"}]})",
      "colour");
  EXPECT_NE(problems().find("nothing_like_it"), std::string::npos) << "all problems at once\n" << problems();
  folder_.write("layouts/daily.json", kLayout);
  ASSERT_TRUE(take()) << "mended files are taken again\n" << problems();
  expect_refused("sites/site.json", "not json", "site.json:1:1");
  expect_refused("sites/site.json", std::string(kSite).replace(std::string(kSite).find("every_secs"), 10, "every_secz"),
                 "did you mean \"every_secs\"?");
  folder_.write("sites/site.json", kSite);
  ASSERT_TRUE(take()) << problems();
  EXPECT_EQ(problems(), "");
}

TEST_F(Reload, a_file_that_goes_missing_and_comes_back_is_noticed) {
  start();
  std::filesystem::remove(folder_.path() / "layouts/daily.json");
  ASSERT_TRUE(wait_until([&] { return !problems().empty(); }));
  EXPECT_EQ(watcher_->take(), nullptr);
  folder_.write("layouts/daily.json", kLayout);
  ASSERT_TRUE(take()) << problems();
}

TEST_F(Reload, a_layout_that_the_site_names_before_it_is_there_is_taken_when_it_comes) {
  start();
  std::string site = kSite;
  site.replace(site.find("\"layouts\": [\"daily\"]"), 20, "\"layouts\": [\"daily\", \"later\"]");
  folder_.write("sites/site.json", site);
  ASSERT_TRUE(wait_until([&] { return problems().find("later") != std::string::npos; })) << problems();
  folder_.write("layouts/later.json", kLayout);
  ASSERT_TRUE(take()) << problems();
  EXPECT_TRUE(wall_->files().layouts.contains("later"));
}

// --- one broken panel stays one broken panel ---

// Whether the region holds anything but one colour.
bool has_content(const gfx::Image& image, int x0, int x1) {
  std::set<uint32_t> colours;
  for (int y = 20; y < image.height - 20; ++y) {
    for (int x = x0; x < x1; ++x) {
      const auto colour = image.at(x, y);
      colours.insert(static_cast<uint32_t>(colour.r << 16 | colour.g << 8 | colour.b));
    }
  }
  return colours.size() > 3;
}

bool has_magenta(const gfx::Image& image) {
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const auto colour = image.at(x, y);
      if (colour.r > 200 && colour.g < 60 && colour.b > 200) return true;
    }
  }
  return false;
}

class BrokenPanel : public Reload {};

TEST_F(BrokenPanel, that_throws_says_so_while_the_others_draw_on_and_comes_back) {
  ASSERT_TRUE(kRegistered);
  folder_.write(
      "layouts/daily.json",
      R"({"version": 1, "row": [{"widget": "clock"}, {"widget": "test_throws_while_drawing", "title": "B", "data": "cases"}, {"widget": "clock"}]})");
  start();
  auto said = wall_->wall().view().problems();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0], "/row/1: fewer than two rows");
  gfx::Image image = wall_->wall().canvas().read_pixels();
  EXPECT_TRUE(has_content(image, 20, 200)) << "the panel before it";
  EXPECT_TRUE(has_content(image, 230, 400)) << "the error panel";
  EXPECT_TRUE(has_content(image, 440, 620)) << "the panel behind it";
  EXPECT_FALSE(has_magenta(image)) << "what it had drawn before it threw is thrown away";

  // Time goes on for the others.
  clock_.advance(1min);
  EXPECT_GE(wall_->draw().panels_drawn, 2);

  folder_.write("cases.json", R"([{"id": "1", "level": 2}, {"id": "2", "level": 3}])");
  ASSERT_TRUE(wait_until([&] {
    wall_->session().settle();
    wall_->draw();
    return wall_->wall().view().problems().empty();
  })) << "new data, a new try";
  EXPECT_TRUE(has_magenta(wall_->wall().canvas().read_pixels()));
}

TEST_F(BrokenPanel, that_cannot_be_made_says_so_in_its_place) {
  folder_.write(
      "layouts/daily.json",
      R"({"version": 1, "row": [{"widget": "clock"}, {"widget": "test_throws_when_made"}, {"widget": "clock"}]})");
  start();
  const auto said = wall_->wall().view().problems();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0], "/row/1: cannot be made");
  const gfx::Image image = wall_->wall().canvas().read_pixels();
  EXPECT_TRUE(has_content(image, 20, 200));
  EXPECT_TRUE(has_content(image, 230, 400));
  EXPECT_TRUE(has_content(image, 440, 620));
}

}  // namespace
}  // namespace onescreen
