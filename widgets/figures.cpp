// figures: several labelled numbers side by side, a thin separator left of each; breaks into lines where it is narrow.
// In: a query with one row per number; out: pixels.
#include <algorithm>
#include <cmath>
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
using ui::Rect;
using ui::TextStyle;

struct Item {
  std::string label;
  std::string figure;
  std::string multiplier;  // a word behind the digits, drawn as small as the unit; without it the number is another one
  std::string unit;
  int level = 0;  // 0: none
  bool is_null = false;
};

// "12.5<wan>" -> "12.5" and "<wan>".
std::string split_multiplier(std::string& figure, const ui::Words& words) {
  for (const char* key : {"wan", "yi"}) {
    const std::string& word = words(key);
    if (figure.ends_with(word)) {
      figure.resize(figure.size() - word.size());
      return word;
    }
  }
  return {};
}

std::string text_of(const Column* column, size_t row) { return column == nullptr ? std::string() : column->as_text(row); }

class Figures : public ui::Widget {
 public:
  explicit Figures(const ui::Config& config)
      : data_(config.text("data")), decimals_(static_cast<int>(config.integer("decimals"))), inline_(config.text("arrange") == "inline") {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    shown_ = total_ = 0;
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const std::vector<Item> items = read(*answer->table, frame.words);
    const ui::Painter& painter = panel.painter;
    Grid grid = inline_ ? place_inline(painter, panel.area, items) : place_stacked(painter, panel.area, items, false);
    if (!inline_ && grid.columns * grid.lines < items.size()) grid = place_stacked(painter, panel.area, items, true);
    total_ = items.size();
    shown_ = std::min(total_, grid.columns * grid.lines);
    const float cell_width = panel.area.width() / static_cast<float>(grid.columns);
    const float line_height = panel.area.height() / static_cast<float>(grid.lines);
    for (size_t i = 0; i < shown_; ++i) {
      const float x = panel.area.x0 + cell_width * static_cast<float>(i % grid.columns);
      const float y = panel.area.y0 + line_height * static_cast<float>(i / grid.columns);
      const Rect cell{std::round(x), y, std::round(x + cell_width), y + line_height};
      inline_ ? draw_inline(frame, panel, items[i], cell) : draw_stacked(frame, panel, items[i], cell, grid.compact);
    }
  }

  std::string remark(const ui::Frame& frame) const override {
    if (shown_ >= total_) return {};
    return frame.words.with("shown_of", std::to_string(shown_), std::to_string(total_));
  }

 private:
  struct Grid {
    size_t columns = 1;
    size_t lines = 1;
    bool compact = false;  // smaller text, so that fewer numbers are left out
  };

  std::vector<Item> read(const model::Table& table, const ui::Words& words) const {
    const Column* labels = table.column("label");
    const Column* values = table.column("value");
    const Column* units = table.column("unit");
    const Column* levels = table.column("level");
    std::vector<Item> items;
    items.reserve(table.row_count());
    for (size_t row = 0; row < table.row_count(); ++row) {
      Item item{text_of(labels, row), text_of(values, row), {}, text_of(units, row)};
      if (values != nullptr) {
        if (const auto value = values->as_number(row)) {
          item.figure = ui::format_number(value, decimals_, true);
          item.multiplier = split_multiplier(item.figure, words);
        }
      }
      item.is_null = item.figure.empty();
      if (item.is_null) item.figure = words("null");
      const auto level = levels == nullptr ? std::nullopt : levels->as_number(row);
      if (level && *level >= 1 && *level <= 4) item.level = static_cast<int>(*level);
      items.push_back(std::move(item));
    }
    return items;
  }

  static float unit_width(const ui::Painter& painter, const std::string& unit) {
    return unit.empty() ? 0 : painter.px(6) + painter.text_width(painter.note(0), unit);
  }

  static TextStyle figure_style(const ui::Painter& painter, const ui::Theme& theme, const Item& item, float px) {
    ui::Colour colour = item.is_null ? theme.text_third : theme.text;
    if (item.level > 0 && !item.is_null) colour = theme.level[static_cast<size_t>(item.level - 1)];
    return {Face::figure, std::max(px, painter.note_px()), colour};
  }

  // As many columns as hold every item, in lines as equally filled as possible.
  static Grid balanced(size_t count, size_t most_columns, size_t most_lines) {
    most_columns = std::max<size_t>(1, most_columns);
    const size_t lines = std::clamp<size_t>((count + most_columns - 1) / most_columns, 1, std::max<size_t>(1, most_lines));
    return {std::min(most_columns, (count + lines - 1) / lines), lines, false};
  }

  static float figure_px(const ui::Painter& painter, bool compact) {
    return compact ? std::round(painter.label_px() * 1.15f) : std::round(painter.figure_px() * 0.62f);
  }
  static TextStyle label_style(const ui::Painter& painter, bool compact, ui::Colour colour) {
    return compact ? painter.note(colour) : painter.label(colour);
  }
  static float indent(const ui::Painter& painter, bool compact) { return painter.px(compact ? 9 : 14); }

