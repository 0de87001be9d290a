// Series: a table read as curves over one axis, in wide form (each number column is a series) or long form (columns
// `series` and `value`). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/table.h"
#include "ui/axis.h"

namespace onescreen::ui {

struct Series {
  std::string name;
  std::vector<std::optional<double>> y;  // by index of SeriesTable::x; nothing there stays nothing
};

struct SeriesTable {
  AxisKind kind = AxisKind::number;
  std::vector<double> x;           // ascending, each once: milliseconds UTC, numbers, or positions of names
  std::vector<std::string> names;  // by position, when the kind is name
  std::vector<Series> series;      // in the order of the table
  double step = 1;                 // usual distance between neighbours
};

// The axis is the column `t` (times), else `x` (numbers or names), else the row's number. Rows without a place are left
// out; values that are not finite are none.
SeriesTable read_series(const model::Table& table);

}  // namespace onescreen::ui
