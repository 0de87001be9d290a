// The funnel of the life_line widget: bars by count, and between them how much of a stage comes through to the next.
#include <algorithm>
#include <cmath>

#include "life_stage.h"
#include "ui/fit.h"

namespace onescreen::widgets {
namespace {

using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Rect;
using ui::TextStyle;

void draw_funnel_bar(const ui::Frame& frame, Painter& painter, const LifeStage& stage, const Rect& lane, double most) {
  const ui::Theme& theme = frame.theme;
  const double count = stage.count.value_or(0);
  if (count <= 0 || most <= 0) {
    painter.fill({lane.x0, lane.y1 - 1, lane.x1, lane.y1}, ui::mixed(theme.panel, theme.grid, 0.7f));
    return;
  }
  const auto width_of = [&](double n) {
    return std::max(2.0f, std::round(lane.width() * static_cast<float>(std::min(1.0, n / most))));
  };
  const float width = width_of(count);
  const float x = std::round(lane.centre().x - width / 2);
  painter.fill({x, lane.y0, x + width, lane.y1}, theme.data_second);
  if (stage.overdue_count > 0)
    painter.fill({x, lane.y0, x + std::min(width, width_of(stage.overdue_count)), lane.y1}, theme.level[0]);
}

// How much of a stage comes through to the next, with a small arrow.
void draw_conversion(const ui::Frame& frame, Painter& painter, const LifeStage& from, const LifeStage& to,
                     const Rect& lane, float y, const TextStyle& style) {
  const bool told = from.count && to.count && *from.count > 0 && *to.count >= 0;
  const std::string text =
      told ? ui::format_number(frame.words, *to.count / *from.count * 100, 0, false) + "%" : frame.words("null");
  const float width = painter.text_width(style, text);
  const float side = std::round(painter.px(4));
  if (width + side * 4 > lane.width()) return;
  const float x = std::round(lane.centre().x - (width + side * 3.5f) / 2);
  painter.triangle({x, y - side * 0.7f}, {x + side * 2, y - side * 0.7f}, {x + side, y + side * 0.7f},
                   frame.theme.previous);
  painter.text(x + side * 3.5f, std::round(Painter::baseline_centred(y, style.px)), style, text);
}

}  // namespace

size_t draw_life_funnel(const ui::Frame& frame, ui::Panel& panel, const std::vector<LifeStage>& stages, double most) {
  Painter& painter = panel.painter;
  const ui::Theme& theme = frame.theme;
  const Rect& area = panel.area;
  const float label = painter.label_px();
  const float note = painter.note_px();
  const size_t shown =
      std::clamp<size_t>(static_cast<size_t>(area.height() / std::floor(label * 1.25f)), 1, stages.size());
  const float pitch = std::min(area.height() / static_cast<float>(shown), label * 4);
  const bool between = pitch >= label * 1.05f + note * 1.2f;
  // The last has nothing below it.
  const float free = between ? note * 1.2f : 0;
  const float top = area.y0 + (area.height() - pitch * static_cast<float>(shown) + free) / 2;
  const TextStyle figure_style{Face::figure, label, theme.text};
  const TextStyle red = painter.note(theme.down);
  const TextStyle quiet{Face::figure, note, theme.text_third};
  const float gap = painter.px(14);
  float names = 0;
  float figures = 0;
  float overdue = 0;
  std::string widest;
  for (size_t i = 0; i < shown; ++i) {
    names = std::max(names, painter.text_width(painter.label(0), stages[i].label));
    overdue = std::max(overdue, painter.text_width(red, stages[i].overdue));
    const float width = painter.text_width(figure_style, stages[i].digits + stages[i].multiplier);
    if (width > figures) widest = stages[i].digits + stages[i].multiplier;
    figures = std::max(figures, width);
  }
  const float figure_px = ui::fitting_px(painter, figure_style, widest, area.width() * 0.5f);
  figures = std::min(figures, area.width() * 0.5f);
  names = std::min(names, area.width() * 0.36f);
  // The red part of a bar says it too, so these words are the first to go.
  if (overdue > 0) overdue += painter.px(10);
  if (area.width() - names - figures - overdue - gap * 2 < painter.px(120)) overdue = 0;
  const Rect lane{std::round(area.x0 + names + gap), area.y0, std::round(area.x1 - figures - overdue - gap), area.y1};
  const bool bars = lane.width() >= painter.px(28);
  if (!bars) names = std::max(label, area.width() - figures - gap);
  for (size_t i = 0; i < shown; ++i) {
    const LifeStage& stage = stages[i];
    const float y = top + pitch * static_cast<float>(i) + (pitch - free) / 2;
    const float baseline = std::round(Painter::baseline_centred(y, label));
    painter.text(area.x0, baseline, painter.label(theme.text_second), stage.label, Align::left, names);
    painter.text(area.x1 - overdue, baseline, {Face::figure, figure_px, stage.count ? theme.text : theme.text_third},
                 stage.digits + stage.multiplier, Align::right);
    if (overdue > 0) painter.text(area.x1, baseline, red, stage.overdue, Align::right);
    if (!bars) continue;
    const float height = std::max(4.0f, std::round(std::min(pitch - free - painter.px(4), label * 1.1f)));
    draw_funnel_bar(frame, painter, stage,
                    {lane.x0, std::round(y - height / 2), lane.x1, std::round(y - height / 2) + height}, most);
    if (!between || i + 1 >= shown) continue;
    const float under = y + (pitch - free) / 2 + free / 2;
    draw_conversion(frame, painter, stage, stages[i + 1], lane, under, quiet);
  }
  return shown;
}

}  // namespace onescreen::widgets
