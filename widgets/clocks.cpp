// clocks: time gone since a beginning and time left to a deadline, each a big figure under its name; one alone is one
// big countdown. All figures are equally large, as large as the room allows.
// In: a query with one row for each clock; out: pixels, a step every second.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/spans.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using namespace std::chrono_literals;
using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

struct Item {
  std::string label;
  std::string caption;  // whether it is time gone or time left
  std::string figure;
  bool over = false;
  bool is_null = false;
  bool may_go = false;  // the time gone, where the row has a deadline too
};

class Clocks : public ui::Widget {
 public:
  explicit Clocks(const ui::Config& config) : data_(config.text("data")), empty_(config.text("empty")) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    changes_in_.reset();
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    std::vector<Item> items = read(frame, *answer->table);
    counts_.total = answer->table->row_count();
    const ui::Painter& painter = panel.painter;
    Grid grid = best(painter, panel.area, items);
    // Where figures would be no larger than words, what is left to a deadline says more than what is gone.
    if (grid.px < painter.label_px() * 1.2f) {
      std::erase_if(items, [](const Item& item) { return item.may_go; });
      grid = best(painter, panel.area, items);
    }
    while (items.size() > 1 && grid.px < painter.label_px()) {
      items.pop_back();
      grid = best(painter, panel.area, items);
    }
    counts_.shown =
        static_cast<size_t>(std::count_if(items.begin(), items.end(), [](const Item& one) { return !one.may_go; }));
    const size_t lines = (items.size() + grid.columns - 1) / grid.columns;
    const float width = panel.area.width() / static_cast<float>(grid.columns);
    const float height = panel.area.height() / static_cast<float>(lines);
    for (size_t i = 0; i < items.size(); ++i) {
      const float x = panel.area.x0 + width * static_cast<float>(i % grid.columns);
      const size_t line = i / grid.columns;
      const float y = panel.area.y0 + height * static_cast<float>(line);
      draw_item(frame, panel, items[i], {std::round(x), y, x + width, y + height}, grid.px);
    }
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  struct Grid {
    size_t columns = 1;
    float px = 0;  // of all figures
  };

  // Hours, minutes and seconds, always all three: "02:08" could be either. From a hundred hours on in one unit.
  static std::string clock_text(const ui::Words& words, Duration span) {
    if (span >= 100h) return words.span(span);
    const int64_t secs = std::chrono::floor<std::chrono::seconds>(span).count();
    return fmt::format("{:02}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60);
  }

  std::vector<Item> read(const ui::Frame& frame, const model::Table& table) {
    const Column* labels = table.column("label");
    const ui::Words& words = frame.words;
    std::vector<Item> items;
    for (size_t row = 0; row < table.row_count(); ++row) {
      const std::string label = ui::text_at(labels, row);
      const auto since = ui::time_at(table.column("since"), row);
      const auto deadline = ui::time_at(table.column("deadline"), row);
      if (since && *since <= frame.now.utc) {
        const Duration gone = frame.now.utc - *since;
        items.push_back({label, words("clock.elapsed"), clock_text(words, gone), false, false, deadline.has_value()});
        due_in(gone >= 100h ? ui::span_changes_in(gone) : 1000ms - gone % 1000ms);
      } else if (since) {
        // What has not begun has no time gone, and says so.
        items.push_back({label, words("clock.elapsed"), words("null"), false, true, deadline.has_value()});
        due_in(*since - frame.now.utc);
      }
      if (deadline) {
        const Duration left = *deadline - frame.now.utc;
        const bool over = left < 0ms;
        items.push_back({label, words(over ? "clock.over" : "clock.left"),
                         (over ? "-" : "") + clock_text(words, over ? -left : left), over});
        due_in(over ? 1000ms - -left % 1000ms : left % 1000ms + 1ms);
      }
      if (!since && !deadline) items.push_back({label, {}, words("null"), false, true});
    }
    return items;
  }

  static float head(const ui::Painter& painter) { return std::round(painter.label_px() * 1.35f); }

  // The number of columns at which the figures are largest; of equals the fewest.
  static Grid best(const ui::Painter& painter, const Rect& area, const std::vector<Item>& items) {
    const TextStyle probe{Face::figure, 100, 0};
    float widest = painter.text_width(probe, "00:00:00");
    float words = 0;
    for (const Item& item : items) {
      widest = std::max(widest, painter.text_width(probe, item.figure));
      words = std::max(words, painter.text_width(painter.note(0), item.caption) +
                                  (item.label.empty() ? 0 : painter.px(10) + painter.label_px() * 3));
    }
    Grid best;
    for (size_t columns = 1; columns <= items.size(); ++columns) {
      const size_t count = (items.size() + columns - 1) / columns;
      const auto lines = static_cast<float>(count);
      const float width = area.width() / static_cast<float>(columns) - (columns > 1 ? painter.px(20) : 0);
      const float height = area.height() / lines - head(painter) - (lines > 1 ? painter.px(8) : 0);
      if (columns > 1 && width < words) break;
      const float px = std::floor(std::min({width / widest * 99, height / 1.0f, painter.figure_px() * 2.4f}));
      if (px > best.px) best = {columns, px};
    }
    return best;
  }

  static void draw_item(const ui::Frame& frame, ui::Panel& panel, const Item& item, const Rect& cell, float px) {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const float block = std::min(cell.height(), head(painter) + px * 0.95f);
    const float top = std::round(cell.centre().y - block / 2);
    const float room = cell.width() - painter.px(14);
    const TextStyle label = painter.label(theme.text_second);
    const TextStyle caption = painter.note(item.over ? theme.down : theme.text_third);
    const float baseline = top + painter.label_px() * 0.95f;
    // Gone or left must be told apart: the name gives way.
    const float caption_width = item.caption.empty() ? 0 : painter.text_width(caption, item.caption);
    float x = cell.x0;
    const float label_room = room - (caption_width > 0 ? caption_width + painter.px(10) : 0);
    if (!item.label.empty() && label_room >= painter.label_px() * 2)
      x += painter.text(x, baseline, label, ui::cut_words(painter, label, item.label, label_room)) + painter.px(10);
    painter.text(x, baseline, caption, item.caption);
    TextStyle figure{Face::figure, px, item.over ? theme.down : item.is_null ? theme.text_third : theme.text};
    figure.px = ui::fitting_px(painter, figure, item.figure, cell.width());
    painter.text(cell.x0, top + block - px * 0.12f, figure, item.figure);
  }

  void due_in(Duration wait) {
    wait = std::max(wait, Duration(1));
    changes_in_ = changes_in_ ? std::min(*changes_in_, wait) : wait;
  }

  std::string data_;
  std::string empty_;
  ui::ShownOf counts_;
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each clock, the most important first",
       .required = true,
       .columns = {{"label", "what is timed"},
                   {"since", "the time gone since then is shown", false},
                   {"deadline", "the time left to it is shown, red and with a minus when over", false}}},
      {.name = "empty", .summary = "words for no clock at all"},
  };
}

const bool registered = ui::register_widget(
    {"clocks", "time gone and time left, in big figures", keys(), {190, 110}, {620, 300}, ui::make<Clocks>});

}  // namespace
}  // namespace onescreen::widgets
