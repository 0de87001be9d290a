// What is only a hint goes first, then the middle, then the end of the last name.
#include "ui/breadcrumb.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace onescreen::ui {
namespace {

constexpr const char* kEllipsis = "…";

TextStyle style_of(const Painter& painter, Colour colour) { return painter.label(colour); }

std::vector<std::string> parts_of(const std::string& title, const std::string& separator) {
  std::vector<std::string> parts;
  size_t begin = 0;
  for (size_t at = title.find(separator); at != std::string::npos; at = title.find(separator, begin)) {
    parts.push_back(title.substr(begin, at - begin));
    begin = at + separator.size();
  }
  parts.push_back(title.substr(begin));
  return parts;
}

// Whole characters, one at least.
void cut_end(std::string& text, const std::function<bool()>& too_wide) {
  std::string kept = text;
  while (too_wide()) {
    size_t end = kept.size();
    while (end > 0 && (static_cast<unsigned char>(kept[--end]) & 0xC0) == 0x80) {
    }
    if (end == 0) return;
    kept.resize(end);
    text = kept + kEllipsis;
  }
}

}  // namespace

void Breadcrumb::place(const std::function<float(const std::string&)>& width_of, const Words& words,
                       const ScreenState& screen, const std::string& title, float x, float room) {
  separator_ = words("crumb");
  separator_px_ = width_of(separator_);
  current_ = level_of(screen);
  crumbs_.clear();
  const std::vector<std::string> parts = parts_of(title, separator_);
  const auto add = [&](AreaLevel level, const std::string& chosen) {
    const auto index = static_cast<size_t>(level);
    const std::string& text = !chosen.empty() || index >= parts.size() ? chosen : parts[index];
    if (!text.empty()) crumbs_.push_back({text, level});
  };
  add(AreaLevel::district, {});
  add(AreaLevel::street, screen.street_name.empty() ? screen.street : screen.street_name);
  add(AreaLevel::grid, screen.grid_name.empty() ? screen.grid : screen.grid_name);

  const auto too_wide = [&] { return width_of(text()) > room; };
  while (crumbs_.size() > 1 && crumbs_.back().level > current_ && too_wide()) crumbs_.pop_back();
  if (crumbs_.size() > 2 && too_wide()) crumbs_[1] = {kEllipsis, std::nullopt};
  if (crumbs_.size() > 2 && too_wide()) crumbs_.erase(crumbs_.begin());
  if (crumbs_.size() > 1 && too_wide()) crumbs_.erase(crumbs_.begin(), crumbs_.end() - 1);
  if (!crumbs_.empty() && too_wide()) cut_end(crumbs_.back().text, too_wide);
  for (Crumb& crumb : crumbs_) {
    crumb.x0 = x;
    crumb.x1 = x + width_of(crumb.text);
    x = crumb.x1 + separator_px_;
  }
}

std::string Breadcrumb::text() const {
  std::string text;
  for (const Crumb& crumb : crumbs_) text += (text.empty() ? "" : separator_) + crumb.text;
  return text;
}

std::optional<AreaLevel> Breadcrumb::level_at(Point position, const Rect& line) const {
  if (position.y < line.y0 || position.y >= line.y1) return std::nullopt;
  for (const Crumb& crumb : crumbs_) {
    if (crumb.level && *crumb.level < current_ && position.x >= crumb.x0 && position.x < crumb.x1) return crumb.level;
  }
  return std::nullopt;
}

void Breadcrumb::draw(const Frame& frame, Painter& painter, float baseline_y, const Rect& line) const {
  const Theme& theme = frame.theme;
  const float halo = std::max(1.0f, painter.px(1.5f));
  const auto hovered =
      frame.pointer.inside && !frame.pointer.down ? level_at(frame.pointer.position, line) : std::nullopt;
  for (size_t i = 0; i < crumbs_.size(); ++i) {
    const Crumb& crumb = crumbs_[i];
    const bool current = crumb.level == current_;
    const bool hint = crumb.level && *crumb.level > current_;
    const Colour colour = current ? theme.text : hint ? theme.text_third : theme.text_second;
    if (i > 0) {
      const float before = crumb.x0 - separator_px_;
      painter.text_with_halo(before, baseline_y, style_of(painter, theme.text_third), separator_, Align::left,
                             theme.map_ground, halo);
    }
    painter.text_with_halo(crumb.x0, baseline_y,
                           style_of(painter, crumb.level && crumb.level == hovered ? theme.text : colour), crumb.text,
                           Align::left, theme.map_ground, halo);
    if (hovered && crumb.level == hovered) {
      const float y = std::round(baseline_y + painter.label_px() * 0.2f);
      painter.fill({crumb.x0, y, crumb.x1, y + std::max(1.0f, std::round(painter.px(1)))}, theme.text);
    }
  }
}

}  // namespace onescreen::ui
