// kpi: one big number with its unit, what changed since a comparison, and a spark line.
// In: a query whose first row has `value`; out: pixels. 0, null, no rows and no answer look different.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/cells.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

std::optional<double> number_at(const model::Table& table, std::string_view name) {
  return ui::number_at(table.column(name), 0);
}

class Kpi : public ui::Widget {
 public:
  explicit Kpi(const ui::Config& config)
      : data_(config.text("data")),
        series_(config.text("series")),
        unit_(config.text("unit")),
        change_label_(config.text("change")),
        change_unit_(config.text("change_unit")),
        caption_(config.text("caption")),
        decimals_(ui::decimals_of(config)),
        alert_(config.text("tone") == "alert") {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const model::Table& table = *answer->table;
    const ui::Painter& painter = panel.painter;
    // Without anything to say below it the number stands in the middle.
    const bool has_foot = !series_.empty() || !foot_of(frame.words, table).wordings.front().empty();
    const float foot = has_foot ? std::round(painter.note_px() * 1.5f) : 0;
    const Rect& area = panel.area;
    const Rect top{area.x0, area.y0, area.x1, std::max(area.y0, area.y1 - foot)};
    const float baseline = draw_figure(frame, panel, table, top);
    if (has_foot) draw_foot(frame, panel, table, {area.x0, baseline + painter.px(7), area.x1, area.y1});
  }

 private:
  // Returns the baseline of the figure.
  float draw_figure(const ui::Frame& frame, ui::Panel& panel, const model::Table& table, const Rect& area) const {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const auto value = number_at(table, "value");
    std::string figure = ui::text_at(table.column("value"), 0);
    const bool is_null = figure.empty() && !value;
    const std::string unit = ui::text_at(table.column("unit"), 0, unit_);
    std::string multiplier;  // a word, so it is drawn as small as the unit
    if (value) {
      ui::NumberParts parts = ui::number_parts(frame.words, *value, decimals_);
      figure = std::move(parts.digits);
      multiplier = std::move(parts.multiplier);
    }
    if (is_null) figure = frame.words("null");

    ui::Colour colour = theme.text;
    if (alert_ && value && *value > 0) colour = theme.down;
    if (is_null) colour = theme.text_third;

    // B612's digits are 0.73 em high. A figure grows with a roomy panel. Its size follows the panel,
    // not the number, so that neighbours look alike: five characters and a unit fit.
    const float roomy = std::clamp(area.height() * 0.52f, painter.figure_px(), painter.figure_px() * 1.6f);
    const float wish = std::min(roomy, std::round(area.width() / 3.9f));
    TextStyle style{Face::figure, std::min(wish, std::max(painter.note_px(), area.height() / 0.78f)), colour};
    const TextStyle unit_style = painter.label(theme.text_second);
    const float gap = unit.empty() && multiplier.empty() ? 0 : painter.px(9);
    const float multiplier_width = multiplier.empty() ? 0 : painter.text_width(unit_style, multiplier);
    const float unit_width = unit.empty() ? 0 : painter.text_width(unit_style, unit);
    // Digits shrink and are never cut; a unit may be, and below the note size it goes. The multiplier stays, or the
    // number would be another one.
    const float room = area.width() - gap - multiplier_width;
    const float beside_unit = ui::fitting_px(painter, style, figure, room - std::min(unit_width, area.width() * 0.25f));
    const bool with_unit = !unit.empty() && beside_unit >= painter.note_px();
    style.px = with_unit ? beside_unit : ui::fitting_px(painter, style, figure, room);
    const bool is_words = !value && !is_null;
    if (is_words) style.px = std::max(style.px, painter.note_px());

    const float baseline = std::round((area.y0 + area.y1) / 2 + style.px * 0.365f);
    float x =
        area.x0 + painter.text(area.x0, baseline, style, figure, ui::Align::left, is_words ? area.width() : 0) + gap;
    if (!multiplier.empty()) x += painter.text(x, baseline, unit_style, multiplier);
    const float left = area.x1 - x;
    if (with_unit && (unit_width <= left || left >= 2 * unit_style.px))
      painter.text(x, baseline, unit_style, unit, ui::Align::left, left);
    return baseline;
  }

  // What stands at the bottom left.
  struct Foot {
    std::vector<std::string> wordings;  // longest first
    bool is_number = false;             // shrinks rather than being cut
  };

  // The change if there is one to speak of, else the row's note, else the layout's caption.
  Foot foot_of(const ui::Words& words, const model::Table& table) const {
    const auto value = number_at(table, "value");
    auto change = number_at(table, "change");
    const auto previous = number_at(table, "previous");
    const bool compared = table.column("change") != nullptr || table.column("previous") != nullptr;
    if (!change && value && previous) change = *value - *previous;
    if (!compared) {
      return {{ui::text_at(table.column("note"), 0, caption_)}};
    }
    std::string text = words("null");
    std::string with_unit = text;
    if (change) {
      // Rounded first, so that "+0.00" and "-0" cannot appear.
      const double step = std::pow(10.0, decimals_);
      const double rounded = std::round(*change * step) / step;
      text = rounded == 0 ? words("unchanged")
                          : (rounded > 0 ? "+" : "-") + ui::format_number(words, std::abs(rounded), decimals_, true);
      with_unit = rounded == 0 || change_unit_.empty() ? text : text + " " + change_unit_;
    }
    return {{change_label_.empty() ? with_unit : change_label_ + " " + with_unit, with_unit, text}, true};
  }

