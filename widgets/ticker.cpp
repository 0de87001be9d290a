// ticker: one line of short texts behind a label. What does not fit on the line comes on further pages, which change in
// steps with a short movement: endless motion at the edge of the eye tires. In: a query with one row per text; out:
// pixels.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/cells.h"
#include "ui/quality_words.h"
#include "ui/scroll.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::Freshness;
using model::KeySpec;
using model::KeyType;
using ui::Rect;
using ui::TextStyle;

struct Item {
  std::string label;
  std::string text;
  int level = 0;  // 0: none
};

using Page = std::vector<Item>;

// Bytes of the longest beginning of `text` that is at most `width` wide and ends between two characters, but not within
// a number or a Latin word; at least one character.
size_t bytes_that_fit(const ui::Painter& painter, const TextStyle& style, std::string_view text, float width) {
  const auto is_in_word = [&](size_t i) { return text[i] > ' ' && static_cast<unsigned char>(text[i]) < 0x80; };
  size_t fits = 0;
  size_t between_words = 0;
  float used = 0;
  while (fits < text.size()) {
    size_t end = fits + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    used += painter.text_width(style, text.substr(fits, end - fits));
    if (used > width && fits > 0) return between_words > 0 ? between_words : fits;
    fits = end;
    if (fits < text.size() && !(is_in_word(fits - 1) && is_in_word(fits))) between_words = fits;
  }
  return fits;
}

class Ticker : public ui::Widget {
 public:
  explicit Ticker(const ui::Config& config)
      : data_(config.text("data")),
        label_(config.text("label")),
        page_ms_(static_cast<int64_t>(config.number("page_secs") * 1000)) {}

  bool has_title_line() const override { return false; }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    changes_in_.reset();
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    painter.fill(panel.outer, theme.panel, painter.px(theme.radius));
    Rect area{panel.area.x0, panel.outer.y0, panel.area.x1, panel.outer.y1};
    const float baseline = ui::Painter::baseline_centred(area.centre().y, painter.label_px());
    if (!label_.empty()) {
      const TextStyle style{ui::Face::strong, painter.label_px(), theme.text_second};
      area.x0 += painter.text(area.x0, baseline, style, label_, ui::Align::left, area.width() * 0.4f) + painter.px(14);
      const float half = painter.label_px() * 0.6f;
      painter.line({area.x0, area.centre().y - half}, {area.x0, area.centre().y + half},
                   ui::mixed(theme.panel, theme.text_third, 0.5f), 1);
      area.x0 += painter.px(14);
    }
    const model::Answer* answer = frame.answer(data_);
    const float state_width = draw_state(frame, painter, answer, area, baseline);
    area.x1 -= state_width;
    // The words of data that is not current are dimmed, as a panel with a title line has it done by its frame.
    const ui::Colour colour = state_width > 0 ? theme.text_third : theme.text;
    ui::Panel rest{panel.id, area, panel.outer, painter};
    if (ui::draw_absence(frame, rest, answer)) return;

    const std::vector<Page> pages = paged(painter, *answer->table, area.width());
    if (pages.empty()) return;
    if (pages.size() == 1) return draw_page(theme, painter, pages[0], area, baseline, colour);
    const ui::TurningPages turn =
        ui::turning_pages(model::to_millis(frame.now.utc), pages.size(), page_ms_, frame.theme.motion);
    changes_in_ = turn.changes_in;
    const float way = std::round(area.height() * static_cast<float>(turn.moved));
    painter.push_clip(area);
    if (turn.moved < 1) draw_page(theme, painter, pages[turn.previous], area, baseline - way, colour);
    draw_page(theme, painter, pages[turn.page], area, baseline + area.height() - way, colour);
    painter.pop_clip();
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

 private:
  static float gap(const ui::Painter& painter) { return painter.px(40); }
  static float mark_width(const ui::Painter& painter, const Item& item) {
    return item.level > 0 ? painter.label_px() + painter.px(6) : 0;
  }
  static float label_width(const ui::Painter& painter, const Item& item) {
    return item.label.empty() ? 0 : painter.text_width(painter.label(0), item.label) + painter.px(8);
  }
  static float width_of(const ui::Painter& painter, const Item& item) {
    return mark_width(painter, item) + label_width(painter, item) + painter.text_width(painter.label(0), item.text);
  }

