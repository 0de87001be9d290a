// life_line: the stages that a case goes through, as a line of arrows with what is in each, or as a funnel.
// In: a query with one row per stage; out: pixels. The fuller a stage, the stronger its fill; only overdue is red.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "life_stage.h"
#include "ui/cells.h"
#include "ui/fit.h"
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

class LifeLine : public ui::Widget {
 public:
  explicit LifeLine(const ui::Config& config) : data_(config.text("data")), funnel_(config.text("style") == "funnel") {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const std::vector<LifeStage> stages = read(*answer->table, frame.words);
    counts_.total = stages.size();
    double most = 0;
    for (const LifeStage& one : stages) most = std::max(most, one.count.value_or(0));
    counts_.shown = funnel_ ? draw_life_funnel(frame, panel, stages, most) : draw_line(frame, panel, stages, most);
  }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  static std::vector<LifeStage> read(const model::Table& table, const ui::Words& words) {
    const Column* labels = table.column("label");
    const Column* counts = table.column("count");
    const Column* overdue = table.column("overdue");
    const Column* seconds = table.column("seconds");
    std::vector<LifeStage> stages;
    for (size_t row = 0; row < table.row_count(); ++row) {
      LifeStage one{ui::text_at(labels, row), words("null"), {}, ui::finite_at(counts, row)};
      if (one.count) {
        ui::NumberParts parts = ui::number_parts(words, *one.count, 0);
        one.digits = std::move(parts.digits);
        one.multiplier = std::move(parts.multiplier);
      }
      one.overdue_count = ui::finite_at(overdue, row).value_or(0);
      if (one.overdue_count > 0) {
        one.overdue_digits = ui::format_number(words, one.overdue_count, 0, true);
        one.overdue = words.with("overdue", one.overdue_digits);
      }
      // More seconds than a century are a fault of the back end, and would not fit a duration of milliseconds.
      if (const auto dwell = ui::finite_at(seconds, row); dwell && *dwell >= 0 && *dwell < 3.2e9)
        one.dwell = words.span(model::Duration(static_cast<int64_t>(*dwell * 1000)));
      stages.push_back(std::move(one));
    }
    return stages;
  }

  struct Grid {
    size_t columns = 1;
    size_t lines = 1;
    float cell = 0;
    float pitch = 0;
    float label_px = 0;
    float figure_px = 0;
    float band = 0;    // height of the arrows
    float point = 0;   // how far they reach out
    bool foot = true;  // what is overdue and the dwell have a line below
  };

  static float widest_label(const Painter& painter, const std::vector<LifeStage>& stages, float px) {
    float widest = 0;
    for (const LifeStage& one : stages) widest = std::max(widest, painter.text_width({Face::text, px, 0}, one.label));
    return widest;
  }

  // One line where names have room for four characters; else as many as the height allows.
  static Grid placed(const Painter& painter, const Rect& area, const std::vector<LifeStage>& stages) {
    const float note = painter.note_px();
    float figures = 0;
    for (const LifeStage& one : stages)
      figures =
          std::max(figures, painter.text_width({Face::figure, painter.label_px(), 0}, one.digits + one.multiplier));
    const float least =
        std::max(std::min(widest_label(painter, stages, note), note * 4.1f), std::min(figures, painter.px(120))) +
        painter.px(14);
    const float least_line = note * 1.4f + painter.label_px() * 1.5f;
    const auto most_columns = static_cast<size_t>(std::max(1.0f, std::floor(area.width() / least)));
    const auto most_lines = static_cast<size_t>(std::max(1.0f, std::floor(area.height() / least_line)));
    const size_t count = stages.size();
    Grid grid;
    grid.lines = std::min((count + most_columns - 1) / most_columns, most_lines);
    grid.columns = std::min(most_columns, (count + grid.lines - 1) / grid.lines);
    grid.cell = area.width() / static_cast<float>(grid.columns);
    grid.pitch = area.height() / static_cast<float>(grid.lines);
    const float line = grid.pitch - (grid.lines > 1 ? painter.px(6) : 0);
    const float room = grid.cell - painter.px(16);
    const bool large = line >= painter.label_px() * 4.6f && widest_label(painter, stages, painter.label_px()) <= room;
    grid.label_px = large ? painter.label_px() : note;
    grid.foot = line >= grid.label_px * 1.4f + painter.label_px() * 1.5f + note * 1.4f;
    const float rest = line - grid.label_px * 1.4f - (grid.foot ? note * 1.5f : 0);
    grid.band = std::round(std::clamp(rest, note * 1.3f, painter.figure_px() * 1.5f));
    grid.point = std::round(std::min({grid.band * 0.22f, grid.cell * 0.09f, painter.px(12)}));
    grid.figure_px = std::min(painter.figure_px(), std::round(grid.band * 0.62f));
    // All figures have one size, so that neighbours look alike; below the note size each shrinks for itself.
    for (const LifeStage& one : stages) grid.figure_px = std::min(grid.figure_px, own_px(painter, grid, one));
    grid.figure_px = std::max(grid.figure_px, note);
    grid.band = std::min(grid.band, std::max(std::round(grid.figure_px * 1.9f), std::round(painter.label_px() * 1.5f)));
    return grid;
  }
  static float own_px(const Painter& painter, const Grid& grid, const LifeStage& one) {
    const float multiplier =
        one.multiplier.empty() ? 0 : painter.px(4) + painter.text_width(painter.note(0), one.multiplier);
    const float room = std::max(painter.note_px(), grid.cell - grid.point * 2 - painter.px(10) - multiplier);
    return ui::fitting_px(painter, {Face::figure, grid.figure_px, 0}, one.digits, room);
  }