  static Grid place_stacked(const ui::Painter& painter, const Rect& area, const std::vector<Item>& items, bool compact) {
    float widest = painter.px(compact ? 40 : 60);
    for (const Item& item : items) {
      const float label = painter.text_width(label_style(painter, compact, 0), item.label);
      float figure = painter.text_width({Face::figure, figure_px(painter, compact), 0}, item.figure);
      figure += unit_width(painter, item.multiplier + item.unit);
      // One long label is cut rather than allowed to spread all of them.
      widest = std::max({widest, std::min(label, painter.px(compact ? 64 : 150)), std::min(figure, painter.px(compact ? 100 : 220))});
    }
    const float cell = indent(painter, compact) + widest + painter.px(compact ? 5 : 10);
    const float line = label_style(painter, compact, 0).px * 1.3f + figure_px(painter, compact) * 1.05f + painter.px(4);
    Grid grid = balanced(items.size(), static_cast<size_t>(area.width() / cell), static_cast<size_t>(area.height() / line));
    grid.compact = compact;
    return grid;
  }

  static Grid place_inline(const ui::Painter& painter, const Rect& area, const std::vector<Item>& items) {
    float widest = painter.px(60);
    for (const Item& item : items) {
      const float label = std::min(painter.text_width(painter.label(0), item.label), painter.px(150));
      const float figure = std::min(painter.text_width({Face::figure, painter.label_px() * 1.4f, 0}, item.figure), painter.px(150));
      widest = std::max(widest, label + painter.px(8) + figure + unit_width(painter, item.multiplier + item.unit));
    }
    const float line = painter.label_px() * 1.8f;
    return balanced(items.size(), static_cast<size_t>(area.width() / (widest + painter.px(14))), static_cast<size_t>(area.height() / line));
  }

  static void draw_stacked(const ui::Frame& frame, ui::Panel& panel, const Item& item, const Rect& cell, bool compact) {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const TextStyle label = label_style(painter, compact, theme.text_second);
    const float figure_size = compact ? figure_px(painter, true) : std::round(std::clamp(cell.height() * 0.4f, figure_px(painter, false), painter.figure_px()));
    const float label_line = label.px * 1.3f;
    const float block = std::min(cell.height(), label_line + figure_size * 1.05f);
    const float top = std::round(cell.centre().y - block / 2);
    const float x = cell.x0 + indent(painter, compact);
    const float room = cell.x1 - x - painter.px(6);
    painter.fill({cell.x0, top, cell.x0 + std::max(1.0f, painter.px(2)), top + block}, ui::mixed(theme.panel, theme.data, 0.35f));

    painter.text(x, top + label.px, label, item.label, ui::Align::left, room);
    const float baseline = top + block - figure_size * 0.1f;
    draw_figure(frame, panel, item, x, baseline, figure_size, room);
  }

  static void draw_inline(const ui::Frame& frame, ui::Panel& panel, const Item& item, const Rect& cell) {
    ui::Painter& painter = panel.painter;
    const float baseline = ui::Painter::baseline_centred(cell.centre().y, painter.label_px());
    const float room = cell.width() - painter.px(14);
    const float figure_size = painter.label_px() * 1.4f;
    const float figure = painter.text_width({Face::figure, figure_size, 0}, item.figure) + unit_width(painter, item.multiplier + item.unit);
    const float label_room = std::max(painter.label_px() * 2, room - figure - painter.px(8));
    const float drawn = painter.text(cell.x0, baseline, painter.label(frame.theme.text_second), item.label, ui::Align::left, label_room);
    const float x = cell.x0 + drawn + painter.px(8);
    draw_figure(frame, panel, item, x, baseline, figure_size, std::max(1.0f, cell.x0 + room - x));
  }

  // A number that does not fit is drawn smaller, never cut: a cut number is a wrong number.
  static void draw_figure(const ui::Frame& frame, ui::Panel& panel, const Item& item, float x, float baseline, float px, float room) {
    ui::Painter& painter = panel.painter;
    TextStyle style = figure_style(painter, frame.theme, item, px);
    const float multiplier = unit_width(painter, item.multiplier);
    const float width = painter.text_width(style, item.figure);
    const float figure_room = std::max(painter.note_px(), room - multiplier);
    if (width > figure_room) style.px = std::max(painter.note_px() * 0.8f, std::floor(style.px * figure_room / width));
    const TextStyle small = painter.note(frame.theme.text_second);
    float used = painter.text(x, baseline, style, item.figure, ui::Align::left, figure_room) + painter.px(6);
    if (multiplier > 0) used += painter.text(x + used, baseline, small, item.multiplier);
    if (!item.unit.empty() && room - used >= small.px) painter.text(x + used, baseline, small, item.unit, ui::Align::left, room - used);
  }

  std::string data_;
  int decimals_;
  bool inline_;
  size_t shown_ = 0;
  size_t total_ = 0;
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
      {.name = "decimals", .type = KeyType::integer, .summary = "digits behind the decimal point", .fallback = "0", .minimum = 0, .maximum = 6},
      {.name = "arrange",
       .type = KeyType::choice,
       .summary = "stacked: label above its number; inline: label left of it",
       .fallback = "\"stacked\"",
       .choices = {"stacked", "inline"}},
  };
}

const bool registered =
    ui::register_widget({"figures", "several labelled numbers in a strip", keys(), {300, 100}, {1600, 180}, ui::make<Figures>});

}  // namespace
}  // namespace onescreen::widgets
