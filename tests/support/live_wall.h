// A whole program without its window, for tests: headless context, session with real polling, wall, and a clock that
// tests turn. Main thread only, except for the clock.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "gfx/context.h"
#include "session.h"
#include "wall.h"

namespace onescreen::test_support {

// A clock that stands still until it is advanced; any thread may read it.
class TurnedClock {
 public:
  explicit TurnedClock(model::TimePoint start) : start_(start), passed_(std::make_shared<std::atomic<int64_t>>(0)) {}

  void advance(model::Duration by) { *passed_ += by.count(); }
  model::Instant now() const { return clock()(); }
  model::Clock clock() const {
    // Uptime begins somewhere: zero would be a special case.
    return [start = start_, passed = passed_] {
      return model::Instant{start + model::Duration(*passed), std::chrono::hours(1) + model::Duration(*passed)};
    };
  }

 private:
  model::TimePoint start_;
  std::shared_ptr<std::atomic<int64_t>> passed_;
};

// Asks every few milliseconds until `condition` holds; false when it did not within `limit`, which is generous because
// it costs nothing when things go well.
bool wait_until(const std::function<bool()>& condition, std::chrono::milliseconds limit = std::chrono::seconds(60));

class LiveWall {
 public:
  // Throws std::runtime_error with the reason when something cannot be started.
  LiveWall(const std::string& site_file, const std::string& layout, const TurnedClock& clock, int width = 960,
           int height = 540);
  ~LiveWall();

  app::Session& session() { return *session_; }
  app::Wall& wall() { return *wall_; }
  const app::Files& files() const { return *files_; }
  const ui::Layout& layout() const { return wall_->view().layout(); }

  // As the program does it when its watcher hands over new files.
  void take(std::shared_ptr<const app::Files> files);
  void show(const std::string& layout);
  // One frame of the newest scene at the clock's instant.
  ui::DrawReport draw();
  // What a panel of the layout that is shown would say of its data now.
  model::Quality quality(const ui::LayoutPanel& panel);

  std::string layout_name() const { return screen_.layout; }

 private:
  ui::Frame frame(const model::Scene& scene);

  TurnedClock clock_;
  std::shared_ptr<const app::Files> files_;
  std::unique_ptr<gfx::HeadlessContext> context_;
  std::unique_ptr<app::Session> session_;
  std::unique_ptr<app::Wall> wall_;
  ui::ScreenState screen_;
  ui::Pointer pointer_;
  ui::Commands commands_;
};

// The demo site in `folder`/sites/site.json with its layouts, polled every `every` seconds with the given maximum age,
// its demo city at `city_url`. Returns the site file.
std::string write_demo_site(const std::string& folder, const std::string& city_url, double every_secs,
                            double max_age_secs);

}  // namespace onescreen::test_support
