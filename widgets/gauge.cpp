// gauge: a value against its target on a scale, as a bar or an arc; several rows make a list of bars, or arcs in a row.
// In: a query with `value` and perhaps `target`; out: pixels. A missed target turns the figure red, nothing else does.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "gauge_item.h"
#include "ui/axis.h"
#include "ui/cells.h"
#include "ui/decimals.h"
#include "ui/remarks.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Rect;
using ui::TextStyle;

class Gauge : public ui::Widget {
 public:
  explicit Gauge(const ui::Config& config)
      : data_(config.text("data")),
        unit_(config.text("unit")),
        mark_(config.text("mark")),
        decimals_(ui::decimals_of(config)),
        arc_(config.text("style") == "arc"),
        lower_is_better_(config.text("better") == "lower"),
        minimum_(config.number("minimum")),
        maximum_(config.has("maximum") ? std::optional(config.number("maximum")) : std::nullopt) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const std::vector<GaugeItem> items = read(*answer->table, frame);
    counts_.shown = counts_.total = items.size();
    if (arc_ && draw_gauge_arcs(frame, panel, items)) return;
    items.size() == 1 ? draw_single(frame, panel, items.front()) : draw_list(frame, panel, items);
  }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  std::vector<GaugeItem> read(const model::Table& table, const ui::Frame& frame) const {
    const Column* labels = table.column("label");
    const Column* values = table.column("value");
    const Column* targets = table.column("target");
    const Column* units = table.column("unit");
    std::vector<GaugeItem> items;
    for (size_t row = 0; row < table.row_count(); ++row) {
      GaugeItem item{.label = ui::text_at(labels, row),
                     .digits = frame.words("null"),
                     .value = ui::finite_at(values, row),
                     .target = ui::finite_at(targets, row)};
      // None of none is no progress that could be told.
      if (!maximum_ && !lower_is_better_ && item.value == 0.0 && item.target == 0.0) item.value.reset();
      item.colour = item.value ? frame.theme.text : frame.theme.text_third;
      if (item.value) {
        ui::NumberParts parts = ui::number_parts(frame.words, *item.value, decimals_);
        item.digits = std::move(parts.digits);
        item.multiplier = std::move(parts.multiplier);
        item.unit = ui::text_at(units, row, unit_);
      }
      if (item.target) {
        item.target_text = number(frame, *item.target);
        item.mark_text = mark_.empty() ? frame.words.with("target", item.target_text) : mark_ + " " + item.target_text;
        if (item.value && (lower_is_better_ ? *item.value > *item.target : *item.value < *item.target))
          item.colour = frame.theme.down;
      }
      items.push_back(std::move(item));
    }
    give_scales(items, frame);
    return items;
  }

  // Rows with one target share a scale; rows with targets of their own are progress, each on its own scale.
  void give_scales(std::vector<GaugeItem>& items, const ui::Frame& frame) const {
    double most = minimum_;
    bool shared = true;
    const auto first = std::find_if(items.begin(), items.end(), [](const GaugeItem& one) { return one.target; });
    for (const GaugeItem& one : items) {
      most = std::max({most, one.value.value_or(most), one.target.value_or(most)});
      shared = shared && (!one.target || one.target == first->target);
    }
    const double high = maximum_ ? *maximum_ : most > minimum_ ? ui::nice_scale(minimum_, most, false, 4).high : most;
    for (GaugeItem& one : items) {
      one.low = minimum_;
      one.high = high;
      if (!maximum_ && !shared)
        one.high = std::max({minimum_, one.value.value_or(minimum_), one.target.value_or(minimum_)});
      one.low_text = number(frame, one.low);
      one.high_text = number(frame, one.high);
    }
  }

  // With no more digits behind the point than it needs.
  std::string number(const ui::Frame& frame, double value) const {
    int decimals = 0;
    for (double step = 1; decimals < decimals_ && std::abs(value * step - std::round(value * step)) > 1e-6; step *= 10)
      ++decimals;
    return ui::format_number(frame.words, value, decimals, true);
  }

  static void draw_bar(const ui::Frame& frame, Painter& painter, const GaugeItem& item, const Rect& track) {
    painter.fill(track, gauge_track(frame.theme));
    // Anything above the scale's low end is seen, however little.
    if (item.has_length()) {
      const float length = std::max(2.0f, std::round(track.width() * item.place(*item.value)));
      painter.fill({track.x0, track.y0, track.x0 + length, track.y1}, frame.theme.data_second);
    }
    if (!item.target || !item.has_scale()) return;
    const float width = std::max(2.0f, std::round(painter.px(2)));
    const float over = std::round(std::min(painter.px(4), track.height() * 0.4f));
    const float x = std::clamp(tick_x(track, item) - width / 2, track.x0, track.x1 - width);
    painter.fill({x, track.y0 - over, x + width, track.y1 + over}, frame.theme.text);
  }
  static float tick_x(const Rect& track, const GaugeItem& item) {
    return std::round(track.x0 + track.width() * item.place(*item.target));
  }

  static void draw_single(const ui::Frame& frame, ui::Panel& panel, const GaugeItem& item) {
    Painter& painter = panel.painter;
    const Rect& area = panel.area;
    const float thickness = std::max(4.0f, std::round(painter.px(12)));
    const float gap = std::round(painter.px(12));
    const float foot = painter.note_px() * 1.6f;
    const bool with_foot = area.height() >= painter.note_px() + gap + thickness + foot;
    const float rest = area.height() - thickness - gap - (with_foot ? foot : painter.px(4));
    const float roomy = std::clamp(area.height() * 0.42f, painter.figure_px(), painter.figure_px() * 1.6f);
    const float wish = std::min({roomy, std::round(area.width() / 3.9f), std::max(painter.note_px(), rest / 0.92f)});
    const TextStyle words = painter.label(frame.theme.text_second);
    const float px = gauge_figure_px(painter, item, wish, area.width(), words);
    // Figure, bar and scale are one block in the middle.
    const float block = wish * 0.78f + gap + thickness + (with_foot ? foot : 0);
    const float top = std::round(area.y0 + std::max(0.0f, (area.height() - block) / 2));
    const float baseline = std::round(top + wish * 0.76f);
    const float used = draw_gauge_figure(painter, item, area.x0, baseline, px, words) + painter.px(14);
    if (area.width() - used >= painter.note_px() * 4)
      painter.text(area.x1, baseline, painter.note(frame.theme.text_third), item.label, Align::right,
                   area.width() - used);
    const float bar = std::min(baseline + gap, area.y1 - thickness - (with_foot ? foot : painter.px(4)));
    const Rect track{area.x0, std::round(bar), area.x1, std::round(bar) + thickness};
    draw_bar(frame, painter, item, track);
    if (with_foot) draw_scale(frame, painter, item, track);
  }

  // The target's figure comes first; the scale's ends stand where it leaves them room.
  static void draw_scale(const ui::Frame& frame, Painter& painter, const GaugeItem& item, const Rect& track) {
    if (!item.has_scale()) return;
    const float baseline = std::round(track.y1 + painter.note_px() * 1.4f);
    const float gap = painter.px(10);
    float left = track.x1 + gap;
    float right = track.x0 - gap;
    if (item.target) {
      const TextStyle style = painter.note(frame.theme.text_second);
      const std::string& text = item.mark_text;
      const float width = std::min(track.width(), painter.text_width(style, text));
      left = std::clamp(tick_x(track, item) - width / 2, track.x0, track.x1 - width);
      right = left + painter.text(left, baseline, style, text);
    }
    const TextStyle style{Face::figure, painter.note_px(), frame.theme.text_third};
    const std::string& low = item.low_text;
    const std::string& high = item.high_text;
    const float low_width = painter.text_width(style, low);
    const float high_width = painter.text_width(style, high);
    if (track.x0 + low_width + gap <= left && low_width + high_width + gap <= track.width())
      painter.text(track.x0, baseline, style, low);
    if (right + gap <= track.x1 - high_width) painter.text(track.x1, baseline, style, high, Align::right);
  }

  void draw_list(const ui::Frame& frame, ui::Panel& panel, const std::vector<GaugeItem>& items) {
    Painter& painter = panel.painter;
    const Rect& area = panel.area;
    const float label = painter.label_px();
    counts_.shown = std::clamp<size_t>(static_cast<size_t>(area.height() / std::floor(label * 1.3f)), 1, counts_.total);
    const float row_height = std::min(area.height() / static_cast<float>(counts_.shown), label * 3.2f);
    // Where it is narrow and high enough, a bar has a line of its own.
    const bool two_lines = area.width() < painter.px(300) && row_height >= label * 2;
    const TextStyle words = painter.note(frame.theme.text_second);
    const TextStyle small{Face::figure, painter.note_px(), frame.theme.text_third};
    const float gap = std::round(painter.px(14));
    float names = 0;
    float figures = 0;
    float targets = 0;
    for (size_t i = 0; i < counts_.shown; ++i) {
      names = std::max(names, painter.text_width(painter.label(0), items[i].label));
      figures = std::max(figures, gauge_figure_width(painter, items[i], label, words));
      if (items[i].target) targets = std::max(targets, painter.text_width(small, "/ " + items[i].target_text));
    }
    figures = std::min(figures, area.width() * 0.6f);
    if (targets > 0) targets += painter.px(8);
    names = std::min(names, area.width() * (two_lines ? 1.0f : 0.42f));
    const float room = area.width() - figures - gap * 2;
    if (room - names - targets < (two_lines ? -gap : painter.px(70))) targets = 0;
    const bool bars = two_lines || room - names - targets >= painter.px(28);
    const float figure_x1 = area.x1 - targets;
    const float name_room = bars && !two_lines ? names : std::max(label, figure_x1 - figures - gap - area.x0);
    for (size_t i = 0; i < counts_.shown; ++i) {
      const GaugeItem& item = items[i];
      const float y = area.y0 + row_height * (static_cast<float>(i) + (two_lines ? 0.34f : 0.5f));
      const float baseline = std::round(Painter::baseline_centred(y, label));
      painter.text(area.x0, baseline, painter.label(frame.theme.text_second), item.label, Align::left, name_room);
      const float px = gauge_figure_px(painter, item, label, figures, words);
      draw_gauge_figure(painter, item, figure_x1 - gauge_figure_width(painter, item, px, words), baseline, px, words);
      if (targets > 0 && item.target) painter.text(area.x1, baseline, small, "/ " + item.target_text, Align::right);
      if (!bars) continue;
      const float thickness = std::max(3.0f, std::round(painter.px(two_lines ? 6 : 10)));
      const float top = std::round(two_lines ? baseline + label * 0.45f : y - thickness / 2);
      draw_bar(frame, painter, item,
               two_lines ? Rect{area.x0, top, area.x1, top + thickness}
                         : Rect{std::round(area.x0 + names + gap), top, std::round(figure_x1 - figures - gap),
                                top + thickness});
    }
  }

  std::string data_;
  std::string unit_;
  std::string mark_;
  int decimals_;
  bool arc_;
  bool lower_is_better_;
  double minimum_;
  std::optional<double> maximum_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each gauge; a single row is drawn large",
       .required = true,
       .columns = {{"value", "what is reached; null is drawn as a dash and an empty track"},
                   {"target", "what should be reached, a tick on the scale", false},
                   {"label", "name of the row", false},
                   {"unit", "unit of the value, before the key unit", false}}},
      {.name = "style",
       .type = KeyType::choice,
       .summary = "bar, or arc where there is room for arcs",
       .fallback = "\"bar\"",
       .choices = {"bar", "arc"}},
      {.name = "better",
       .type = KeyType::choice,
       .summary = "which side of the target is good; on the other the figure turns red",
       .fallback = "\"higher\"",
       .choices = {"higher", "lower"}},
      {.name = "minimum", .type = KeyType::number, .summary = "low end of the scale", .fallback = "0"},
      {.name = "maximum", .type = KeyType::number, .summary = "high end of the scale; else a round one above the data"},
      {.name = "unit", .summary = "unit behind the value"},
      {.name = "mark", .summary = "what the tick is called where it is no target: a limit, a warning line"},
      ui::decimals_key(),
  };
}

const bool registered = ui::register_widget(
    {"gauge", "a value against its target, as a bar or an arc", keys(), {180, 116}, {420, 240}, ui::make<Gauge>});

}  // namespace
}  // namespace onescreen::widgets
