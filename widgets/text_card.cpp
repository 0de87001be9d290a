// text_card: a few paragraphs, a list of names with what they say, or numbered steps (what to do in such a case). Words
// are broken into lines and grow smaller before any are lost; an ellipsis stands only at the very end.
// In: a query with one row that patterns are filled from, or with one row for each line; out: pixels.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/fit.h"
#include "ui/number.h"
#include "ui/utf8.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

struct Paragraph {
  std::string key;  // a name at the left, or the number of a step
  std::string text;
  bool heading = false;
};

// Closing punctuation does not begin a line.
bool clings(char32_t c) {
  static constexpr char32_t kClosing[] = {0x3001, 0x3002, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF01, 0xFF09,
                                          0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0x201D, 0x2019, ',',    '.',
                                          ';',    ':',    '!',    '?',    ')',    '%'};
  return std::find(std::begin(kClosing), std::end(kClosing), c) != std::end(kClosing);
}
// An opening bracket does not end one.
bool opens(char32_t c) {
  static constexpr char32_t kOpening[] = {0x300A, 0x300C, 0x300E, 0x3010, 0xFF08, 0x201C, 0x2018, '('};
  return std::find(std::begin(kOpening), std::end(kOpening), c) != std::end(kOpening);
}
bool is_wide(char32_t c) { return c > 0x2E7F; }

// Breaks between Chinese characters and at blanks, never within a number or a Latin word that has room on a line.
std::vector<std::string> wrapped(const ui::Painter& painter, const TextStyle& style, std::string_view text,
                                 float width) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    size_t at = 0;
    size_t last_break = 0;
    size_t fits = 0;
    char32_t before = 0;
    float used = 0;
    while (at < text.size()) {
      const size_t begin = at;
      const char32_t c = ui::next_codepoint(text, at);
      if (begin > 0 && !clings(c) && !opens(before) && (is_wide(c) || is_wide(before) || before == ' '))
        last_break = begin;
      used += painter.text_width(style, text.substr(begin, at - begin));
      if (used > width && begin > 0 && c != ' ') break;
      fits = at;
      before = c;
    }
    const size_t end = fits == text.size() ? fits : last_break > 0 ? last_break : std::max<size_t>(fits, 1);
    std::string_view line = text.substr(0, end);
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    lines.emplace_back(line);
    text.remove_prefix(end);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  return lines;
}

class TextCard : public ui::Widget {
 public:
  explicit TextCard(const ui::Config& config)
      : data_(config.text("data")),
        lines_(config.texts("lines")),
        empty_(config.text("empty")),
        steps_(config.text("style") == "steps") {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    const model::Answer* answer = frame.answer(data_);
    midnight_.reset();
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    const std::vector<Paragraph> paragraphs = read(frame, *answer->table);
    Page page;
    for (const float shrink : {1.0f, 0.0f}) {
      const float note = panel.painter.note_px();
      page = set(panel.painter, panel.area, paragraphs, note + (panel.painter.label_px() - note) * shrink);
      if (page.height <= panel.area.height()) break;
    }
    draw_page(frame, panel, page);
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return midnight_; }

 private:
  struct Line {
    std::string key;
    std::string text;
    float y = 0;  // of the baseline, from the top
    bool heading = false;
  };
  struct Page {
    std::vector<Line> lines;
    float px = 0;
    float indent = 0;  // of what stands behind keys
    float height = 0;
    bool stacked = false;
  };

  std::string value(const ui::Frame& frame, const Column* column, size_t row) {
    if (column == nullptr || column->is_null(row)) return frame.words("null");
    if (column->type() == model::Type::time) {
      // A time of another day says which.
      const auto today = frame.zone.start_of_day(frame.now.utc);
      midnight_ = std::chrono::days(1) - (frame.now.utc - today);
      const bool same = frame.zone.start_of_day(column->time(row)) == today;
      return model::format_civil(frame.zone.civil(column->time(row)), same ? "%H:%M" : "%m-%d %H:%M");
    }
    if (column->type() == model::Type::integer) return ui::format_number(frame.words, column->as_number(row), 0, true);
    std::string text = column->as_text(row);
    return text.empty() ? frame.words("null") : text;
  }

  std::string filled(const ui::Frame& frame, const model::Table& table, std::string_view pattern) {
    std::string out;
    while (!pattern.empty()) {
      const size_t open = pattern.find('{');
      const size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
      if (close == std::string_view::npos) return out + std::string(pattern);
      out += pattern.substr(0, open);
      out += value(frame, table.column(pattern.substr(open + 1, close - open - 1)), 0);
      pattern.remove_prefix(close + 1);
    }
    return out;
  }

