// columns: vertical columns by category, one or more series side by side or one on the other.
// In: a query with `label` and a number column for each series; out: pixels. Null is a gap, zero a line on the base.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "columns_names.h"
#include "ui/axis.h"
#include "ui/cells.h"
#include "ui/decimals.h"
#include "ui/remarks.h"
#include "ui/theme_colours.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::AxisScale;
using ui::Face;
using ui::Painter;
using ui::Rect;
using ui::TextStyle;

struct Series {
  std::string name;
  std::string label;
  std::string colour;  // name of the theme's; empty: by its place
};

struct Stack {
  ui::Colour colour = 0;
  std::string label;
  std::vector<std::optional<double>> y;  // by category
};

struct Chart {
  std::vector<std::string> names;
  std::vector<Stack> series;
};

class Columns : public ui::Widget {
 public:
  explicit Columns(const ui::Config& config)
      : data_(config.text("data")),
        unit_(config.text("unit")),
        decimals_(ui::decimals_of(config)),
        stacked_(config.text("style") == "stacked") {
    for (const auto& [name, entry] : config.entries("series"))
      series_.push_back({name, entry.text("label"), entry.text("colour")});
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    Painter& painter = panel.painter;
    Chart chart = read(*answer->table, frame.theme);
    Rect area = panel.area;
    // More categories than columns of two pixels are not drawn: the title line says so.
    const float columns = stacked_ ? 1.0f : static_cast<float>(std::max<size_t>(1, chart.series.size()));
    counts_.total = chart.names.size();
    counts_.shown = std::clamp<size_t>(static_cast<size_t>(area.width() * 0.8f / (columns * 3 + 3)), 1, counts_.total);
    chart.names.resize(counts_.shown);
    if (chart.series.size() > 1 && area.height() >= painter.note_px() * 6)
      area.y0 += draw_legend(frame, painter, chart, area);
    draw_chart(frame, painter, chart, area);
  }

  std::string remark(const ui::Frame& frame) const override {
    return counts_.shown < counts_.total ? counts_.remark(frame.words) : ui::unit_remark(frame.words, unit_);
  }

 private:
  Chart read(const model::Table& table, const ui::Theme& theme) const {
    std::vector<Series> wanted = series_;
    for (const Column& one : table.columns()) {
      const bool is_number = one.type() == model::Type::number || one.type() == model::Type::integer;
      if (series_.empty() && is_number && one.name() != "label") wanted.push_back({one.name(), {}, {}});
    }
    Chart chart;
    const Column* labels = table.column("label");
    for (size_t row = 0; row < table.row_count(); ++row) chart.names.push_back(ui::text_at(labels, row));
    // One hue for data; further series differ by lightness.
    const std::array<ui::Colour, 4> fills = {theme.data, theme.previous, theme.text_second, theme.data_second};
    for (const Series& one : wanted) {
      const Column* column = table.column(one.name);
      if (column == nullptr) continue;
      Stack stack{ui::theme_colour(theme, one.colour, fills[chart.series.size() % fills.size()]),
                  one.label.empty() ? one.name : one.label,
                  {}};
      for (size_t row = 0; row < table.row_count(); ++row) {
        stack.y.push_back(ui::finite_at(column, row));
      }
      chart.series.push_back(std::move(stack));
    }
    return chart;
  }

  // What stands over or below a category's columns: all values of one sign.
  static double sum(const Chart& chart, size_t at, bool above) {
    double total = 0;
    for (const Stack& one : chart.series) {
      if (one.y[at] && (*one.y[at] > 0) == above) total += *one.y[at];
    }
    return total;
  }

  AxisScale scale(const Chart& chart, float height, float line) const {
    double low = 0;
    double high = 0;
    bool whole = true;
    for (size_t i = 0; i < chart.names.size(); ++i) {
      low = std::min(low, stacked_ ? sum(chart, i, false) : 0.0);
      high = std::max(high, stacked_ ? sum(chart, i, true) : 0.0);
      for (const Stack& one : chart.series) {
        if (!one.y[i]) continue;
        low = std::min(low, *one.y[i]);
        high = std::max(high, *one.y[i]);
        whole = whole && *one.y[i] == std::round(*one.y[i]);
      }
    }
    // Beyond it, the distance between the ends would be no number.
    return ui::nice_scale(std::max(low, -1e300), std::min(high, 1e300), whole,
                          std::clamp(static_cast<int>((height - line * 2) / (line * 1.6f)), 1, 5));
  }

