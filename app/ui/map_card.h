// The small cards over a map: a heading and lines whose words come from a row by patterns such as "{level:level} ·
// {title}". Measured before they are placed. UI thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/table.h"
#include "ui/frame.h"
#include "ui/painter.h"
#include "ui/provenance.h"

namespace onescreen::ui {

class MapCard {
 public:
  // One line a pattern, the first is the heading. "{column}" is the cell, "{column:left}" the time left until it,
  // "{column:level}" the word of a severity. `alert`: the colours of the most severe. Not wider than `max_width`. Below
  // them stands where it comes from, unless that is empty.
  MapCard(const Frame& frame, const Painter& painter, const model::Table& table, size_t row,
          const std::vector<std::string>& patterns, bool alert, float max_width, const Provenance& provenance = {});

  float width() const { return width_; }
  float height() const { return height_; }
  // Its top left corner at `at`, with a bar of the colour `edge` at its left.
  void draw(const Frame& frame, Painter& painter, Point at, Colour edge) const;

 private:
  struct Segment {
    std::string text;
    bool countdown = false;  // remaining time: a figure in the colour of urgency
    Colour quiet = 0;        // of provenance: in this colour
  };

  static Segment field(const Frame& frame, const model::Table& table, size_t row, std::string_view name,
                       std::string_view how);
  static std::vector<Segment> filled(const Frame& frame, const model::Table& table, size_t row,
                                     std::string_view pattern);
  static std::vector<Segment> quiet_line(const Frame& frame, const Provenance& provenance);
  TextStyle style_of(const Theme& theme, const Painter& painter, const Segment& segment, bool heading) const;

  std::vector<std::vector<Segment>> lines_;
  bool alert_ = false;
  bool has_provenance_ = false;
  float width_ = 0;
  float height_ = 0;
};

}  // namespace onescreen::ui
