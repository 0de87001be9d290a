// Patterns into words, words into a small panel.
#include "ui/map_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace onescreen::ui {
namespace {

constexpr int64_t kMinuteMs = 60'000;

std::string remaining(const Words& words, int64_t millis) {
  const int64_t minutes = std::abs(millis) / kMinuteMs;
  const std::string time = minutes < 100 * 60 ? fmt::format("{:02}:{:02}", minutes / 60, minutes % 60)
                                              : words.span(model::Duration(std::abs(millis)));
  return millis < 0 ? words.with("overdue", time) : time;
}

}  // namespace

MapCard::MapCard(const Frame& frame, const Painter& painter, const model::Table& table, size_t row,
                 const std::vector<std::string>& patterns, bool alert, float max_width, const Provenance& provenance)
    : alert_(alert), has_provenance_(!provenance.empty()) {
  for (const std::string& pattern : patterns) lines_.push_back(filled(frame, table, row, pattern));
  if (has_provenance_) lines_.push_back(quiet_line(frame, provenance));
  float widest = 0;
  for (size_t i = 0; i < lines_.size(); ++i) {
    float line = 0;
    for (const Segment& segment : lines_[i])
      line += painter.text_width(style_of(frame.theme, painter, segment, i == 0), segment.text);
    widest = std::max(widest, line);
  }
  const float padding = 14 * painter.scale();
  width_ = std::min(widest + 2 * padding, max_width);
  height_ = padding * 1.7f + painter.label_px() * 1.25f +
            static_cast<float>(lines_.size() - 1) * painter.note_px() * 1.55f +
            (has_provenance_ ? painter.note_px() * 0.35f : 0.0f);
}

std::vector<MapCard::Segment> MapCard::quiet_line(const Frame& frame, const Provenance& provenance) {
  std::vector<Segment> line;
  const auto add = [&](const std::string& text, Colour colour) {
    if (text.empty()) return;
    if (!line.empty()) line.push_back({frame.words("separator"), false, frame.theme.text_third});
    line.push_back({text, false, colour});
  };
  add(provenance.text, frame.theme.text_third);
  add(provenance.state, provenance.state_colour);
  add(provenance.mark, frame.theme.text_third);
  return line;
}

MapCard::Segment MapCard::field(const Frame& frame, const model::Table& table, size_t row, std::string_view name,
                                std::string_view how) {
  const model::Column* column = table.column(name);
  if (column == nullptr || column->is_null(row)) return {frame.words("null")};
  if (how == "level") return {frame.words("level." + column->as_text(row))};
  const auto time = how == "left" || column->type() == model::Type::time ? column->as_time(row) : std::nullopt;
  if (how == "left")
    return time ? Segment{remaining(frame.words, (*time - frame.now.utc).count()), true} : Segment{frame.words("null")};
  if (time) return {model::format_civil(frame.zone.civil(*time), "%H:%M")};
  return {column->as_text(row)};
}

std::vector<MapCard::Segment> MapCard::filled(const Frame& frame, const model::Table& table, size_t row,
                                              std::string_view pattern) {
  std::vector<Segment> segments;
  while (!pattern.empty()) {
    const size_t open = pattern.find('{');
    const size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) {
      segments.push_back({std::string(pattern)});
      break;
    }
    if (open > 0) segments.push_back({std::string(pattern.substr(0, open))});
    const std::string_view inside = pattern.substr(open + 1, close - open - 1);
    const size_t colon = inside.find(':');
    segments.push_back(field(frame, table, row, inside.substr(0, colon),
                             colon == std::string_view::npos ? std::string_view() : inside.substr(colon + 1)));
    pattern.remove_prefix(close + 1);
  }
  return segments;
}

TextStyle MapCard::style_of(const Theme& theme, const Painter& painter, const Segment& segment, bool heading) const {
  if (segment.quiet != 0) return painter.note(segment.quiet);
  if (segment.countdown)
    return {Face::figure, heading ? painter.label_px() : painter.note_px() * 1.15f, alert_ ? theme.down : theme.text};
  if (heading) return painter.label(alert_ ? mixed(theme.text, theme.down, 0.6f) : theme.text);
  return painter.note(alert_ ? mixed(theme.text_second, theme.down, 0.25f) : theme.text_second);
}

void MapCard::draw(const Frame& frame, Painter& painter, Point at, Colour edge) const {
  const Rect area{at.x, at.y, at.x + width_, at.y + height_};
  const float scale = painter.scale();
  painter.fill(area, alert_ ? faded(frame.theme.alert_ground, 0.94f) : faded(frame.theme.panel, 0.96f), painter.px(3));
  painter.fill({area.x0, area.y0, area.x0 + std::max(2.0f, painter.px(3)), area.y1}, edge);
  float y = area.y0 + 12 * scale + painter.label_px() * 0.88f;
  for (size_t i = 0; i < lines_.size(); ++i) {
    float x = area.x0 + 14 * scale;
    // Where it comes from stands a little apart from what it says.
    if (has_provenance_ && i + 1 == lines_.size()) y += painter.note_px() * 0.35f;
    for (const Segment& segment : lines_[i]) {
      const float room = area.x1 - 8 * scale - x;
      if (room <= 0) break;
      x += painter.text(x, std::round(y), style_of(frame.theme, painter, segment, i == 0), segment.text, Align::left,
                        room);
    }
    y += (i == 0 ? painter.label_px() * 0.2f : 0.0f) + painter.note_px() * 1.55f;
  }
}

}  // namespace onescreen::ui
