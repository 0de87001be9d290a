// small_multiples: one small chart for each group, all on one axis and one scale, so that they can be compared; the
// name and the newest value of each at its head. What stands out does so by weight, not by colour. In: a query with
// rows of group, place and value; out: pixels, and the choice of a street when its chart is clicked.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "small_multiples_data.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/quality_words.h"
#include "ui/remarks.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Point;
using ui::Rect;
using ui::TextStyle;

class SmallMultiples : public ui::Widget {
 public:
  explicit SmallMultiples(const ui::Config& config)
      : data_(config.text("data")),
        emphasise_(config.text("emphasise")),
        decimals_(ui::decimals_of(config)),
        bars_(config.text("shape") == "bar"),
        from_zero_(bars_ || config.flag("zero")) {}

  bool uses_pointer() const override { return true; }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    if (answer->table != table_) {
      table_ = answer->table;
      all_ = read_multiples(*table_, from_zero_);
    }
    const Painter& painter = panel.painter;
    const Rect& area = panel.area;
    counts_.total = all_.groups.size();
    const float gap = painter.px(16);
    const MultiplesGrid grid =
        multiples_grid(area, counts_.total, painter.label_px() * 5.2f, painter.label_px() * 1.4f + painter.px(24), gap);
    counts_.shown = std::min(counts_.total, grid.columns * grid.rows);
    const std::optional<size_t> leading = leader();
    // Where the axis begins and ends is said below each chart, or nowhere.
    const bool axis = all_.kind != ui::AxisKind::number && grid.height >= painter.label_px() * 5.5f;
    for (size_t i = 0; i < counts_.shown; ++i) {
      const float x = area.x0 + (grid.width + gap) * static_cast<float>(i % grid.columns);
      const float y = area.y0 + (grid.height + gap) * static_cast<float>(i / grid.columns);
      draw_cell(frame, panel, all_.groups[i],
                {std::round(x), std::round(y), std::round(x + grid.width), std::round(y + grid.height)}, leading == i,
                axis);
    }
  }

  std::string remark(const ui::Frame& frame) const override {
    if (counts_.total == 0) return {};
    const ui::AxisScale& scale = all_.scale;
    const std::string from = ui::scale_label(frame.words, scale, scale.low);
    const std::string to = ui::scale_label(frame.words, scale, scale.high);
    const std::string said =
        frame.words.with("common_scale", frame.words.with(scale.low < 0 ? "range_signed" : "range", from, to));
    return ui::joined(counts_.remark(frame.words), said);
  }

 private:
  // The group with the largest or the smallest newest value.
  std::optional<size_t> leader() const {
    if (emphasise_ == "none") return std::nullopt;
    std::optional<size_t> best;
    for (size_t i = 0; i < all_.groups.size(); ++i) {
      const auto value = all_.groups[i].newest;
      if (!value) continue;
      if (!best || (emphasise_ == "min" ? *value < *all_.groups[*best].newest : *value > *all_.groups[*best].newest))
        best = i;
    }
    return best;
  }

  void draw_cell(const ui::Frame& frame, ui::Panel& panel, const MultipleGroup& group, const Rect& cell, bool leads,
                 bool axis) const {
    Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const Rect around =
        cell.inset(-painter.px(6), -painter.px(5))
            .intersection({panel.outer.x0, panel.area.y0 - painter.px(2), panel.outer.x1, panel.outer.y1});
    const bool chosen = !group.street.empty() && group.street == frame.screen.street;
    const bool hovered = !group.street.empty() && frame.pointer.inside && around.contains(frame.pointer.position);
    if (hovered || chosen) painter.fill(around, ui::faded(theme.text, chosen ? 0.07f : 0.04f), painter.px(3));
    if (hovered && frame.pointer.clicked)
      frame.commands.push_back(chosen ? ui::DrillCommand{{}, {}} : ui::DrillCommand{group.street, group.name});

    const bool strong = leads || chosen;
    const float head = std::round(painter.label_px() * 1.35f);
    const float baseline = cell.y0 + painter.label_px() * 0.95f;
    TextStyle figure{Face::figure, painter.label_px(), group.newest ? theme.text : theme.text_third};
    const std::string value = ui::format_number(frame.words, group.newest, decimals_, true);
    figure.px = ui::fitting_px(painter, figure, value, cell.width() * 0.6f);
    const float width = painter.text(cell.x1, baseline, figure, value, Align::right);
    const TextStyle name{strong ? Face::strong : Face::text, painter.label_px(),
                         strong ? theme.text : theme.text_second};
    painter.text(cell.x0, baseline, name,
                 ui::cut_words(painter, name, group.name, std::max(1.0f, cell.width() - width - painter.px(8))));

    Rect plot{cell.x0, cell.y0 + head, cell.x1, cell.y1};
    if (axis) {
      const float foot = std::round(painter.note_px() * 1.35f);
      draw_axis(frame, painter, {plot.x0, plot.y1 - foot, plot.x1, plot.y1});
      plot.y1 -= foot;
    }
    if (plot.height() < painter.px(10)) return;
    painter.push_clip({plot.x0 - painter.px(4), plot.y0 - painter.px(1), plot.x1 + painter.px(4), plot.y1 + 1});
    draw_chart(theme, painter, group, plot, strong);
    painter.pop_clip();
  }

  void draw_axis(const ui::Frame& frame, Painter& painter, const Rect& foot) const {
    const auto said = [&](double place) -> std::string {
      if (all_.kind == ui::AxisKind::name) {
        const auto index = static_cast<size_t>(place);
        return index < all_.names.size() ? all_.names[index] : std::string();
      }
      const bool days = all_.high - all_.low >= 48.0 * 3'600'000;
      return model::format_civil(frame.zone.civil(model::from_millis(static_cast<int64_t>(place))),
                                 days ? "%m-%d" : "%H:%M");
    };
    const TextStyle style = painter.note(frame.theme.text_third);
    const float baseline = foot.y1 - painter.note_px() * 0.2f;
    const float half = foot.width() / 2 - painter.px(4);
    painter.text(foot.x0, baseline, style, ui::cut_words(painter, style, said(all_.low), half));
    if (all_.high > all_.low)
      painter.text(foot.x1, baseline, style, ui::cut_words(painter, style, said(all_.high), half), Align::right);
  }

  void draw_chart(const ui::Theme& theme, Painter& painter, const MultipleGroup& group, const Rect& plot,
                  bool strong) const {
    const ui::AxisScale& scale = all_.scale;
    const float radius = std::max(2.0f, painter.px(2.5f));
    // A bar has its own width around its place, a dot its radius.
    const double slots = std::max(1.0, (all_.high - all_.low) / all_.step + 1);
    const float slot = plot.width() / static_cast<float>(std::min(slots, 1e6));
    const float side = bars_ ? slot / 2 : radius;
    const auto x_of = [&](double x) {
      const double share = all_.high > all_.low ? (x - all_.low) / (all_.high - all_.low) : bars_ ? 0.5 : 1;
      return plot.x0 + side + (plot.width() - 2 * side) * static_cast<float>(share);
    };
    const auto y_of = [&](double y) {
      const double share = (y - scale.low) / (scale.high - scale.low);
      return plot.y1 - (plot.height() - radius) * static_cast<float>(std::clamp(share, 0.0, 1.0));
    };
    const float ground = std::round(y_of(std::clamp(0.0, scale.low, scale.high)));
    painter.line({plot.x0, std::round(y_of(scale.high))}, {plot.x1, std::round(y_of(scale.high))}, theme.line, 1);
    painter.line({plot.x0, ground}, {plot.x1, ground}, ui::mixed(theme.grid, theme.quiet, 0.35f), 1);

    const ui::Colour colour = strong ? theme.data : ui::mixed(theme.data_second, theme.panel, 0.12f);
    const auto run = [&](bool previous) {
      std::vector<Point> points;
      const auto flush = [&] {
        previous ? painter.dashed_polyline(points, theme.previous, std::max(1.0f, painter.px(1.2f)), painter.px(4),
                                           painter.px(3))
                 : painter.polyline(points, colour, std::max(1.25f, painter.px(strong ? 2.2f : 1.4f)));
        points.clear();
      };
      for (const MultipleSample& sample : group.samples) {
        const auto y = previous ? sample.previous : sample.value;
        y ? points.push_back({x_of(sample.x), y_of(*y)}) : flush();
      }
      flush();
    };
    if (bars_) {
      const float width = std::max(1.0f, std::floor(slot * 0.68f));
      for (const MultipleSample& sample : group.samples) {
        if (!sample.value) continue;
        const float x = std::round(x_of(sample.x) - width / 2);
        const float y = y_of(*sample.value);
        // Anything but zero is seen.
        const float least = *sample.value > 0 ? -1.0f : *sample.value < 0 ? 1.0f : 0.0f;
        const float end = std::abs(y - ground) < 1 ? ground + least : std::round(y);
        painter.fill({x, std::min(end, ground), x + width, std::max(end, ground)}, colour);
      }
      return run(true);
    }
    run(true);
    run(false);
    // The dot says which end is now; a value between two gaps is nothing else.
    for (size_t i = 0; i < group.samples.size(); ++i) {
      const MultipleSample& one = group.samples[i];
      if (!one.value) continue;
      const bool last = std::none_of(group.samples.begin() + static_cast<std::ptrdiff_t>(i) + 1, group.samples.end(),
                                     [](const MultipleSample& s) { return s.value.has_value(); });
      const bool alone =
          (i == 0 || !group.samples[i - 1].value) && (i + 1 == group.samples.size() || !group.samples[i + 1].value);
      if (last || alone) painter.circle({x_of(one.x), y_of(*one.value)}, last ? radius : radius * 0.7f, colour);
      if (last) break;
    }
  }

  std::string data_;
  std::string emphasise_;
  int decimals_;
  bool bars_;
  bool from_zero_;
  model::TablePtr table_;
  Multiples all_;  // of `table_`
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "rows of all groups; groups stand in the order in which they first come",
       .required = true,
       .columns = {{"group", "whose chart the row belongs to"},
                   {"value", "height; null leaves a gap"},
                   {"t", "time of the value", false},
                   {"x", "place of the value, a number or a name; without t and x rows are counted", false},
                   {"previous", "what it is compared with, as a dashed line", false},
                   {"street_id", "street that a click on the chart chooses", false}}},
      {.name = "shape",
       .type = KeyType::choice,
       .summary = "how values are drawn",
       .fallback = "\"line\"",
       .choices = {"line", "bar"}},
      {.name = "emphasise",
       .type = KeyType::choice,
       .summary = "the group whose newest value is the largest or the smallest is set in bold, as the chosen street is",
       .fallback = "\"max\"",
       .choices = {"max", "min", "none"}},
      ui::decimals_key(),
      {.name = "zero",
       .type = KeyType::boolean,
       .summary = "the scale of lines holds zero; that of bars always does",
       .fallback = "true"},
  };
}

const bool registered = ui::register_widget({"small_multiples",
                                             "a small chart for each group, all on one scale",
                                             keys(),
                                             {230, 120},
                                             {900, 500},
                                             ui::make<SmallMultiples>});

}  // namespace
}  // namespace onescreen::widgets
