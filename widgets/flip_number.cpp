// flip_number: one number written out in full, a tile for each digit. A digit that changes slides over for at most
// 600 ms and then rests; what is kept for that is only what was drawn last, and without it the picture is whole at
// once. In: a query whose first row has `value`; out: pixels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "ui/cells.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/scroll.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Rect;
using ui::TextStyle;

constexpr int64_t kTurnMs = 600;
// It moves in steps, so that any redraw within one gives the same picture; thirty a second look smooth on a wall.
constexpr int64_t kMotionStepMs = 33;
constexpr double kMostWrittenOut = 1e15;  // from here on doubles do not hold every whole number
constexpr size_t kMostCharacters = 24;    // more are a row of specks: then the power of ten is said
constexpr float kTileWidth = 1.18f;       // of a digit
constexpr float kTileHeight = 1.36f;      // of the digits' size

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class FlipNumber : public ui::Widget {
 public:
  explicit FlipNumber(const ui::Config& config)
      : data_(config.text("data")),
        unit_(config.text("unit")),
        label_(config.text("label")),
        decimals_(ui::decimals_of(config)),
        least_digits_(static_cast<int>(config.integer("digits"))),
        separators_(config.flag("separators")) {}

  // The number of hours ago is nothing to turn from.
  void rest() override { forget(); }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    changes_in_.reset();
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return forget();
    const model::Table& table = *answer->table;
    auto value = ui::number_at(table.column("value"), 0);
    if (value && std::isnan(*value)) value.reset();
    const std::string unit = ui::text_at(table.column("unit"), 0, unit_);
    const std::string label = ui::text_at(table.column("label"), 0, label_);

    Painter& painter = panel.painter;
    Rect area = panel.area;
    const float label_height = std::round(painter.label_px() * 1.5f);
    if (!label.empty() && area.height() >= label_height + painter.label_px() * 1.6f) {
      const TextStyle style = painter.label(frame.theme.text_second);
      painter.text(area.x0, area.y0 + painter.label_px() * 0.95f, style,
                   ui::cut_words(painter, style, label, area.width()));
      area.y0 += label_height;
    }
    if (!value) {
      forget();
      return draw_plain(frame, painter, area, {frame.words("null"), {}}, {}, frame.theme.text_third);
    }
    const std::string text = written_out(*value);
    const Sizes sizes = text.empty() ? Sizes{} : sizes_of(painter, area, text, unit);
    if (sizes.px < painter.label_px()) {
      // Too long for tiles: the short form is the better number.
      forget();
      ui::NumberParts parts = ui::number_parts(frame.words, *value, decimals_);
      if (parts.digits.size() > kMostCharacters) parts = {fmt::format("{:.3g}", *value), {}};
      return draw_plain(frame, painter, area, parts, unit, frame.theme.text);
    }
    note_change(frame, *value, text);
    draw_tiles(frame, painter, area, text, unit, sizes);
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

 private:
  struct Sizes {
    float px = 0;  // of the digits
    float digit = 0;
    float tile = 0;
    float separator = 0;
    float gap = 0;
    bool unit = false;
  };

  // With leading zeros up to the configured number of digits; empty where it cannot be written out.
  std::string written_out(double value) const {
    if (!std::isfinite(value) || std::abs(value) >= kMostWrittenOut) return {};
    std::string text = fmt::format("{:.{}f}", std::abs(value), decimals_);
    const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
    size_t whole = std::min(text.find('.'), text.size());
    while (whole < static_cast<size_t>(least_digits_)) {
      text.insert(0, "0");
      ++whole;
    }
    if (separators_) {
      for (size_t at = whole; at > 3; at -= 3) text.insert(at - 3, ",");
    }
    return value < 0 && !is_zero ? "-" + text : text;
  }

  static Sizes at_size(const Painter& painter, float px) {
    Sizes out;
    out.px = px;
    out.digit = painter.text_width({Face::figure, px, 0}, "0");
    out.tile = std::ceil(out.digit * kTileWidth);
    out.separator = std::ceil(out.digit * 0.5f);
    out.gap = std::max(2.0f, std::round(px * 0.07f));
    return out;
  }
  static float width_of(const Sizes& sizes, const std::string& text) {
    float width = 0;
    for (const char c : text) width += (is_digit(c) ? sizes.tile : sizes.separator) + sizes.gap;
    return std::max(0.0f, width - sizes.gap);
  }

  // The largest at which all digits and the unit fit; the unit gives way before the digits become small.
  static Sizes sizes_of(const Painter& painter, const Rect& area, const std::string& text, const std::string& unit) {
    const float unit_width = unit.empty() ? 0 : painter.px(9) + painter.text_width(painter.label(0), unit);
    const auto fitted = [&](float room) {
      float px = std::floor(std::min(area.height() / kTileHeight, painter.figure_px() * 2));
      Sizes sizes = at_size(painter, px);
      while (px > painter.note_px() && width_of(sizes, text) > room) sizes = at_size(painter, px -= 1);
      if (width_of(sizes, text) > room) sizes.px = 0;
      return sizes;
    };
    Sizes with_unit = fitted(area.width() - unit_width);
    with_unit.unit = !unit.empty();
    if (unit.empty() || with_unit.px >= painter.label_px() * 1.5f) return with_unit;
    const Sizes alone = fitted(area.width());
    return unit_width < area.width() * 0.35f && with_unit.px >= painter.label_px() ? with_unit : alone;
  }

  void forget() {
    text_.clear();
    before_.clear();
  }

  void note_change(const ui::Frame& frame, double value, const std::string& text) {
    if (text == text_) return;
    // Of a first number nothing is known that it could come from.
    before_ = text_.empty() ? text : text_;
    rising_ = value >= value_;
    began_ms_ = model::to_millis(frame.now.utc);
    text_ = text;
    value_ = value;
  }

  // How far the change has come, 0 to 1.
  double turned(const ui::Frame& frame) {
    const int64_t into = model::to_millis(frame.now.utc) - began_ms_;
    // A clock that was set back ends the movement too.
    if (!frame.theme.motion || before_ == text_ || into < 0 || into >= kTurnMs) {
      before_ = text_;
      return 1;
    }
    changes_in_ = Duration(std::min(kMotionStepMs - into % kMotionStepMs, kTurnMs - into));
    return ui::eased(static_cast<double>(into - into % kMotionStepMs) / kTurnMs);
  }

  void draw_tiles(const ui::Frame& frame, Painter& painter, const Rect& area, const std::string& text,
                  const std::string& unit, const Sizes& sizes) {
    const double moved = turned(frame);
    const ui::Theme& theme = frame.theme;
    const float height = std::round(sizes.px * kTileHeight);
    const float top = std::round(area.centre().y - height / 2);
    // B612's digits are 0.73 em high.
    const float baseline = std::round(top + height / 2 + sizes.px * 0.365f);
    const float way = std::round(height * static_cast<float>(moved));
    const TextStyle style{Face::figure, sizes.px, theme.text};
    float x = area.x0;
    // Digits of the same value stand below each other when counted from the right.
    for (size_t i = 0; i < text.size(); ++i) {
      const size_t from_right = text.size() - i;
      const char old = from_right <= before_.size() ? before_[before_.size() - from_right] : ' ';
      if (!is_digit(text[i])) {
        painter.text(x + sizes.separator / 2, baseline, {Face::figure, sizes.px, theme.text_second},
                     std::string(1, text[i]), Align::centre);
        x += sizes.separator + sizes.gap;
        continue;
      }
      const Rect tile{x, top, x + sizes.tile, top + height};
      painter.fill(tile, ui::mixed(theme.panel, theme.grid, 0.85f), painter.px(theme.radius));
      if (moved >= 1 || old == text[i]) {
        painter.text(tile.centre().x, baseline, style, std::string(1, text[i]), Align::centre);
      } else {
        painter.push_clip(tile);
        const float direction = rising_ ? -1.0f : 1.0f;
        if (is_digit(old))
          painter.text(tile.centre().x, baseline + direction * way, style, std::string(1, old), Align::centre);
        painter.text(tile.centre().x, baseline + direction * (way - height), style, std::string(1, text[i]),
                     Align::centre);
        painter.pop_clip();
      }
      x += sizes.tile + sizes.gap;
    }
    if (sizes.unit) painter.text(x - sizes.gap + painter.px(9), baseline, painter.label(theme.text_second), unit);
  }

  // Without tiles: null, what cannot be written out, and what has no room.
  static void draw_plain(const ui::Frame& frame, Painter& painter, const Rect& area, const ui::NumberParts& parts,
                         const std::string& unit, ui::Colour colour) {
    const TextStyle small = painter.label(frame.theme.text_second);
    const float gap = painter.px(9);
    const float words = parts.multiplier.empty() ? 0 : painter.text_width(small, parts.multiplier);
    TextStyle style{Face::figure, std::min(painter.figure_px() * 1.6f, area.height() / 1.1f), colour};
    style.px = ui::fitting_px(painter, style, parts.digits, std::max(1.0f, area.width() - words - gap));
    const float baseline = std::round(area.centre().y + style.px * 0.365f);
    float x = area.x0 + painter.text(area.x0, baseline, style, parts.digits) + gap;
    if (!parts.multiplier.empty()) x += painter.text(x, baseline, small, parts.multiplier);
    if (painter.text_width(small, unit) <= area.x1 - x) painter.text(x, baseline, small, unit);
  }

  std::string data_;
  std::string unit_;
  std::string label_;
  int decimals_;
  int least_digits_;
  bool separators_;
  // For the movement only.
  std::string text_;    // as drawn last
  std::string before_;  // what it came from
  double value_ = 0;
  bool rising_ = true;
  int64_t began_ms_ = 0;
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "the number; its first row is shown",
       .required = true,
       .columns = {{"value", "the number itself; null is drawn as a dash"},
                   {"unit", "behind the number, before the key unit", false},
                   {"label", "above the number, before the key label", false}}},
      {.name = "unit", .summary = "unit behind the number"},
      {.name = "label", .summary = "words above the number"},
      ui::decimals_key(),
      {.name = "digits",
       .type = KeyType::integer,
       .summary = "tiles before the point at least; zeros lead a smaller number",
       .fallback = "0",
       .minimum = 0,
       .maximum = 12},
      {.name = "separators", .type = KeyType::boolean, .summary = "a comma between thousands", .fallback = "true"},
  };
}

const bool registered = ui::register_widget({"flip_number",
                                             "one number written out, a tile for each digit",
                                             keys(),
                                             {190, 100},
                                             {560, 170},
                                             ui::make<FlipNumber>});

}  // namespace
}  // namespace onescreen::widgets
