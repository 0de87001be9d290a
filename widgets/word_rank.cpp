// word_rank: what is spoken of most, as words in the order of their weight, line after line from the left: the heavier,
// the larger, in five steps, each with its value and what changed. In: a query with one row for each word, the
// weightiest first; out: pixels. Words that have no room are left out and counted.
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
using ui::Painter;
using ui::Rect;
using ui::TextStyle;

constexpr size_t kMostWords = 60;
constexpr int kSteps = 5;

struct Word {
  std::string text;
  std::string figure;
  std::string change;
  int direction = 0;  // of the change
  int step = 0;       // 0: the largest
  bool is_null = false;
};

struct Place {
  float x = 0;
  size_t line = 0;
};

// All words of one attempt.
struct Setting {
  float largest = 0;
  std::vector<Place> places;
  std::vector<float> heights;  // of the lines
  float height = 0;
};

class WordRank : public ui::Widget {
 public:
  explicit WordRank(const ui::Config& config) : data_(config.text("data")), decimals_(ui::decimals_of(config)) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    const std::vector<Word> words = read(*answer->table, frame.words);
    if (words.empty()) return;
    const Painter& painter = panel.painter;
    // The largest size at which all have room; where none is, as many as fit at the smallest.
    const float smallest = painter.label_px() * 1.1f;
    float largest = std::max(smallest, std::min(painter.figure_px() * 1.05f, panel.area.height() * 0.4f));
    Setting setting = set(painter, panel.area, words, largest);
    while (setting.height > panel.area.height() && largest > smallest) {
      largest = std::max(smallest, largest * 0.93f);
      setting = set(painter, panel.area, words, largest);
    }
    draw_words(frame, panel, words, setting);
  }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  std::vector<Word> read(const model::Table& table, const ui::Words& words) {
    const Column* texts = table.column("word");
    const Column* values = table.column("value");
    const Column* changes = table.column("change");
    double most = 0;
    for (size_t row = 0; row < table.row_count(); ++row) most = std::max(most, ui::finite_at(values, row).value_or(0));
    std::vector<Word> out;
    for (size_t row = 0; row < table.row_count(); ++row) {
      Word word;
      word.text = ui::text_at(texts, row);
      if (word.text.empty()) continue;
      ++counts_.total;
      if (out.size() >= kMostWords) continue;
      const auto value = ui::finite_at(values, row);
      word.is_null = !value;
      word.figure = ui::format_number(words, value, decimals_, true);
      // By the square root, so that the many small ones are not all of one size.
      const double share = value && most > 0 ? std::sqrt(std::clamp(*value / most, 0.0, 1.0)) : 0;
      word.step = std::clamp(static_cast<int>((1 - share) * kSteps), 0, kSteps - 1);
      const double change = ui::finite_at(changes, row).value_or(0);
      const double step = std::pow(10.0, decimals_);
      const double rounded = std::round(change * step) / step;
      word.direction = rounded > 0 ? 1 : rounded < 0 ? -1 : 0;
      if (word.direction != 0) word.change = ui::format_number(words, std::abs(rounded), decimals_, true);
      out.push_back(std::move(word));
    }
    return out;
  }

  static TextStyle style_of(const Painter& painter, const Word& word, float largest) {
    const float small = std::min(painter.label_px(), largest);
    const float share = static_cast<float>(word.step) / (kSteps - 1);
    return {word.step == 0 ? Face::strong : Face::text, std::round(largest + (small - largest) * share), 0};
  }
  static TextStyle figure_style(const Painter& painter) { return {Face::figure, painter.note_px(), 0}; }

  static float tail_width(const Painter& painter, const Word& word) {
    float width = painter.px(6) + painter.text_width(figure_style(painter), word.figure);
    if (word.direction != 0)
      width += painter.px(6) + arrow_width(painter) + painter.text_width(figure_style(painter), word.change);
    return std::ceil(width);
  }
  static float arrow_width(const Painter& painter) { return std::round(painter.note_px() * 0.75f); }
  static float gap(const Painter& painter) { return painter.px(24); }

  static Setting set(const Painter& painter, const Rect& area, const std::vector<Word>& words, float largest) {
    Setting out;
    out.largest = largest;
    float x = 0;
    for (const Word& word : words) {
      const TextStyle style = style_of(painter, word, largest);
      const float width = std::min(painter.text_width(style, word.text) + tail_width(painter, word), area.width());
      if (out.heights.empty() || x + width > area.width() + 1) {
        out.heights.push_back(0);
        x = 0;
      }
      out.places.push_back({x, out.heights.size() - 1});
      out.heights.back() = std::max(out.heights.back(), std::round(style.px * 1.42f));
      x += width + gap(painter);
    }
    for (const float height : out.heights) out.height += height;
    return out;
  }

  void draw_words(const ui::Frame& frame, ui::Panel& panel, const std::vector<Word>& words, const Setting& setting) {
    const Rect& area = panel.area;
    // Whole lines only; what is over is shared among them, up to half a line each.
    size_t lines = 0;
    float used = 0;
    while (lines < setting.heights.size() && (lines == 0 || used + setting.heights[lines] <= area.height() + 0.5f))
      used += setting.heights[lines++];
    const float spare =
        std::clamp((area.height() - used) / static_cast<float>(lines), 0.0f, panel.painter.label_px() * 0.7f);
    std::vector<float> baselines;
    float y = area.y0;
    for (size_t i = 0; i < lines; ++i) {
      const float height = setting.heights[i];
      baselines.push_back(std::round(y + (height + spare) / 2 + height / 1.42f * 0.36f));
      y += height + spare;
    }
    for (size_t i = 0; i < words.size(); ++i) {
      if (setting.places[i].line >= lines) break;
      draw_word(frame, panel, words[i], area.x0 + setting.places[i].x, baselines[setting.places[i].line],
                setting.largest);
      ++counts_.shown;
    }
  }

  static void draw_word(const ui::Frame& frame, ui::Panel& panel, const Word& word, float x, float baseline,
                        float largest) {
    Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const float room = panel.area.x1 - x;
    TextStyle style = style_of(painter, word, largest);
    style.colour = word.step < kSteps - 1 ? theme.text : theme.text_second;
    const float tail = tail_width(painter, word);
    const float words_room = std::max(style.px, room - tail);
    // A word that is too long gives up its size before its end.
    if (painter.text_width(style, word.text) > words_room + 1)
      style.px =
          std::max(std::min(style.px, painter.label_px()), ui::fitting_px(painter, style, word.text, words_room));
    x += painter.text(x, baseline, style, ui::cut_words(painter, style, word.text, words_room + 1)) + painter.px(6);
    TextStyle figure = figure_style(painter);
    figure.colour = word.is_null ? theme.text_third : theme.text_second;
    figure.px = ui::fitting_px(painter, figure, word.figure, std::max(1.0f, panel.area.x1 - x));
    x += painter.text(x, baseline, figure, word.figure);
    if (word.direction == 0) return;
    figure.px = painter.note_px();
    figure.colour = theme.text_third;
    x += painter.px(6);
    if (x + arrow_width(painter) + painter.text_width(figure, word.change) > panel.area.x1 + 1) return;
    const float half = std::max(2.5f, painter.note_px() * 0.26f);
    const float middle = baseline - painter.note_px() * 0.36f;
    if (word.direction > 0) {
      painter.triangle({x + half, middle - half}, {x + 2 * half, middle + half * 0.8f}, {x, middle + half * 0.8f},
                       figure.colour);
    } else {
      painter.triangle({x, middle - half * 0.8f}, {x + 2 * half, middle - half * 0.8f}, {x + half, middle + half},
                       figure.colour);
    }
    painter.text(x + arrow_width(painter), baseline, figure, word.change);
  }

  std::string data_;
  int decimals_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each word, in the order to show",
       .required = true,
       .columns = {{"word", "the word; rows without one are left out"},
                   {"value", "decides on the size; null is drawn as a dash"},
                   {"change", "since before: an arrow and how much; zero and null say nothing", false}}},
      ui::decimals_key(),
  };
}

const bool registered = ui::register_widget({"word_rank",
                                             "words in order, the weightiest largest, each with its value",
                                             keys(),
                                             {190, 110},
                                             {520, 400},
                                             ui::make<WordRank>});

}  // namespace
}  // namespace onescreen::widgets
