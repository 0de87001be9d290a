// title: the bar at the top: name of the screen, mode, the mark of invented data, a line of short texts and the time.
// In: the frame's snapshot (is any of it invented?), instant and one query; out: pixels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/quality_words.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::Freshness;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

class Title : public ui::Widget {
 public:
  explicit Title(const ui::Config& config)
      : title_(config.text("title")),
        mode_label_(config.text("mode_label")),
        mode_level_(static_cast<int>(config.integer("mode_level"))),
        data_(config.text("data")),
        clock_(config.flag("clock")) {}

  bool has_title_line() const override { return false; }
  bool reads_snapshot() const override { return true; }
  bool marks_demo_data() const override { return true; }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    ui::Painter& painter = panel.painter;
    const float middle = panel.outer.centre().y;
    const float baseline = std::round(ui::Painter::baseline_centred(middle, painter.heading_px()));
    // The bar stands on the ground itself, so its text begins where the panels below begin, one step in.
    Rect area{panel.outer.x0 + painter.px(4), panel.outer.y0, panel.outer.x1 - painter.px(4), panel.outer.y1};

    // Honesty first: the badge of invented data gets its room before anything else, then the time, the name, the mode,
    // the texts.
    const bool demo = is_demo(frame);
    const float demo_width = demo ? badge_width(painter, painter.note_px(), frame.words("demo")) + painter.px(18) : 0;
    if (clock_) area.x1 -= draw_clock(frame, painter, {area.x0 + demo_width, area.y0, area.x1, area.y1}, baseline);
    const float name_room = std::max(painter.label_px() * 3, area.width() - demo_width);
    TextStyle style{Face::text, painter.heading_px(), frame.theme.text};
    if (painter.text_width(style, title_) > name_room) style.px = std::max(painter.label_px(), style.px * 0.75f);
    if (!title_.empty())
      area.x0 += painter.text(area.x0, baseline, style, title_, ui::Align::left, name_room) + painter.px(22);

