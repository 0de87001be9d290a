#include "radar_axes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/axis.h"
#include "ui/cells.h"
#include "ui/fit.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Point;
using ui::Rect;
using ui::TextStyle;

}  // namespace

RadarData read_radar(const model::Table& table, const ui::Words& words, const RadarStyle& style) {
  const Column* labels = table.column("label");
  const Column* values = table.column("value");
  const Column* maxima = table.column("maximum");
  const Column* compares = table.column("compare");
  const Column* units = table.column("unit");
  // One scale for all that bring no maximum of their own.
  double largest = 0;
  for (size_t row = 0; row < table.row_count(); ++row)
    largest = std::max({largest, ui::finite_at(values, row).value_or(0), ui::finite_at(compares, row).value_or(0)});
  const bool own = maxima != nullptr;
  const ui::AxisScale scale = style.most && *style.most > 0 ? ui::AxisScale{0, *style.most, *style.most / 4}
                                                            : ui::nice_scale(0, largest, false, 5);
  RadarData out;
  for (size_t row = 0; row < table.row_count(); ++row) {
    const auto value = ui::finite_at(values, row);
    const auto compare = ui::finite_at(compares, row);
    const double most = ui::finite_at(maxima, row).value_or(scale.high);
    RadarAxis axis{ui::text_at(labels, row), ui::format_number(words, value, style.decimals, true),
                   ui::text_at(units, row, style.unit), std::nullopt, std::nullopt};
    if (!value) axis.unit.clear();
    if (value) axis.share = most > 0 ? *value / most : 0;
    if (compare) axis.compare = most > 0 ? *compare / most : 0;
    out.compared = out.compared || compare.has_value();
    out.axes.push_back(std::move(axis));
  }
  if (own) {
    // Axes that differ have only shares in common.
    for (const int percent : {25, 50, 75, 100}) out.rings.push_back({percent / 100.0, std::to_string(percent) + "%"});
    return out;
  }
  const int steps = std::clamp(static_cast<int>(std::round(scale.high / scale.step)), 1, 8);
  for (int i = 1; i <= steps; ++i) {
    const double at = scale.high * i / steps;
    out.rings.push_back({static_cast<double>(i) / steps, ui::scale_label(words, scale, at)});
  }
  return out;
}

Point radar_direction(size_t axis, size_t count) {
  const float angle =
      2 * std::numbers::pi_v<float> * static_cast<float>(axis) / static_cast<float>(std::max<size_t>(count, 1));
  return {std::sin(angle), -std::cos(angle)};
}

std::optional<RadarPlaces> place_radar(const Painter& painter, const Rect& area, const RadarData& data, bool large) {
  RadarPlaces out;
  out.name_px = large ? painter.label_px() : painter.note_px();
  out.figure_px = std::round(large ? painter.label_px() * 1.15f : painter.label_px());
  const size_t count = data.axes.size();
  const float height = std::round(out.name_px * 1.25f + out.figure_px * 1.1f);
  const float gap = painter.px(9);
  const float least = out.name_px * 4.2f;  // a longer name may be cut down to this
  std::vector<float> widths;
  for (const RadarAxis& axis : data.axes) {
    const float unit =
        axis.unit.empty() ? 0 : painter.px(3) + std::min(painter.text_width(painter.note(0), axis.unit), least * 0.5f);
    const float figure = painter.text_width({Face::figure, out.figure_px, 0}, axis.figure) + unit;
    const float name = painter.text_width({Face::text, out.name_px, 0}, axis.label);
    widths.push_back(std::ceil(std::clamp(std::max(name, figure), out.name_px, std::max(least, area.width() * 0.22f))));
  }
  // Every pair of opposite words limits the radius.
  float radius = INFINITY;
  for (size_t a = 0; a < count; ++a) {
    for (size_t b = 0; b < count; ++b) {
      const Point up = radar_direction(a, count);
      const Point down = radar_direction(b, count);
      if (up.y < -0.01f && down.y > 0.01f) {
        const float sum = down.y - up.y;
        radius = std::min(radius, (area.height() - height) / sum - gap - height / 2);
      }
      if (up.x < -0.05f && down.x > 0.05f)
        radius = std::min(radius, (area.width() - widths[a] - widths[b]) / (down.x - up.x) - gap);
    }
  }
  if (!(radius >= painter.px(large ? 64 : 44))) return std::nullopt;
  radius = std::floor(radius);
  float above = 0;
  float below = 0;
  float left = 0;
  float right = 0;
  for (size_t i = 0; i < count; ++i) {
    const Point way = radar_direction(i, count);
    const float y = way.y * (radius + gap + height / 2);
    above = std::max(above, height / 2 - y);
    below = std::max(below, height / 2 + y);
    const bool upright = std::abs(way.x) < 0.05f;
    const float reach = std::abs(way.x) * (radius + gap) + (upright ? widths[i] / 2 : widths[i]);
    if (way.x <= 0.05f) left = std::max(left, reach);
    if (way.x >= -0.05f) right = std::max(right, reach);
  }
  if (left + right > area.width() + 1) return std::nullopt;
  // The circle stands in the middle unless one side's words need more.
  const float x = std::clamp(area.centre().x, area.x0 + left, std::max(area.x0 + left, area.x1 - right));
  out.radius = radius;
  out.centre = {std::round(x), std::round(area.y0 + above + std::max(0.0f, area.height() - above - below) / 2)};
  for (size_t i = 0; i < count; ++i) {
    const Point way = radar_direction(i, count);
    const float anchor = out.centre.x + way.x * (radius + gap);
    const float y = std::round(out.centre.y + way.y * (radius + gap + height / 2));
    const float width = widths[i];
    const Align align = way.x > 0.05f ? Align::left : way.x < -0.05f ? Align::right : Align::centre;
    const float x0 = std::round(align == Align::left    ? anchor
                                : align == Align::right ? anchor - width
                                                        : anchor - width / 2);
    const Rect box{x0, y - height / 2, x0 + width, y + height / 2};
    for (const RadarLabel& other : out.labels) {
      if (other.box.inset(-painter.px(3), 1).intersects(box)) return std::nullopt;
    }
    out.labels.push_back({box, align});
  }
  return out;
}

