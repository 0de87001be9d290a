// Another layout is made ready unseen and then stands there whole: no frame between is blank or half drawn.
#include <gtest/gtest.h>

#include "commands.h"
#include "files.h"
#include "gfx/context.h"
#include "gfx/statistics.h"
#include "support/golden.h"
#include "wall.h"

namespace onescreen::app {
namespace {

class WallSwitch : public testing::Test {
 protected:
  void SetUp() override {
    auto files = load_files({.site = demo_site_file(), .layout = "daily"});
    ASSERT_TRUE(files) << model::describe(files.error());
    files_ = *files;
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
    before_ = test_support::load_golden({"incident_list", "typical"});
    after_ = test_support::load_golden({"map", "typical"});
  }
  std::unique_ptr<Wall> wall() const {
    auto made = Wall::create(900, 600);
    EXPECT_TRUE(made);
    return made ? std::move(*made) : nullptr;
  }
  template <typename Use>
  auto with_frame(const test_support::GoldenCase& golden, Use use) {
    const ui::Pointer pointer;
    ui::Commands commands;
    const ui::Frame frame{golden.scene,  golden.now,    golden.zone, files_->theme,
                          files_->words, golden.screen, pointer,     commands};
    return use(frame);
  }
  ui::DrawReport draw(Wall& wall, const test_support::GoldenCase& golden) {
    return with_frame(golden, [&](const ui::Frame& frame) { return wall.draw(frame, golden.display); });
  }
  gfx::Image fresh(const test_support::GoldenCase& golden) {
    const auto made = wall();
    made->show(golden.layout);
    draw(*made, golden);
    return made->canvas().read_pixels();
  }

  std::shared_ptr<const Files> files_;
  std::unique_ptr<gfx::HeadlessContext> context_;
  test_support::GoldenCase before_, after_;
};

TEST_F(WallSwitch, what_was_made_ready_stands_there_at_once_and_whole) {
  const gfx::Image first = fresh(before_);
  const gfx::Image second = fresh(after_);
  const auto shown = wall();
  shown->show(before_.layout);
  draw(*shown, before_);
  for (int i = 0; i < 3; ++i) {
    with_frame(after_, [&](const ui::Frame& frame) { return shown->make_ready(after_.layout, frame, after_.display); });
    draw(*shown, before_);
    EXPECT_EQ(gfx::compare(shown->canvas().read_pixels(), first).differing, 0u) << "it is made ready unseen";
  }
  shown->show(after_.layout);
  EXPECT_EQ(gfx::compare(shown->canvas().read_pixels(), second).differing, 0u) << "before anything more is drawn";
  EXPECT_TRUE(draw(*shown, after_).damage.empty());
  EXPECT_EQ(gfx::compare(shown->canvas().read_pixels(), second).differing, 0u);
}

TEST_F(WallSwitch, another_than_that_one_is_drawn_as_ever) {
  const auto shown = wall();
  shown->show(before_.layout);
  draw(*shown, before_);
  with_frame(after_, [&](const ui::Frame& frame) { return shown->make_ready(after_.layout, frame, after_.display); });
  shown->show(before_.layout);
  EXPECT_FALSE(draw(*shown, before_).damage.empty());
  EXPECT_EQ(gfx::compare(shown->canvas().read_pixels(), fresh(before_)).differing, 0u);
}

TEST_F(WallSwitch, a_layout_that_comes_back_has_kept_what_it_prepared_and_is_drawn_whole) {
  const gfx::Image first = fresh(before_);
  const gfx::Image second = fresh(after_);
  const auto shown = wall();
  shown->keep({before_.layout, after_.layout});
  shown->show(before_.layout);
  draw(*shown, before_);
  with_frame(after_, [&](const ui::Frame& frame) {
    shown->warm_up(after_.layout, frame, after_.display);
    return 0;
  });
  const auto ready = [&](const test_support::GoldenCase& golden) {
    with_frame(golden, [&](const ui::Frame& frame) { return shown->make_ready(golden.layout, frame, golden.display); });
  };
  const auto uploaded_there_and_back = [&] {
    const uint64_t before = gfx::statistics().uploaded_bytes;
    ready(after_);
    shown->show(after_.layout);
    EXPECT_EQ(gfx::compare(shown->canvas().read_pixels(), second).differing, 0u);
    ready(before_);
    shown->show(before_.layout);
    EXPECT_EQ(gfx::compare(shown->canvas().read_pixels(), first).differing, 0u);
    return gfx::statistics().uploaded_bytes - before;
  };
  const uint64_t kept = uploaded_there_and_back();
  EXPECT_EQ(uploaded_there_and_back(), kept) << "again and again";
  shown->keep({});
  EXPECT_LT(kept, uploaded_there_and_back()) << "what was prepared is not prepared again";
  shown->keep({before_.layout, after_.layout});
  uploaded_there_and_back();
  // A lost context takes what is kept with it.
  std::string why_not;
  auto next = gfx::HeadlessContext::create(why_not);
  ASSERT_NE(next, nullptr) << why_not;
  context_ = std::move(next);
  context_->make_current();
  shown->gpu_lost();
  ready(after_);
  shown->show(after_.layout);
  EXPECT_EQ(gfx::compare(shown->canvas().read_pixels(), second).differing, 0u);
  EXPECT_EQ(gfx::take_gl_error("after all that"), "");
  shown->keep({});
  shown->show(before_.layout);
  draw(*shown, before_);
  EXPECT_EQ(gfx::compare(shown->canvas().read_pixels(), first).differing, 0u);
}

TEST_F(WallSwitch, a_lost_context_and_a_new_size_meet_what_is_being_made_ready) {
  const auto shown = wall();
  shown->show(before_.layout);
  draw(*shown, before_);
  const auto ready = [&] {
    with_frame(after_, [&](const ui::Frame& frame) { return shown->make_ready(after_.layout, frame, after_.display); });
  };
  ready();
  std::string why_not;
  auto next = gfx::HeadlessContext::create(why_not);
  ASSERT_NE(next, nullptr) << why_not;
  context_ = std::move(next);
  context_->make_current();
  shown->gpu_lost();
  ready();
  shown->resize(640, 480);
  draw(*shown, before_);
  ready();
  shown->show(after_.layout);
  EXPECT_EQ(shown->canvas().width(), 640);
  draw(*shown, after_);
  EXPECT_EQ(gfx::take_gl_error("after all that"), "");
  EXPECT_TRUE(shown->view().problems().empty());
}

}  // namespace
}  // namespace onescreen::app
