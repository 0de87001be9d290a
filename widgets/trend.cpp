// trend: values over time (or over hours, or named steps) as lines, areas or bars, several series on one scale.
// In: a query in wide form (one column a series) or long form (columns series and value); out: pixels.
// Never draws a line through a value that is not there.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "trend_chart.h"
#include "ui/axis.h"
#include "ui/remarks.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::KeySpec;
using model::KeyType;
using ui::AxisKind;
using ui::AxisScale;
using ui::Face;
using ui::Point;
using ui::Rect;
using ui::TextStyle;

class Trend : public ui::Widget {
 public:
  explicit Trend(const ui::Config& config)
      : data_(config.text("data")),
        unit_(config.text("unit")),
        x_unit_(config.text("x_unit")),
        from_zero_(config.flag("from_zero")),
        wishes_{config.text("style"),
                config.text("previous"),
                static_cast<int64_t>(config.number("span_hours") * 3'600'000),
                {}} {
    for (const auto& [name, entry] : config.entries("series"))
      wishes_.looks.push_back({name, entry.text("label"), entry.text("style")});
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const TrendChart chart = read_trend(*answer->table, wishes_, frame.theme, frame.now.utc);
    ui::Painter& painter = panel.painter;
    Rect area = panel.area;
    if (chart.curves.size() > 1) area.y0 += draw_legend(frame, painter, chart, area);
    const int room = static_cast<int>((area.height() - painter.note_px() * 2) / (painter.note_px() * 1.6f));
    draw_chart(frame, painter, chart, area, trend_scale(chart, from_zero_, std::clamp(room, 1, 5)));
  }

  std::optional<model::Duration> changes_in(const ui::Frame& frame) const override {
    // A window that ends now moves on by the minute, with or without new data: an outage becomes a gap that grows.
    if (wishes_.span_ms <= 0) return std::nullopt;
    return model::Duration(kTrendMinuteMs - model::to_millis(frame.now.utc) % kTrendMinuteMs);
  }

  std::string remark(const ui::Frame& frame) const override { return ui::unit_remark(frame.words, unit_); }

 private:
  // Returns the height used.
  static float draw_legend(const ui::Frame& frame, ui::Painter& painter, const TrendChart& chart, const Rect& area) {
    const TextStyle style = painter.note(frame.theme.text_third);
    const float swatch = painter.px(16);
    const float height = std::round(painter.note_px() * 1.7f);
    const float y = area.y0 + painter.note_px() * 0.75f;
    float x = area.x0;
    for (const TrendCurve& one : chart.curves) {
      const float room = area.x1 - x - swatch - painter.px(6);
      if (room < painter.note_px() * 2) break;
      const float thick = std::max(1.0f, painter.px(2));
      if (one.style == "bars" || one.style == "area") {
        const ui::Colour colour = one.style == "area" ? ui::faded(one.colour, 0.5f) : one.colour;
        painter.fill({x, std::round(y - painter.px(4)), x + swatch, std::round(y + painter.px(4))}, colour);
      } else if (one.style == "dashed") {
        const Point ends[] = {{x, y}, {x + swatch, y}};
        painter.dashed_polyline(ends, one.colour, thick, painter.px(4), painter.px(2));
      } else {
        painter.line({x, y}, {x + swatch, y}, one.colour, thick);
      }
      x += swatch + painter.px(6);
      x += painter.text(x, ui::Painter::baseline_centred(y, style.px), style, one.label, ui::Align::left, room) +
           painter.px(18);
    }
    return height;
  }

