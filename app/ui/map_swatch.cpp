// One function for each kind that is more than a call of the painter.
#include "ui/map_swatch.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace onescreen::ui {
namespace {

constexpr float kOutlineShare = 0.8f;

// Shapes as map::MarkShape counts them: circle, diamond, triangle, square, hexagon, cross, arrow.
void draw_mark(Painter& painter, const MapLegendItem& item, Point c, float size) {
  const float half = size * 0.42f;
  switch (item.shape) {
    case 1: {
      const float reach = size * 0.5f;
      painter.triangle({c.x - reach, c.y}, {c.x, c.y - reach}, {c.x + reach, c.y}, item.colour);
      painter.triangle({c.x - reach, c.y}, {c.x + reach, c.y}, {c.x, c.y + reach}, item.colour);
      break;
    }
    case 2:
      painter.triangle({c.x, c.y - half}, {c.x + half * 1.1f, c.y + half * 0.85f},
                       {c.x - half * 1.1f, c.y + half * 0.85f}, item.colour);
      break;
    case 3:
      painter.fill({c.x - half, c.y - half, c.x + half, c.y + half}, item.colour);
      break;
    case 4: {
      const float reach = size * 0.5f;
      for (int side = 0; side < 6; ++side) {
        const auto corner = [&](int i) {
          const float angle = (static_cast<float>(i) / 3 + 0.5f) * std::numbers::pi_v<float>;
          return Point{c.x + reach * std::cos(angle), c.y + reach * std::sin(angle)};
        };
        painter.triangle(c, corner(side), corner(side + 1), item.colour);
      }
      break;
    }
    case 5: {
      const float arm = size * 0.18f;
      painter.fill({c.x - arm, c.y - half, c.x + arm, c.y + half}, item.colour);
      painter.fill({c.x - half, c.y - arm, c.x + half, c.y + arm}, item.colour);
      break;
    }
    case 6:
      painter.triangle({c.x, c.y - size * 0.52f}, {c.x + half, c.y + half}, {c.x, c.y + size * 0.2f}, item.colour);
      painter.triangle({c.x, c.y - size * 0.52f}, {c.x, c.y + size * 0.2f}, {c.x - half, c.y + half}, item.colour);
      break;
    default:
      painter.circle(c, half, item.colour);
      break;
  }
}

// Patterns as map::Pattern counts them: none, rising, falling, level, upright, dots.
void draw_pattern(Painter& painter, const MapLegendItem& item, const Rect& box) {
  if (item.pattern <= 0) return;
  painter.push_clip(box);
  const float step = std::max(3.0f, box.height() * 0.4f);
  const float height = box.height();
  for (float at = -height; at < box.width(); at += step) {
    const float x = box.x0 + at;
    switch (item.pattern) {
      case 1:
        painter.line({x, box.y1}, {x + height, box.y0}, item.pattern_colour);
        break;
      case 2:
        painter.line({x, box.y0}, {x + height, box.y1}, item.pattern_colour);
        break;
      case 4:
        painter.line({x, box.y0}, {x, box.y1}, item.pattern_colour);
        break;
      case 5:
        painter.circle({x + step * 0.5f, box.centre().y}, std::max(1.0f, height * 0.14f), item.pattern_colour);
        break;
      default:
        break;
    }
  }
  if (item.pattern == 3) {
    for (float y = box.y0 + step * 0.5f; y < box.y1; y += step)
      painter.line({box.x0, y}, {box.x1, y}, item.pattern_colour);
  }
  painter.pop_clip();
}

void draw_arrow(Painter& painter, Colour colour, Point c, float size) {
  const float reach = size * 0.6f;
  const float width = std::max(1.0f, size * 0.14f);
  painter.line({c.x - reach, c.y}, {c.x + reach * 0.4f, c.y}, colour, width);
  painter.triangle({c.x + reach * 0.2f, c.y - size * 0.28f}, {c.x + reach, c.y},
                   {c.x + reach * 0.2f, c.y + size * 0.28f}, colour);
}

}  // namespace

void draw_swatch(Painter& painter, const MapLegendItem& item, Point c, float size) {
  using Swatch = MapLegendItem::Swatch;
  const float reach = size * 0.6f;
  const float thick = std::max(1.5f, size * 0.16f);
  const Rect box{std::round(c.x - reach), std::round(c.y - size * 0.4f), std::round(c.x + reach),
                 std::round(c.y + size * 0.4f)};
  switch (item.swatch) {
    case Swatch::level:
      painter.level_mark(c, size, item.level, faded(painter.theme().map_ground, kOutlineShare));
      break;
    case Swatch::mark:
      draw_mark(painter, item, c, size * item.factor);
      break;
    case Swatch::line:
      painter.line({c.x - reach, c.y}, {c.x + reach, c.y}, item.colour, thick);
      break;
    case Swatch::dashed_line: {
      const Point points[] = {{c.x - reach, c.y}, {c.x + reach, c.y}};
      painter.dashed_polyline(points, item.colour, thick, size * 0.32f, size * 0.22f);
      break;
    }
    case Swatch::fill:
      painter.fill(box, item.colour);
      draw_pattern(painter, item, box);
      painter.outline(box, faded(painter.theme().area_edge, 0.5f));
      break;
    case Swatch::outline:
      painter.outline(box, item.colour, std::max(1.0f, size * 0.1f));
      break;
    case Swatch::arrow:
      draw_arrow(painter, item.colour, c, size);
      break;
    case Swatch::disc:
      painter.circle(c, size * 0.4f, item.colour);
      break;
  }
}

}  // namespace onescreen::ui
