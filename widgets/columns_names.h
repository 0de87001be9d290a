// The names below a chart's columns: broken into two lines where that shows more of them, else every so many.
#pragma once

#include <string>
#include <vector>

#include "ui/painter.h"

namespace onescreen::widgets {

struct ColumnNames {
  size_t every = 1;
  int lines = 1;
};

// `slot`: pixels from one column to the next.
ColumnNames plan_column_names(const ui::Painter& painter, const std::vector<std::string>& names, float slot,
                              bool two_lines);

// In the quiet colour of scales, centred below columns from `first_x0` on, within `area`.
void draw_column_names(ui::Painter& painter, const std::vector<std::string>& names, const ColumnNames& plan,
                       const ui::Rect& area, float first_x0, float slot);

}  // namespace onescreen::widgets
