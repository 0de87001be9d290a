// figure_table: many key figures in groups, their points below each other, each with its unit, what changed and of when
// it is, in as many columns as fit. In: a query with one row for each figure; out: pixels. What is known of a figure's
// year stays longest: a public figure without its year is another one.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "figure_table_rows.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/remarks.h"

namespace onescreen::widgets {
namespace {

using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Rect;
using ui::TextStyle;

constexpr const char* kEllipsis = "\u2026";

class FigureTable : public ui::Widget {
 public:
  explicit FigureTable(const ui::Config& config) : data_(config.text("data")), decimals_(ui::decimals_of(config)) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const std::vector<FigureRow> rows = read_figure_rows(frame, *answer->table, decimals_);
    const Painter& painter = panel.painter;
    const Rect& area = panel.area;
    counts_.total = rows.size();

    const FigureLanes lanes = measure_figure_rows(painter, rows, area.width());
    const float between = painter.px(32);
    const float label = painter.label_px();
    const float name = std::clamp(lanes.label, label * 3, label * 7);
    const float year = lanes.as_of > 0 ? lanes.as_of + lanes.gap : 0;
    const float least = name + lanes.gap + lanes.figures() + year;
    const auto most_columns =
        static_cast<size_t>(std::max(1.0f, std::floor((area.width() + between) / (least + between))));
    // Where even one column has no room for the year beside the figure, it stands below the name.
    const bool stacked =
        year > 0 && std::min(lanes.label, label * 4) + lanes.gap + lanes.figures() + year > area.width();
    const float line = std::round(label * 1.45f);
    const FigureHeights heights{line, line + (stacked ? std::round(painter.note_px() * 1.25f) : 0)};
    // The fewest columns that hold all, but none so wide that the eye loses the row between its name and its figure.
    const auto at_ease = static_cast<size_t>(std::ceil(area.width() / (label * 34)));
    std::vector<std::vector<FigureLine>> columns;
    size_t count = std::clamp<size_t>(at_ease, 1, most_columns);
    for (;; ++count) {
      columns = share_figure_rows(rows, count, area.height(), heights);
      if (rows_in(columns) == rows.size() || count >= most_columns) break;
    }
    counts_.shown = rows_in(columns);
    float longest = 1;
    for (const auto& column : columns) longest = std::max(longest, heights.of(column));
    const float spread = std::clamp(area.height() / longest, 0.1f, 1.5f);
    const float width = (area.width() - between * static_cast<float>(count - 1)) / static_cast<float>(count);
    for (size_t c = 0; c < columns.size(); ++c) {
      const float x = std::round(area.x0 + (width + between) * static_cast<float>(c));
      const Rect column{x, area.y0, std::round(x + width), area.y1};
      draw_column(frame, panel.painter, rows, columns[c], column, {heights.heading * spread, heights.row * spread},
                  lanes, stacked);
    }
  }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  static size_t rows_in(const std::vector<std::vector<FigureLine>>& columns) {
    size_t rows = 0;
    for (const auto& column : columns)
      rows += static_cast<size_t>(
          std::count_if(column.begin(), column.end(), [](const FigureLine& line) { return !line.heading; }));
    return rows;
  }

  static void draw_column(const ui::Frame& frame, Painter& painter, const std::vector<FigureRow>& rows,
                          const std::vector<FigureLine>& lines, const Rect& column, const FigureHeights& heights,
                          const FigureLanes& all, bool stacked) {
    FigureLanes lanes = all;
    float room = column.width() - all.gap - all.figures();
    // A lane stays where that leaves names this many characters.
    const auto give = [&](float& lane, float characters) {
      if (lane <= 0) return;
      if (stacked || room - std::min(all.label, painter.label_px() * characters) < lane + all.gap) {
        lane = 0;
        return;
      }
      room -= lane + all.gap;
    };
    give(lanes.as_of, 4);
    give(lanes.change, 5);
    float y = column.y0;
    for (size_t i = 0; i < lines.size(); ++i) {
      const Rect line{column.x0, y, column.x1, y + heights.of(lines[i])};
      y = line.y1;
      const bool before_heading = i + 1 < lines.size() && lines[i + 1].heading;
      if (lines[i].heading) {
        draw_heading(frame, painter, rows[lines[i].row].group, line);
      } else {
        draw_row(frame, painter, rows[lines[i].row], line, lanes, stacked);
        if (i + 1 < lines.size() && !before_heading)
          painter.line({line.x0, line.y1}, {line.x1, line.y1}, frame.theme.line, 1);
      }
    }
  }

