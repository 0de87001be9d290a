// figures: several labelled numbers side by side, a thin separator left of each; breaks into lines where it is narrow.
// In: a query with one row per number; out: pixels.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

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

constexpr float kCellGap = 6;  // between a number and the next separator

struct Item {
  std::string label;
  std::string figure;
  std::string multiplier;  // a word behind the digits, drawn as small as the unit; without it the number is another one
  std::string unit;
  int level = 0;  // 0: none
  bool is_null = false;
};

class Figures : public ui::Widget {
 public:
  explicit Figures(const ui::Config& config)
      : data_(config.text("data")), decimals_(ui::decimals_of(config)), inline_(config.text("arrange") == "inline") {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const std::vector<Item> items = read(*answer->table, frame.words);
    const ui::Painter& painter = panel.painter;
    const std::optional<Grid> lines = inline_ ? place_inline(painter, panel.area, items) : std::nullopt;
    const Grid grid = lines ? *lines : place_stacked(painter, panel.area, items);
    counts_.total = items.size();
    counts_.shown = std::min(counts_.total, grid.columns * grid.lines);
    const float cell_width = panel.area.width() / static_cast<float>(grid.columns);
    const float line_height = panel.area.height() / static_cast<float>(grid.lines);
    for (size_t i = 0; i < counts_.shown; ++i) {
      const float x = panel.area.x0 + cell_width * static_cast<float>(i % grid.columns);
      const float y = panel.area.y0 + line_height * static_cast<float>(i / grid.columns);
      const Rect cell{std::round(x), y, std::round(x + cell_width), y + line_height};
      lines ? draw_inline(frame, panel, items[i], cell, grid) : draw_stacked(frame, panel, items[i], cell, grid);
    }
  }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  struct Grid {
    size_t columns = 1;
    size_t lines = 1;
    float label_px = 0;
    float figure_px = 0;  // of all numbers, so that neighbours look alike
    float indent = 0;     // from the separator to the text
  };

  std::vector<Item> read(const model::Table& table, const ui::Words& words) const {
    const Column* labels = table.column("label");
    const Column* values = table.column("value");
    const Column* units = table.column("unit");
    const Column* levels = table.column("level");
    std::vector<Item> items;
    items.reserve(table.row_count());
    for (size_t row = 0; row < table.row_count(); ++row) {
      Item item{ui::text_at(labels, row), ui::text_at(values, row), {}, ui::text_at(units, row)};
      if (const auto value = ui::number_at(values, row)) {
        ui::NumberParts parts = ui::number_parts(words, *value, decimals_);
        item.figure = std::move(parts.digits);
        item.multiplier = std::move(parts.multiplier);
      }
      item.is_null = item.figure.empty();
      if (item.is_null) item.figure = words("null");
      item.level = ui::level_at(levels, row);
      items.push_back(std::move(item));
    }
    return items;
  }

  static float word_width(const ui::Painter& painter, const std::string& word) {
    return word.empty() ? 0 : painter.px(6) + painter.text_width(painter.note(0), word);
  }
  // What stands behind the digits; of a long unit only its beginning counts.
  static float words_width(const ui::Painter& painter, const Item& item) {
    return word_width(painter, item.multiplier) + std::min(word_width(painter, item.unit), painter.note_px() * 3);
  }
  static float widest_label(const ui::Painter& painter, const std::vector<Item>& items, float px,
                            float most_characters) {
    float widest = 0;
    for (const Item& item : items) widest = std::max(widest, painter.text_width({Face::text, px, 0}, item.label));
    return std::min(widest, px * most_characters);
  }
  // Of the widest number with its words, at `px`. Three digits have room in any case, so that a count that grows by one
  // moves nothing.
  static float widest_figure(const ui::Painter& painter, const std::vector<Item>& items, float px) {
    const TextStyle style{Face::figure, px, 0};
    float widest = painter.text_width(style, "000");
    for (const Item& item : items)
      widest = std::max(widest, painter.text_width(style, item.figure) + words_width(painter, item));
    return widest;
  }
  // The largest size up to `wish` at which all numbers have `room`; not below the note size, from where on each shrinks
  // for itself.
  static float common_px(const ui::Painter& painter, const std::vector<Item>& items, float wish, float room) {
    while (wish > painter.note_px() && widest_figure(painter, items, wish) > room) wish -= 0.5f;
    return std::max(wish, painter.note_px());
  }

  // The fewest lines in which all items fit, each in a cell of at least `least` pixels; where none do, as many items as
  // fit.
  static Grid placed(size_t count, const Rect& area, float least, float least_line) {
    const auto most_columns = static_cast<size_t>(std::max(1.0f, std::floor(area.width() / least)));
    const auto most_lines = static_cast<size_t>(std::max(1.0f, std::floor(area.height() / least_line)));
    const size_t lines = std::min((count + most_columns - 1) / most_columns, most_lines);
    return {std::min(most_columns, (count + lines - 1) / lines), lines};
  }

