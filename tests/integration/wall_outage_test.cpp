// What the wall must show when its back end dies: within the declared age every panel that reads it says late, then
// stale, then that it is interrupted, and keeps its last values; when the back end returns on its port, everything
// recovers by itself. Real HTTP and real polling; only the clock is turned by hand, so that minutes pass at once.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "demo/backend.h"
#include "support/live_wall.h"
#include "support/repository.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;
using model::Freshness;
using test_support::wait_until;

constexpr double kEverySecs = 0.3;
constexpr double kMaxAgeSecs = 30;
// A Friday in November, a quarter to eight in the morning in Shanghai.
const model::TimePoint kStart = model::from_millis(1'795'131'900'000);

std::unique_ptr<demo::Backend> start_city(const test_support::TurnedClock& clock, int port) {
  demo::Backend::Options options;
  options.sensors = 300;
  options.port = port;
  options.clock = clock.clock();
  options.districts_dir = (test_support::source_dir() / "assets/districts").string();
  auto started = demo::Backend::start(options);
  if (!started) throw std::runtime_error(model::describe(started.error()));
  return std::move(*started);
}

class Outage : public testing::Test {
 protected:
  void SetUp() override {
    clock_ = std::make_unique<test_support::TurnedClock>(kStart);
    city_ = start_city(*clock_, 0);
    port_ = city_->port();
    site_ = test_support::write_demo_site(folder_.path().string(), city_->base_url(), kEverySecs, kMaxAgeSecs);
    wall_ = std::make_unique<test_support::LiveWall>(site_, "daily", *clock_);
    ASSERT_EQ(problems(), "");
    for (const auto& source : wall_->files().site->sources) {
      if (source.url.starts_with("http:")) polled_.insert(source.name);
    }
    ASSERT_GT(polled_.size(), 5u);
    ASSERT_TRUE(wait_until([&] { return wall_->session().every_source_has_answered(); }));
    wall_->session().settle();
  }

  std::string problems() const {
    std::string out;
    for (const auto& problem : wall_->files().problems) out += ui::describe(problem) + "\n";
    for (const auto& problem : wall_->wall().view().problems()) out += problem + "\n";
    return out;
  }

  const model::SourceState& source(const std::string& name) {
    scene_ = wall_->session().latest();
    return *scene_->snapshot->find(name);
  }

  bool all_polled(const std::function<bool(const model::SourceState&)>& condition) {
    const auto scene = wall_->session().latest();
    for (const auto& name : polled_) {
      const auto* state = scene->snapshot->find(name);
      if (state == nullptr || !condition(*state)) return false;
    }
    return true;
  }

  // Panels whose data comes from the back end that dies.
  std::vector<const ui::LayoutPanel*> panels() {
    std::vector<const ui::LayoutPanel*> out;
    const auto scene = wall_->session().latest();
    for (const auto& panel : wall_->layout().panels) {
      bool reads_it = false;
      for (const auto& query : panel.queries) {
        const auto answer = scene->answers->find(query);
        if (answer == scene->answers->end()) continue;
        for (const auto& name : answer->second->reads) reads_it |= polled_.contains(name);
      }
      if (reads_it) out.push_back(&panel);
    }
    return out;
  }

  void expect_every_panel(Freshness wanted) {
    const auto all = panels();
    EXPECT_GE(all.size(), 8u) << "the daily layout has more panels than that";
    for (const auto* panel : all) {
      EXPECT_STREQ(model::name_of(wall_->quality(*panel).freshness), model::name_of(wanted))
          << panel->id << " " << panel->widget << " " << panel->title;
    }
  }

  // Rows of every answer, by query.
  std::map<std::string, size_t> values() {
    wall_->session().settle();
    std::map<std::string, size_t> out;
    const auto scene = wall_->session().latest();
    for (const auto& [query, answer] : *scene->answers) {
      EXPECT_FALSE(answer->error) << query << ": " << answer->error->message;
      EXPECT_NE(answer->table, nullptr) << query;
      if (answer->table != nullptr) out[query] = answer->table->row_count();
    }
    return out;
  }

  test_support::TempFolder folder_;
  std::unique_ptr<test_support::TurnedClock> clock_;
  std::unique_ptr<demo::Backend> city_;
  int port_ = 0;
  std::string site_;
  std::unique_ptr<test_support::LiveWall> wall_;
  std::set<std::string> polled_;
  model::ScenePtr scene_;
};