size_t draw_radar_list(const ui::Frame& frame, Painter& painter, const RadarData& data, const Rect& area) {
  const ui::Theme& theme = frame.theme;
  const float least = std::floor(painter.label_px() * 1.25f);
  const size_t shown = std::clamp<size_t>(static_cast<size_t>(area.height() / least), 1, data.axes.size());
  const float row = std::min(area.height() / static_cast<float>(shown), painter.label_px() * 2.4f);
  const float most = area.width() * 0.55f;
  float names = 0;
  float figures = 0;
  std::string widest;
  const TextStyle figure{Face::figure, painter.label_px(), 0};
  for (size_t i = 0; i < shown; ++i) {
    names = std::max(names, painter.text_width(painter.label(0), data.axes[i].label));
    const float width = painter.text_width(figure, data.axes[i].figure);
    if (width <= figures) continue;
    figures = width;
    widest = data.axes[i].figure;
  }
  const float figure_px = ui::fitting_px(painter, figure, widest, most);
  figures = std::min(figures, most);
  float name_room = std::min(std::ceil(names), area.width() * 0.42f);
  const bool bars = area.width() - name_room - figures - painter.px(28) >= painter.px(28);
  if (!bars) name_room = std::max(painter.label_px(), area.width() - figures - painter.px(16));
  const Rect lane{std::round(area.x0 + name_room + painter.px(14)), 0, std::round(area.x1 - figures - painter.px(14)),
                  0};
  for (size_t i = 0; i < shown; ++i) {
    const RadarAxis& axis = data.axes[i];
    const float y = area.y0 + row * (static_cast<float>(i) + 0.5f);
    const float baseline = Painter::baseline_centred(y, painter.label_px());
    const TextStyle name = painter.label(theme.text_second);
    painter.text(area.x0, baseline, name, ui::cut_words(painter, name, axis.label, name_room + 1));
    painter.text(area.x1, baseline, {Face::figure, figure_px, axis.share ? theme.text : theme.text_third}, axis.figure,
                 Align::right);
    if (!bars) continue;
    const float thickness = std::max(3.0f, std::round(painter.px(10)));
    const float top = std::round(y - thickness / 2);
    const auto x_of = [&](double share) {
      const float length = lane.width() * static_cast<float>(std::clamp(share, 0.0, 1.0));
      return lane.x0 + (share > 0 ? std::max(2.0f, std::round(length)) : 0.0f);
    };
    painter.fill({lane.x0, top, lane.x1, top + thickness}, ui::mixed(theme.panel, theme.grid, 0.7f));
    if (axis.share) painter.fill({lane.x0, top, x_of(*axis.share), top + thickness}, theme.data_second);
    if (axis.compare) {
      const float x = x_of(*axis.compare);
      painter.fill({x - painter.px(1), top - painter.px(3), x + painter.px(1), top + thickness + painter.px(3)},
                   theme.text_second);
    }
  }
  return shown;
}

}  // namespace onescreen::widgets
