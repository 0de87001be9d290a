// marquee_rank: a ranking that is longer than its panel, page after page: rank, name, bar and value of each row, all
// pages on one scale. Which page is shown is a function of the wall clock, so that every wall shows the same. In: a
// query in the order to show; out: pixels.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "ui/cells.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/scroll.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Painter;
using ui::Rect;
using ui::TextStyle;

constexpr size_t kMeasuredRows = 500;  // of a very long ranking only the first are measured; what is wider shrinks

class MarqueeRank : public ui::Widget {
 public:
  explicit MarqueeRank(const ui::Config& config)
      : data_(config.text("data")),
        unit_(config.text("unit")),
        decimals_(ui::decimals_of(config)),
        full_(config.has("max") ? std::optional(config.number("max")) : std::nullopt),
        page_ms_(static_cast<int64_t>(config.number("page_secs") * 1000)) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    changes_in_.reset();
    page_ = pages_ = 0;
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const Painter& painter = panel.painter;
    const Rows rows(*answer->table);
    const Rect& area = panel.area;
    const auto fit = std::max<size_t>(1, static_cast<size_t>(area.height() / std::floor(painter.label_px() * 1.6f)));
    pages_ = (rows.count + fit - 1) / fit;
    // Pages of about the same length, so that the last one does not hold a single row.
    const size_t on_page = (rows.count + pages_ - 1) / pages_;
    const float height = std::min(area.height() / static_cast<float>(on_page), painter.label_px() * 2.8f);
    const Lanes lanes = measure(frame, painter, area, rows);
    ui::TurningPages turn{0, 0, 1, Duration(0)};
    if (pages_ > 1) {
      turn = ui::turning_pages(model::to_millis(frame.now.utc), pages_, page_ms_, frame.theme.motion);
      if (!frame.theme.motion && turn.moved < 1) {
        turn.moved = 1;
        turn.changes_in = Duration(page_ms_ - model::to_millis(frame.now.utc) % page_ms_);
      }
      changes_in_ = turn.changes_in;
    }
    page_ = turn.page;
    // One page fades, then the other comes: rows that slide past each other cannot be read.
    const bool leaving = turn.moved < 0.5;
    const float strength = static_cast<float>(leaving ? 1 - 2 * turn.moved : 2 * turn.moved - 1);
    const size_t first = (leaving ? turn.previous : turn.page) * on_page;
    for (size_t i = 0; i < on_page && first + i < rows.count; ++i) {
      const float y = area.y0 + height * (static_cast<float>(i) + 0.5f);
      draw_row(frame, panel, rows, first + i, y, lanes, std::clamp(strength, 0.0f, 1.0f));
    }
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override {
    const std::string unit = ui::unit_remark(frame.words, unit_);
    if (pages_ < 2) return unit;
    const std::string page = std::to_string(page_ + 1) + "/" + std::to_string(pages_);
    return unit.empty() ? page : unit + frame.words("separator") + page;
  }

 private:
  struct Rows {
    explicit Rows(const model::Table& table)
        : label(table.column("label")),
          value(table.column("value")),
          rank(table.column("rank")),
          count(table.row_count()) {}

    std::string name(size_t row) const { return ui::text_at(label, row); }
    std::string place(const ui::Words& words, size_t row) const {
      if (rank == nullptr) return std::to_string(row + 1);
      return ui::format_number(words, ui::finite_at(rank, row), 0, false);
    }

    const Column* label;
    const Column* value;
    const Column* rank;
    size_t count;
  };
  struct Lanes {
    float rank_px = 0;
    float figure_px = 0;
    float rank_x1 = 0;  // right edge of the rank
    float name_x0 = 0;
    float name_width = 0;
    bool bar = true;
    float bar_x0 = 0;
    float bar_x1 = 0;
    double full = 0;
  };

  std::string figure_text(const ui::Words& words, std::optional<double> value) const {
    return ui::format_number(words, value, decimals_, true);
  }

