// Rows from the bottom: attribution with the scale bar beside it, then the legend. What has no room at all is left out.
#include "ui/map_furniture.h"

#include <algorithm>
#include <cmath>

#include "ui/number.h"
#include "ui/panel_frame.h"

namespace onescreen::ui {
namespace {

constexpr float kNorthRoom = 1.7f;     // characters left of the scale
constexpr float kLegendShare = 0.2f;   // of the map's height, at most
constexpr float kGroundShare = 0.78f;  // enough to read on, and what lies beneath still shows

Rect united(const Rect& a, const Rect& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

Rect ground_of(const Painter& painter, const Rect& over) {
  return {over.x0 - painter.px(8), over.y0 - painter.px(2), over.x1 + painter.px(8), over.y1 + painter.px(3)};
}

Rect moved(const Rect& rect, Point by) { return {rect.x0 + by.x, rect.y0 + by.y, rect.x1 + by.x, rect.y1 + by.y}; }

}  // namespace

void MapFurniture::add_ground(const Painter& painter, const Rect& over) {
  if (over.empty()) return;
  grounds_.push_back(ground_of(painter, over));
  taken_.push_back(grounds_.back());
}

void MapFurniture::place(const Painter& painter, float width, float height, MapFurnitureContent content) {
  content_ = std::move(content);
  width_ = width;
  height_ = height;
  const float scale = painter.scale();
  const float padding = std::round(painter.px(painter.theme().padding));
  top_px_ = painter.label_px() * 2.5f;
  line_px_ = painter.note_px() * 1.5f;
  taken_ = {{0, 0, width, painter.label_px() * 2.2f}};
  grounds_.clear();
  if (!content_.title.empty()) {
    const PanelBox box = panel_box(painter, {0, 0, width, height}, true, true, content_.title);
    const float right = std::min(width - padding, box.padding + painter.text_width(painter.label(0), content_.title));
    grounds_.push_back({box.padding - painter.px(8), box.age.y0, right + painter.px(8), box.age.y1});
  }

  const float room = width - 2 * padding;
  const bool has_scale = content_.has_scale && width >= 200 * scale;
  scale_max_px_ = has_scale ? std::clamp(width * 0.16f, 60 * scale, 130 * scale) : 0;
  const float text_width = painter.text_width(painter.note(0), content_.attribution);
  const bool beside = text_width <= room - scale_max_px_ - kNorthRoom * painter.note_px() -
                                        2 * padding;  // attribution and scale share a row
  attribution_lines_ = content_.attribution.empty() ? 0
                       : beside                     ? 1
                                : std::clamp(static_cast<int>(std::ceil(text_width * 1.05f / room)), 1, 3);
  float y = height - padding * 0.9f - static_cast<float>(attribution_lines_) * line_px_;
  attribution_box_ = attribution_lines_ == 0 ? Rect{}
                                             : Rect{padding, y, padding + std::min(room, text_width),
                                                    y + static_cast<float>(attribution_lines_) * line_px_};
  scale_box_ = {};
  if (has_scale) {
    const float top = y - line_px_ * (beside ? 0.6f : 1.6f);
    scale_box_ = {width - padding - scale_max_px_ - kNorthRoom * painter.note_px(), top, width - padding,
                  top + line_px_ * 1.5f};
  }
  // Where the scale has a row of its own, the legend stands above it and has the whole width.
  if (has_scale && !beside) y = scale_box_.y0;
  const float right = has_scale && beside ? scale_box_.x0 - 2 * padding : width - padding;
  const bool has_room = height_ >= 260 * scale;
  const float top = legend_.place(painter, has_room ? std::move(content_.legend) : std::vector<MapLegendGroup>(),
                                  padding, y - line_px_ * 0.2f, right, height * kLegendShare);
  bottom_px_ = height - top + 10 * scale;
  if (height - top_px_ - bottom_px_ < height * 0.5f)
    top_px_ = bottom_px_ = 8 * scale;  // rather a map under words than none

  if (has_scale && !beside) {
    add_ground(painter, attribution_box_);
    add_ground(painter, legend_.box());
  } else {
    add_ground(painter, united(attribution_box_, legend_.box()));
  }
  if (!scale_box_.empty()) taken_.push_back(ground_of(painter, scale_box_));
}

void MapFurniture::draw(const Frame& frame, Painter& painter, Point origin, float scale_px,
                        const std::string& scale_text) const {
  for (const Rect& ground : grounds_)
    painter.fill(moved(ground, origin), faded(frame.theme.map_ground, kGroundShare), painter.px(3));
  const TextStyle quiet = painter.note(frame.theme.quiet);
  const Rect attribution = moved(attribution_box_, origin);
  if (attribution_lines_ == 1)
    painter.text(attribution.x0, attribution.y0 + painter.note_px(), quiet, content_.attribution);
  if (attribution_lines_ > 1) {
    painter.text_block(attribution.x0, attribution.y0 + painter.note_px(), attribution.width(), line_px_, quiet,
                       content_.attribution, attribution_lines_);
  }
  if (scale_px > 0 && !scale_box_.empty()) draw_scale(frame, painter, moved(scale_box_, origin), scale_px, scale_text);
  legend_.draw(frame, painter, origin);
}

void MapFurniture::draw_scale(const Frame& frame, Painter& painter, const Rect& box, float length,
                              const std::string& text) const {
  const float x1 = std::round(box.x1);
  const float x0 = std::round(box.x1 - length);
  const float y = std::round(box.y0 + painter.px(6));
  const float tick = std::round(painter.px(6));
  const TextStyle style{Face::figure, painter.note_px(), frame.theme.text_second};
  const float text_width = painter.text_width(style, text);
  const float left = x1 - std::max(x1 - x0, text_width) - kNorthRoom * painter.note_px();
  painter.fill(ground_of(painter, {left, box.y0, x1, box.y1}), faded(frame.theme.map_ground, kGroundShare),
               painter.px(3));
  draw_north(frame, painter, {std::round(left + painter.note_px() * 0.5f), box.y0});
  const Point points[] = {
      {x0 + 0.5f, y - tick + 0.5f}, {x0 + 0.5f, y + 0.5f}, {x1 - 0.5f, y + 0.5f}, {x1 - 0.5f, y - tick + 0.5f}};
  painter.polyline(points, frame.theme.text_second, std::max(1.0f, std::round(painter.px(1))));
  const bool fits = text_width <= x1 - x0;
  painter.text(fits ? x0 : x1, std::round(y + painter.note_px() * 1.15f), style, text,
               fits ? Align::left : Align::right);
}

// Half a needle over the letter: the map is never turned.
void MapFurniture::draw_north(const Frame& frame, Painter& painter, Point top) const {
  const Colour colour = frame.theme.text_second;
  const float width = std::round(painter.note_px() * 0.3f);
  const float height = std::round(painter.note_px() * 0.75f);
  const float notch = std::round(height * 0.28f);
  painter.triangle({top.x, top.y}, {top.x - width, top.y + height}, {top.x, top.y + height - notch}, colour);
  const Point half[] = {{top.x, top.y}, {top.x + width, top.y + height}, {top.x, top.y + height - notch}};
  painter.polyline(half, colour, 1, true);
  painter.text(top.x, std::round(top.y + height + painter.note_px() * 1.05f), painter.note(colour),
               frame.words("north"), Align::centre);
}

}  // namespace onescreen::ui
