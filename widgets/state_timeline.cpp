// state_timeline: in which state each of several things was over the last hours, one lane for each, now at the right
// edge. What is as it should be is a thin line of the data's hue; what is not fills its lane, so the two differ without
// colour; times that nothing is known of are hatched. Moves on once a minute.
// In: a query with one row for each stretch of time; out: pixels.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/axis.h"
#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/theme_colours.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Rect;
using ui::TextStyle;

constexpr double kMinuteMs = 60'000;

// How a state is drawn and called.
struct Look {
  std::string label;
  std::string colour;  // of the theme; empty: of no known meaning
  bool normal = false;
};

struct Stretch {
  double from = 0;
  double to = 0;
  std::string state;
};

struct Lane {
  std::string label;
  std::vector<Stretch> stretches;  // clipped to what is shown
  bool gaps = false;
};

class StateTimeline : public ui::Widget {
 public:
  explicit StateTimeline(const ui::Config& config)
      : data_(config.text("data")), empty_(config.text("empty")), hours_(config.number("hours")) {
    for (const auto& [state, one] : config.entries("states")) {
      const std::string colour = one.text("colour");
      looks_[state] = {one.text("label"), colour, colour == "data" || colour == "data_second" || colour == "good"};
    }
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    minute_.reset();
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    const auto now = static_cast<double>(model::to_millis(frame.now.utc));
    high_ = std::floor(now / kMinuteMs) * kMinuteMs;
    low_ = high_ - hours_ * 60 * kMinuteMs;
    minute_ = Duration(static_cast<int64_t>(high_ + kMinuteMs - now));
    const std::vector<Lane> lanes = read(frame, *answer->table);

    const ui::Painter& painter = panel.painter;
    const TextStyle label = painter.note(frame.theme.text_second);
    const float least = std::round(painter.note_px() * 1.35f);
    const float axis = std::round(painter.note_px() * 1.6f);
    const float legend = std::round(painter.note_px() * 1.7f);
    Rect area = panel.area;
    counts_.total = lanes.size();
    // The legend goes first, then lanes; without hours the lanes would say nothing.
    const bool with_legend =
        area.height() >= axis + legend + least * static_cast<float>(std::min<size_t>(counts_.total, 3));
    if (with_legend) area.y1 -= legend;
    const float room = std::max(least, area.height() - axis);
    counts_.shown = std::clamp<size_t>(static_cast<size_t>(room / least), 1, counts_.total);
    const float height = std::min(room / static_cast<float>(counts_.shown), painter.label_px() * 2.2f);
    float widest = 0;
    for (size_t i = 0; i < counts_.shown; ++i) widest = std::max(widest, painter.text_width(label, lanes[i].label));
    const float names = std::min(std::ceil(widest), area.width() * 0.4f);
    const Rect plot{std::round(area.x0 + names + painter.px(12)), area.y0, area.x1,
                    area.y0 + height * static_cast<float>(counts_.shown)};
    draw_axis(frame, panel, plot, axis);
    for (size_t i = 0; i < counts_.shown; ++i) {
      const float middle = std::round(plot.y0 + height * (static_cast<float>(i) + 0.5f));
      panel.painter.text(area.x0, ui::Painter::baseline_centred(middle, label.px), label,
                         ui::cut_words(painter, label, lanes[i].label, names + 1));
      draw_lane(frame, panel, lanes[i], {plot.x0, middle - height / 2, plot.x1, middle + height / 2});
    }
    if (with_legend) draw_legend(frame, panel, lanes, plot.y1 + axis + legend * 0.72f);
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return minute_; }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  std::vector<Lane> read(const ui::Frame& frame, const model::Table& table) const {
    const Column* labels = table.column("label");
    const Column* states = table.column("state");
    const Column* froms = table.column("from");
    const Column* tos = table.column("to");
    std::vector<Lane> lanes;
    std::map<std::string, size_t> places;
    for (size_t row = 0; row < table.row_count(); ++row) {
      const std::string label = ui::text_at(labels, row, frame.words("null"));
      const auto [place, fresh] = places.emplace(label, lanes.size());
      if (fresh) lanes.push_back({label, {}});
      const auto from = ui::time_at(froms, row);
      const auto to = ui::time_at(tos, row);
      const std::string state = ui::text_at(states, row);
      // A state without a name, or of no known beginning, is nothing known; one without an end lasts.
      if (!from || state.empty()) continue;
      const double begin = std::max(low_, static_cast<double>(model::to_millis(*from)));
      const double end = std::min(high_, to ? static_cast<double>(model::to_millis(*to)) : high_);
      if (end > begin) lanes[place->second].stretches.push_back({begin, end, state});
    }
    for (Lane& lane : lanes) {
      std::stable_sort(lane.stretches.begin(), lane.stretches.end(),
                       [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
      double known = low_;
      for (const Stretch& one : lane.stretches) {
        lane.gaps = lane.gaps || one.from > known + kMinuteMs;
        known = std::max(known, one.to);
      }
      lane.gaps = lane.gaps || known < high_ - kMinuteMs;
    }
    return lanes;
  }

  Look look_of(const ui::Words& words, const std::string& state) const {
    Look look;
    if (state == "fresh") look = {"", "data", true};
    if (state == "late" || state == "stale") look = {"", "late"};
    if (state == "down" || state == "denied") look = {"", "down"};
    look.label = words.has("state." + state) ? words("state." + state) : state;
    const auto own = looks_.find(state);
    if (own == looks_.end()) return look;
    if (!own->second.label.empty()) look.label = own->second.label;
    if (own->second.colour.empty()) return look;
    return {look.label, own->second.colour, own->second.normal};
  }

  static ui::Colour colour_of(const ui::Theme& theme, const Look& look) {
    const ui::Colour full = ui::theme_colour(theme, look.colour, theme.previous);
    return ui::mixed(theme.panel, full, look.normal ? 0.6f : 0.78f);
  }

  float x_of(const Rect& plot, double time) const {
    return plot.x0 + plot.width() * static_cast<float>((time - low_) / (high_ - low_));
  }

  // The middle of a lane, as much of it as a block takes.
  static Rect band(const Rect& lane, bool thin) {
    const float middle = std::round(lane.centre().y);
    const float half = std::max(1.0f, std::round(lane.height() * (thin ? 0.14f : 0.31f)));
    return {lane.x0, middle - half, lane.x1, middle + half};
  }
  static void draw_block(const ui::Frame& frame, ui::Painter& painter, const Rect& lane, const Look& look) {
    painter.fill(band(lane, look.normal), colour_of(frame.theme, look));
  }
  static void draw_unknown(const ui::Frame& frame, ui::Painter& painter, const Rect& lane) {
    painter.hatch(band(lane, false), ui::faded(frame.theme.quiet, 0.45f), std::max(3.0f, painter.px(6)), 1);
  }

  void draw_lane(const ui::Frame& frame, ui::Panel& panel, const Lane& lane, const Rect& rect) const {
    ui::Painter& painter = panel.painter;
    const auto part = [&](double from, double to) {
      const float x0 = std::round(x_of(rect, from));
      // However short, it is seen.
      return Rect{x0, rect.y0,
                  std::min(rect.x1, std::max(x0 + std::max(1.0f, painter.px(2)), std::round(x_of(rect, to)))), rect.y1};
    };
    double known = low_;
    for (const Stretch& one : lane.stretches) {
      if (one.from > known + kMinuteMs) draw_unknown(frame, painter, part(known, one.from));
      known = std::max(known, one.to);
    }
    if (known < high_ - kMinuteMs) draw_unknown(frame, painter, part(known, high_));
    // What is wrong lies over what is not, where two tell of one time.
    for (const bool normal : {true, false}) {
      for (const Stretch& one : lane.stretches) {
        const Look look = look_of(frame.words, one.state);
        if (look.normal == normal) draw_block(frame, painter, part(one.from, one.to), look);
      }
    }
  }

  void draw_axis(const ui::Frame& frame, ui::Panel& panel, const Rect& plot, float height) const {
    ui::Painter& painter = panel.painter;
    const TextStyle style{ui::Face::figure, painter.note_px(), frame.theme.text_third};
    const std::string& now = frame.words("axis.now");
    const float now_width = painter.text_width(style, now);
    const float baseline = plot.y1 + height * 0.78f;
    std::vector<ui::AxisTick> ticks;
    for (const double distance : ui::tick_distances(ui::AxisKind::time)) {
      const auto pitch = plot.width() * static_cast<float>(distance / (high_ - low_));
      if (pitch < painter.note_px() * 2) continue;
      ticks = ui::time_ticks(low_, high_, distance, frame.zone);
      float widest = 0;
      for (const ui::AxisTick& tick : ticks) widest = std::max(widest, painter.text_width(style, tick.text));
      if (widest + painter.px(16) <= pitch) break;
    }
    for (const ui::AxisTick& tick : ticks) {
      const float x = std::round(x_of(plot, tick.place));
      const float half = painter.text_width(style, tick.text) / 2;
      painter.line({x, plot.y0}, {x, plot.y1}, frame.theme.grid, 1);
      if (x - half < plot.x0 || x + half > plot.x1 - now_width - painter.px(10)) continue;
      painter.text(x, baseline, style, tick.text, ui::Align::centre);
    }
    painter.line({plot.x1 - 1, plot.y0}, {plot.x1 - 1, plot.y1 + painter.px(3)}, frame.theme.quiet, 1);
    painter.text(plot.x1, baseline, painter.note(frame.theme.text_second), now, ui::Align::right);
  }

  // Of the states that are there, in the order in which they are met; what has no room is left out.
  void draw_legend(const ui::Frame& frame, ui::Panel& panel, const std::vector<Lane>& lanes, float baseline) const {
    ui::Painter& painter = panel.painter;
    const TextStyle style = painter.note(frame.theme.text_third);
    const float swatch = std::round(painter.note_px() * 1.2f);
    std::vector<std::string> seen;
    float x = panel.area.x0;
    const auto entry = [&](const std::string& label, const auto& draw_swatch) {
      const float width = swatch + painter.px(6) + painter.text_width(style, label);
      if (x + width > panel.area.x1) return;
      const float middle = baseline - style.px * 0.36f;
      draw_swatch(Rect{x, middle - style.px * 0.7f, x + swatch, middle + style.px * 0.7f});
      painter.text(x + swatch + painter.px(6), baseline, style, label);
      x += width + painter.px(18);
    };
    bool gaps = false;
    for (size_t i = 0; i < counts_.shown; ++i) {
      gaps = gaps || lanes[i].gaps;
      for (const Stretch& one : lanes[i].stretches) {
        if (std::find(seen.begin(), seen.end(), one.state) != seen.end()) continue;
        seen.push_back(one.state);
        const Look look = look_of(frame.words, one.state);
        entry(look.label, [&](const Rect& rect) { draw_block(frame, painter, rect, look); });
      }
    }
    if (gaps) entry(frame.words("no_value"), [&](const Rect& rect) { draw_unknown(frame, painter, rect); });
  }

  std::string data_;
  std::string empty_;
  double hours_;
  std::map<std::string, Look> looks_;
  // Of the newest draw: what the axis spans, and how long it holds.
  double low_ = 0;
  double high_ = 1;
  std::optional<Duration> minute_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each stretch of time; lanes stand in the order in which they are met",
       .required = true,
       .columns = {{"label", "lane that it belongs to"},
                   {"from", "when the state began"},
                   {"to", "when it ended; null: it lasts"},
                   {"state", "fresh, late, stale, down, denied, or any word of `states`"}}},
      {.name = "hours",
       .type = KeyType::number,
       .summary = "hours back from now that are shown",
       .fallback = "24",
       .minimum = 1,
       .maximum = 744},
      {.name = "states",
       .type = KeyType::map,
       .summary = "how each value of `state` is called and coloured",
       .children = {{.name = "label", .summary = "what it is called in the legend; else the value itself"},
                    {.name = "colour",
                     .type = KeyType::choice,
                     .summary = "data and good are drawn thin, as what is as it should be; all others fill the lane",
                     .choices = ui::theme_colour_names()}}},
      {.name = "empty", .summary = "words for no state at all"},
  };
}

const bool registered = ui::register_widget({"state_timeline",
                                             "states of several things over the last hours",
                                             keys(),
                                             {240, 150},
                                             {900, 500},
                                             ui::make<StateTimeline>});

}  // namespace
}  // namespace onescreen::widgets
