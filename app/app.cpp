#include "app.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>
#include <utility>

#include "data/clock.h"
#include "gfx/canvas.h"
#include "gfx/state.h"

namespace onescreen::app {
namespace {

// However quiet everything is, the loop looks at the world this often, so that a lost wake-up costs a second and not
// the night.
constexpr model::Duration kLongestSleep{1000};

// Set by SIGINT and SIGTERM. The loop looks within kLongestSleep, so that a service manager's stop ends threads and
// windows in order.
volatile std::sig_atomic_t stop_signal = 0;
// Set by SIGUSR1: everything on the GPU is made again, as after a lost context.
volatile std::sig_atomic_t rebuild_signal = 0;
constexpr model::Duration kLookAround{1000};
constexpr int kWindowTries = 5;
constexpr std::chrono::milliseconds kBetweenTries{400};
// So often the debug overlay shows new figures.
constexpr model::Duration kDebugRedraw{250};

}  // namespace

App::App(const RunOptions& options) : options_(options), clock_(data::system_clock()), started_at_(clock_().uptime) {}

// The session first: its threads wake the window.
App::~App() {
  metrics_.reset();
  watcher_.reset();
  stagehand_.reset();
  session_.reset();
  wall_.reset();
}

model::Result<std::unique_ptr<App>> App::create(const RunOptions& options) {
  std::unique_ptr<App> app(new App(options));
  auto disk = disk_options(options);
  if (!disk) return disk.error();
  disk->memory = true;
  if (disk->replay) {
    app->clock_ = data::replay_clock(options.now.value_or(disk->replay->end()), false);
  } else if (options.now) {
    return model::Error{model::ErrorCode::config, "--now shows a recording at that instant; give --replay DIR too", ""};
  }
  auto files = load_files(files_wanted(options));
  if (!files) return files.error();
  app->files_ = std::move(*files);
  for (const auto& problem : app->files_->problems) spdlog::error("{}", ui::describe(problem));

  auto session = Session::start(app->files_, options.demo, app->clock_, *disk);
  if (!session) return session.error();
  app->session_ = std::move(*session);

  std::string why_not;
  app->window_ = gfx::Window::create(app->window_options(), why_not);
  if (app->window_ == nullptr) return model::Error{model::ErrorCode::io, why_not, ""};

  const gfx::Size size = app->window_->framebuffer_size();
  auto wall = Wall::create(size.width, size.height);
  if (!wall) return wall.error();
  app->wall_ = std::move(*wall);
  app->stagehand_ = std::make_unique<Stagehand>(*app->session_, *app->wall_, app->files_, options.layout);
  if (!app->stagehand_->begin(options.mode, app->clock_())) {
    return model::Error{model::ErrorCode::config, "the site has no mode \"" + options.mode + "\" with a layout", ""};
  }
  app->session_->on_publish([] { gfx::Window::wake(); });
  app->watcher_ = std::make_unique<Watcher>(app->files_, [] { gfx::Window::wake(); });
  app->serve_metrics();
  return app;
}

void App::serve_metrics() {
  const MetricsPage& wanted = files_->site->metrics;
  metrics_.reset();
  if (wanted.port == 0) return;
  auto server = MetricsServer::start(wanted.address, wanted.port, [session = session_.get(), clock = clock_] {
    return metrics_text(*session->latest()->snapshot, clock(), process_figures());
  });
  if (server) {
    metrics_ = std::move(*server);
  } else {
    spdlog::error("{}", model::describe(server.error()));
  }
}

void App::take_new_files() {
  const auto problems = watcher_->problems();
  notice_ = problems.empty() ? "" : files_->words.with("notice.not_taken_over", ui::describe(problems.front()));
  auto fresh = watcher_->take();
  if (fresh == nullptr) return;
  // The view points into the old files' theme until the next frame, which begins with a new view.
  const MetricsPage before = files_->site->metrics;
  files_ = std::move(fresh);
  session_->replace(files_);
  if (before.port != files_->site->metrics.port || before.address != files_->site->metrics.address) serve_metrics();
  stagehand_->take(files_, clock_());
  offered_.reset();
}

gfx::WindowOptions App::window_options() const {
  gfx::WindowOptions window;
  window.title = files_->site->title.empty() ? "OneScreen" : files_->site->title;
  window.width = options_.width;
  window.height = options_.height;
  if (window_ != nullptr && !window_->fullscreen()) {
    const gfx::Size size = window_->size();
    window.width = size.width > 0 ? size.width : window.width;
    window.height = size.height > 0 ? size.height : window.height;
  }
  window.fullscreen = window_ != nullptr ? window_->fullscreen() : options_.fullscreen;
  window.monitor = options_.monitor;
  return window;
}

bool App::recover_context() {
  spdlog::warn("the graphics context was lost; everything on the GPU is made again");
  auto fresh = another_window();
  if (fresh == nullptr) return false;  // a service manager's restart is the second line
  window_ = std::move(fresh);
  window_->make_current();
  wall_->gpu_lost();
  stagehand_->gpu_lost();
  input_.let_go();
  debug_figures_.renderer = gfx::gl_info().renderer;
  present_ = true;
  return true;
}

std::unique_ptr<gfx::Window> App::another_window() const {
  gfx::WindowOptions wanted = window_options();
  std::string why_not;
  for (int i = 0; i < kWindowTries; ++i) {
    // A reset can take the driver, and a monitor with it, some moments to come back from.
    if (i > 0) std::this_thread::sleep_for(kBetweenTries);
    if (auto window = gfx::Window::create(wanted, why_not)) {
      window->want_monitor(options_.monitor);  // where it goes back to once that is there again
      return window;
    }
    spdlog::error("{}", why_not);
    if (gfx::monitor_count() <= wanted.monitor) wanted.monitor = 0;
  }
  return nullptr;
}

void App::look_around() {
  const model::Duration uptime = clock_().uptime;
  if (uptime - looked_around_at_ < kLookAround) return;
  looked_around_at_ = uptime;
  refused_shader_ = wall_->reload_shaders();
  if (window_->return_to_monitor()) present_ = true;
}

void App::present(const ui::Frame& frame, gfx::Size size) {
  const auto over = [&](const std::function<void(ui::Painter&)>& paint) {
    wall_->draw_over(files_->theme, files_->display, size.width, size.height, paint);
  };
  if (debug_memory_ != nullptr) {
    debug_drawn_at_ = frame.now.uptime;
    debug_figures_.panels = wall_->view().costs();
    debug_figures_.resident_mb = debug_memory_->resident_mb();
    debug_figures_.pss_mb = debug_memory_->pss_mb();
    debug_figures_.recording_to = session_->recording_to();
    debug_figures_.uptime = frame.now.uptime - started_at_;
    over([&](ui::Painter& painter) {
      debug_overlay_.draw(frame, debug_figures_, painter, {size.width, size.height}, input_.pointer().position);
    });
  }
  if (desk_shown_) over([&](ui::Painter& painter) { desk_.draw(files_->words, painter, size, frame.now.uptime); });
  // Last: at night nothing on the wall is to be brighter than the night allows.
  if (care_.brightness < 1) {
    over([&](ui::Painter& painter) {
      painter.fill({0, 0, static_cast<float>(size.width), static_cast<float>(size.height)},
                   ui::faded(ui::rgba(0, 0, 0), static_cast<float>(1 - care_.brightness)));
    });
  }
  window_->swap();
}

void App::show_debug(bool shown) {
  debug_memory_ = shown ? std::make_unique<MemoryWatch>() : nullptr;
  debug_figures_.renderer = gfx::gl_info().renderer;
  present_ = true;
}

model::Duration App::frame() {
  take_new_files();
  const bool asked = rebuild_signal != 0;
  rebuild_signal = 0;
  if ((asked || window_->context_lost()) && !recover_context()) {
    failed_ = true;
    return model::Duration(0);
  }
  look_around();
  const gfx::Size size = window_->framebuffer_size();
  // A minimised window has no pixels; the data goes on being polled.
  if (size.width <= 0 || size.height <= 0 || window_->minimised()) return kLongestSleep;
  wall_->resize(size.width, size.height);

  const auto scene = session_->latest();
  const uint64_t changes = stagehand_->changes();
  const model::Duration directed = stagehand_->direct(*scene, clock_(), notice_);
  if (stagehand_->changes() != changes) present_ = true;
  const uint64_t alarms = stagehand_->director().conditions_begun();
  if (alarms != alarms_) present_ |= desk_.wake();
  alarms_ = alarms;
  present_ |= desk_.look(clock_().uptime);
  ui::Commands commands;
  const std::string notice = !notice_.empty()           ? notice_
                             : !refused_shader_.empty() ? files_->words.with("notice.not_taken_over", refused_shader_)
                                                        : trouble_;
  // What is pointed at lies under an overlay while one is shown.
  ui::Pointer pointer = debug_memory_ == nullptr && !desk_.palette_open() ? input_.pointer() : ui::Pointer();
  take_care(pointer);
  ui::Frame frame = frame_over(*scene, pointer, commands);
  frame.notice = notice;
  frame.steering = &input_.steering();
  offer_things(*scene);
  if (const bool shows = desk_.shows(frame.now.uptime); shows != desk_shown_) {
    desk_shown_ = shows;
    present_ = true;
  }
  const gfx::Statistics before = gfx::statistics();
  const auto began = std::chrono::steady_clock::now();
  const ui::DrawReport report = wall_->draw(frame, files_->display);
  const bool debug_due = debug_memory_ != nullptr && frame.now.uptime - debug_drawn_at_ >= kDebugRedraw;
  if (!report.damage.empty() || present_ || debug_due) {
    gfx::blit_to_window(wall_->canvas(), size.width, size.height, care_.dx, care_.dy);
    if (!report.damage.empty() && debug_memory_ != nullptr) {
      // The wall's own frame: neither the overlay nor the display's beat is in it.
      gfx::finish();
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
      debug_figures_.add(took.count(), report, size.width, size.height, before);
    }
    present(frame, size);
    present_ = false;
  }
  session_->take_wishes(commands);
  if (stagehand_->apply(commands)) return model::Duration(0);
  const model::Duration longest = debug_memory_ != nullptr ? kDebugRedraw : kLongestSleep;
  return std::min(
      {report.changes_in.value_or(longest), longest, directed, desk_.changes_in(frame.now.uptime).value_or(longest)});
}

ui::Frame App::frame_over(const model::Scene& scene, const ui::Pointer& pointer, ui::Commands& commands) const {
  ui::Frame frame{scene,   clock_(), files_->site->zone, files_->theme, files_->words, stagehand_->screen(),
                  pointer, commands};
  frame.may_prepare_later = true;
  frame.tiles = session_->tiles();
  frame.pictures = session_->pictures();
  return frame;
}

void App::take_care(ui::Pointer& pointer) {
  const CareNow care = care_at(files_->site->care, files_->site->zone, clock_().utc);
  if (care.dx != care_.dx || care.dy != care_.dy || care.brightness != care_.brightness) present_ = true;
  care_ = care;
  // What is seen at one place lies at another on the canvas.
  pointer.position.x -= static_cast<float>(care.dx);
  pointer.position.y -= static_cast<float>(care.dy);
}

void App::run() {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int number) { stop_signal = number; });
  std::signal(SIGUSR1, [](int) { rebuild_signal = 1; });
  while (!window_->should_close() && stop_signal == 0 && !failed_) {
    const model::Duration sleep = frame();
    gfx::Window::wait_events(std::max<double>(0.001, static_cast<double>(sleep.count()) / 1000.0));
    take_input();
  }
}

int run_window(const RunOptions& options) {
  auto app = App::create(options);
  if (!app) return cannot_start(model::describe(app.error()));
  (*app)->run();
  return (*app)->failed() ? kCannotStart : kDone;
}

}  // namespace onescreen::app
