// What an eye sees while scenes take turns and modes change, frame by frame: never an empty wall, never a panel that
// still waits, and each frame is the picture that a wall would draw which had always shown that scene.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "gfx/context.h"
#include "stagehand.h"
#include "support/live_wall.h"
#include "support/repository.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;
using test_support::TurnedClock;

constexpr int kWidth = 960;
constexpr int kHeight = 540;

class SceneChange : public testing::Test {
 protected:
  void SetUp() override {
    const std::string site = test_support::write_demo_site(folder_.path().string(), "demo:", 3600, 7200);
    auto json = nlohmann::ordered_json::parse(test_support::read_text(site));
    auto& modes = json.at("modes");
    modes.at("daily")["layouts"] = {"cockpit", "hotline", "numbers"};
    modes.at("daily")["rotate_secs"] = 1;
    for (const char* name : {"festival", "emergency"}) modes.at(name).erase("when");
    json["find"] = nlohmann::ordered_json::array();
    test_support::write_text(site, json.dump());
    auto files = app::load_files({.site = site});
    ASSERT_TRUE(files) << model::describe(files.error());
    ASSERT_TRUE((*files)->problems.empty()) << ui::describe((*files)->problems.front());
    files_ = *files;
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
    app::DemoOptions city;
    city.sensors = 500;
    auto session = app::Session::start(files_, city, clock_.clock());
    ASSERT_TRUE(session) << model::describe(session.error());
    session_ = std::move(*session);
    wall_ = made_wall();
    stagehand_ = std::make_unique<app::Stagehand>(*session_, *wall_, files_, "");
    ASSERT_TRUE(stagehand_->begin("", clock_.now()));
    ASSERT_TRUE(test_support::wait_until([&] { return session_->every_source_has_answered(); }));
    session_->settle();
  }
  void TearDown() override {
    stagehand_.reset();
    session_.reset();
    wall_.reset();
  }

  static std::unique_ptr<app::Wall> made_wall() {
    auto made = app::Wall::create(kWidth, kHeight);
    EXPECT_TRUE(made);
    return made ? std::move(*made) : nullptr;
  }

  ui::Frame frame_of(const model::Scene& scene) {
    commands_.clear();
    ui::Frame frame{scene,         clock_.now(),         files_->site->zone, files_->theme,
                    files_->words, stagehand_->screen(), pointer_,           commands_};
    frame.tiles = tiles_;
    frame.pictures = pictures_;
    return frame;
  }

  // One frame as the window's loop makes it.
  void frame() {
    const auto scene = session_->latest();
    stagehand_->direct(*scene, clock_.now(), "");
    const std::string layout = stagehand_->screen().layout;
    // Once: a still that comes between the two pictures is in neither.
    tiles_ = session_->tiles();
    pictures_ = session_->pictures();
    wall_->draw(frame_of(*scene), files_->display);
    for (const std::string& query : files_->layouts.at(layout)->queries) {
      const auto answer = scene->answers->find(query);
      ASSERT_NE(answer, scene->answers->end()) << layout << " waits for " << query;
      ASSERT_NE(answer->second->table, nullptr) << layout << " has nothing of " << query;
    }
    if (layout != shown_) look_now_ = 3;
    shown_ = layout;
    order_.push_back(layout);
    if (look_now_ <= 0) return;
    --look_now_;
    // What had always shown this scene.
    const auto other = made_wall();
    other->show(files_->layouts.at(layout));
    other->draw(frame_of(*scene), files_->display);
    const auto difference = gfx::compare(wall_->canvas().read_pixels(), other->canvas().read_pixels());
    EXPECT_EQ(difference.differing, 0u) << "frame " << order_.size() << " of " << layout;
  }

  // As many frames as it takes until `layout` is shown. Each is 10 ms later than the one before, which is less than it
  // takes: threads that prepare what is drawn have no less time than they would have.
  void frames_until(const std::string& layout) {
    const bool came = test_support::wait_until([&] {
      clock_.advance(10ms);
      std::this_thread::sleep_for(5ms);
      frame();
      return HasFatalFailure() || stagehand_->screen().layout == layout;
    });
    ASSERT_TRUE(came) << layout << " was never shown";
    for (int i = 0; i < 3; ++i) {
      clock_.advance(10ms);
      ASSERT_NO_FATAL_FAILURE(frame());
    }
  }

  test_support::TempFolder folder_;
  TurnedClock clock_{model::parse_iso8601("2026-11-20T10:52:36.010+08:00").value()};
  std::shared_ptr<const app::Files> files_;
  std::unique_ptr<gfx::HeadlessContext> context_;
  std::unique_ptr<app::Session> session_;
  std::unique_ptr<app::Wall> wall_;
  std::unique_ptr<app::Stagehand> stagehand_;
  ui::Pointer pointer_;
  model::TilesPtr tiles_;
  model::PicturesPtr pictures_;
  ui::Commands commands_;
  std::string shown_;
  std::vector<std::string> order_;
  int look_now_ = 0;
};

TEST_F(SceneChange, scenes_take_turns_without_an_empty_or_half_filled_frame) {
  for (const char* layout : {"cockpit", "hotline", "numbers", "cockpit"}) {
    ASSERT_NO_FATAL_FAILURE(frames_until(layout));
  }
  EXPECT_EQ((std::set<std::string>(order_.begin(), order_.end())),
            (std::set<std::string>{"cockpit", "hotline", "numbers"}));
}

TEST_F(SceneChange, another_mode_is_there_whole_in_its_first_frame) {
  ASSERT_NO_FATAL_FAILURE(frames_until("cockpit"));
  ASSERT_TRUE(stagehand_->director().choose_mode("emergency"));
  ASSERT_NO_FATAL_FAILURE(frames_until("emergency"));
  EXPECT_EQ(stagehand_->screen().mode, "emergency");
  ASSERT_TRUE(stagehand_->director().choose_mode("festival"));
  ASSERT_NO_FATAL_FAILURE(frames_until("festival"));
  stagehand_->director().choose_automatic();
  ASSERT_NO_FATAL_FAILURE(frames_until("cockpit"));
}

}  // namespace
}  // namespace onescreen