  // Digits shrink to the note size before a line is broken; labels are cut behind their fourth character at most.
  static Grid place_stacked(const ui::Painter& painter, const Rect& area, const std::vector<Item>& items) {
    const float note = painter.note_px();
    // One endless number shrinks in its cell rather than spreading all of them. One pixel is lost where cells begin on
    // whole ones.
    const float least = std::max(widest_label(painter, items, note, 4.1f),
                                 std::min(widest_figure(painter, items, note), painter.px(110))) +
                        1;
    Grid grid = placed(items.size(), area, least + painter.px(9 + kCellGap), note * 2.35f + painter.px(6));
    const float cell = area.width() / static_cast<float>(grid.columns);
    const float between = grid.lines > 1 ? painter.px(6) : 0;
    const float line = area.height() / static_cast<float>(grid.lines) - between;
    grid.indent = std::clamp(cell - least - painter.px(kCellGap), painter.px(9), painter.px(14));
    const float room = cell - 1 - grid.indent - painter.px(kCellGap);
    const float label = painter.label_px();
    const bool large = line >= label * 2.5f && widest_label(painter, items, label, 9) <= room;
    grid.label_px = large ? label : note;
    const float wish = std::clamp(line * 0.4f, painter.figure_px() * 0.62f, painter.figure_px());
    grid.figure_px = common_px(painter, items, std::round(std::min(wish, (line - grid.label_px * 1.3f) / 1.05f)), room);
    return grid;
  }

  // Nothing where a line would have no room for a number as large as the words beside it.
  static std::optional<Grid> place_inline(const ui::Painter& painter, const Rect& area,
                                          const std::vector<Item>& items) {
    const float label = painter.label_px();
    const float gaps = painter.px(8 + 14);
    const float labels = widest_label(painter, items, label, 9);
    Grid grid = placed(items.size(), area,
                       labels + std::min(widest_figure(painter, items, label), painter.px(150)) + gaps, label * 1.8f);
    const float room = area.width() / static_cast<float>(grid.columns) - gaps - labels;
    if (grid.columns * grid.lines < items.size() || room < widest_figure(painter, items, painter.note_px()))
      return std::nullopt;
    grid.label_px = label;
    grid.figure_px = common_px(painter, items, label * 1.4f, room);
    return grid;
  }

  static void draw_stacked(const ui::Frame& frame, ui::Panel& panel, const Item& item, const Rect& cell,
                           const Grid& grid) {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const float block = std::min(cell.height(), grid.label_px * 1.3f + grid.figure_px * 1.05f);
    const float top = std::round(cell.centre().y - block / 2);
    const float x = cell.x0 + grid.indent;
    const float room = cell.x1 - x - painter.px(kCellGap);
    painter.fill({cell.x0, top, cell.x0 + std::max(1.0f, painter.px(2)), top + block},
                 ui::mixed(theme.panel, theme.data, 0.35f));
    painter.text(x, top + grid.label_px, {Face::text, grid.label_px, theme.text_second}, item.label, ui::Align::left,
                 room);
    draw_figure(frame, panel, item, x, top + block - grid.figure_px * 0.1f, grid.figure_px, room);
  }

  static void draw_inline(const ui::Frame& frame, ui::Panel& panel, const Item& item, const Rect& cell,
                          const Grid& grid) {
    ui::Painter& painter = panel.painter;
    const float baseline = ui::Painter::baseline_centred(cell.centre().y, painter.label_px());
    const float room = cell.width() - painter.px(14);
    const float figure =
        painter.text_width({Face::figure, grid.figure_px, 0}, item.figure) + words_width(painter, item);
    const float label_room = std::max(painter.label_px(), room - figure - painter.px(8));
    const float drawn = painter.text(cell.x0, baseline, painter.label(frame.theme.text_second), item.label,
                                     ui::Align::left, label_room);
    const float x = cell.x0 + drawn + painter.px(8);
    draw_figure(frame, panel, item, x, baseline, grid.figure_px, cell.x0 + room - x);
  }

  // A number that does not fit is drawn smaller, never cut: a cut number is a wrong number. Its unit may be cut, or go.
  static void draw_figure(const ui::Frame& frame, ui::Panel& panel, const Item& item, float x, float baseline, float px,
                          float room) {
    ui::Painter& painter = panel.painter;
    ui::Colour colour = item.is_null ? frame.theme.text_third : frame.theme.text;
    if (item.level > 0 && !item.is_null) colour = frame.theme.level[static_cast<size_t>(item.level - 1)];
    TextStyle style{Face::figure, px, colour};
    style.px = ui::fitting_px(painter, style, item.figure, room - word_width(painter, item.multiplier));
    const TextStyle small = painter.note(frame.theme.text_second);
    float used = painter.text(x, baseline, style, item.figure) + painter.px(6);
    if (!item.multiplier.empty()) used += painter.text(x + used, baseline, small, item.multiplier);
    const float left = room - used;
    if (painter.text_width(small, item.unit) <= left || left >= 2 * small.px)
      painter.text(x + used, baseline, small, item.unit, ui::Align::left, left);
  }

  std::string data_;
  int decimals_;
  bool inline_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each number",
       .required = true,
       .columns = {{"label", "what the number counts"},
                   {"value", "the number; null is drawn as a dash"},
                   {"unit", "small, behind the number", false},
                   {"level", "severity 1 to 4 colours the number", false}}},
      ui::decimals_key(),
      {.name = "arrange",
       .type = KeyType::choice,
       .summary = "stacked: label above its number; inline: label left of it where there is room",
       .fallback = "\"stacked\"",
       .choices = {"stacked", "inline"}},
  };
}

const bool registered = ui::register_widget(
    {"figures", "several labelled numbers in a strip", keys(), {300, 100}, {1600, 180}, ui::make<Figures>});

}  // namespace
}  // namespace onescreen::widgets