TEST_F(Outage, every_panel_says_late_then_stale_then_down_keeps_its_values_and_recovers) {
  expect_every_panel(Freshness::fresh);
  const auto first = wall_->draw();
  EXPECT_EQ(first.panels_drawn, static_cast<int>(wall_->layout().panels.size()));
  EXPECT_EQ(problems(), "");
  const auto before = values();
  ASSERT_FALSE(before.empty());
  std::map<std::string, model::TablePtr> tables;
  for (const auto& name : polled_) tables[name] = source(name).table;

  city_->stop();
  ASSERT_TRUE(wait_until([&] { return all_polled([](const auto& state) { return state.error.has_value(); }); }))
      << "a dead back end must be noticed";
  expect_every_panel(Freshness::fresh);  // no time has passed: what was told is still true

  clock_->advance(10s);
  expect_every_panel(Freshness::late);
  EXPECT_GT(wall_->draw().panels_drawn, 0) << "the state is seen without any new data";
  clock_->advance(19s);
  expect_every_panel(Freshness::late);

  clock_->advance(2s);
  expect_every_panel(Freshness::stale);
  EXPECT_GT(wall_->draw().panels_drawn, 0);

  clock_->advance(70s);
  expect_every_panel(Freshness::down);
  EXPECT_GT(wall_->draw().panels_drawn, 0);
  EXPECT_EQ(problems(), "");

  // What was known is kept: the same tables, not copies, and as many rows in every panel.
  for (const auto& name : polled_) EXPECT_EQ(source(name).table, tables[name]) << name;
  const auto kept = values();
  for (const auto& [query, rows] : before) {
    // Only a query that names the time may count otherwise when time passes.
    if (query.find(":now") == std::string::npos && query.find(":today") == std::string::npos) {
      EXPECT_EQ(kept.at(query), rows) << query;
    }
  }

  city_ = start_city(*clock_, port_);
  ASSERT_TRUE(wait_until([&] { return all_polled([](const auto& state) { return !state.error.has_value(); }); }))
      << "nobody restarted anything";
  wall_->session().settle();
  expect_every_panel(Freshness::fresh);
  EXPECT_GT(wall_->draw().panels_drawn, 0);
  EXPECT_EQ(problems(), "");
}

TEST_F(Outage, a_wall_started_without_its_back_end_waits_and_then_shows_it) {
  wall_.reset();
  city_->stop();
  wall_ = std::make_unique<test_support::LiveWall>(site_, "daily", *clock_);
  ASSERT_TRUE(wait_until([&] { return wall_->session().every_source_has_answered(); }))
      << "failing counts as an answer";
  wall_->session().settle();
  wall_->draw();
  size_t waiting = 0;
  for (const auto& panel : wall_->layout().panels)
    waiting += wall_->quality(panel).freshness == Freshness::never ? 1 : 0;
  EXPECT_GE(waiting, 8u);
  EXPECT_EQ(problems(), "");

  city_ = start_city(*clock_, port_);
  ASSERT_TRUE(
      wait_until([&] { return all_polled([](const auto& state) { return state.table != nullptr && !state.error; }); }));
  wall_->session().settle();
  expect_every_panel(Freshness::fresh);
  EXPECT_GT(wall_->draw().panels_drawn, 0);
}

TEST_F(Outage, a_wall_at_rest_draws_nothing) {
  wall_->draw();
  wall_->draw();
  wall_->session().settle();
  // The clock stands still and the city with it: polls go on and confirm the same bytes.
  const auto polls = source("kpis").polls;
  ASSERT_TRUE(wait_until([&] { return all_polled([&](const auto& state) { return state.polls > polls + 3; }); }));
  wall_->session().settle();
  int drawn = 0;
  const auto report = wall_->draw();
  for (const auto& panel : wall_->layout().panels) drawn += panel.queries.empty() ? 0 : 1;
  // Boards that look at the snapshot itself may draw; panels of data may not.
  EXPECT_LT(report.panels_drawn, drawn / 2) << "confirmations alone must not redraw the wall";
}

}  // namespace
}  // namespace onescreen