    if (!mode_label_.empty()) {
      const float width = badge_width(painter, painter.label_px(), mode_label_);
      if (area.width() >= width + demo_width) {
        draw_mode(frame, painter, area.x0, middle, width);
        area.x0 += width + painter.px(18);
      }
    }
    if (demo) {
      draw_demo(frame, painter, area.x0, middle, demo_width - painter.px(18));
      area.x0 += demo_width;
    }
    draw_texts(frame, painter, {area.x0 + painter.px(12), area.y0, area.x1, area.y1}, baseline);
  }

  std::optional<Duration> changes_in(const ui::Frame& frame) const override {
    if (!clock_) return std::nullopt;
    return Duration(1000 - ((model::to_millis(frame.now.utc) % 1000) + 1000) % 1000);
  }

 private:
  static bool is_demo(const ui::Frame& frame) {
    const auto& sources = frame.scene.snapshot->sources;
    return std::any_of(sources.begin(), sources.end(), [](const auto& entry) { return entry.second->demo; });
  }

  static float badge_width(const ui::Painter& painter, float px, const std::string& text) {
    return std::ceil(painter.text_width({Face::text, px, 0}, text)) + px * 1.4f;
  }
  static Rect badge_rect(float x, float middle, float width, float px) {
    const float half = std::round(px * 0.95f);
    return {std::round(x), std::round(middle) - half, std::round(x + width), std::round(middle) + half};
  }

  void draw_mode(const ui::Frame& frame, ui::Painter& painter, float x, float middle, float width) const {
    const ui::Theme& theme = frame.theme;
    const float px = painter.label_px();
    const Rect rect = badge_rect(x, middle, width, px);
    const bool calm = mode_level_ == 0;
    const ui::Colour colour = calm ? theme.good : theme.level[static_cast<size_t>(std::clamp(mode_level_, 1, 4) - 1)];
    if (calm) {
      painter.fill(rect, ui::faded(colour, 0.10f), painter.px(2));
      painter.outline(rect, colour, std::max(1.0f, painter.px(1)), painter.px(2));
    } else {
      painter.fill(rect, colour, painter.px(2));
    }
    painter.text(rect.centre().x, ui::Painter::baseline_centred(middle, px),
                 {Face::text, px, calm ? ui::mixed(colour, theme.text, 0.25f) : theme.ground}, mode_label_,
                 ui::Align::centre);
  }

  static void draw_demo(const ui::Frame& frame, ui::Painter& painter, float x, float middle, float width) {
    const float px = painter.note_px();
    const Rect rect = badge_rect(x, middle, width, px);
    painter.dashed_outline(rect, frame.theme.late, std::max(1.0f, painter.px(1)), painter.px(4));
    painter.text(rect.centre().x, ui::Painter::baseline_centred(middle, px), painter.note(frame.theme.late),
                 frame.words("demo"), ui::Align::centre);
  }

  // Time, then date and weekday at the far right. Returns the width taken.
  static float draw_clock(const ui::Frame& frame, ui::Painter& painter, const Rect& area, float baseline) {
    const model::CivilTime now = frame.zone.civil(frame.now.utc);
    const std::string date = frame.words.with("date", std::to_string(now.month), std::to_string(now.day)) + " " +
                             frame.words(fmt::format("weekday.{}", now.weekday));
    const TextStyle small = painter.label(frame.theme.text_second);
    const TextStyle large{Face::figure, std::round(painter.heading_px() * 1.15f), frame.theme.text};
    const std::string time = model::format_civil(now, "%H:%M:%S");
    const float time_width = painter.text_width(large, time);
    float right = area.x1;
    const float date_width = painter.text_width(small, date) + painter.px(22);
    if (time_width + date_width < area.width() * 0.5f) {
      painter.text(right, baseline, small, date, ui::Align::right);
      right -= date_width;
    }
    if (time_width > area.width() * 0.7f) return area.x1 - right;
    painter.text(right, baseline, large, time, ui::Align::right);
    return area.x1 - right + time_width + painter.px(30);
  }

  // The longest beginning of `text` that fits and ends behind a word, but not between a number and its unit; empty
  // where none does.
  static std::string whole_words(const ui::Painter& painter, const TextStyle& style, std::string text, float room) {
    if (painter.text_width(style, text) <= room) return text;
    for (size_t end = text.rfind(' '); end != std::string::npos && end > 0; end = text.rfind(' ', end - 1)) {
      const char before = text[end - 1];
      if (before == ' ' || (before >= '0' && before <= '9')) continue;
      const std::string beginning = text.substr(0, end) + "\u2026";
      if (painter.text_width(style, beginning) <= room) return beginning;
    }
    return {};
  }

  // From the right, first row leftmost; whole texts only, the last rows give way first, and of the first its last
  // words.
  void draw_texts(const ui::Frame& frame, ui::Painter& painter, const Rect& area, float baseline) const {
    const model::Answer* answer = data_.empty() ? nullptr : frame.answer(data_);
    if (!data_.empty() && (answer == nullptr || answer->table == nullptr)) {
      painter.text(area.x1, baseline, painter.label(frame.theme.text_third), frame.words("never"), ui::Align::right,
                   std::max(1.0f, area.width()));
      return;
    }
    const Column* texts = answer == nullptr || answer->table == nullptr ? nullptr : answer->table->column("text");
    if (texts == nullptr || area.width() < painter.label_px() * 4) return;
    const model::Quality quality = model::quality_of(answer->reads, frame.scene, frame.now);
    const std::string said = ui::said_in_a_bar(frame.words, quality);
    const bool current = said.empty();
    const TextStyle style = painter.label(current ? frame.theme.text_second : frame.theme.text_third);
    const float gap = painter.px(26);
    std::vector<std::string> shown;
    float width = 0;
    if (!current) {
      shown.push_back(said);
      width = painter.text_width(style, shown.front());
    }
    for (size_t row = 0; row < answer->table->row_count(); ++row) {
      std::string text = texts->as_text(row);
      if (text.empty()) continue;
      if (shown.empty()) text = whole_words(painter, style, std::move(text), area.width());
      const float wanted = painter.text_width(style, text) + (shown.empty() ? 0 : gap);
      if (text.empty() || width + wanted > area.width()) break;
      width += wanted;
      shown.push_back(std::move(text));
    }
    float x = area.x1 - width;
    for (size_t i = 0; i < shown.size(); ++i) {
      TextStyle own = style;
      if (!current && i == 0) own.colour = quality.freshness <= Freshness::stale ? frame.theme.late : frame.theme.down;
      x += painter.text(x, baseline, own, shown[i]) + gap;
    }
  }

  std::string title_;
  std::string mode_label_;
  int mode_level_;
  std::string data_;
  bool clock_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "mode_label", .summary = "badge behind the title: the mode that the screen is in"},
      {.name = "mode_level",
       .type = KeyType::integer,
       .summary = "0 draws the badge calmly, 1 to 4 in the colour of that severity",
       .fallback = "0",
       .minimum = 0,
       .maximum = 4},
      {.name = "data",
       .type = KeyType::data,
       .summary = "short texts at the right, such as weather and duty",
       .columns = {{"text", "one text a row"}}},
      {.name = "clock",
       .type = KeyType::boolean,
       .summary = "time, date and weekday at the far right",
       .fallback = "false"},
  };
}

const bool registered = ui::register_widget(
    {"title", "the bar at the top: title, mode, texts, time", keys(), {420, 44}, {100000, 48}, ui::make<Title>});

}  // namespace
}  // namespace onescreen::widgets