  void draw_chart(const ui::Frame& frame, ui::Painter& painter, const TrendChart& chart, const Rect& area,
                  const AxisScale& y) const {
    const TextStyle style{Face::figure, painter.note_px(), frame.theme.text_third};
    const auto lines = static_cast<int>(std::round((y.high - y.low) / y.step));
    float label_width = 0;
    for (int i = 0; i <= lines; ++i)
      label_width =
          std::max(label_width, painter.text_width(style, ui::scale_label(frame.words, y, y.low + y.step * i)));
    // Numbers are not cut: where they leave no room for the curve, it stands alone.
    const bool labelled = label_width < area.width() * 0.5f;
    if (!labelled) label_width = 0;
    const float half = painter.note_px() * 0.5f;
    const Rect plot{std::round(area.x0 + label_width + painter.px(10)), std::round(area.y0 + half), area.x1,
                    std::round(area.y1 - painter.note_px() * 1.7f)};
    if (plot.height() < painter.note_px() || plot.width() < painter.note_px()) return;
    const auto y_of = [&](double value) {
      return plot.y1 - plot.height() * static_cast<float>((value - y.low) / (y.high - y.low));
    };
    for (int i = 0; i <= lines; ++i) {
      const double value = y.low + y.step * i;
      const float at = std::round(y_of(value));
      const bool base = std::abs(value) < y.step * 1e-6;
      painter.line({plot.x0, at}, {plot.x1, at},
                   base ? ui::mixed(frame.theme.grid, frame.theme.quiet, 0.4f) : frame.theme.grid, 1);
      if (!labelled) continue;
      painter.text(plot.x0 - painter.px(10), ui::Painter::baseline_centred(at, painter.note_px()), style,
                   ui::scale_label(frame.words, y, value), ui::Align::right);
    }
    const auto x_of = [&](double value) {
      return plot.x0 + plot.width() * static_cast<float>((value - chart.low) / std::max(1e-9, chart.high - chart.low));
    };
    draw_x_labels(frame, painter, chart, area, plot, x_of);
    painter.push_clip({plot.x0, plot.y0 - painter.px(4), plot.x1 + painter.px(3), plot.y1 + 1});
    draw_bars(painter, chart, plot, x_of, y_of);
    for (const TrendCurve& one : chart.curves) {
      if (one.style != "bars") draw_curve(painter, chart, one, x_of, y_of);
    }
    painter.pop_clip();
  }

  template <typename XOf, typename YOf>
  static void draw_bars(ui::Painter& painter, const TrendChart& chart, const Rect& plot, const XOf& x_of,
                        const YOf& y_of) {
    const auto bars = static_cast<float>(std::count_if(chart.curves.begin(), chart.curves.end(),
                                                       [](const TrendCurve& one) { return one.style == "bars"; }));
    const float slot = x_of(chart.data.step) - x_of(0);
    const float width = std::max(1.0f, std::min(slot * 0.7f, painter.px(48)) / std::max(1.0f, bars));
    const float zero = std::clamp(y_of(0), plot.y0, plot.y1);
    float index = 0;
    for (const TrendCurve& one : chart.curves) {
      if (one.style != "bars") continue;
      for (size_t i = 0; i < one.y.size(); ++i) {
        if (!one.y[i]) continue;
        const float x = x_of(chart.data.x[i]) + width * (index - bars / 2);
        float top = std::round(y_of(*one.y[i]));
        // A small number is not nothing, and a zero is not a gap.
        if (*one.y[i] >= 0) top = std::min(top, zero - (*one.y[i] > 0 ? 2.0f : 1.0f));
        painter.fill({std::round(x), std::min(top, zero), std::max(std::round(x) + 1, std::round(x + width)),
                      std::max(top, zero)},
                     one.colour);
      }
      ++index;
    }
  }

  template <typename XOf, typename YOf>
  static void draw_curve(ui::Painter& painter, const TrendChart& chart, const TrendCurve& one, const XOf& x_of,
                         const YOf& y_of) {
    const float width = std::max(1.0f, painter.px(one.style == "dashed" ? 1.5f : 2));
    std::vector<Point> run;
    const auto flush = [&] {
      if (one.style == "area") painter.area(run, y_of(0), ui::faded(one.colour, 0.22f));
      if (one.style == "dashed") {
        painter.dashed_polyline(run, one.colour, width, painter.px(4), painter.px(3));
      } else {
        painter.polyline(run, one.colour, width);
      }
      if (run.size() == 1) painter.circle(run[0], width * 1.5f, one.colour);
      run.clear();
    };
    double last = 0;
    for (size_t i = 0; i < one.y.size(); ++i) {
      // Neither a null nor a stretch without rows is bridged.
      if (!one.y[i] || (!run.empty() && chart.data.x[i] - last > chart.data.step * 1.75)) flush();
      if (!one.y[i]) continue;
      run.push_back({x_of(chart.data.x[i]), y_of(*one.y[i])});
      last = chart.data.x[i];
    }
    flush();
  }

