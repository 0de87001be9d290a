// The columns of a table widget: how each is written, how wide it is, and for how long what it says stays true.
// Measured anew for every frame. UI thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/widget.h"

namespace onescreen::widgets {

struct TableColumn {
  std::string column;
  std::string label;
  std::string format;
  ui::Align align = ui::Align::left;
  int decimals = 0;
  float weight = 0;  // share of the room that is over

  bool is_text() const { return format == "text"; }
};

struct TableCell {
  std::string text;
  int level = 0;
  bool alert = false;
  bool is_null = false;
};

// A column with its place on the screen.
struct TableLane {
  const TableColumn* shown = nullptr;
  const model::Column* column = nullptr;  // nullptr: the answer has none of that name
  float natural = 0;
  float least = 0;
  float width = 0;
  float x = 0;

  TableCell cell(const ui::Frame& frame, size_t row) const;
  ui::TextStyle style(const ui::Painter& painter, bool leads) const;
  float mark_width(const ui::Painter& painter) const;
  // Until a cell of it reads differently though the data is the same.
  std::optional<model::Duration> changes_in(const ui::Frame& frame) const;
};

std::vector<model::KeySpec> table_column_keys();
std::vector<TableColumn> read_table_columns(const ui::Config& config);
// NaN is no number.
std::optional<double> table_number(const model::Column& column, size_t row);
// Row numbers sorted by the column of that name, with a minus before it the largest first; null is last either way.
std::vector<size_t> table_order(const model::Table& table, const std::string& sort);
// Room for the arrow in the header of the column by which the rows are sorted.
float sort_arrow_width(const ui::Painter& painter);
// From left to right; `sorted` is the column that has an arrow. Figures get what they need, words share the rest. Where
// it is too narrow the last columns go first.
std::vector<TableLane> table_lanes(const ui::Frame& frame, const ui::Painter& painter, const ui::Rect& area,
                                   const std::vector<TableColumn>& columns, const model::Table& table,
                                   const std::vector<size_t>& order, const std::string& sorted);

}  // namespace onescreen::widgets
