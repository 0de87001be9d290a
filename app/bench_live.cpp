// The window's loop without a window.
#include "bench_live.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "bench_city.h"
#include "bench_data.h"
#include "bench_frames.h"
#include "bench_timing.h"
#include "commands.h"
#include "data/clock.h"
#include "frame_state.h"
#include "gfx/context.h"
#include "gfx/state.h"
#include "map/data_work.h"
#include "session.h"
#include "wall.h"

namespace onescreen::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr const char* kLayout = "sensors";
constexpr model::Duration kLongestSleep{1000};
constexpr std::chrono::seconds kLongestStart{30};
constexpr model::Duration kLookAgain{5};

// Draws when something was published or is due, as App does.
class Loop {
 public:
  Loop(std::shared_ptr<const Files> files, Session& session, Wall& wall)
      : files_(std::move(files)), session_(session), wall_(wall), clock_(data::system_clock()) {
    screen_.layout = kLayout;
    const auto layout = files_->layouts.at(kLayout);
    wall_.show(layout);
    session_.show(*layout, screen_);
    session_.on_publish([this] {
      const std::lock_guard lock(mutex_);
      published_ = true;
      wake_.notify_one();
    });
  }
  ~Loop() { session_.on_publish({}); }

  struct Frame {
    bool drew = false;
    uint64_t version = 0;  // of the snapshot
  };
  Frame frame() {
    const auto scene = session_.latest();
    ui::Commands commands;
    const ui::Frame given{
        *scene, clock_(), files_->site->zone, files_->theme,      files_->words, screen_, pointer_, commands, {},
        true,   nullptr,  session_.tiles(),   session_.pictures()};
    const ui::DrawReport report = wall_.draw(given, files_->display);
    sleep_ = std::min(report.changes_in.value_or(kLongestSleep), kLongestSleep);
    if (!report.damage.empty()) {
      present(wall_.canvas(), window_);
      gfx::finish();
    }
    session_.take_wishes(commands);
    app::apply(commands, screen_);
    return {!report.damage.empty(), scene->snapshot->version};
  }
  void sleep(model::Duration longest = kLongestSleep) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::clamp(sleep_, model::Duration(1), longest), [this] { return published_; });
    published_ = false;
  }

 private:
  std::shared_ptr<const Files> files_;
  Session& session_;
  Wall& wall_;
  model::Clock clock_;
  ui::ScreenState screen_;
  ui::Pointer pointer_;
  gfx::Target window_;
  model::Duration sleep_{};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool published_ = false;
};

// The same files, but for the sensors, which are asked each second.
std::shared_ptr<const Files> asking_each_second(const Files& files) {
  auto site = std::make_shared<Site>(*files.site);
  for (data::SourceConfig& source : site->sources) {
    if (source.name == kSensorSource) source.every = std::chrono::seconds(1);
  }
  auto changed = std::make_shared<Files>(files);
  changed->site = std::move(site);
  return changed;
}

void run_for(Loop& loop, double seconds, int& frames) {
  const auto end = SteadyClock::now() + std::chrono::duration<double>(seconds);
  while (SteadyClock::now() < end) {
    frames += loop.frame().drew ? 1 : 0;
    loop.sleep();
  }
}

}  // namespace

void measure_idle(const BenchReport& report, const std::shared_ptr<const Files>& configured, const LiveBench& bench,
                  bool changes) {
  const auto files = asking_each_second(*configured);
  auto city = BenchCity::start(bench.sensors, changes ? 1 : 0);
  if (!city) {
    cannot_start(model::describe(city.error()));
    return;
  }
  auto session =
      Session::start(files, {.sensors = bench.sensors, .base_url = (*city)->base_url()}, data::system_clock());
  auto wall = Wall::create(bench.width, bench.height);
  if (!session || !wall) return;
  Loop loop(files, **session, **wall);
  int frames = 0;
  while (!(*session)->every_source_has_answered()) run_for(loop, 0.2, frames);
  run_for(loop, 3, frames);
  frames = 0;
  const double cpu = cpu_seconds();
  const auto begin = SteadyClock::now();
  run_for(loop, bench.seconds, frames);
  const double took = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  const double cores = (cpu_seconds() - cpu) / took;
  const nlohmann::ordered_json facts{{"frames_per_sec", frames / took}, {"sensors", bench.sensors}, {"seconds", took}};
  report.figure(changes ? "idle.changing" : "idle.304", cores, "cores", facts,
                changes ? Budget{0.25, 0.12} : Budget{0.05, 0.02});
  if (changes) report.figure("memory", pss_megabytes(), "pss_mb", {{"sensors", bench.sensors}}, {250, 180});
}