  static void draw_heading(const ui::Frame& frame, Painter& painter, const std::string& text, const Rect& line) {
    const TextStyle style{Face::strong, painter.note_px(), frame.theme.text_second};
    const float baseline = std::round(line.y1 - painter.note_px() * 0.5f);
    painter.text(line.x0, baseline, style, ui::cut_words(painter, style, text, line.width()));
    painter.line({line.x0, line.y1}, {line.x1, line.y1}, ui::mixed(frame.theme.line, frame.theme.quiet, 0.45f), 1);
  }

  static void draw_row(const ui::Frame& frame, Painter& painter, const FigureRow& row, const Rect& line,
                       const FigureLanes& lanes, bool stacked) {
    const ui::Theme& theme = frame.theme;
    const float middle = line.centre().y - (stacked ? painter.note_px() * 0.62f : 0);
    const float baseline = std::round(Painter::baseline_centred(middle, painter.label_px()));
    if (stacked) draw_below(frame, painter, row, line, baseline + std::round(painter.note_px() * 1.35f));
    float right = line.x1;
    const auto lane = [&](float width) {
      const float x = right;
      if (width > 0) right -= width + lanes.gap;
      return x;
    };
    const auto small = [&](float x, float width, const std::string& text, ui::Colour colour) {
      if (width <= 0 || text.empty()) return;
      TextStyle style{Face::figure, painter.note_px(), colour};
      // Words behind a number are cut, the number is not.
      std::string said = ui::cut_words(painter, style, text, width + 1);
      if (said == kEllipsis) style.px = ui::fitting_px(painter, style, said = text, width + 1);
      painter.text(x, baseline, style, said, Align::right);
    };
    small(lane(lanes.as_of), lanes.as_of, row.as_of, theme.text_third);
    small(lane(lanes.change), lanes.change, row.change, theme.text_second);

    TextStyle figure{Face::figure, painter.label_px(), row.is_null ? theme.text_third : theme.text};
    const float point = right - lanes.unit - lanes.fraction;
    figure.px = ui::fitting_px(painter, figure, row.whole, lanes.whole + 1);
    const float begin = point - painter.text(point, baseline, figure, row.whole, Align::right);
    const float end = point + (row.fraction.empty() ? 0 : painter.text(point, baseline, figure, row.fraction));
    // A unit stands behind its figure, not in a lane of its own; the word of a large number is never cut.
    if (!row.unit.empty()) {
      const TextStyle unit = painter.note(theme.text_second);
      const float x = end + painter.px(4);
      const float word = row.word > 0 ? painter.text(x, baseline, unit, row.unit.substr(0, row.word)) : 0;
      const float left = right + lanes.gap * 0.5f - x - word;
      const std::string rest = row.unit.substr(row.word);
      if (!rest.empty() && (left >= 2 * unit.px || painter.text_width(unit, rest) <= left))
        painter.text(x + word, baseline, unit, ui::cut_words(painter, unit, rest, left));
    }

    const float room = std::max(1.0f, begin - lanes.gap - line.x0);
    // A name that is too long gives up some of its size before its end.
    TextStyle name = painter.label(theme.text_second);
    if (painter.text_width(name, row.label) > room) name.px = painter.note_px();
    const float drawn = painter.text(line.x0, baseline, name, ui::cut_words(painter, name, row.label, room));
    const float left = room - drawn - painter.px(6);
    const TextStyle quiet = painter.note(theme.text_third);
    if (!row.qualifier.empty() && left >= quiet.px * 3)
      painter.text(line.x0 + drawn + painter.px(6), baseline, quiet,
                   ui::cut_words(painter, quiet, row.qualifier, left));
  }

  // Of when it is, then what changed.
  static void draw_below(const ui::Frame& frame, Painter& painter, const FigureRow& row, const Rect& line,
                         float baseline) {
    std::string text = row.as_of;
    if (!text.empty() && !row.change.empty()) text += frame.words("separator");
    text += row.change;
    const TextStyle style = painter.note(frame.theme.text_third);
    painter.text(line.x0, baseline, style, ui::cut_words(painter, style, text, line.width()));
  }

  std::string data_;
  int decimals_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each figure, in the order to show",
       .required = true,
       .columns = {{"label", "what the figure counts"},
                   {"value", "the figure, or words; null is drawn as a dash"},
                   {"unit", "small, behind the figure", false},
                   {"change", "since before, a number or words; zero is said as unchanged", false},
                   {"change_unit", "unit behind the change, such as percentage points", false},
                   {"qualifier", "quiet words behind the label, such as what is included", false},
                   {"as_of", "year or date of the figure", false},
                   {"group", "rows of one group stand below its name", false},
                   {"decimals", "digits behind the point of this row, before the key decimals", false}}},
      ui::decimals_key(),
  };
}

const bool registered = ui::register_widget({"figure_table",
                                             "key figures in groups, with unit, change and year",
                                             keys(),
                                             {260, 120},
                                             {900, 600},
                                             ui::make<FigureTable>});

}  // namespace
}  // namespace onescreen::widgets
