// table: the rows of any query under a header line, each column written as its configuration says. Rows that do not fit
// take turns at the foot, as those of incident_list do. In: a query and the columns to show; out: pixels, the
// selection when a row is clicked, and the wish to be sorted when a header is.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "table_columns.h"
#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/scroll.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

class Table : public ui::Widget {
 public:
  explicit Table(const ui::Config& config)
      : data_(config.text("data")),
        id_(config.text("id")),
        sort_(config.text("sort")),
        empty_(config.text("empty")),
        columns_(read_table_columns(config)) {}

  bool uses_pointer() const override { return true; }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    changes_in_.reset();
    hovered_.clear();
    draw_rows(frame, panel);
    const ui::Hovered wanted{hovered_.empty() ? "" : panel.id, hovered_};
    const bool was_mine = frame.screen.hovered.panel == panel.id;
    if (wanted != frame.screen.hovered && (was_mine || !hovered_.empty()))
      frame.commands.push_back(ui::HoverCommand{wanted});
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  void draw_rows(const ui::Frame& frame, ui::Panel& panel) {
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    const auto chosen = frame.screen.table_sorts.find(panel.id);
    clicked_ = chosen == frame.screen.table_sorts.end() ? ui::TableSort{} : chosen->second;
    const std::string sort = clicked_.column.empty() ? sort_ : (clicked_.falling ? "-" : "") + clicked_.column;
    if (answer->table != table_ || sort != ordered_by_) {
      table_ = answer->table;
      ordered_by_ = sort;
      order_ = table_order(*table_, sort);
    }
    ids_ = id_.empty() ? nullptr : table_->column(id_);
    const ui::Painter& painter = panel.painter;
    lanes_ = table_lanes(frame, painter, panel.area, columns_, *table_, order_, clicked_.column);

    // The header goes where it would leave less than two rows.
    const float low = std::round(painter.label_px() * 1.5f);
    const float head = std::round(painter.note_px() * 1.9f);
    Rect body = panel.area;
    if (body.height() >= head + 2 * low) {
      draw_header(frame, panel, head);
      body.y0 += head;
    }
    counts_.total = order_.size();
    const float wanted = std::round(painter.label_px() * 1.95f);
    const auto fit = [&](float height) { return std::max<size_t>(1, static_cast<size_t>(body.height() / height)); };
    const size_t slots = fit(fit(wanted) >= counts_.total ? wanted : low);
    row_height_ = std::min(body.height() / static_cast<float>(std::min(slots, counts_.total)), wanted);
    counts_.shown = std::min(slots, counts_.total);
    const size_t pinned = ui::standing_rows(counts_.total, slots);
    for (size_t i = 0; i < pinned; ++i)
      draw_row(frame, panel, order_[i], body.y0 + row_height_ * static_cast<float>(i), body, i + 1 < counts_.shown);
    if (pinned < counts_.total) draw_moving(frame, panel, body, pinned, slots - pinned);
    for (const TableLane& lane : lanes_) {
      if (const auto wait = lane.changes_in(frame)) due_in(*wait);
    }
  }

  // Rising, falling, and back to the order of the query.
  ui::TableSort next_sort(const std::string& column) const {
    if (clicked_.column != column) return {column, false};
    return clicked_.falling ? ui::TableSort{} : ui::TableSort{column, true};
  }

  void draw_header(const ui::Frame& frame, ui::Panel& panel, float height) const {
    ui::Painter& painter = panel.painter;
    const float baseline = panel.area.y0 + painter.note_px() * 1.2f;
    for (const TableLane& lane : lanes_) {
      const Rect hit{lane.x, panel.area.y0, lane.x + lane.width, panel.area.y0 + height};
      const bool hovered = frame.pointer.inside && hit.contains(frame.pointer.position);
      const bool sorted = clicked_.column == lane.shown->column;
      if (hovered && frame.pointer.clicked && lane.column != nullptr)
        frame.commands.push_back(ui::SortCommand{panel.id, next_sort(lane.shown->column)});
      const TextStyle style =
          painter.note(sorted || (hovered && lane.column != nullptr) ? frame.theme.text : frame.theme.text_third);
      const bool right = lane.shown->align == Align::right;
      const float arrow = sorted ? sort_arrow_width(painter) : 0;
      const std::string text = ui::cut_words(painter, style, lane.shown->label, std::max(1.0f, lane.width - arrow) + 1);
      const float x = right ? lane.x + lane.width - arrow : lane.x;
      const float drawn = painter.text(x, baseline, style, text, lane.shown->align);
      if (sorted) draw_arrow(painter, (right ? x : x + drawn) + arrow * 0.6f, baseline, clicked_.falling, style.colour);
    }
    const float y = std::round(panel.area.y0 + height) - 1;
    painter.line({panel.area.x0, y}, {panel.area.x1, y}, ui::mixed(frame.theme.line, frame.theme.quiet, 0.45f), 1);
  }

  static void draw_arrow(ui::Painter& painter, float x, float baseline, bool falling, ui::Colour colour) {
    const float half = std::max(3.0f, std::round(painter.note_px() * 0.28f));
    const float y = std::round(baseline - painter.note_px() * 0.36f);
    const float base = falling ? y - half * 0.7f : y + half * 0.7f;
    const float tip = falling ? y + half * 0.7f : y - half * 0.7f;
    falling ? painter.triangle({x - half, base}, {x + half, base}, {x, tip}, colour)
            : painter.triangle({x, tip}, {x + half, base}, {x - half, base}, colour);
  }

