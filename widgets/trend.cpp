// trend: values over time (or over hours, or named steps) as lines, areas or bars, several series on one scale.
// In: a query in wide form (one column a series) or long form (columns series and value); out: pixels.
// Never draws a line through a value that is not there.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Point;
using ui::Rect;
using ui::TextStyle;

constexpr int64_t kMinuteMs = 60'000;

enum class XKind { time, number, name };

struct Series {
  std::string name;
  std::string label;
  std::string style;  // bars, line, area, dashed
  ui::Colour colour = 0;
  std::vector<std::optional<double>> y;  // by index of Chart::x
};

struct Chart {
  XKind kind = XKind::number;
  std::vector<double> x;  // ascending: milliseconds, numbers, or positions of names
  std::vector<std::string> names;
  std::vector<Series> series;
  double step = 1;  // usual distance between neighbours
};

// 1, 2 or 5 times a power of ten, at least `least`.
double nice_step(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

// The first and last place of the x axis.
struct Domain {
  double low = 0;
  double high = 1;
};

struct Scale {
  double low = 0;
  double high = 1;
  double step = 1;
};

// Of the nice steps, the one with about three and a half intervals, so that three to four lines cross the chart.
Scale nice_scale(double low, double high, bool whole_numbers, int most_intervals) {
  if (!(high > low)) high = low + (low == 0 ? 1 : std::abs(low));
  Scale best;
  double best_cost = INFINITY;
  for (double step = nice_step((high - low) / 8); step < (high - low) * 4; step = nice_step(step * 1.01)) {
    if (whole_numbers && step < 1) continue;
    const Scale scale{std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step, step};
    const double intervals = std::round((scale.high - scale.low) / step);
    const double waste = (scale.high - scale.low) / (high - low) - 1;
    const double cost = std::abs(intervals - 3.5) + waste * 1.5 + (intervals > most_intervals ? 100 : 0);
    if (cost < best_cost) {
      best = scale;
      best_cost = cost;
    }
  }
  return best_cost < INFINITY ? best : Scale{low, high, high - low};
}

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
    for (const auto& [name, entry] : config.entries("series")) styled_.push_back({name, entry.text("label"), entry.text("style"), 0, {}});
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    Chart chart = read(*answer->table, frame.theme);
    window(chart, frame);
    ui::Painter& painter = panel.painter;
    Rect area = panel.area;
    if (chart.series.size() > 1) area.y0 += draw_legend(frame, painter, chart, area);
    const Scale y = y_scale(chart, painter, area);
    draw_chart(frame, painter, chart, area, y);
  }

  std::optional<model::Duration> changes_in(const ui::Frame& frame) const override {
    // A window that ends now moves on by the minute, with or without new data: an outage becomes a gap that grows.
    if (span_ms_ <= 0) return std::nullopt;
    return model::Duration(kMinuteMs - model::to_millis(frame.now.utc) % kMinuteMs);
  }

  std::string remark(const ui::Frame& frame) const override { return unit_.empty() ? std::string() : frame.words.with("unit_of", unit_); }

 private:
  Chart read(const model::Table& table, const ui::Theme& theme) const {
    Chart chart;
    const Column* t = table.column("t");
    const Column* x = t != nullptr ? t : table.column("x");
    const size_t rows = table.row_count();
    std::vector<std::optional<double>> positions(rows);
    chart.kind = t != nullptr ? XKind::time : x != nullptr && x->type() == model::Type::text ? XKind::name : XKind::number;
    std::map<std::string, double> known;
    for (size_t row = 0; row < rows; ++row) {
      if (x == nullptr) {
        positions[row] = static_cast<double>(row);
      } else if (chart.kind == XKind::name) {
        const std::string name = x->as_text(row);
        const auto [entry, is_new] = known.emplace(name, static_cast<double>(chart.names.size()));
        if (is_new) chart.names.push_back(name);
        positions[row] = entry->second;
      } else if (chart.kind == XKind::time) {
        if (const auto time = x->as_time(row)) positions[row] = static_cast<double>(model::to_millis(*time));
      } else {
        positions[row] = x->as_number(row);
      }
      if (positions[row]) chart.x.push_back(*positions[row]);
    }
    std::sort(chart.x.begin(), chart.x.end());
    chart.x.erase(std::unique(chart.x.begin(), chart.x.end()), chart.x.end());
    if (chart.kind == XKind::time) chart.step = 3'600'000;
    std::vector<double> distances;
    for (size_t i = 1; i < chart.x.size(); ++i) distances.push_back(chart.x[i] - chart.x[i - 1]);
    if (!distances.empty()) {
      std::nth_element(distances.begin(), distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2), distances.end());
      chart.step = distances[distances.size() / 2];
    }

    const auto put = [&](const std::string& name, size_t row, std::optional<double> value) {
      if (!positions[row]) return;
      auto found = std::find_if(chart.series.begin(), chart.series.end(), [&](const Series& one) { return one.name == name; });
      if (found == chart.series.end()) {
        chart.series.push_back({name, name, style_, 0, std::vector<std::optional<double>>(chart.x.size())});
        found = chart.series.end() - 1;
      }
      const auto at = std::lower_bound(chart.x.begin(), chart.x.end(), *positions[row]) - chart.x.begin();
      found->y[static_cast<size_t>(at)] = value && std::isfinite(*value) ? value : std::nullopt;
    };
    const Column* names = table.column("series");
    const Column* values = table.column("value");
    if (names != nullptr && values != nullptr) {
      for (size_t row = 0; row < rows; ++row) put(names->as_text(row), row, values->as_number(row));
    } else {
      for (const Column& column : table.columns()) {
        if (&column == x || (column.type() != model::Type::number && column.type() != model::Type::integer)) continue;
        for (size_t row = 0; row < rows; ++row) put(column.name(), row, column.as_number(row));
      }
    }
    dress(chart, theme);
    return chart;
  }

  // One hue for data; further series differ by lightness and, better, by style.
  void dress(Chart& chart, const ui::Theme& theme) const {
    const std::array<ui::Colour, 4> lines = {theme.data, theme.text_second, theme.previous, theme.data_second};
    const std::array<ui::Colour, 4> fills = {theme.data, theme.previous, theme.text_second, theme.data_second};
    size_t next = 0;
    for (Series& one : chart.series) {
      const auto styled = std::find_if(styled_.begin(), styled_.end(), [&](const Series& s) { return s.name == one.name; });
      if (styled != styled_.end()) {
        if (!styled->label.empty()) one.label = styled->label;
        if (!styled->style.empty()) one.style = styled->style;
      }
      if (one.name == previous_) one.style = "dashed";
      one.colour = theme.previous;
      if (one.style == "dashed") continue;
      const bool filled = one.style == "bars" || one.style == "area";
      one.colour = filled ? fills[next] : lines[next];
      next = (next + 1) % fills.size();
    }
  }

  void window(Chart& chart, const ui::Frame& frame) {
    domain_ = chart.x.empty() ? Domain{} : Domain{chart.x.front(), chart.x.back()};
    if (chart.kind == XKind::time && span_ms_ > 0) {
      // To the end of this minute: within it, the chart stands still.
      domain_.high = static_cast<double>((model::to_millis(frame.now.utc) / kMinuteMs + 1) * kMinuteMs);
      domain_.low = domain_.high - static_cast<double>(span_ms_);
    }
    const bool bars = std::any_of(chart.series.begin(), chart.series.end(), [](const Series& one) { return one.style == "bars"; });
    if (bars || chart.x.size() < 2) {
      domain_.low -= chart.step / 2;
      domain_.high += chart.step / 2;
    }
  }

  Scale y_scale(const Chart& chart, const ui::Painter& painter, const Rect& area) const {
    double low = INFINITY;
    double high = -INFINITY;
    bool whole = true;
    for (const Series& one : chart.series) {
      for (size_t i = 0; i < one.y.size(); ++i) {
        if (!one.y[i] || chart.x[i] < domain_.low || chart.x[i] > domain_.high) continue;
        low = std::min(low, *one.y[i]);
        high = std::max(high, *one.y[i]);
        whole = whole && *one.y[i] == std::round(*one.y[i]);
      }
    }
    if (low > high) low = 0, high = 1;
    if (from_zero_ || low == high) low = std::min(low, 0.0), high = std::max(high, 0.0);
    const int room = static_cast<int>((area.height() - painter.note_px() * 2) / (painter.note_px() * 1.6f));
    return nice_scale(low, high, whole, std::clamp(room, 1, 5));
  }

  static std::string y_label(const ui::Words& words, const Scale& scale, double value) {
    const double most = std::max(std::abs(scale.low), std::abs(scale.high));
    double unit = 1;
    std::string suffix;
    if (most >= 1e8) {
      unit = 1e8, suffix = words("yi");
    } else if (most >= 1e4) {
      unit = 1e4, suffix = words("wan");
    }
    const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(scale.step / unit) + 1e-9)), 0, 6);
    if (std::abs(value) < scale.step * 1e-6) return "0";
    return ui::format_number(value / unit, decimals, false) + suffix;
  }

  // Returns the height used.
  static float draw_legend(const ui::Frame& frame, ui::Painter& painter, const Chart& chart, const Rect& area) {
    const TextStyle style = painter.note(frame.theme.text_third);
    const float swatch = painter.px(16);
    const float height = std::round(painter.note_px() * 1.7f);
    const float y = area.y0 + painter.note_px() * 0.75f;
    float x = area.x0;
    for (const Series& one : chart.series) {
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
      x += painter.text(x, ui::Painter::baseline_centred(y, style.px), style, one.label, ui::Align::left, room) + painter.px(18);
    }
    return height;
  }

  void draw_chart(const ui::Frame& frame, ui::Painter& painter, const Chart& chart, const Rect& area, const Scale& y) const {
    const TextStyle style{Face::figure, painter.note_px(), frame.theme.text_third};
    const auto lines = static_cast<int>(std::round((y.high - y.low) / y.step));
    float label_width = 0;
    for (int i = 0; i <= lines; ++i) label_width = std::max(label_width, painter.text_width(style, y_label(frame.words, y, y.low + y.step * i)));
    label_width = std::min(label_width, area.width() * 0.4f);
    const float half = painter.note_px() * 0.5f;
    const Rect plot{std::round(area.x0 + label_width + painter.px(10)), std::round(area.y0 + half), area.x1,
                    std::round(area.y1 - painter.note_px() * 1.7f)};
    if (plot.height() < painter.note_px() || plot.width() < painter.note_px()) return;
    const auto y_of = [&](double value) { return plot.y1 - plot.height() * static_cast<float>((value - y.low) / (y.high - y.low)); };
    for (int i = 0; i <= lines; ++i) {
      const double value = y.low + y.step * i;
      const float at = std::round(y_of(value));
      const bool base = std::abs(value) < y.step * 1e-6;
      painter.line({plot.x0, at}, {plot.x1, at}, base ? ui::mixed(frame.theme.grid, frame.theme.quiet, 0.4f) : frame.theme.grid, 1);
      painter.text(plot.x0 - painter.px(10), ui::Painter::baseline_centred(at, painter.note_px()), style, y_label(frame.words, y, value),
                   ui::Align::right, label_width + 1);
    }
    const auto x_of = [&](double value) {
      return plot.x0 + plot.width() * static_cast<float>((value - domain_.low) / std::max(1e-9, domain_.high - domain_.low));
    };
    draw_x_labels(frame, painter, chart, area, plot, x_of);
    painter.push_clip({plot.x0, plot.y0 - painter.px(4), plot.x1 + painter.px(3), plot.y1 + 1});
    draw_bars(painter, chart, plot, x_of, y_of);
    for (const Series& one : chart.series) {
      if (one.style != "bars") draw_curve(painter, chart, one, x_of, y_of);
    }
    painter.pop_clip();
  }

  template <typename XOf, typename YOf>
  static void draw_bars(ui::Painter& painter, const Chart& chart, const Rect& plot, const XOf& x_of, const YOf& y_of) {
    const auto bars = static_cast<float>(std::count_if(chart.series.begin(), chart.series.end(), [](const Series& one) { return one.style == "bars"; }));
    const float slot = x_of(chart.step) - x_of(0);
    const float width = std::max(1.0f, std::min(slot * 0.7f, painter.px(48)) / std::max(1.0f, bars));
    const float zero = std::clamp(y_of(0), plot.y0, plot.y1);
    float index = 0;
    for (const Series& one : chart.series) {
      if (one.style != "bars") continue;
      for (size_t i = 0; i < one.y.size(); ++i) {
        if (!one.y[i]) continue;
        const float x = x_of(chart.x[i]) + width * (index - bars / 2);
        float top = std::round(y_of(*one.y[i]));
        // A small number is not nothing, and a zero is not a gap.
        if (*one.y[i] >= 0) top = std::min(top, zero - (*one.y[i] > 0 ? 2.0f : 1.0f));
        painter.fill({std::round(x), std::min(top, zero), std::max(std::round(x) + 1, std::round(x + width)), std::max(top, zero)}, one.colour);
      }
      ++index;
    }
  }

  template <typename XOf, typename YOf>
  static void draw_curve(ui::Painter& painter, const Chart& chart, const Series& one, const XOf& x_of, const YOf& y_of) {
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
      if (!one.y[i] || (!run.empty() && chart.x[i] - last > chart.step * 1.75)) flush();
      if (!one.y[i]) continue;
      run.push_back({x_of(chart.x[i]), y_of(*one.y[i])});
      last = chart.x[i];
    }
    flush();
  }

  struct Tick {
    double x;
    std::string text;
  };

  // Ticks `distance` apart (milliseconds, numbers or names).
  std::vector<Tick> ticks(const ui::Frame& frame, const Chart& chart, double distance) const {
    std::vector<Tick> out;
    if (chart.kind == XKind::name) {
      for (size_t i = 0; i < chart.names.size(); i += static_cast<size_t>(distance)) out.push_back({static_cast<double>(i), chart.names[i]});
      return out;
    }
    double offset = 0;
    if (chart.kind == XKind::time) {
      offset = static_cast<double>(frame.zone.offset_at(frame.now.utc).count()) * 1000;
    }
    const bool padded = chart.kind == XKind::number && !x_unit_.empty() && domain_.low > -1 && domain_.high < 100;
    for (double x = std::ceil((domain_.low + offset) / distance) * distance - offset; x <= domain_.high && out.size() < 1000; x += distance) {
      if (chart.kind == XKind::time) {
        const auto civil = frame.zone.civil(model::from_millis(static_cast<int64_t>(x)));
        out.push_back({x, model::format_civil(civil, distance >= 86'400'000 ? "%m-%d" : "%H:%M")});
      } else {
        const int decimals = distance >= 1 ? 0 : 2;
        if (x == 0) x = 0;  // not minus zero
        out.push_back({x, (padded ? fmt::format("{:02.0f}", x) : ui::format_number(x, decimals, false)) + x_unit_});
      }
    }
    return out;
  }

  template <typename XOf>
  void draw_x_labels(const ui::Frame& frame, ui::Painter& painter, const Chart& chart, const Rect& area, const Rect& plot, const XOf& x_of) const {
    static const std::vector<double> kTimes = {60e3, 120e3, 300e3, 600e3, 900e3, 1800e3, 3600e3, 7200e3, 10800e3, 21600e3, 43200e3,
                                               864e5, 1728e5, 6048e5, 12096e5, 2592e6, 7776e6};
    static const std::vector<double> kNumbers = {1, 2, 3, 6, 12, 24, 50, 100, 200, 500, 1000, 5000, 10000, 1e5, 1e6};
    const TextStyle style{Face::figure, painter.note_px(), frame.theme.text_third};
    const float gap = painter.px(22);
    std::vector<Tick> fitting;
    for (const double distance : chart.kind == XKind::time ? kTimes : kNumbers) {
      // Cheap refusal first: a minute's ticks over a month would be thousands.
      if ((domain_.high - domain_.low) / distance > plot.width() / painter.note_px()) continue;
      fitting = ticks(frame, chart, distance);
      float widest = 0;
      for (const Tick& tick : fitting) widest = std::max(widest, painter.text_width(style, tick.text));
      if (x_of(distance) - x_of(0) >= std::min(widest, plot.width() * 0.4f) + gap || fitting.size() < 2) break;
    }
    float free_from = area.x0 - 1;
    for (const Tick& tick : fitting) {
      const float width = std::min(painter.text_width(style, tick.text), plot.width() * 0.4f);
      const float left = std::clamp(x_of(tick.x) - width / 2, area.x0, std::max(area.x0, area.x1 - width));
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
  std::vector<Series> styled_;  // names, labels and styles that the layout gives
  Domain domain_;               // of the newest draw
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
      {.name = "style", .type = KeyType::choice, .summary = "how series are drawn", .fallback = "\"line\"", .choices = styles},
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

const bool registered = ui::register_widget({"trend", "line, area or bars over time, several series", keys(), {240, 170}, {900, 420}, ui::make<Trend>});

}  // namespace
}  // namespace onescreen::widgets