void measure_response(const BenchReport& report, const std::shared_ptr<const Files>& configured,
                      const LiveBench& bench) {
  const auto files = asking_each_second(*configured);
  auto city = BenchCity::start(bench.sensors, 1);
  if (!city) {
    cannot_start(model::describe(city.error()));
    return;
  }
  const model::Clock clock = data::system_clock();
  auto session = Session::start(files, {.sensors = bench.sensors, .base_url = (*city)->base_url()}, clock);
  auto wall = Wall::create(bench.width, bench.height);
  if (!session || !wall) return;
  Loop loop(files, **session, **wall);
  int frames = 0;
  while (!(*session)->every_source_has_answered()) run_for(loop, 0.2, frames);
  run_for(loop, 2, frames);

  std::vector<double> millis;
  std::optional<model::Duration> read_at;  // uptime; of the answer that is on its way to the screen
  const auto sensors = [&] { return (*session)->latest()->snapshot->sources.at(kSensorSource); };
  model::TablePtr seen = sensors()->table;
  uint64_t marks_before = map::data_work().point_sets;
  const auto end = SteadyClock::now() + std::chrono::duration<double>(bench.seconds);
  while (SteadyClock::now() < end) {
    const model::SourceStatePtr state = sensors();
    if (state->table != seen && !read_at) {
      seen = state->table;
      marks_before = map::data_work().point_sets;
      read_at = state->confirmed->uptime - state->decode_time;
    }
    loop.frame();
    if (read_at && map::data_work().point_sets != marks_before) {
      millis.push_back(static_cast<double>((clock().uptime - *read_at).count()));
      read_at.reset();
    }
    loop.sleep();
  }
  if (millis.empty()) {
    cannot_start("no answer of the sensors changed in that time; give more --seconds");
    return;
  }
  report.line("response_to_pixel", millis, {{"sensors", bench.sensors}}, {150, 80});
}

void measure_start(const BenchReport& report, const LiveBench& bench) {
  auto city = BenchCity::start(bench.sensors, 1);
  if (!city) {
    cannot_start(model::describe(city.error()));
    return;
  }
  const auto begin = SteadyClock::now();
  const auto since = [&] { return std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count(); };
  std::string why_not;
  const auto context = gfx::HeadlessContext::create(why_not);
  if (context == nullptr) {
    cannot_start(why_not);
    return;
  }
  const double context_made = since();
  auto files = load_files({.site = demo_site_file(), .layout = kLayout});
  if (!files) return;
  auto session =
      Session::start(*files, {.sensors = bench.sensors, .base_url = (*city)->base_url()}, data::system_clock());
  auto wall = Wall::create(bench.width, bench.height);
  if (!session || !wall) return;
  Loop loop(*files, **session, **wall);
  loop.frame();
  const double first_frame = since();
  while (!(*session)->every_source_has_answered() && SteadyClock::now() - begin < kLongestStart) {
    loop.frame();
    loop.sleep(kLookAgain);  // the answer of a source that this layout does not show publishes nothing
  }
  (*session)->settle();
  int frames = 0;
  loop.frame();
  const double live = since();
  run_for(loop, 0.5, frames);
  report.figure("start", live / 1000, "secs",
                {{"context_ms", context_made}, {"first_frame_ms", first_frame}, {"sensors", bench.sensors}},
                {1.0, 0.5});
}

}  // namespace onescreen::app