  // A bar has no title line to state the age of its data, so it says here what is wrong with it. Returns the width
  // taken.
  static float draw_state(const ui::Frame& frame, ui::Painter& painter, const model::Answer* answer, const Rect& area,
                          float baseline) {
    if (answer == nullptr || answer->table == nullptr) return 0;
    const model::Quality quality = model::quality_of(answer->reads, frame.scene, frame.now);
    const std::string text = answer->error ? frame.words("query_error") : ui::said_in_a_bar(frame.words, quality);
    if (text.empty()) return 0;
    const bool late = quality.freshness <= Freshness::stale;
    const TextStyle style = painter.note(late && !answer->error ? frame.theme.late : frame.theme.down);
    return painter.text(area.x1, baseline, style, text, ui::Align::right, area.width() * 0.4f) + painter.px(16);
  }

  // Whole texts side by side while they fit; one that is wider than the line is continued on the next page.
  static std::vector<Page> paged(const ui::Painter& painter, const model::Table& table, float width) {
    const Column* texts = table.column("text");
    const Column* labels = table.column("label");
    const Column* levels = table.column("level");
    std::vector<Page> pages;
    float used = 0;
    const auto add = [&](Item item, float item_width) {
      const float with_gap = used > 0 ? gap(painter) + item_width : item_width;
      if (pages.empty() || used + with_gap > width) {
        pages.emplace_back();
        used = item_width;
      } else {
        used += with_gap;
      }
      pages.back().push_back(std::move(item));
    };
    for (size_t row = 0; row < table.row_count(); ++row) {
      Item item{ui::text_at(labels, row), ui::text_at(texts, row)};
      item.level = ui::level_at(levels, row);
      if (item.text.empty()) continue;
      float item_width = width_of(painter, item);
      while (item_width > width) {
        const float lead = mark_width(painter, item) + label_width(painter, item);
        const size_t end = bytes_that_fit(painter, painter.label(0), item.text, width - lead);
        if (end >= item.text.size()) break;
        Item part = item;
        part.text.resize(end);
        add(std::move(part), width);
        item.text.erase(0, end);
        item_width = width_of(painter, item);
      }
      add(std::move(item), std::min(item_width, width));
    }
    return pages;
  }

  static void draw_page(const ui::Theme& theme, ui::Painter& painter, const Page& page, const Rect& area,
                        float baseline, ui::Colour colour) {
    float x = area.x0;
    for (const Item& item : page) {
      if (item.level > 0) {
        const float size = painter.label_px() * 0.8f;
        painter.level_mark({x + size * 0.6f, baseline - painter.label_px() * 0.36f}, size, item.level, 0);
        x += mark_width(painter, item);
      }
      if (!item.label.empty()) {
        painter.text(x, baseline, painter.label(theme.text_third), item.label);
        x += label_width(painter, item);
      }
      x += painter.text(x, baseline, painter.label(colour), item.text, ui::Align::left,
                        std::max(1.0f, area.x1 - x + 1)) +
           gap(painter);
    }
  }

  std::string data_;
  std::string label_;
  int64_t page_ms_;
  std::optional<Duration> changes_in_;  // found by the newest draw
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each text",
       .required = true,
       .columns = {{"text", "what to say"},
                   {"label", "quiet words before it, such as a time", false},
                   {"level", "severity 1 to 4 puts its mark before it", false}}},
      {.name = "label", .summary = "what the line is about, at its left"},
      {.name = "page_secs",
       .type = KeyType::number,
       .summary = "seconds that a page stays, when there are several",
       .fallback = "8",
       .minimum = 2,
       .maximum = 600},
  };
}

const bool registered = ui::register_widget(
    {"ticker", "one line of short texts, page by page", keys(), {320, 38}, {100000, 46}, ui::make<Ticker>});

}  // namespace
}  // namespace onescreen::widgets
