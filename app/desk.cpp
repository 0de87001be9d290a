#include "desk.h"

#include <algorithm>

#include "help_overlay.h"

namespace onescreen::app {

bool Desk::take(const gfx::InputEvent& event, model::Duration uptime) {
  using Kind = gfx::InputEvent::Kind;
  touched_at_ = uptime;
  if (event.kind != Kind::key && event.kind != Kind::button) return wants(event, uptime);
  const auto place = std::pair(event.kind, event.code);
  if (!event.pressed) return taken_.erase(place) > 0;
  if (event.repeated) {
    // What it did over the wall it may go on doing there, and nowhere else.
    if (taken_.contains(place) && palette_.is_open()) palette_.take(event);
    return taken_.contains(place);
  }
  // The second click of two that closed something is not meant for what lay under it.
  const bool again = event.kind == Kind::button && closed_by_click_ && uptime - *closed_by_click_ < kDoubleClick;
  const bool covered = covers(uptime);
  const bool own = wants(event, uptime) || again;
  if (own && event.kind == Kind::button && covered && !covers(uptime)) closed_by_click_ = uptime;
  if (own)
    taken_.insert(place);
  else
    taken_.erase(place);  // a release that never came is awaited no more
  return own;
}

bool Desk::wants(const gfx::InputEvent& event, model::Duration uptime) {
  using Kind = gfx::InputEvent::Kind;
  const bool press = event.kind == Kind::key || event.kind == Kind::button;
  // The wheel would move a map that nobody sees.
  const bool other = event.kind == Kind::character || event.kind == Kind::scroll;
  if (blank_until_ && uptime < *blank_until_) {
    if (press) blank_until_.reset();
    return press || other;
  }
  if (palette_.is_open()) return palette_.take(event);
  if (!help_) return false;
  if (press) help_ = false;
  return press || other;
}

bool Desk::look(model::Duration uptime) {
  if (blank_until_ && uptime >= *blank_until_) blank_until_.reset();
  return uptime - touched_at_ >= kIdle && put_away();
}

bool Desk::wake() {
  const bool was_dark = blank_until_.has_value();
  blank_until_.reset();
  return put_away() || was_dark;
}

bool Desk::put_away() {
  const bool had = help_ || palette_.is_open();
  help_ = false;
  palette_.close();
  return had;
}

bool Desk::covers(model::Duration uptime) const {
  return help_ || palette_.is_open() || (blank_until_ && uptime < *blank_until_);
}

void Desk::open_palette(model::Duration uptime) {
  touched_at_ = uptime;
  palette_.open();
}

void Desk::show_help(model::Duration uptime) {
  touched_at_ = uptime;
  help_ = true;
}

void Desk::blank(model::Duration uptime) { blank_until_ = uptime + kBlank; }

void Desk::say(std::string message, model::Duration uptime) {
  message_ = std::move(message);
  message_until_ = uptime + kMessage;
}

bool Desk::shows(model::Duration uptime) const {
  return palette_.is_open() || help_ || (blank_until_ && uptime < *blank_until_) ||
         (!message_.empty() && uptime < message_until_);
}

std::optional<model::Duration> Desk::changes_in(model::Duration uptime) const {
  std::optional<model::Duration> soonest;
  const auto until = [&](model::Duration end) {
    if (end > uptime && (!soonest || end - uptime < *soonest)) soonest = end - uptime;
  };
  if (!message_.empty()) until(message_until_);
  if (blank_until_) until(*blank_until_);
  if (help_ || palette_.is_open()) until(touched_at_ + kIdle);
  return soonest;
}

void Desk::draw(const ui::Words& words, ui::Painter& painter, gfx::Size size, model::Duration uptime) {
  if (blank_until_ && uptime < *blank_until_) return draw_blank(words, painter, size);
  if (help_) draw_help(words, painter, size);
  palette_.draw(words, painter, size);
  if (!message_.empty() && uptime < message_until_) draw_message(message_, painter, size);
}

}  // namespace onescreen::app