  // Returns the height used.
  static float draw_legend(const ui::Frame& frame, Painter& painter, const Chart& chart, const Rect& area) {
    const TextStyle style = painter.note(frame.theme.text_third);
    const float swatch = std::round(painter.px(10));
    const float top = std::round(area.y0 + painter.note_px() * 0.75f - swatch / 2);
    float x = area.x0;
    for (const Stack& one : chart.series) {
      const float room = area.x1 - x - swatch - painter.px(6);
      if (room < painter.note_px() * 2) break;
      painter.fill({std::round(x), top, std::round(x) + swatch, top + swatch}, one.colour);
      x += swatch + painter.px(6);
      x += painter.text(x, Painter::baseline_centred(top + swatch / 2, style.px), style, one.label, Align::left, room) +
           painter.px(18);
    }
    return std::round(painter.note_px() * 1.7f);
  }

  // What is written at a category's columns: each value, or what they are together.
  std::string figure(const ui::Frame& frame, const Chart& chart, size_t at, size_t series) const {
    if (!stacked_) return chart.series[series].y[at] ? text(frame, *chart.series[series].y[at]) : std::string();
    const bool any = std::any_of(chart.series.begin(), chart.series.end(), [&](const Stack& s) { return s.y[at]; });
    return any ? text(frame, sum(chart, at, true) + sum(chart, at, false)) : std::string();
  }
  std::string text(const ui::Frame& frame, double value) const {
    return ui::format_number(frame.words, value, decimals_, true);
  }

  void draw_chart(const ui::Frame& frame, Painter& painter, const Chart& chart, const Rect& area) const {
    const float note = painter.note_px();
    const TextStyle style{Face::figure, note, frame.theme.text_third};
    const AxisScale y = scale(chart, area.height(), note);
    const auto lines = static_cast<int>(std::round((y.high - y.low) / y.step));
    float label_width = 0;
    for (int i = 0; i <= lines; ++i)
      label_width =
          std::max(label_width, painter.text_width(style, ui::scale_label(frame.words, y, y.low + y.step * i)));
    // Numbers are not cut: where they leave no room for columns, those stand alone.
    const bool labelled = label_width < area.width() * 0.4f;
    const float left = labelled ? label_width + painter.px(10) : 0;
    const float slot = (area.width() - left) / static_cast<float>(chart.names.size());
    const float group = std::min(slot * (stacked_ || chart.series.size() < 2 ? 0.62f : 0.78f),
                                 painter.px(48) * (stacked_ ? 1.0f : static_cast<float>(chart.series.size())));
    const size_t bars = stacked_ ? 1 : std::max<size_t>(1, chart.series.size());
    const float width = std::max(2.0f, std::floor(group / static_cast<float>(bars)));
    const float lane = bars > 1 ? width : slot;  // of one figure
    float widest = 0;
    for (size_t i = 0; i < chart.names.size(); ++i)
      for (size_t s = 0; s < bars && s < chart.series.size(); ++s)
        widest = std::max(widest, painter.text_width(style, figure(frame, chart, i, s)));
    const ColumnNames names = plan_column_names(painter, chart.names, slot, area.height() >= note * 9);
    const float foot = note * (names.lines == 2 ? 2.95f : 1.7f);
    const bool figures = widest + painter.px(4) <= lane && area.height() - foot >= note * 5;
    const float air = figures ? note * 1.15f : note * 0.5f;
    const Rect plot{std::round(area.x0 + left), std::round(area.y0 + air), area.x1,
                    std::round(area.y1 - foot - (figures && y.low < 0 ? note * 1.15f : 0))};
    if (plot.height() < note || plot.width() < note) return;
    const auto y_of = [&](double value) {
      return std::round(
          plot.y1 - plot.height() * static_cast<float>((std::clamp(value, y.low, y.high) - y.low) / (y.high - y.low)));
    };
    for (int i = 0; i <= lines; ++i) {
      const double value = y.low + y.step * i;
      const bool base = std::abs(value) < y.step * 1e-6;
      const float at = y_of(value);
      painter.line({plot.x0, at}, {plot.x1, at},
                   base ? ui::mixed(frame.theme.grid, frame.theme.quiet, 0.4f) : frame.theme.grid, 1);
      if (labelled)
        painter.text(plot.x0 - painter.px(10), Painter::baseline_centred(at, note), style,
                     ui::scale_label(frame.words, y, value), Align::right);
    }
    for (size_t i = 0; i < chart.names.size(); ++i) {
      const float centre = plot.x0 + slot * (static_cast<float>(i) + 0.5f);
      const float x0 = std::round(centre - width * static_cast<float>(bars) / 2);
      if (stacked_) {
        draw_stack(painter, chart, i, {x0, 0, x0 + width, 0}, y_of);
        if (figures) draw_figure(frame, painter, chart, i, 0, centre, y_of);
        continue;
      }
      for (size_t s = 0; s < chart.series.size(); ++s) {
        const float x = x0 + width * static_cast<float>(s);
        const float seam = bars > 1 && width >= 6 ? 1.0f : 0.0f;
        if (const auto value = chart.series[s].y[i])
          draw_column(painter, {x, 0, x + width - seam, 0}, y_of(0), y_of(*value), *value, chart.series[s].colour);
        if (figures) draw_figure(frame, painter, chart, i, s, x + width / 2, y_of);
      }
    }
    draw_column_names(painter, chart.names, names, {area.x0, area.y1 - foot, area.x1, area.y1}, plot.x0, slot);
  }

