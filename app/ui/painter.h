// Painter: what a widget draws with. Fills an ImDrawList in canvas pixels; knows the theme's sizes, faces and the few
// shapes that every panel shares. Lives for one panel of one frame, on the UI thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "ui/geometry.h"
#include "ui/theme.h"

struct ImDrawList;

namespace onescreen::gfx {
class Target;
class Texture;
}  // namespace onescreen::gfx

namespace onescreen::ui {

class Fonts;
class TextAudit;

enum class Face {
  text,    // Noto Sans CJK SC
  strong,  // its bold, only for what leads
  figure,  // B612 for ASCII (tabular digits), Noto Sans CJK SC for everything else
};

enum class Align { left, centre, right };

struct TextStyle {
  Face face = Face::text;
  float px = 16;  // em in canvas pixels: the height of a Chinese character's body
  Colour colour = 0;
};

class Painter {
 public:
  Painter(ImDrawList& list, Fonts& fonts, const Theme& theme, const Display& display, int canvas_width,
          int canvas_height);

  // From now on everything drawn is also told to `audit`, which lives as long; nullptr: nobody asks.
  void audit_into(TextAudit* audit) { audit_ = audit; }

  const Theme& theme() const { return theme_; }
  // Canvas pixels of a length that the design gives at 1080 rows, rounded to whole pixels where it matters to edges.
  float px(float design_px) const { return design_px * scale_; }
  float scale() const { return scale_; }

  // Text sizes of the theme on this canvas.
  float note_px() const { return note_px_; }
  float label_px() const { return label_px_; }
  float heading_px() const { return heading_px_; }
  float figure_px() const { return figure_px_; }
  TextStyle note(Colour colour) const { return {Face::text, note_px_, colour}; }
  TextStyle label(Colour colour) const { return {Face::text, label_px_, colour}; }

  // Width in pixels of one line of `text`.
  float text_width(const TextStyle& style, std::string_view text) const;
  // One line, its baseline at `y`, its left edge, centre or right edge at `x`. Cut with an ellipsis where it would be
  // wider than `max_width` (0: unlimited). Returns the width drawn. Newlines are drawn as blanks.
  float text(float x, float baseline_y, const TextStyle& style, std::string_view text, Align align = Align::left,
             float max_width = 0);
  // The same with a dark outline of `halo_px` around every character, for text over a map.
  float text_with_halo(float x, float baseline_y, const TextStyle& style, std::string_view text, Align align,
                       Colour halo, float halo_px);
  // Breaks `text` into lines of at most `width` (anywhere between Chinese characters, at blanks in Latin), draws at
  // most `max_lines`, the last one cut with an ellipsis. Returns the number of lines drawn.
  int text_block(float x, float first_baseline_y, float width, float line_height, const TextStyle& style,
                 std::string_view text, int max_lines);
  // Baseline that centres a line of Chinese characters of size `px` around `y`.
  static float baseline_centred(float y, float px) { return y + px * 0.36f; }

  void fill(const Rect& rect, Colour colour, float radius = 0);
  void outline(const Rect& rect, Colour colour, float width = 1, float radius = 0);
  void dashed_outline(const Rect& rect, Colour colour, float width, float dash);
  void line(Point from, Point to, Colour colour, float width = 1);
  void polyline(std::span<const Point> points, Colour colour, float width, bool closed = false);
  void dashed_polyline(std::span<const Point> points, Colour colour, float width, float dash, float gap);
  // The area between `points` (ascending in x) and the horizontal line at `base_y`.
  void area(std::span<const Point> points, float base_y, Colour colour);
  // The area between `centre` and the line along `rim`, without seams between its pieces.
  void fan(Point centre, std::span<const Point> rim, Colour colour);
  void triangle(Point a, Point b, Point c, Colour colour);
  void circle(Point centre, float radius, Colour colour);
  void ring(Point centre, float radius, Colour colour, float width);
  // Diagonal lines over `rect`: the mark of data that is not current.
  void hatch(const Rect& rect, Colour colour, float spacing, float width);
  // All of an opaque picture over `rect` (whole pixels). It must live until the frame is rendered.
  void picture(const gfx::Target& picture, const Rect& rect);

  // The part of a picture between `from` (0..1 of its width and height) scaled to `rect`, blended. It must live until
  // the frame is rendered.
  void picture(const gfx::Texture& picture, const Rect& rect, const Rect& from = {0, 0, 1, 1});

  // The shape of a severity: 1 diamond, 2 triangle, 3 circle, 4 square, in the theme's colour, `size` across, with an
  // outline.
  void level_mark(Point centre, float size, int level, Colour outline);
  // The shape of a feed's state, told apart without colour: fresh filled dot, late square, stale hollow square, down
  // hollow diamond, denied crossed diamond, never ring. `state` as model::Freshness.
  void state_mark(Point centre, float size, int state);

  void push_clip(const Rect& rect);
  void pop_clip();

  ImDrawList& draw_list() { return list_; }
  Fonts& fonts() { return fonts_; }

 private:
  ImDrawList& list_;
  Fonts& fonts_;
  const Theme& theme_;
  TextAudit* audit_ = nullptr;
  float scale_ = 1;
  float note_px_ = 13;
  float label_px_ = 16;
  float heading_px_ = 26;
  float figure_px_ = 44;
};

}  // namespace onescreen::ui