  // Over all pages, so that nothing jumps when they turn.
  Lanes measure(const ui::Frame& frame, const Painter& painter, const Rect& area, const Rows& rows) const {
    const TextStyle figure{Face::figure, painter.label_px(), 0};
    const TextStyle rank{Face::figure, painter.note_px(), 0};
    Lanes lanes;
    float names = 0;
    float figures = 0;
    float ranks = 0;
    std::string widest;
    lanes.full = full_.value_or(0);
    for (size_t row = 0; row < rows.count; ++row) {
      const auto value = ui::finite_at(rows.value, row);
      if (value && !full_) lanes.full = std::max(lanes.full, *value);
      if (row >= kMeasuredRows) continue;
      names = std::max(names, painter.text_width(painter.label(0), rows.name(row)));
      ranks = std::max(ranks, painter.text_width(rank, rows.place(frame.words, row)));
      std::string text = figure_text(frame.words, value);
      const float width = painter.text_width(figure, text);
      if (width <= figures) continue;
      figures = width;
      widest = std::move(text);
    }
    ranks = std::max(ranks, painter.text_width(rank, std::to_string(rows.count)));
    lanes.rank_px = rank.px;
    lanes.rank_x1 = area.x0 + std::min(std::ceil(ranks), area.width() * 0.2f);
    lanes.name_x0 = lanes.rank_x1 + painter.px(10);
    const float width = area.x1 - lanes.name_x0;
    lanes.figure_px = ui::fitting_px(painter, figure, widest, width * 0.55f);
    figures = painter.text_width({Face::figure, lanes.figure_px, 0}, widest);
    lanes.name_width = std::min(std::ceil(names), width * 0.45f);
    lanes.bar = width - lanes.name_width - figures - painter.px(28) >= painter.px(28);
    if (!lanes.bar) lanes.name_width = std::max(painter.label_px(), width - figures - painter.px(14));
    lanes.bar_x0 = std::round(lanes.name_x0 + lanes.name_width + painter.px(14));
    lanes.bar_x1 = std::round(area.x1 - figures - painter.px(14));
    return lanes;
  }

  void draw_row(const ui::Frame& frame, ui::Panel& panel, const Rows& rows, size_t row, float y, const Lanes& lanes,
                float strength) const {
    Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const float baseline = Painter::baseline_centred(y, painter.label_px());
    const auto value = ui::finite_at(rows.value, row);
    const auto shown = [&](ui::Colour colour) { return strength < 1 ? ui::faded(colour, strength) : colour; };
    // The first three lead.
    TextStyle rank{Face::figure, lanes.rank_px, shown(row < 3 ? theme.text : theme.text_third)};
    const std::string place = rows.place(frame.words, row);
    rank.px = ui::fitting_px(painter, rank, place, lanes.rank_x1 - panel.area.x0 + 1);
    painter.text(lanes.rank_x1, baseline, rank, place, ui::Align::right);
    const TextStyle name = painter.label(shown(row < 3 ? theme.text : theme.text_second));
    painter.text(lanes.name_x0, baseline, name, ui::cut_words(painter, name, rows.name(row), lanes.name_width + 1));
    TextStyle figure{Face::figure, lanes.figure_px, shown(value ? theme.text : theme.text_third)};
    const std::string text = figure_text(frame.words, value);
    figure.px = ui::fitting_px(painter, figure, text, panel.area.x1 - lanes.bar_x1 - painter.px(13));
    painter.text(panel.area.x1, baseline, figure, text, ui::Align::right);
    if (!lanes.bar) return;
    const float thickness = std::max(3.0f, std::round(painter.px(10)));
    const float top = std::round(y - thickness / 2);
    const Rect track{lanes.bar_x0, top, lanes.bar_x1, top + thickness};
    painter.fill(track, shown(ui::mixed(theme.panel, theme.grid, 0.7f)));
    if (!value || *value <= 0 || lanes.full <= 0) return;
    const float share = static_cast<float>(std::clamp(*value / lanes.full, 0.0, 1.0));
    painter.fill({track.x0, track.y0, track.x0 + std::max(2.0f, std::round(track.width() * share)), track.y1},
                 shown(theme.data_second));
  }

  std::string data_;
  std::string unit_;
  int decimals_;
  std::optional<double> full_;
  int64_t page_ms_;
  // Found by the newest draw.
  size_t page_ = 0;
  size_t pages_ = 0;
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each place, in the order to show",
       .required = true,
       .columns = {{"label", "name behind the rank"},
                   {"value", "length of the bar; null is drawn as a dash"},
                   {"rank", "the rank, where equal ones share it; else the rows are counted", false}}},
      {.name = "unit", .summary = "unit of the values, said in the title line"},
      ui::decimals_key(),
      {.name = "max", .type = KeyType::number, .summary = "value of a full bar; else the largest of the data"},
      {.name = "page_secs",
       .type = KeyType::number,
       .summary = "seconds that a page stays, when there are several",
       .fallback = "8",
       .minimum = 2,
       .maximum = 600},
  };
}

const bool registered = ui::register_widget(
    {"marquee_rank", "a long ranking, page after page", keys(), {220, 130}, {460, 420}, ui::make<MarqueeRank>});

}  // namespace
}  // namespace onescreen::widgets
