#include "still.h"

#include <algorithm>
#include <thread>

#include "data/clock.h"
#include "director.h"
#include "frame_state.h"
#include "gfx/state.h"

namespace onescreen::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Drawings until what is wished for no longer changes.
constexpr int kWishRounds = 3;

// With --now both clocks stand still, so that the same data gives the same picture, ages included; likewise where a
// recording is shown.
model::Clock clock_for(const std::optional<model::TimePoint>& now, const DiskOptions& disk) {
  if (disk.replay) return data::replay_clock(now.value_or(disk.replay->end()), true);
  if (!now) return data::system_clock();
  return [instant = model::Instant{*now, model::Duration(0)}] { return instant; };
}

template <typename Condition>
void wait_until(SteadyClock::time_point deadline, Condition condition) {
  while (!condition() && SteadyClock::now() < deadline) std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

std::string mode_of(const Site& site, const std::string& layout) {
  for (const Mode& mode : modes_with(site, layout)) {
    if (std::find(mode.layouts.begin(), mode.layouts.end(), layout) != mode.layouts.end()) return mode.name;
  }
  return {};
}

}  // namespace

Still::~Still() = default;

model::Result<std::unique_ptr<Still>> Still::open(const WallOptions& options, double wait_secs, bool memory) {
  auto disk = disk_options(options);
  if (!disk) return disk.error();
  disk->memory = memory;
  FilesWanted wanted = files_wanted(options);
  wanted.still = true;
  auto files = load_files(wanted);
  if (!files) return files.error();
  std::unique_ptr<Still> still(new Still);
  still->files_ = std::move(*files);
  std::string why_not;
  still->context_ = gfx::HeadlessContext::create(why_not);
  if (still->context_ == nullptr) return model::Error{model::ErrorCode::io, why_not, ""};

  const model::Clock clock = clock_for(options.now, *disk);
  auto session = Session::start(still->files_, options.demo, clock, *disk);
  if (!session) return session.error();
  still->session_ = std::move(*session);
  auto wall = Wall::create(options.width, options.height);
  if (!wall) return wall.error();
  still->wall_ = std::move(*wall);

  still->patience_ = std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(wait_secs));
  wait_until(SteadyClock::now() + still->patience_, [&] { return still->session_->every_source_has_answered(); });
  // So that a recording holds what the picture shows, and no later poll.
  still->session_->stop_feed();
  still->now_ = clock();
  return still;
}

ui::DrawReport Still::draw_once(const ui::ScreenState& screen, ui::Commands& commands) {
  const ui::Pointer pointer;
  tiles_ = session_->tiles();
  pictures_ = session_->pictures();
  ui::Frame frame{*scene_, now_, files_->site->zone, files_->theme, files_->words, screen, pointer, commands};
  frame.tiles = tiles_;
  frame.pictures = pictures_;
  const auto begin = SteadyClock::now();
  auto report = wall_->draw(frame, files_->display);
  gfx::finish();
  frame_ms_ = std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count();
  return report;
}

void Still::draw(const std::string& layout, ui::TextAudit* audit, const ui::Commands& chosen) {
  const auto found = files_->layouts.at(layout);
  ui::ScreenState screen;
  screen.layout = layout;
  screen.mode = mode_of(*files_->site, layout);
  apply(chosen, screen);
  wall_->show(found);
  session_->show(*found, screen);
  session_->settle();
  scene_ = session_->latest();
  ui::Commands commands;
  // What tiles and stills are wanted is known when all has been drawn, and their state may move what is drawn.
  const auto deadline = SteadyClock::now() + patience_;
  for (int round = 0; round < kWishRounds; ++round) {
    draw_once(screen, commands);
    session_->take_wishes(commands);
    if (session_->wishes_settled()) break;
    commands.clear();
    session_->wait_for_wishes(deadline);
  }
  wall_->invalidate();
  wall_->audit_into(audit);
  draw_once(screen, commands);
  wall_->audit_into(nullptr);
}

std::vector<FoundThing> Still::things_to_find() {
  std::vector<std::string> queries;
  for (const FindQuery& query : files_->site->find) queries.push_back(query.data);
  session_->also(std::move(queries));
  session_->settle();
  const model::ScenePtr scene = session_->latest();
  session_->also({});
  return app::things_to_find(*files_, *scene);
}

std::vector<const ui::LayoutPanel*> empty_panels(const ui::Layout& layout, const model::Scene& scene) {
  std::vector<const ui::LayoutPanel*> out;
  for (const ui::LayoutPanel& panel : layout.panels) {
    const auto is_empty = [&](const std::string& query) {
      const auto answer = scene.answers->find(query);
      return answer != scene.answers->end() && answer->second->table != nullptr &&
             answer->second->table->row_count() == 0;
    };
    if (!panel.queries.empty() && std::all_of(panel.queries.begin(), panel.queries.end(), is_empty))
      out.push_back(&panel);
  }
  return out;
}

std::vector<const ui::LayoutPanel*> unread_panels(const ui::Layout& layout, const ui::TextAudit& audit) {
  std::vector<const ui::LayoutPanel*> out;
  for (const ui::LayoutPanel& panel : layout.panels) {
    const bool is_picture = panel.widget == "image" || panel.widget == "map";
    const bool speaks = !is_picture || !panel.title.empty() || !panel.queries.empty();
    if (speaks && audit.texts_of(panel.id) == 0) out.push_back(&panel);
  }
  return out;
}

}  // namespace onescreen::app
