// `onescreen render`: one picture of the wall without a display, and one JSON line about it.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "commands.h"
#include "data/clock.h"
#include "director.h"
#include "gfx/context.h"
#include "gfx/image.h"
#include "wall.h"

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

double millis_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count();
}

nlohmann::ordered_json describe_sources(const model::Snapshot& snapshot, model::Instant now) {
  auto out = nlohmann::ordered_json::object();
  for (const auto& [name, source] : snapshot.sources) {
    auto& entry = out[name];
    entry["freshness"] = model::name_of(model::freshness(*source, now));
    entry["rows"] = source->table == nullptr ? 0 : source->table->row_count();
    if (source->dropped_rows > 0) entry["dropped_rows"] = source->dropped_rows;
    if (!source->drop_reasons.empty()) entry["drop_reasons"] = source->drop_reasons;
    if (source->truncated) entry["truncated"] = true;
    if (source->restored) entry["restored"] = true;
    if (source->carried_rows > 0) entry["carried_rows"] = source->carried_rows;
    if (!source->warnings.empty()) entry["warnings"] = source->warnings;
    if (!source->suspected_crs.empty()) entry["suspected_crs"] = source->suspected_crs;
    if (source->clock_offset.count() != 0) entry["clock_offset_ms"] = source->clock_offset.count();
    if (source->error) entry["error"] = source->error->message;
  }
  return out;
}

const char* describe_state(model::TileState state) {
  return state == model::TileState::fresh ? "fresh" : state == model::TileState::denied ? "denied" : "offline";
}

// Of those that are shown: how many there are of each kind, never whose.
nlohmann::ordered_json describe_pictures(const model::PictureSet& set, model::Instant now) {
  auto out = nlohmann::ordered_json::object();
  for (const auto& [id, picture] : set.pictures) {
    const model::StillState state = model::still_state(&set, &picture, {}, now);
    const std::string key = picture.error ? name_of(picture.error->code) : state == model::StillState::frozen ? "frozen"
                                                                       : picture.image == nullptr ? "none"
                                                                                                  : "good";
    out[key] = out.value(key, 0) + 1;
  }
  return out;
}

}  // namespace

int render_picture(const RenderOptions& options) {
  auto disk = disk_options(options);
  if (!disk) return cannot_start(model::describe(disk.error()));
  disk->memory = options.memory;
  auto files = load_files(options.config, options.layout, options.visitor);
  if (!files) return cannot_start(model::describe(files.error()));
  std::string why_not;
  const auto context = gfx::HeadlessContext::create(why_not);
  if (context == nullptr) return cannot_start(why_not);

  const model::Clock clock = clock_for(options.now, *disk);
  auto started = Session::start(*files, options.demo, clock, *disk);
  if (!started) return cannot_start(model::describe(started.error()));
  Session& session = **started;
  auto made = Wall::create(options.width, options.height);
  if (!made) return cannot_start(model::describe(made.error()));
  Wall& wall = **made;

  ui::ScreenState screen;
  screen.layout = options.layout.empty() ? default_layout(*(*files)->site) : options.layout;
  for (const Mode& mode : modes_with(*(*files)->site, screen.layout)) {
    const bool shows = std::find(mode.layouts.begin(), mode.layouts.end(), screen.layout) != mode.layouts.end();
    if (shows && screen.mode.empty()) screen.mode = mode.name;
  }
  const auto layout = (*files)->layouts.at(screen.layout);
  wall.show(layout);
  session.show(*layout, screen);

  const auto deadline =
      SteadyClock::now() + std::chrono::milliseconds(static_cast<int64_t>(options.wait_secs * 1000));
  while (!session.every_source_has_answered() && SteadyClock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  // So that a recording holds what the picture shows, and no later poll.
  session.stop_feed();
  session.settle();

  const auto scene = session.latest();
  const ui::Pointer pointer;
  ui::Commands commands;
  ui::Frame frame{*scene, clock(), (*files)->site->zone, (*files)->theme, (*files)->words, screen, pointer, commands};
  const auto draw = [&] {
    frame.tiles = session.tiles();
    frame.pictures = session.pictures();
    const auto begin = SteadyClock::now();
    wall.draw(frame, (*files)->site->display);
    return std::pair(wall.canvas().read_pixels(), millis_since(begin));
  };
  // What tiles and stills are wanted is known when all has been drawn, and their state may move what is drawn.
  for (int round = 0; round < kWishRounds; ++round) {
    draw();
    session.take_wishes(commands);
    if (session.wishes_settled()) break;
    commands.clear();
    session.wait_for_wishes(deadline);
  }
  wall.invalidate();
  const auto [image, frame_ms] = draw();
  if (!gfx::save_png(image, options.out, why_not)) return cannot_start(why_not);

  nlohmann::ordered_json report;
  report["layout"] = screen.layout;
  report["size"] = fmt::format("{}x{}", options.width, options.height);
  report["panels"] = layout->panels.size();
  report["sources"] = describe_sources(*scene->snapshot, frame.now);
  for (const auto& [name, set] : frame.tiles->sets) {
    auto& entry = report["tiles"][name];
    entry["state"] = describe_state(set->state);
    entry["pictures"] = set->pictures.size();
    if (set->error) entry["error"] = set->error->message;
  }
  for (const auto& [name, set] : frame.pictures->sets) {
    if (!set->pictures.empty()) report["pictures"][name] = describe_pictures(*set, frame.now);
  }
  if (!scene->rules->empty()) {
    auto& rules = report["rules"] = nlohmann::ordered_json::object();
    for (const auto& rule : *scene->rules) {
      if (rule.holds) {
        rules[rule.name] = *rule.holds;
      } else {
        rules[rule.name] = nullptr;
      }
    }
  }
  report["frame_ms"] = frame_ms;
  auto missing = nlohmann::ordered_json::array();
  for (const char32_t codepoint : wall.fonts().missing_glyphs())
    missing.push_back(fmt::format("U+{:04X}", static_cast<uint32_t>(codepoint)));
  report["missing_glyphs"] = missing;
  auto problems = nlohmann::ordered_json::array();
  for (const auto& problem : (*files)->problems) problems.push_back(ui::describe(problem));
  for (const auto& problem : wall.view().problems()) problems.push_back(problem);
  for (const auto& [query, answer] : *scene->answers) {
    if (answer->error) problems.push_back(query + ": " + answer->error->message);
  }
  for (const auto& rule : *scene->rules) {
    if (rule.error) problems.push_back(fmt::format("rule {}: {}", rule.name, rule.error->message));
  }
  report["problems"] = problems;
  std::printf("%s\n", report.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  return problems.empty() ? kDone : kProblemsFound;
}

}  // namespace onescreen::app