  void draw_moving(const ui::Frame& frame, ui::Panel& panel, const Rect& body, size_t pinned, size_t window) {
    const ui::RollingRows rolling =
        ui::rolling_rows(model::to_millis(frame.now.utc), counts_.total - pinned, window, frame.theme.motion);
    due_in(rolling.changes_in);
    const float top = body.y0 + row_height_ * static_cast<float>(pinned);
    const Rect clip{panel.outer.x0, top, panel.outer.x1, top + row_height_ * static_cast<float>(window)};
    panel.painter.push_clip({clip.x0, top + 1, clip.x1, clip.y1});
    const auto begin = static_cast<size_t>(std::floor(rolling.first));
    for (size_t i = begin; i < begin + window + 1 && pinned + i < counts_.total; ++i) {
      const float y = top + row_height_ * static_cast<float>(static_cast<double>(i) - rolling.first);
      draw_row(frame, panel, order_[pinned + i], y, clip, y + row_height_ < clip.y1 - 1);
    }
    panel.painter.pop_clip();
    panel.painter.line({panel.area.x0, top}, {panel.area.x1, top},
                       ui::mixed(frame.theme.line, frame.theme.quiet, 0.45f), 1);
  }

  void draw_row(const ui::Frame& frame, ui::Panel& panel, size_t row, float y, const Rect& visible, bool separator) {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const Rect whole{panel.outer.x0, y, panel.outer.x1, y + row_height_};
    const std::string id = ui::text_at(ids_, row);
    const bool selected = !id.empty() && id == frame.screen.selected;
    const Rect hit{whole.x0, std::max(whole.y0, visible.y0), whole.x1, std::min(whole.y1, visible.y1)};
    const bool hovered = !id.empty() && frame.pointer.inside && hit.contains(frame.pointer.position);
    if (hovered) hovered_ = id;
    if (hovered || selected) painter.fill(whole, ui::faded(theme.text, selected ? 0.09f : 0.045f));
    if (selected) painter.fill({whole.x0, whole.y0, whole.x0 + painter.px(3), whole.y1}, theme.text);
    if (hovered && frame.pointer.clicked) frame.commands.push_back(ui::SelectCommand{selected ? std::string() : id});

    const float middle = whole.centre().y;
    const float baseline = ui::Painter::baseline_centred(middle, painter.label_px());
    for (size_t i = 0; i < lanes_.size(); ++i) {
      const TableLane& lane = lanes_[i];
      const TableCell shown = lane.cell(frame, row);
      TextStyle style = lane.style(painter, i == 0);
      const bool words = style.face == Face::text;
      style.colour = shown.is_null    ? theme.text_third
                     : shown.alert    ? theme.down
                     : words && i > 0 ? theme.text_second
                                      : theme.text;
      const float mark = lane.mark_width(painter);
      const float room = std::max(1.0f, lane.width - mark);
      const std::string text = words ? ui::cut_words(painter, style, shown.text, room + 1) : shown.text;
      if (!words) style.px = ui::fitting_px(painter, style, text, room + 1);
      const bool right = lane.shown->align == Align::right;
      const float drawn = painter.text_width(style, text);
      const float x = right ? lane.x + lane.width - drawn : lane.x + mark;
      if (shown.level > 0) painter.level_mark({x - mark * 0.62f, middle}, painter.label_px() * 0.72f, shown.level, 0);
      painter.text(x, baseline, style, text);
    }
    if (separator) painter.line({panel.area.x0, whole.y1}, {panel.area.x1, whole.y1}, theme.line, 1);
  }

  void due_in(Duration wait) {
    wait = std::max(wait, Duration(1));
    changes_in_ = changes_in_ ? std::min(*changes_in_, wait) : wait;
  }

  std::string data_;
  std::string id_;
  std::string sort_;
  std::string empty_;
  std::vector<TableColumn> columns_;
  model::TablePtr table_;
  std::vector<size_t> order_;  // of `table_`
  std::string ordered_by_;
  // What the newest draw found.
  ui::TableSort clicked_;
  const Column* ids_ = nullptr;
  std::vector<TableLane> lanes_;
  std::string hovered_;
  float row_height_ = 0;
  ui::ShownOf counts_;
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data", .type = KeyType::data, .summary = "the rows, in the order to show", .required = true},
      {.name = "columns",
       .type = KeyType::map,
       .summary = "columns of the answer from left to right; where it is narrow the last ones go first",
       .required = true,
       .children = table_column_keys()},
      {.name = "id",
       .type = KeyType::column,
       .summary = "what a click on a row selects; without it rows are not clicked"},
      {.name = "sort", .summary = "column to sort by, with a minus before it the largest first; null is last"},
      {.name = "empty", .summary = "words for a table without rows"},
  };
}

void check(const ui::Config& config, std::vector<ui::Problem>& problems) {
  if (config.entries("columns").empty()) problems.push_back(config.problem("columns", "names no column"));
}

const bool registered = ui::register_widget({"table",
                                             "rows under a header, each column as configured",
                                             keys(),
                                             {230, 120},
                                             {620, 900},
                                             ui::make<Table>,
                                             check});

}  // namespace
}  // namespace onescreen::widgets