  static size_t draw_line(const ui::Frame& frame, ui::Panel& panel, const std::vector<LifeStage>& stages, double most) {
    const Grid grid = placed(panel.painter, panel.area, stages);
    const size_t shown = std::min(stages.size(), grid.columns * grid.lines);
    const float height = grid.label_px * 1.4f + grid.band + (grid.foot ? panel.painter.note_px() * 1.5f : 0);
    for (size_t i = shown; i-- > 0;) {
      const float x = panel.area.x0 + grid.cell * static_cast<float>(i % grid.columns);
      const float y = panel.area.y0 + grid.pitch * static_cast<float>(i / grid.columns);
      const float top = std::round(y + std::max(0.0f, (grid.pitch - height) / 2));
      draw_stage(frame, panel, stages[i], {std::round(x), top, std::round(x + grid.cell), top + height}, grid, most,
                 i % grid.columns == 0, i % grid.columns + 1 == grid.columns || i + 1 == stages.size());
    }
    return shown;
  }

  static void draw_stage(const ui::Frame& frame, ui::Panel& panel, const LifeStage& stage, const Rect& cell,
                         const Grid& grid, double most, bool first, bool last) {
    Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const float gap = std::max(2.0f, std::round(painter.px(3)));
    const float top = std::round(cell.y0 + grid.label_px * 1.4f);
    const Rect band{cell.x0, top, last ? cell.x1 : cell.x1 - gap + grid.point, top + grid.band};
    draw_arrow(painter, band, grid.point, first, fill_of(theme, stage, most));
    const float x = cell.x0 + grid.point + painter.px(5);
    const float room = cell.x1 - x - painter.px(1);
    painter.text(x, std::round(cell.y0 + grid.label_px), {Face::text, grid.label_px, theme.text_second}, stage.label,
                 Align::left, room);

    const TextStyle figure{Face::figure, own_px(painter, grid, stage), stage.count ? theme.text : theme.text_third};
    const float baseline = std::round(band.centre().y + figure.px * 0.365f);
    float used = painter.text(x, baseline, figure, stage.digits);
    const TextStyle note = painter.note(theme.text_second);
    if (!stage.multiplier.empty())
      used += painter.px(4) + painter.text(x + used + painter.px(4), baseline, note, stage.multiplier);

    // What is overdue goes last: shorter, then beside the figure where there is no line for it.
    const TextStyle red = painter.note(theme.down);
    const float left = cell.x1 - grid.point - x - used - painter.px(6);
    if (!grid.foot) {
      if (!stage.overdue.empty() && painter.text_width(red, stage.overdue_digits) <= left)
        painter.text(x + used + painter.px(6), baseline, red, stage.overdue_digits);
      return;
    }
    const float below = std::round(band.y1 + painter.note_px() * 1.25f);
    float from = x;
    if (!stage.overdue.empty()) {
      const bool whole = painter.text_width(red, stage.overdue) <= room;
      from += painter.text(x, below, red, whole ? stage.overdue : stage.overdue_digits) + painter.px(8);
    }
    const TextStyle quiet = painter.note(theme.text_third);
    if (painter.text_width(quiet, stage.dwell) <= x + room - from) painter.text(from, below, quiet, stage.dwell);
  }

  static ui::Colour fill_of(const ui::Theme& theme, const LifeStage& stage, double most) {
    if (!stage.count || *stage.count <= 0 || most <= 0) return ui::mixed(theme.panel, theme.grid, 0.7f);
    return ui::mixed(theme.area_step[0], theme.area_step[4], static_cast<float>(*stage.count / most));
  }

  static void draw_arrow(Painter& painter, const Rect& band, float point, bool first, ui::Colour colour) {
    // The notch is the panel's ground over the shape, which is why stages are drawn from the last to the first.
    const float middle = band.centre().y;
    const float shoulder = band.x1 - point;
    painter.fill({band.x0, band.y0, shoulder, band.y1}, colour);
    painter.triangle({shoulder - 1, band.y0}, {band.x1, middle}, {shoulder - 1, band.y1}, colour);
    if (!first)
      painter.triangle({band.x0 - 1, band.y0}, {band.x0 + point, middle}, {band.x0 - 1, band.y1},
                       painter.theme().panel);
  }

  std::string data_;
  bool funnel_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each stage, in their order",
       .required = true,
       .columns = {{"label", "name of the stage"},
                   {"count", "how many are in it; null is drawn as a dash"},
                   {"overdue", "how many of them are overdue, in red", false},
                   {"seconds", "how long one usually stays; shown by style line", false}}},
      {.name = "style",
       .type = KeyType::choice,
       .summary = "line: arrows of equal width; funnel: bars by count, with what comes through to the next stage",
       .fallback = "\"line\"",
       .choices = {"line", "funnel"}},
  };
}

const bool registered = ui::register_widget({"life_line",
                                             "the stages of a case as a line of arrows or a funnel",
                                             keys(),
                                             {380, 164},
                                             {1100, 240},
                                             ui::make<LifeLine>});

}  // namespace
}  // namespace onescreen::widgets
