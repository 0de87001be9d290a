#include "desk.h"

#include <algorithm>

#include "help_overlay.h"

namespace onescreen::app {

bool Desk::take(const gfx::InputEvent& event, model::Duration uptime) {
  using Kind = gfx::InputEvent::Kind;
  const bool pressed = (event.kind == Kind::key || event.kind == Kind::button) && event.pressed;
  if (blank_until_ && uptime < *blank_until_) {
    if (pressed) wake();
    return pressed || event.kind == Kind::character;
  }
  if (palette_.is_open()) return palette_.take(event);
  if (help_ && pressed) {
    help_ = false;
    return true;
  }
  return false;
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
  return soonest;
}

void Desk::draw(const ui::Words& words, ui::Painter& painter, gfx::Size size, model::Duration uptime) {
  if (blank_until_ && uptime < *blank_until_) return draw_blank(words, painter, size);
  if (help_) draw_help(words, painter, size);
  palette_.draw(words, painter, size);
  if (!message_.empty() && uptime < message_until_) draw_message(message_, painter, size);
}

}  // namespace onescreen::app
