// rank: horizontal bars, one a row, longest scale first; an optional second value is drawn in red at the bar's left
// end. In: a query in the order to show; out: pixels.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "ui/cells.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

class Rank : public ui::Widget {
 public:
  explicit Rank(const ui::Config& config)
      : data_(config.text("data")),
        decimals_(ui::decimals_of(config)),
        full_(config.has("max") ? std::optional(config.number("max")) : std::nullopt) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const model::Table& table = *answer->table;
    ui::Painter& painter = panel.painter;
    const Columns columns{table.column("label"), table.column("value"),
                          table.column("value2") != nullptr ? table.column("value2") : table.column("overdue")};

    counts_.total = table.row_count();
    const Rect& area = panel.area;
    const float least = std::floor(painter.label_px() * 1.25f);
    counts_.shown = std::clamp<size_t>(static_cast<size_t>(area.height() / least), 1, counts_.total);
    const float row_height = std::min(area.height() / static_cast<float>(counts_.shown), painter.label_px() * 2.8f);

    float label_width = 0;
    float figure_width = 0;
    std::string widest_figure;
    Lanes lanes;
    lanes.figure_px = painter.label_px();
    double full = full_.value_or(0);
    for (size_t row = 0; row < counts_.total; ++row) {
      const auto value = ui::number_at(columns.value, row);
      if (value && !full_) full = std::max(full, *value);
      if (row >= counts_.shown) continue;
      label_width = std::max(label_width, painter.text_width(painter.label(0), ui::text_at(columns.label, row)));
      const std::string figure = figure_text(frame.words, value);
      const float width = painter.text_width({Face::figure, painter.label_px(), 0}, figure);
      if (width <= figure_width) continue;
      figure_width = width;
      widest_figure = figure;
    }
    // Numbers shrink rather than being cut; names are cut; bars go where what is left says nothing.
    const float most = area.width() * 0.55f;
    if (figure_width > most) {
      lanes.figure_px = ui::fitting_px(painter, {Face::figure, painter.label_px(), 0}, widest_figure, most);
      figure_width = painter.text_width({Face::figure, lanes.figure_px, 0}, widest_figure);
    }
    lanes.label = std::min(std::ceil(label_width), area.width() * 0.42f);
    lanes.bar = area.width() - lanes.label - figure_width - painter.px(28) >= painter.px(28);
    if (!lanes.bar) lanes.label = std::max(painter.label_px(), area.width() - figure_width - painter.px(16));
    lanes.bar_x0 = std::round(area.x0 + lanes.label + painter.px(14));
    lanes.bar_x1 = std::round(area.x1 - figure_width - painter.px(14));
    lanes.full = full;
    for (size_t row = 0; row < counts_.shown; ++row) {
      const float y = area.y0 + row_height * (static_cast<float>(row) + 0.5f);
      draw_row(frame, panel, columns, row, y, lanes);
    }
  }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  struct Columns {
    const Column* label;
    const Column* value;
    const Column* part;
  };
  struct Lanes {
    float label = 0;      // width
    float figure_px = 0;  // size of the numbers, the same in every row
    bool bar = true;
    float bar_x0 = 0;
    float bar_x1 = 0;
    double full = 0;  // value of a bar as long as its lane
  };

  std::string figure_text(const ui::Words& words, std::optional<double> value) const {
    return ui::format_number(words, value, decimals_, true);
  }

  void draw_row(const ui::Frame& frame, ui::Panel& panel, const Columns& columns, size_t row, float y,
                const Lanes& lanes) const {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const auto value = ui::number_at(columns.value, row);
    const auto part = ui::number_at(columns.part, row);
    const float baseline = ui::Painter::baseline_centred(y, painter.label_px());
    painter.text(panel.area.x0, baseline, painter.label(theme.text_second), ui::text_at(columns.label, row),
                 ui::Align::left, lanes.label);
    const TextStyle figure{Face::figure, lanes.figure_px, value ? theme.text : theme.text_third};
    painter.text(panel.area.x1, baseline, figure, figure_text(frame.words, value), ui::Align::right);
    if (!lanes.bar) return;

    const float thickness = std::max(3.0f, std::round(painter.px(10)));
    const float top = std::round(y - thickness / 2);
    const Rect track{lanes.bar_x0, top, lanes.bar_x1, top + thickness};
    painter.fill(track, ui::mixed(theme.panel, theme.grid, 0.7f));
    if (!value || lanes.full <= 0) return;
    const auto x_of = [&](double v) {
      // Anything above zero is seen, however small its share.
      const float length = track.width() * static_cast<float>(std::clamp(v / lanes.full, 0.0, 1.0));
      return track.x0 + (v > 0 ? std::max(2.0f, std::round(length)) : 0.0f);
    };
    painter.fill({track.x0, track.y0, x_of(*value), track.y1}, theme.data_second);
    if (part && *part > 0) painter.fill({track.x0, track.y0, x_of(std::min(*part, *value)), track.y1}, theme.level[0]);
  }

  std::string data_;
  int decimals_;
  std::optional<double> full_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each bar, in the order to show",
       .required = true,
       .columns = {{"label", "name at the left"},
                   {"value", "length of the bar; null is drawn as a dash"},
                   {"value2", "part of it drawn in red, such as what is overdue", false},
                   {"overdue", "the same by another name", false}}},
      ui::decimals_key(),
      {.name = "max", .type = KeyType::number, .summary = "value of a full bar; else the largest of the data"},
  };
}

const bool registered =
    ui::register_widget({"rank", "horizontal bars in a given order", keys(), {190, 130}, {420, 400}, ui::make<Rank>});

}  // namespace
}  // namespace onescreen::widgets
