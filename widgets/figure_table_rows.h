// The rows of a figure_table: what they say, how they are shared among columns, and the lanes that keep their figures
// below each other. UI thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/widget.h"

namespace onescreen::widgets {

struct FigureRow {
  std::string group;
  std::string label;
  std::string qualifier;  // quiet, behind the label
  std::string whole;      // the figure up to its point
  std::string fraction;   // from the point on
  std::string unit;       // with the word for a large number, which is part of the figure
  size_t word = 0;        // bytes of that word at the beginning of `unit`
  std::string change;
  std::string as_of;
  bool is_null = false;
};

std::vector<FigureRow> read_figure_rows(const ui::Frame& frame, const model::Table& table, int decimals);

// A line is a row or the heading of a group.
struct FigureLine {
  size_t row = 0;
  bool heading = false;
};

struct FigureHeights {
  float heading = 0;
  float row = 0;

  float of(const FigureLine& line) const { return line.heading ? heading : row; }
  float of(const std::vector<FigureLine>& lines) const {
    float sum = 0;
    for (const FigureLine& line : lines) sum += of(line);
    return sum;
  }
};

// The lines of each column, in order, at most `room` high and all of about one height; whatever has no room is left
// out.
std::vector<std::vector<FigureLine>> share_figure_rows(const std::vector<FigureRow>& rows, size_t columns, float room,
                                                       const FigureHeights& heights);

// Widths within a column; 0 where there is none.
struct FigureLanes {
  float label = 0;
  float whole = 0;
  float fraction = 0;
  float unit = 0;
  float change = 0;
  float as_of = 0;
  float gap = 0;

  // Without the label.
  float figures() const { return whole + fraction + unit; }
};

FigureLanes measure_figure_rows(const ui::Painter& painter, const std::vector<FigureRow>& rows, float width);

}  // namespace onescreen::widgets
