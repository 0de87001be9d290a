// The arcs of the gauge widget, and the figure with unit that bars have too.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "gauge_item.h"
#include "ui/fit.h"

namespace onescreen::widgets {
namespace {

using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Point;
using ui::Rect;
using ui::TextStyle;

float word_width(const Painter& painter, const std::string& word, const TextStyle& style) {
  return word.empty() ? 0 : painter.px(6) + painter.text_width(style, word);
}

float words_width(const Painter& painter, const GaugeItem& item, const TextStyle& style) {
  return word_width(painter, item.multiplier, style) +
         std::min(word_width(painter, item.unit, style), painter.px(6) + style.px * 3.2f);
}

Point on_arc(Point centre, float radius, float place) {
  const float angle = std::numbers::pi_v<float> * (5.0f + 8.0f * place) / 6.0f;
  return {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
}

void stroke(Painter& painter, Point centre, float radius, float to, float width, ui::Colour colour) {
  const int steps = std::max(2, static_cast<int>(std::ceil(to * 90)));
  std::vector<Point> points;
  for (int i = 0; i <= steps; ++i)
    points.push_back(on_arc(centre, radius, to * static_cast<float>(i) / static_cast<float>(steps)));
  painter.polyline(points, colour, width);
}

void draw_arc(const ui::Frame& frame, Painter& painter, const GaugeItem& item, Point centre, float radius, float room,
              bool labelled) {
  const ui::Theme& theme = frame.theme;
  const float width = std::max(4.0f, std::round(radius * 0.14f));
  const float middle = radius - width / 2;
  stroke(painter, centre, middle, 1, width, gauge_track(theme));
  if (item.has_length())
    stroke(painter, centre, middle, std::max(0.006f, item.place(*item.value)), width, theme.data_second);
  const float inner = (radius - width) * 1.6f;
  const TextStyle note = painter.note(theme.text_second);
  const float px = gauge_figure_px(painter, item, std::min(radius * 0.56f, painter.figure_px() * 1.6f), inner, note);
  const float figure = gauge_figure_width(painter, item, px, note);
  draw_gauge_figure(painter, item, std::round(centre.x - figure / 2), std::round(centre.y + px * 0.3f), px, note);
  if (item.target && item.has_scale()) {
    const float at = item.place(*item.target);
    painter.line(on_arc(centre, radius - width - painter.px(3), at), on_arc(centre, radius + painter.px(3), at),
                 theme.text, std::max(2.0f, painter.px(2)));
    const std::string& text = item.mark_text;
    const float below = std::round(centre.y + std::max(px * 0.3f + note.px * 1.25f, radius * 0.5f));
    if (painter.text_width(note, text) <= inner * 0.95f) painter.text(centre.x, below, note, text, Align::centre);
  }
  const float ends = std::round(centre.y + radius * 0.5f + width / 2 + note.px * 1.15f);
  const TextStyle style{Face::figure, note.px, theme.text_third};
  const std::string& low = item.low_text;
  const std::string& high = item.high_text;
  const float widest = std::max(painter.text_width(style, low), painter.text_width(style, high));
  const float reach = std::min(middle * 0.866f, room / 2 - widest / 2);
  if (item.has_scale() && reach * 2 >= widest + painter.px(10)) {
    painter.text(centre.x - reach, ends, style, low, Align::centre);
    painter.text(centre.x + reach, ends, style, high, Align::centre);
  }
  if (labelled)
    painter.text(centre.x, std::round(ends + painter.label_px() * 1.3f), painter.label(theme.text_second), item.label,
                 Align::centre, room);
}

}  // namespace

float GaugeItem::place(double at) const {
  const double share = (at - low) / (high - low);
  return has_scale() && std::isfinite(share) ? static_cast<float>(std::clamp(share, 0.0, 1.0)) : 0;
}

ui::Colour gauge_track(const ui::Theme& theme) { return ui::mixed(theme.panel, theme.grid, 0.7f); }

float gauge_figure_width(const Painter& painter, const GaugeItem& item, float px, const TextStyle& words) {
  return painter.text_width({Face::figure, px, 0}, item.digits) + words_width(painter, item, words);
}

float gauge_figure_px(const Painter& painter, const GaugeItem& item, float px, float room, const TextStyle& words) {
  return ui::fitting_px(painter, {Face::figure, px, 0}, item.digits, room - words_width(painter, item, words));
}

float draw_gauge_figure(Painter& painter, const GaugeItem& item, float x, float baseline, float px,
                        const TextStyle& words) {
  float used = painter.text(x, baseline, {Face::figure, px, item.colour}, item.digits) + painter.px(6);
  if (!item.multiplier.empty())
    used += painter.text(x + used, baseline, words, item.multiplier) + (item.unit.empty() ? 0 : painter.px(6));
  if (!item.unit.empty()) painter.text(x + used, baseline, words, item.unit, Align::left, words.px * 3.2f);
  return gauge_figure_width(painter, item, px, words);
}

bool draw_gauge_arcs(const ui::Frame& frame, ui::Panel& panel, const std::vector<GaugeItem>& items) {
  Painter& painter = panel.painter;
  const Rect& area = panel.area;
  const float cell = area.width() / static_cast<float>(items.size());
  const bool labelled =
      std::any_of(items.begin(), items.end(), [](const GaugeItem& one) { return !one.label.empty(); });
  const float foot = painter.note_px() * 1.5f + (labelled ? painter.label_px() * 1.3f : 0);
  const float over = painter.px(4);
  // The arc spans 240 degrees, so it is one and a half radii high.
  const float radius = std::floor(std::min((cell - painter.px(12)) / 2, (area.height() - foot) / 1.5f) - over);
  if (radius < painter.note_px() * 3) return false;
  const float top = std::round(area.y0 + std::max(0.0f, (area.height() - foot - radius * 1.5f) / 2));
  for (size_t i = 0; i < items.size(); ++i) {
    const Point centre{std::round(area.x0 + cell * (static_cast<float>(i) + 0.5f)), top + over + radius};
    draw_arc(frame, painter, items[i], centre, radius, cell - painter.px(12), labelled);
  }
  return true;
}

}  // namespace onescreen::widgets
