#include "ui/painter.h"

#include <imgui.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "gfx/imgui_renderer.h"
#include "gfx/texture.h"
#include "ui/text_audit.h"

namespace onescreen::ui {
namespace {

ImVec2 vec(Point p) { return {p.x, p.y}; }
ImVec2 low(const Rect& r) { return {r.x0, r.y0}; }
ImVec2 high(const Rect& r) { return {r.x1, r.y1}; }

// A fill of fewer pixels costs less than the calls that would avoid it.
constexpr float kLargeFillPx = 200'000;

gfx::Rect to_gfx(const Rect& r) {
  const auto whole = [](float value) { return static_cast<int>(std::round(value)); };
  return {whole(r.x0), whole(r.y0), whole(r.x1) - whole(r.x0), whole(r.y1) - whole(r.y0)};
}

// ImGui widens every filled shape's edge by half a pixel of anti-aliasing; a line centred on a pixel is sharp.
float snapped(float value) { return std::floor(value) + 0.5f; }

}  // namespace

Painter::Painter(ImDrawList& list, Fonts& fonts, const Theme& theme, const Display& display, int canvas_width,
                 int canvas_height)
    : list_(list), fonts_(fonts), theme_(theme) {
  const int shorter = std::min(canvas_width, canvas_height);
  scale_ = canvas_scale(display, shorter);
  note_px_ = px_from_arcmin(display, theme.note_arcmin, shorter);
  label_px_ = px_from_arcmin(display, theme.label_arcmin, shorter);
  heading_px_ = px_from_arcmin(display, theme.heading_arcmin, shorter);
  figure_px_ = px_from_arcmin(display, theme.figure_arcmin, shorter);
}

void Painter::fill(const Rect& rect, Colour colour, float radius) {
  if (rect.empty()) return;
  if (audit_ != nullptr && (colour >> 24) == 0xFF) {
    const ImVec2 from = list_.GetClipRectMin();
    const ImVec2 to = list_.GetClipRectMax();
    audit_->filled(rect, {from.x, from.y, to.x, to.y});
  }
  const gfx::Rect whole = to_gfx(rect);
  const bool exact = rect.x0 == static_cast<float>(whole.x) && rect.y0 == static_cast<float>(whole.y) &&
                     rect.x1 == static_cast<float>(whole.x + whole.width) &&
                     rect.y1 == static_cast<float>(whole.y + whole.height);
  const int corner = static_cast<int>(std::ceil(radius)) + 1;
  if (!exact || (colour >> 24) != 0xFF || rect.width() * rect.height() < kLargeFillPx || whole.height <= 2 * corner) {
    list_.AddRectFilled(low(rect), high(rect), colour, radius);
    return;
  }
  // Only the bands with the corners are drawn as a shape.
  const gfx::Colour opaque{static_cast<uint8_t>(colour), static_cast<uint8_t>(colour >> 8),
                           static_cast<uint8_t>(colour >> 16), 255};
  const int band = radius > 0 ? corner : 0;
  gfx::add_fill(list_, {whole.x, whole.y + band, whole.width, whole.height - 2 * band}, opaque);
  if (band == 0) return;
  for (const float y : {rect.y0, rect.y1 - static_cast<float>(band)}) {
    push_clip({rect.x0, y, rect.x1, y + static_cast<float>(band)});
    list_.AddRectFilled(low(rect), high(rect), colour, radius);
    pop_clip();
  }
}

void Painter::outline(const Rect& rect, Colour colour, float width, float radius) {
  list_.AddRect(low(rect), high(rect), colour, radius, 0, width);
}

void Painter::dashed_outline(const Rect& rect, Colour colour, float width, float dash) {
  const Point corners[] = {
      {rect.x0, rect.y0}, {rect.x1, rect.y0}, {rect.x1, rect.y1}, {rect.x0, rect.y1}, {rect.x0, rect.y0}};
  dashed_polyline(corners, colour, width, dash, dash);
}

void Painter::line(Point from, Point to, Colour colour, float width) {
  if (width <= 1.01f && from.y == to.y) from.y = to.y = snapped(from.y);
  if (width <= 1.01f && from.x == to.x) from.x = to.x = snapped(from.x);
  list_.AddLine(vec(from), vec(to), colour, width);
}

void Painter::polyline(std::span<const Point> points, Colour colour, float width, bool closed) {
  if (points.size() < 2) return;
  list_.PathClear();
  for (const Point p : points) list_.PathLineTo(vec(p));
  list_.PathStroke(colour, closed ? ImDrawFlags_Closed : 0, width);
}

void Painter::dashed_polyline(std::span<const Point> points, Colour colour, float width, float dash, float gap) {
  if (points.size() < 2 || dash + gap <= 0) return;
  float into = 0;  // distance into the current dash-and-gap
  for (size_t i = 1; i < points.size(); ++i) {
    const Point a = points[i - 1];
    const Point b = points[i];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    if (length <= 0) continue;
    const auto at = [&](float distance) {
      return Point{a.x + (b.x - a.x) * distance / length, a.y + (b.y - a.y) * distance / length};
    };
    for (float walked = 0; walked < length;) {
      const bool in_dash = into < dash;
      const float step = std::min(length - walked, (in_dash ? dash : dash + gap) - into);
      if (in_dash) list_.AddLine(vec(at(walked)), vec(at(walked + step)), colour, width);
      walked += step;
      into += step;
      if (into >= dash + gap - 1e-3f) into = 0;
      if (step <= 0) break;
    }
  }
}

void Painter::area(std::span<const Point> points, float base_y, Colour colour) {
  for (size_t i = 1; i < points.size(); ++i) {
    const Point a = points[i - 1];
    const Point b = points[i];
    const ImVec2 quad[] = {vec(a), vec(b), {b.x, base_y}, {a.x, base_y}};
    // Without anti-aliased edges, which would leave seams between neighbouring pieces.
    const ImDrawListFlags flags = list_.Flags;
    list_.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    list_.AddConvexPolyFilled(quad, 4, colour);
    list_.Flags = flags;
  }
}

void Painter::fan(Point centre, std::span<const Point> rim, Colour colour) {
  const ImDrawListFlags flags = list_.Flags;
  list_.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  for (size_t i = 1; i < rim.size(); ++i) list_.AddTriangleFilled(vec(centre), vec(rim[i - 1]), vec(rim[i]), colour);
  list_.Flags = flags;
}

void Painter::triangle(Point a, Point b, Point c, Colour colour) {
  list_.AddTriangleFilled(vec(a), vec(b), vec(c), colour);
}

void Painter::circle(Point centre, float radius, Colour colour) { list_.AddCircleFilled(vec(centre), radius, colour); }

void Painter::ring(Point centre, float radius, Colour colour, float width) {
  list_.AddCircle(vec(centre), radius, colour, 0, width);
}

void Painter::hatch(const Rect& rect, Colour colour, float spacing, float width) {
  if (rect.empty() || spacing <= 1) return;
  push_clip(rect);
  const float height = rect.height();
  for (float x = rect.x0 - height; x < rect.x1; x += spacing) {
    list_.AddLine({x, rect.y1}, {x + height, rect.y0}, colour, width);
  }
  pop_clip();
}

void Painter::picture(const gfx::Target& picture, const Rect& rect) { gfx::add_picture(list_, picture, to_gfx(rect)); }

void Painter::picture(const gfx::Texture& picture, const Rect& rect, const Rect& from) {
  list_.AddImage(ImTextureRef(static_cast<ImTextureID>(picture.id())), low(rect), high(rect), low(from), high(from));
}

void Painter::level_mark(Point c, float size, int level, Colour outline_colour) {
  const float r = size / 2;
  const Colour colour = theme_.level[static_cast<size_t>(std::clamp(level, 1, 4) - 1)];
  const float edge = std::max(1.0f, size * 0.1f);
  // The outline is the same shape, larger, underneath.
  for (const bool outer : {true, false}) {
    const float grow = outer ? edge : 0;
    const Colour fill_colour = outer ? outline_colour : colour;
    if ((fill_colour >> 24) == 0) continue;
    switch (std::clamp(level, 1, 4)) {
      case 1: {
        const float d = r * 1.15f + grow * 1.4f;
        list_.AddQuadFilled({c.x, c.y - d}, {c.x + d, c.y}, {c.x, c.y + d}, {c.x - d, c.y}, fill_colour);
        break;
      }
      case 2: {
        const float d = r * 1.05f + grow * 1.6f;
        list_.AddTriangleFilled({c.x, c.y - d}, {c.x + d, c.y + d * 0.8f}, {c.x - d, c.y + d * 0.8f}, fill_colour);
        break;
      }
      case 3:
        list_.AddCircleFilled({c.x, c.y}, r * 0.95f + grow, fill_colour);
        break;
      default: {
        const float d = r * 0.82f + grow;
        list_.AddRectFilled({c.x - d, c.y - d}, {c.x + d, c.y + d}, fill_colour);
        break;
      }
    }
  }
}

void Painter::state_mark(Point c, float size, int state) {
  const float r = size / 2;
  const float width = std::max(1.0f, size * 0.16f);
  const auto diamond = [&] {
    list_.AddQuad({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, theme_.down, width);
  };
  switch (state) {
    case 0:
      circle(c, r * 0.9f, theme_.good);
      break;
    case 1:
      fill({c.x - r * 0.8f, c.y - r * 0.8f, c.x + r * 0.8f, c.y + r * 0.8f}, theme_.late);
      break;
    case 2:
      outline({c.x - r * 0.8f, c.y - r * 0.8f, c.x + r * 0.8f, c.y + r * 0.8f}, theme_.late, width);
      break;
    case 3:
      diamond();
      break;
    case 4:
      diamond();
      list_.AddLine({c.x - r * 0.5f, c.y - r * 0.5f}, {c.x + r * 0.5f, c.y + r * 0.5f}, theme_.down, width);
      break;
    default:
      ring(c, r * 0.8f, theme_.quiet, width);
      break;
  }
}

void Painter::push_clip(const Rect& rect) { list_.PushClipRect(low(rect), high(rect), true); }

void Painter::pop_clip() { list_.PopClipRect(); }

}  // namespace onescreen::ui