  std::vector<Paragraph> read(const ui::Frame& frame, const model::Table& table) {
    std::vector<Paragraph> out;
    size_t number = 0;
    // A text of several lines is several paragraphs, so one column can hold all steps.
    const auto add = [&](const std::string& key, std::string_view text, bool heading) {
      while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        std::string one(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (one.find_first_not_of(" \r\t") == std::string::npos) continue;
        const bool counted = steps_ && !heading;
        out.push_back({counted ? std::to_string(++number) : key, std::move(one), heading});
      }
    };
    if (!lines_.empty()) {
      for (size_t i = 0; i < lines_.size(); ++i) add({}, filled(frame, table, lines_[i]), i == 0);
      return out;
    }
    const Column* labels = table.column("label");
    const Column* values = table.column("value");
    for (size_t row = 0; row < table.row_count(); ++row)
      add(labels == nullptr || steps_ ? std::string() : labels->as_text(row), value(frame, values, row), false);
    return out;
  }

  Page set(const ui::Painter& painter, const Rect& area, const std::vector<Paragraph>& paragraphs, float px) const {
    Page page;
    page.px = px;
    float keys = 0;
    for (const Paragraph& one : paragraphs) keys = std::max(keys, painter.text_width(key_style(px), one.key));
    // Where too little would be left beside them, names stand above what they say.
    page.stacked = !steps_ && keys > 0 && area.width() - keys - painter.px(14) < px * 11;
    if (keys > 0 && !page.stacked)
      page.indent = std::min(std::ceil(keys), area.width() * 0.38f) + painter.px(steps_ ? 10 : 14);
    float y = std::round(px * 0.25f);
    for (const Paragraph& one : paragraphs) {
      const float size = one.heading ? std::round(px * 1.12f) : px;
      const float indent = one.heading ? 0 : page.indent;
      const float pitch = std::round(size * 1.5f);
      bool first = true;
      if (page.stacked && !one.key.empty()) {
        page.lines.push_back({one.key, {}, y + std::round(size * 1.08f), false});
        y += pitch;
        first = false;
      }
      for (std::string& text : wrapped(painter, style(one.heading, px), one.text, area.width() - indent)) {
        page.lines.push_back({first ? one.key : "", std::move(text), y + std::round(size * 1.08f), one.heading});
        first = false;
        y += pitch;
      }
      y += std::round(px * (one.heading ? 0.35f : 0.3f));
    }
    page.height = y - std::round(px * 0.3f) - std::round(px * 0.2f);
    return page;
  }

  TextStyle key_style(float px) const { return {steps_ ? Face::figure : Face::text, px, 0}; }
  static TextStyle style(bool heading, float px) {
    return {heading ? Face::strong : Face::text, heading ? std::round(px * 1.12f) : px, 0};
  }

  void draw_page(const ui::Frame& frame, ui::Panel& panel, const Page& page) const {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const Rect& area = panel.area;
    size_t count = page.lines.size();
    while (count > 1 && page.lines[count - 1].y + page.px * 0.2f > area.height()) --count;
    // A name without what it says is not the last line.
    while (count > 1 && count < page.lines.size() && page.lines[count - 1].text.empty()) --count;
    for (size_t i = 0; i < count; ++i) {
      const Line& line = page.lines[i];
      const float baseline = area.y0 + line.y;
      const float x = area.x0 + (line.heading ? 0 : page.indent);
      TextStyle body = style(line.heading, page.px);
      body.colour = theme.text;
      if (!line.key.empty()) {
        TextStyle key = key_style(page.px);
        key.colour = steps_ ? theme.data : theme.text_second;
        const float room = page.stacked ? area.width() : page.indent - painter.px(steps_ ? 10 : 14);
        painter.text(area.x0, baseline, key, ui::cut_words(painter, key, line.key, room + 1));
      }
      const bool more = i + 1 == count && count < page.lines.size();
      std::string text = line.text;
      if (more) {
        // Straight behind a number it would look like a part that was cut off.
        text += text.empty() || text.back() < '0' || text.back() > '9' ? "\u2026" : " \u2026";
        if (painter.text_width(body, text) > area.x1 - x) text = ui::cut_words(painter, body, text, area.x1 - x);
      }
      painter.text(x, baseline, body, text);
    }
  }

  std::string data_;
  std::vector<std::string> lines_;
  std::string empty_;
  bool steps_;
  std::optional<Duration> midnight_;  // until a time that the newest draw has written reads differently
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for `lines`; without them one row for each line",
       .required = true,
       .columns = {{"label", "name at the left of a line", false}, {"value", "what the line says", false}}},
      {.name = "lines",
       .type = KeyType::texts,
       .summary = "paragraphs such as \"{title}, {street}\", filled from the first row; the first is the heading, a "
                  "line break within a cell begins another"},
      {.name = "style",
       .type = KeyType::choice,
       .summary = "steps: every paragraph but the heading is numbered",
       .fallback = "\"plain\"",
       .choices = {"plain", "steps"}},
      {.name = "empty", .summary = "words for no text at all"},
  };
}

const bool registered = ui::register_widget({"text_card",
                                             "paragraphs, names with values, or numbered steps",
                                             keys(),
                                             {260, 124},
                                             {520, 500},
                                             ui::make<TextCard>});

}  // namespace
}  // namespace onescreen::widgets
