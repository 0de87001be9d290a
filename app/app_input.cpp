// What a person does at the window: keys, clicks, what is found, copied, saved and recorded.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <filesystem>
#include <utility>

#include "app.h"
#include "gfx/canvas.h"
#include "gfx/image.h"
#include "ui/copied_text.h"

namespace onescreen::app {

void App::on_control_key(int code) {
  if (code == 'K') {
    input_.let_go_of_keys();
    desk_.open_palette(clock_().uptime);
  }
  if (code == 'C') copy_panel();
}

void App::on_key(const gfx::InputEvent& event) {
  // What others mean by these is not ours.
  if (event.pressed && (event.modifiers & (gfx::kAlt | gfx::kSuper)) != 0) return;
  if (event.pressed && (event.modifiers & gfx::kControl) != 0) {
    if (!event.repeated) on_control_key(event.code);
    return;
  }
  input_.key(event);
  // A key that is held turns pages, but switches nothing on and off.
  const bool turns = event.code == gfx::kKeyPageDown || event.code == gfx::kKeyPageUp;
  if (!event.pressed || (event.repeated && !turns)) return;
  switch (event.code) {
    case gfx::kKeyF1:
      show_debug(debug_memory_ == nullptr);
      break;
    case gfx::kKeyF11:
      window_->set_fullscreen(!window_->fullscreen());
      break;
    case gfx::kKeyF12:
      save_picture();
      break;
    case gfx::kKeyPageDown:
      stagehand_->director().step(1, clock_().uptime);
      break;
    case gfx::kKeyPageUp:
      stagehand_->director().step(-1, clock_().uptime);
      break;
    case 'H':
      desk_.show_help(clock_().uptime);
      break;
    case 'B':
    case '.':
      desk_.blank(clock_().uptime);
      break;
    case ' ':
      stagehand_->director().pause(!stagehand_->director().paused());
      break;
    case '0':
      stagehand_->director().choose_automatic();
      break;
    default:
      if (const auto& modes = files_->site->modes; event.code >= '1' && event.code <= '9') {
        const auto place = static_cast<size_t>(event.code - '1');
        if (place < modes.size()) stagehand_->director().choose_mode(modes[place].name);
      }
      break;
  }
}

void App::take_input() {
  using Kind = gfx::InputEvent::Kind;
  input_.begin(clock_().uptime);
  for (const auto& event : window_->take_events()) {
    if (event.kind == Kind::key || event.kind == Kind::button || event.kind == Kind::scroll)
      stagehand_->director().touch(clock_().uptime);
    if (desk_.take(event, clock_().uptime)) {
      present_ = true;
    } else if (event.kind == Kind::key) {
      on_key(event);
      present_ = true;  // it may have changed what lies over the wall
    } else if (event.kind == Kind::resize || event.kind == Kind::refresh) {
      present_ = true;
    } else {
      input_.take(event);
    }
  }
  input_.end();
  if (const auto choice = desk_.take_choice()) go_to(*choice);
  take_debug_click();
}

void App::take_debug_click() {
  if (debug_memory_ == nullptr || !input_.pointer().clicked) return;
  const auto action = debug_overlay_.button_at(input_.pointer().position);
  if (action == DebugAction::picture) save_picture();
  if (action == DebugAction::reload) watcher_->look_again();
  if (action == DebugAction::record) switch_recording();
}

void App::offer_things(const model::Scene& scene) {
  if (!desk_.palette_open()) {
    offered_.reset();
    return session_->also({});
  }
  std::vector<std::string> queries;
  size_t answered = 0;
  for (const FindQuery& query : files_->site->find) {
    queries.push_back(query.data);
    const auto answer = scene.answers->find(query.data);
    answered += answer != scene.answers->end() && answer->second->table != nullptr ? 1 : 0;
  }
  const size_t missing = queries.size() - answered;
  session_->also(std::move(queries));
  // Once it is there the list stands still under the officer's finger: what comes meanwhile is found the next time.
  if (offered_ == answered) return;
  offered_ = answered;
  desk_.offer(things_to_find(*files_, scene), missing);
  present_ = true;
}

void App::go_to(const FoundThing& thing) {
  const model::Duration uptime = clock_().uptime;
  if (!thing.mode.empty()) stagehand_->director().choose_mode(thing.mode);
  if (!thing.layout.empty()) stagehand_->director().choose_layout_of_any_mode(thing.layout, uptime);
  stagehand_->apply(thing.commands);
}

void App::copy_panel() {
  ui::Pointer pointer = input_.pointer();
  take_care(pointer);
  const ui::LayoutPanel* panel = pointer.inside ? wall_->view().panel_at(pointer.position) : nullptr;
  const ui::Words& words = files_->words;
  const model::Duration uptime = clock_().uptime;
  if (panel == nullptr) return desk_.say(words("copy.no_panel"), uptime);
  const auto scene = session_->latest();
  ui::Commands commands;
  const std::string text = ui::copied_text(frame_over(*scene, pointer, commands), *panel);
  if (text.empty()) return desk_.say(words("copy.nothing"), uptime);
  window_->set_clipboard(text);
  desk_.say(words.with("copy.done", panel->title.empty() ? panel->widget : panel->title), uptime);
}

void App::switch_recording() {
  if (!session_->recording_to().empty()) {
    spdlog::info("recording ended: {}", session_->recording_to());
    session_->stop_recording();
    return;
  }
  trouble_.clear();
  const std::string folder = std::filesystem::absolute(file_name_now("onescreen-recording-")).string();
  const auto started = session_->start_recording(folder);
  if (started) {
    spdlog::info("recording to {}", *started);
  } else {
    trouble_ = model::describe(started.error());
    spdlog::error("{}", trouble_);
  }
}

std::string App::file_name_now(const std::string& prefix) const {
  const model::CivilTime civil = files_->site->zone.civil(clock_().utc);
  const auto millis = (model::to_millis(clock_().utc) % 1000 + 1000) % 1000;
  return fmt::format("{}{}-{:03}", prefix, model::format_civil(civil, "%Y%m%d-%H%M%S"), millis);
}

void App::save_picture() {
  const std::string path = file_name_now("onescreen-") + ".png";
  desk_.say(files_->words.with("picture.saving", path), clock_().uptime);
  picture_writer_ = std::jthread([image = wall_->canvas().read_pixels(), path] {
    std::string why_not;
    if (gfx::save_png(image, path, why_not)) {
      spdlog::info("picture saved: {}", std::filesystem::absolute(path).string());
    } else {
      spdlog::error("{}", why_not);
    }
  });
}

}  // namespace onescreen::app
