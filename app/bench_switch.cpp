// How long another scene is waited for: from the key to the frame that shows it whole.
#include "bench_switch.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "bench_city.h"
#include "bench_frames.h"
#include "commands.h"
#include "data/clock.h"
#include "gfx/state.h"
#include "session.h"
#include "stagehand.h"
#include "wall.h"

namespace onescreen::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

// As long as a person looks at a scene at least: what may be shown next is answered in it.
constexpr std::chrono::milliseconds kLook{400};
constexpr std::chrono::seconds kLongestSwitch{5};
constexpr model::Duration kLongestSleep{20};

// The window's loop without a window, with a hand at the keys.
class Presenter {
 public:
  Presenter(std::shared_ptr<const Files> files, Session& session, Wall& wall)
      : files_(std::move(files)), session_(session), wall_(wall), stagehand_(session, wall, files_, "") {}

  void begin() { stagehand_.begin("", clock_()); }

  void look() {
    const auto end = SteadyClock::now() + kLook;
    while (SteadyClock::now() < end) std::this_thread::sleep_for(std::min(frame(), kLongestSleep));
  }

  // Milliseconds from `press` to the end of the first frame of what `shows` waits for; less than 0: it never came.
  template <typename Press, typename Shows>
  double until(const Press& press, const Shows& shows) {
    const auto began = SteadyClock::now();
    press(stagehand_.director());
    while (SteadyClock::now() - began < kLongestSwitch) {
      const model::Duration sleep = frame();
      if (shows(stagehand_.screen()))
        return std::chrono::duration<double, std::milli>(SteadyClock::now() - began).count();
      std::this_thread::sleep_for(std::min(sleep, kLongestSleep));
    }
    return -1;
  }

  model::Instant now() const { return clock_(); }
  const ui::ScreenState& screen() const { return stagehand_.screen(); }

 private:
  // Returns how long nothing is due.
  model::Duration frame() {
    const auto scene = session_.latest();
    const uint64_t changes = stagehand_.changes();
    const model::Duration directed = stagehand_.direct(*scene, clock_(), "");
    ui::Commands commands;
    ui::Frame given{*scene,   clock_(), files_->site->zone, files_->theme, files_->words, stagehand_.screen(),
                    pointer_, commands};
    given.may_prepare_later = true;
    given.tiles = session_.tiles();
    given.pictures = session_.pictures();
    const ui::DrawReport report = wall_.draw(given, files_->display);
    if (!report.damage.empty() || stagehand_.changes() != changes) {
      present(wall_.canvas(), window_);
      gfx::finish();
    }
    session_.take_wishes(commands);
    if (stagehand_.apply(commands)) return model::Duration(0);
    return std::min(directed, report.changes_in.value_or(directed));
  }

  std::shared_ptr<const Files> files_;
  Session& session_;
  Wall& wall_;
  model::Clock clock_ = data::system_clock();
  Stagehand stagehand_;
  ui::Pointer pointer_;
  gfx::Target window_;
};

struct Waits {
  std::vector<double> millis;
  double longest = 0;
  std::string longest_for;
  size_t never = 0;

  void add(double took, const std::string& what) {
    if (took < 0) {
      ++never;
      return;
    }
    millis.push_back(took);
    if (took <= longest) return;
    longest = took;
    longest_for = what;
  }
  void report(const BenchReport& to, const char* name, const LiveBench& bench, Budget budget) const {
    if (never > 0) cannot_start(std::to_string(never) + " scenes were never shown");
    if (millis.empty()) return;
    to.line(name, millis, {{"sensors", bench.sensors}, {"longest_for", longest_for}}, budget);
  }
};

}  // namespace

void measure_switches(const BenchReport& report, const std::shared_ptr<const Files>& files, const LiveBench& bench) {
  auto city = BenchCity::start(bench.sensors, 1);
  if (!city) {
    cannot_start(model::describe(city.error()));
    return;
  }
  auto session =
      Session::start(files, {.sensors = bench.sensors, .base_url = (*city)->base_url()}, data::system_clock());
  auto wall = Wall::create(bench.width, bench.height);
  if (!session || !wall) return;
  Presenter presenter(files, **session, **wall);
  presenter.begin();
  while (!(*session)->every_source_has_answered()) presenter.look();

  Waits modes;
  const auto end = SteadyClock::now() + std::chrono::duration<double>(bench.seconds);
  while (SteadyClock::now() < end) {
    for (const Mode& mode : files->site->modes) {
      presenter.look();
      if (mode.layouts.empty() || mode.name == presenter.screen().mode) continue;
      const double took = presenter.until([&](Director& director) { director.choose_mode(mode.name); },
                                          [&](const ui::ScreenState& screen) { return screen.mode == mode.name; });
      modes.add(took, mode.name);
    }
  }
  // Through all layouts of the first mode, which has the most, each met for the first time and again.
  Waits scenes;
  const Mode& first = files->site->modes.front();
  presenter.until([&](Director& director) { director.choose_mode(first.name); },
                  [&](const ui::ScreenState& screen) { return screen.mode == first.name; });
  for (size_t turn = 0; turn < 2 * first.layouts.size(); ++turn) {
    presenter.look();
    const std::string before = presenter.screen().layout;
    const double took = presenter.until([&](Director& director) { director.step(1, presenter.now().uptime); },
                                        [&](const ui::ScreenState& screen) { return screen.layout != before; });
    scenes.add(took, presenter.screen().layout);
  }
  modes.report(report, "switch.mode", bench, {100, 50});
  scenes.report(report, "switch.scene", bench, {});
}

}  // namespace onescreen::app
