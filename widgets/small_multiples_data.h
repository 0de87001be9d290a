// What a small_multiples widget draws: its rows as groups over one axis and one scale, and the grid that they stand in.
// Plain values from a table; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/table.h"
#include "ui/axis.h"
#include "ui/geometry.h"

namespace onescreen::widgets {

struct MultipleSample {
  double x = 0;
  std::optional<double> value;
  std::optional<double> previous;
};

struct MultipleGroup {
  std::string name;
  std::string street;                   // id that a click chooses; empty: none
  std::vector<MultipleSample> samples;  // ascending in x
  std::optional<double> newest;
};

struct Multiples {
  ui::AxisKind kind = ui::AxisKind::number;
  std::vector<MultipleGroup> groups;  // in the order of the rows
  std::vector<std::string> names;     // of places, when the kind is name
  double low = 0;                     // of the axis
  double high = 1;
  double step = 1;
  ui::AxisScale scale;
};

// `from_zero`: the scale holds zero.
Multiples read_multiples(const model::Table& table, bool from_zero);

struct MultiplesGrid {
  size_t columns = 1;
  size_t rows = 1;
  float width = 0;  // of a cell
  float height = 0;
};

// The grid whose cells come nearest to the shape of a chart, each at least `least_width` by `least_height`; where not
// all fit, as many as do.
MultiplesGrid multiples_grid(const ui::Rect& area, size_t count, float least_width, float least_height, float gap);

}  // namespace onescreen::widgets