  static void draw_column(Painter& painter, const Rect& lane, float from, float to, double value, ui::Colour colour) {
    // A small number is not nothing, and a zero is not a gap.
    if (value > 0) to = std::min(to, from - 2);
    if (value < 0) to = std::max(to, from + 2);
    if (value == 0) to = from - 1;
    painter.fill({lane.x0, std::min(from, to), lane.x1, std::max(from, to)}, colour);
  }

  template <typename YOf>
  static void draw_stack(Painter& painter, const Chart& chart, size_t at, const Rect& lane, const YOf& y_of) {
    double above = 0;
    double below = 0;
    for (const Stack& one : chart.series) {
      if (!one.y[at]) continue;
      double& base = *one.y[at] < 0 ? below : above;
      const float from = y_of(base);
      base += *one.y[at];
      draw_column(painter, lane, from, y_of(base), *one.y[at], one.colour);
    }
  }

  template <typename YOf>
  void draw_figure(const ui::Frame& frame, Painter& painter, const Chart& chart, size_t at, size_t series, float x,
                   const YOf& y_of) const {
    const std::string text = figure(frame, chart, at, series);
    if (text.empty()) return;
    const double value = stacked_ ? sum(chart, at, true) : *chart.series[series].y[at];
    const bool below = value < 0 || (stacked_ && value == 0 && sum(chart, at, false) < 0);
    const float end = y_of(below && stacked_ ? sum(chart, at, false) : value);
    painter.text(x, below ? end + painter.note_px() : end - painter.note_px() * 0.3f,
                 {Face::figure, painter.note_px(), frame.theme.text_second}, text, Align::centre);
  }

  std::string data_;
  std::string unit_;
  int decimals_;
  bool stacked_;
  std::vector<Series> series_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each category, in the order to show, with a number column for each series",
       .required = true,
       .columns = {{"label", "name below the columns"}}},
      {.name = "series",
       .type = KeyType::map,
       .summary = "the columns to draw, by name, with label and colour; else every number column",
       .children = {{.name = "label", .summary = "name in the legend"},
                    {.name = "colour",
                     .type = KeyType::choice,
                     .summary = "colour of the theme; else one of the hue of data",
                     .choices = ui::theme_colour_names()}}},
      {.name = "style",
       .type = KeyType::choice,
       .summary = "grouped: series side by side; stacked: one on the other, with their sum",
       .fallback = "\"grouped\"",
       .choices = {"grouped", "stacked"}},
      {.name = "unit", .summary = "unit of the values"},
      ui::decimals_key(),
  };
}

const bool registered = ui::register_widget(
    {"columns", "vertical columns by category, grouped or stacked", keys(), {240, 170}, {900, 420}, ui::make<Columns>});

}  // namespace
}  // namespace onescreen::widgets
