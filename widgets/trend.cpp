// trend: values over time (or over hours, or named steps) as lines, areas or bars, several series on one scale.
// In: a query in wide form (one column a series) or long form (columns series and value); out: pixels.
// Never draws a line through a value that is not there.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/axis.h"
#include "ui/remarks.h"
#include "ui/series.h"
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

constexpr int64_t kMinuteMs = 60'000;

// How one series looks.
struct Look {
  std::string name;
  std::string label;
  std::string style;  // bars, line, area, dashed
  ui::Colour colour = 0;
};

struct Curve : Look {
  std::vector<std::optional<double>> y;  // by index of Chart::x
};

struct Chart {
  ui::SeriesTable data;  // its series are moved into the curves
  std::vector<Curve> curves;
  // The first and last place of the x axis.
  double low = 0;
  double high = 1;

  bool has_bars() const {
    return std::any_of(curves.begin(), curves.end(), [](const Curve& one) { return one.style == "bars"; });
  }
};

class Trend : public ui::Widget {
 public:
  explicit Trend(const ui::Config& config)
      : data_(config.text("data")),
        style_(config.text("style")),
        previous_(config.text("previous")),
        unit_(config.text("unit")),
        x_unit_(config.text("x_unit")),
        from_zero_(config.flag("from_zero")),
        span_ms_(static_cast<int64_t>(config.number("span_hours") * 3'600'000)) {
    for (const auto& [name, entry] : config.entries("series"))
      looks_.push_back({name, entry.text("label"), entry.text("style")});
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const Chart chart = read(*answer->table, frame);
    ui::Painter& painter = panel.painter;
    Rect area = panel.area;
    if (chart.curves.size() > 1) area.y0 += draw_legend(frame, painter, chart, area);
    const AxisScale y = y_scale(chart, painter, area);
    draw_chart(frame, painter, chart, area, y);
  }

  std::optional<model::Duration> changes_in(const ui::Frame& frame) const override {
    // A window that ends now moves on by the minute, with or without new data: an outage becomes a gap that grows.
    if (span_ms_ <= 0) return std::nullopt;
    return model::Duration(kMinuteMs - model::to_millis(frame.now.utc) % kMinuteMs);
  }

  std::string remark(const ui::Frame& frame) const override { return ui::unit_remark(frame.words, unit_); }

 private:
  Chart read(const model::Table& table, const ui::Frame& frame) const {
    Chart chart{ui::read_series(table), {}};
    for (ui::Series& one : chart.data.series) chart.curves.push_back({{one.name, one.name, style_}, std::move(one.y)});
    dress(chart, frame.theme);
    if (!chart.data.x.empty()) {
      chart.low = chart.data.x.front();
      chart.high = chart.data.x.back();
    }
    if (chart.data.kind == AxisKind::time && span_ms_ > 0) {
      // To the end of this minute: within it, the chart stands still.
      chart.high = static_cast<double>((model::to_millis(frame.now.utc) / kMinuteMs + 1) * kMinuteMs);
      chart.low = chart.high - static_cast<double>(span_ms_);
    }
    if (chart.has_bars() || chart.data.x.size() < 2) {
      chart.low -= chart.data.step / 2;
      chart.high += chart.data.step / 2;
    }
    return chart;
  }

  // One hue for data; further series differ by lightness and, better, by style.
  void dress(Chart& chart, const ui::Theme& theme) const {
    const std::array<ui::Colour, 4> lines = {theme.data, theme.text_second, theme.previous, theme.data_second};
    const std::array<ui::Colour, 4> fills = {theme.data, theme.previous, theme.text_second, theme.data_second};
    size_t next = 0;
    for (Curve& one : chart.curves) {
      const auto look =
          std::find_if(looks_.begin(), looks_.end(), [&](const Look& given) { return given.name == one.name; });
      if (look != looks_.end()) {
        if (!look->label.empty()) one.label = look->label;
        if (!look->style.empty()) one.style = look->style;
      }
      if (one.name == previous_) one.style = "dashed";
      one.colour = theme.previous;
      if (one.style == "dashed") continue;
      const bool filled = one.style == "bars" || one.style == "area";
      one.colour = filled ? fills[next] : lines[next];
      next = (next + 1) % fills.size();
    }
  }

  AxisScale y_scale(const Chart& chart, const ui::Painter& painter, const Rect& area) const {
    double low = INFINITY;
    double high = -INFINITY;
    bool whole = true;
    for (const Curve& one : chart.curves) {
      for (size_t i = 0; i < one.y.size(); ++i) {
        if (!one.y[i] || chart.data.x[i] < chart.low || chart.data.x[i] > chart.high) continue;
        low = std::min(low, *one.y[i]);
        high = std::max(high, *one.y[i]);
        whole = whole && *one.y[i] == std::round(*one.y[i]);
      }
    }
    if (low > high) low = 0, high = 1;
    if (from_zero_ || low == high) low = std::min(low, 0.0), high = std::max(high, 0.0);
    const int room = static_cast<int>((area.height() - painter.note_px() * 2) / (painter.note_px() * 1.6f));
    return ui::nice_scale(low, high, whole, std::clamp(room, 1, 5));
  }

  // Returns the height used.
  static float draw_legend(const ui::Frame& frame, ui::Painter& painter, const Chart& chart, const Rect& area) {
    const TextStyle style = painter.note(frame.theme.text_third);
    const float swatch = painter.px(16);
    const float height = std::round(painter.note_px() * 1.7f);
    const float y = area.y0 + painter.note_px() * 0.75f;
    float x = area.x0;
    for (const Curve& one : chart.curves) {
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

  void draw_chart(const ui::Frame& frame, ui::Painter& painter, const Chart& chart, const Rect& area,
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
    for (const Curve& one : chart.curves) {
      if (one.style != "bars") draw_curve(painter, chart, one, x_of, y_of);
    }
    painter.pop_clip();
  }

  template <typename XOf, typename YOf>
  static void draw_bars(ui::Painter& painter, const Chart& chart, const Rect& plot, const XOf& x_of, const YOf& y_of) {
    const auto bars = static_cast<float>(
        std::count_if(chart.curves.begin(), chart.curves.end(), [](const Curve& one) { return one.style == "bars"; }));
    const float slot = x_of(chart.data.step) - x_of(0);
    const float width = std::max(1.0f, std::min(slot * 0.7f, painter.px(48)) / std::max(1.0f, bars));
    const float zero = std::clamp(y_of(0), plot.y0, plot.y1);
    float index = 0;
    for (const Curve& one : chart.curves) {
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
  static void draw_curve(ui::Painter& painter, const Chart& chart, const Curve& one, const XOf& x_of, const YOf& y_of) {
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

  std::vector<ui::AxisTick> ticks(const ui::Frame& frame, const Chart& chart, double distance) const {
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
  void draw_x_labels(const ui::Frame& frame, ui::Painter& painter, const Chart& chart, const Rect& area,
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
  std::string style_;
  std::string previous_;
  std::string unit_;
  std::string x_unit_;
  bool from_zero_;
  int64_t span_ms_;
  std::vector<Look> looks_;  // labels and styles that the layout gives to single series
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