  void draw_foot(const ui::Frame& frame, ui::Panel& panel, const model::Table& table, const Rect& area) const {
    ui::Painter& painter = panel.painter;
    TextStyle style = painter.note(frame.theme.text_second);
    const Foot foot = foot_of(frame.words, table);
    std::string text;
    float text_width = 0;
    for (const std::string& wording : foot.wordings) {
      text = wording;
      text_width = text.empty() ? 0 : painter.text_width(style, text);
      if (text_width <= area.width()) break;
    }
    if (foot.is_number) style.px = ui::fitting_px(painter, style, text, area.width());
    const float baseline = area.y1 - std::round(painter.note_px() * 0.22f);
    if (!text.empty()) painter.text(area.x0, baseline, style, text, ui::Align::left, area.width());

    // The words matter more than the curve: it gets what they leave.
    const float gap = text.empty() ? 0 : painter.px(14);
    const float width = std::min({area.width() - text_width - gap, area.width() * 0.5f, painter.px(180)});
    const float height = std::min(area.height(), std::max(painter.px(24), area.width() * 0.1f));
    if (width < painter.px(40) || height < painter.px(10)) return;
    draw_spark(frame, panel, {area.x1 - width, area.y1 - height, area.x1, area.y1});
  }

  void draw_spark(const ui::Frame& frame, ui::Panel& panel, const Rect& area) const {
    const model::Answer* answer = series_.empty() ? nullptr : frame.answer(series_);
    if (answer == nullptr || answer->table == nullptr) return;
    const model::Table& table = *answer->table;
    const Column* values = table.column("value");
    const Column* times = table.column("t") != nullptr ? table.column("t") : table.column("time");
    if (values == nullptr || table.row_count() < 2) return;

    struct Sample {
      double x;
      std::optional<double> y;
    };
    std::vector<Sample> samples;
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t row = 0; row < table.row_count(); ++row) {
      const auto time = ui::time_at(times, row);
      if (times != nullptr && !time) continue;
      const auto y = values->as_number(row);
      samples.push_back({time ? static_cast<double>(model::to_millis(*time)) : static_cast<double>(row), y});
      if (y) {
        low = std::min(low, *y);
        high = std::max(high, *y);
      }
    }
    if (samples.size() < 2 || low > high) return;
    std::stable_sort(samples.begin(), samples.end(), [](const Sample& a, const Sample& b) { return a.x < b.x; });
    const double x0 = samples.front().x;
    const double x_span = std::max(1e-9, samples.back().x - x0);

    ui::Painter& painter = panel.painter;
    const float radius = painter.px(2);
    const Rect plot = area.inset(radius, radius);
    std::vector<ui::Point> run;
    const auto flush = [&] {
      painter.polyline(run, frame.theme.data, std::max(1.0f, painter.px(1.5f)));
      run.clear();
    };
    for (const Sample& sample : samples) {
      if (!sample.y) {
        flush();
        continue;
      }
      const double y = high > low ? (*sample.y - low) / (high - low) : 0.5;
      run.push_back({plot.x0 + plot.width() * static_cast<float>((sample.x - x0) / x_span),
                     plot.y1 - plot.height() * static_cast<float>(y)});
    }
    // The dot says which end is now; a curve that ends in a gap has none.
    if (!run.empty()) painter.circle(run.back(), radius, frame.theme.data);
    flush();
  }

  std::string data_;
  std::string series_;
  std::string unit_;
  std::string change_label_;
  std::string change_unit_;
  std::string caption_;
  int decimals_;
  bool alert_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "the number; its first row is shown",
       .required = true,
       .columns = {{"value", "the number itself; null is drawn as a dash"},
                   {"previous", "the number to compare with", false},
                   {"change", "the difference, where the back end tells it", false},
                   {"unit", "unit of the number, before the key unit", false},
                   {"note", "words at the bottom left where nothing is compared", false}}},
      {.name = "unit", .summary = "unit behind the number"},
      ui::decimals_key(),
      {.name = "change", .summary = "words before the change, such as compared with what"},
      {.name = "change_unit", .summary = "unit behind the change (percentage points for a rate)"},
      {.name = "caption", .summary = "words at the bottom left where the data brings none"},
      {.name = "series",
       .type = KeyType::data,
       .summary = "the spark line at the bottom right",
       .columns = {{"value", "height; null leaves a gap"},
                   {"t", "time of the value", false},
                   {"time", "the same by another name", false}}},
      {.name = "tone",
       .type = KeyType::choice,
       .summary = "alert: the number turns red when it is above zero",
       .fallback = "\"neutral\"",
       .choices = {"neutral", "alert"}},
  };
}

const bool registered = ui::register_widget(
    {"kpi", "one big number with unit, change and spark line", keys(), {150, 112}, {420, 220}, ui::make<Kpi>});

}  // namespace
}  // namespace onescreen::widgets