  std::vector<ui::AxisTick> ticks(const ui::Frame& frame, const TrendChart& chart, double distance) const {
    switch (chart.data.kind) {
      case AxisKind::time:
        return ui::time_ticks(chart.low, chart.high, distance, frame.zone);
      case AxisKind::number:
        return ui::number_ticks(frame.words, chart.low, chart.high, distance, x_unit_);
      case AxisKind::name:
        return ui::name_ticks(chart.data.names, distance);
    }
    return {};
  }

  // Names may be cut, numbers and times not.
  template <typename XOf>
  void draw_x_labels(const ui::Frame& frame, ui::Painter& painter, const TrendChart& chart, const Rect& area,
                     const Rect& plot, const XOf& x_of) const {
    const TextStyle style{Face::figure, painter.note_px(), frame.theme.text_third};
    const float gap = painter.px(22);
    const float most = chart.data.kind == AxisKind::name ? plot.width() * 0.4f : area.width();
    std::vector<ui::AxisTick> fitting;
    for (const double distance : ui::tick_distances(chart.data.kind)) {
      // Cheap refusal first: a minute's ticks over a month would be thousands.
      if ((chart.high - chart.low) / distance > plot.width() / painter.note_px()) continue;
      fitting = ticks(frame, chart, distance);
      float widest = 0;
      for (const ui::AxisTick& tick : fitting) widest = std::max(widest, painter.text_width(style, tick.text));
      if (x_of(distance) - x_of(0) >= std::min(widest, most) + gap || fitting.size() < 2) break;
    }
    float free_from = area.x0 - 1;
    for (const ui::AxisTick& tick : fitting) {
      const float width = std::min(painter.text_width(style, tick.text), most);
      const float left = std::clamp(x_of(tick.place) - width / 2, area.x0, std::max(area.x0, area.x1 - width));
      if (left < free_from) continue;
      painter.text(left, area.y1 - painter.note_px() * 0.3f, style, tick.text, ui::Align::left, width + 1);
      free_from = left + width + gap * 0.4f;
    }
  }

  std::string data_;
  std::string unit_;
  std::string x_unit_;
  bool from_zero_;
  TrendWishes wishes_;
};

std::vector<KeySpec> keys() {
  const std::vector<std::string> styles = {"line", "area", "bars", "dashed"};
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "rows over t or x; every number column is a series, unless the columns series and value are there",
       .required = true,
       .columns = {{"t", "time of the row", false},
                   {"x", "place of the row without a time: a number such as the hour, or a name", false},
                   {"series", "long form: name of the series", false},
                   {"value", "long form: its value; null leaves a gap", false}}},
      {.name = "style",
       .type = KeyType::choice,
       .summary = "how series are drawn",
       .fallback = "\"line\"",
       .choices = styles},
      {.name = "series",
       .type = KeyType::map,
       .summary = "label and style of single series, by name",
       .children = {{.name = "label", .summary = "name in the legend"},
                    {.name = "style", .type = KeyType::choice, .summary = "how it is drawn", .choices = styles}}},
      {.name = "previous", .summary = "name of the series to compare with, drawn dashed and quiet"},
      {.name = "unit", .summary = "unit of the values"},
      {.name = "x_unit", .summary = "unit behind the numbers below the chart, such as the word for hour"},
      {.name = "from_zero", .type = KeyType::boolean, .summary = "the scale begins at zero", .fallback = "true"},
      {.name = "span_hours",
       .type = KeyType::number,
       .summary = "show this many hours up to now; 0 shows what the data spans",
       .fallback = "0",
       .minimum = 0,
       .maximum = 87'600},
  };
}

const bool registered = ui::register_widget(
    {"trend", "line, area or bars over time, several series", keys(), {240, 170}, {900, 420}, ui::make<Trend>});

}  // namespace
}  // namespace onescreen::widgets
