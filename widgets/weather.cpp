// weather: the sky as a sign, the temperature, the day's range and the wind, and every warning in force with the shape
// of its severity and its words. That there is none is said; that nobody knows is said otherwise. In: a query of which
// the first row counts and a query with one row for each warning; out: pixels.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/widget.h"
#include "weather_sign.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Rect;
using ui::TextStyle;

constexpr const char* kCelsius = "\u2103";

struct Warning {
  int level = 0;  // 0: unknown
  std::string title;
  std::string colour;
  std::string issued;
};

struct Sky {
  std::string sky;
  std::string temperature;
  std::string range;
  std::string wind;
  std::string note;
  bool is_null = false;  // the temperature
};

std::string text_of(const model::Table& table, const char* name, size_t row) {
  return ui::text_at(table.column(name), row);
}

class Weather : public ui::Widget {
 public:
  explicit Weather(const ui::Config& config) : data_(config.text("data")), warnings_(config.text("warnings")) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    midnight_.reset();
    const Rect& area = panel.area;
    if (warnings_.empty()) return draw_sky(frame, panel, area);
    const Painter& painter = panel.painter;
    const float gap = painter.px(18);
    // Beside each other where that leaves both a useful width, else the warnings below.
    if (area.width() >= area.height() * 1.7f && area.width() >= painter.label_px() * 20) {
      const float left = std::round(std::min(area.width() * 0.5f, area.height() * 2.6f));
      draw_sky(frame, panel, {area.x0, area.y0, area.x0 + left - gap / 2, area.y1});
      const float x = std::round(area.x0 + left);
      panel.painter.line({x, area.y0 + painter.px(2)}, {x, area.y1 - painter.px(2)}, frame.theme.line, 1);
      draw_warnings(frame, panel, {x + gap, area.y0, area.x1, area.y1});
      return;
    }
    const float line = warning_height(painter);
    const size_t rows = warning_rows(frame);
    const float wanted = line * static_cast<float>(std::clamp<size_t>(rows, 1, 6));
    const float least = std::min(painter.label_px() * 3.6f, area.height() * 0.5f);
    const float below = std::clamp(wanted, std::min(line, area.height() * 0.5f), std::max(line, area.height() - least));
    const float y = std::round(std::max(area.y0, area.y1 - below));
    draw_sky(frame, panel, {area.x0, area.y0, area.x1, y - painter.px(4)});
    draw_warnings(frame, panel, {area.x0, y, area.x1, area.y1});
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return midnight_; }

 private:
  static float warning_height(const Painter& painter) { return std::round(painter.label_px() * 1.65f); }
  size_t warning_rows(const ui::Frame& frame) const {
    const model::Answer* answer = frame.answer(warnings_);
    return answer == nullptr || answer->table == nullptr ? 0 : answer->table->row_count();
  }

  static Sky read_sky(const model::Table& table, const ui::Words& words) {
    const auto number = [&](const char* name) { return ui::finite_at(table.column(name), 0); };
    const auto degrees = [&](std::optional<double> value) {
      const bool whole = !value || std::abs(*value - std::round(*value)) < 0.05;
      return ui::format_number(words, value, whole ? 0 : 1, true);
    };
    Sky sky;
    sky.sky = text_of(table, "sky", 0);
    sky.wind = text_of(table, "wind", 0);
    sky.note = text_of(table, "note", 0);
    const auto temperature = number("temperature");
    const auto low = number("low");
    const auto high = number("high");
    sky.is_null = !temperature;
    sky.temperature = degrees(temperature);
    if (low && high) {
      sky.range = words.with(*low < 0 || *high < 0 ? "range_signed" : "range", degrees(low), degrees(high)) + kCelsius;
    } else if (low || high) {
      sky.range = words(low ? "low" : "high") + " " + degrees(low ? low : high) + kCelsius;
    }
    return sky;
  }

  void draw_sky(const ui::Frame& frame, ui::Panel& panel, const Rect& area) const {
    Painter& painter = panel.painter;
    const model::Answer* answer = frame.answer(data_);
    ui::Panel part{panel.id, area, panel.outer, painter};
    if (area.empty() || ui::draw_absence(frame, part, answer)) return;
    const Sky sky = read_sky(*answer->table, frame.words);
    const SkySign sign = sky_sign(frame.words, sky.sky);
    const ui::Theme& theme = frame.theme;
    const float label = painter.label_px();
    const std::string& separator = frame.words("separator");
    const auto joined = [&](const std::string& a, const std::string& b) {
      return a.empty() ? b : b.empty() ? a : a + separator + b;
    };
    const bool tall = area.height() >= label * 4.4f;
    // The sign is as high as what stands beside it.
    const float size = sign == SkySign::none ? 0
                       : tall                ? std::min({area.height() * 0.8f, area.width() * 0.34f, painter.px(130)})
                                             : std::min(area.height(), label * 2.6f);
    const float x0 = size > 0 ? std::round(area.x0 + size + painter.px(14)) : area.x0;
    const float room = std::max(1.0f, area.x1 - x0);
    if (size > 0) draw_sky_sign(painter, {area.x0 + size / 2, area.centre().y}, size, sign);

    const TextStyle words = painter.label(theme.text_second);
    const float line = label * 1.5f;
    std::string first = joined(sky.sky, sky.range);
    std::string second = joined(sky.wind, sky.note);
    std::string third;
    const bool room_for_third = area.height() >= line * 3 + painter.figure_px() * 0.85f;
    // The range is figures: it must be read whole, on a line of its own if need be.
    if (!sky.sky.empty() && painter.text_width(words, first) > room) {
      first = sky.sky;
      second = joined(sky.range, sky.wind);
      if (painter.text_width(words, second) > room) {
        second = sky.range;
        if (room_for_third) third = sky.wind;
      }
    }
    // A note that has no room beside the wind goes below it, or goes.
    if (!sky.wind.empty() && second == joined(sky.wind, sky.note) && painter.text_width(words, second) > room) {
      second = sky.wind;
      if (room_for_third) third = sky.note;
    }
    int lines = area.height() >= label * 3 ? 1 : 0;
    if (tall) lines = (first.empty() ? 0 : 1) + (second.empty() ? 0 : 1) + (third.empty() ? 0 : 1);
    TextStyle figure{Face::figure,
                     std::clamp(area.height() - line * static_cast<float>(lines), label, painter.figure_px()),
                     sky.is_null ? theme.text_third : theme.text};
    if (lines > 0) figure.px = std::min(figure.px, (area.height() - line * static_cast<float>(lines)) / 1.05f);
    if (lines == 0) figure.px = std::min(figure.px, area.height() / 1.05f);
    const TextStyle unit = painter.label(theme.text_second);
    const float unit_width = painter.px(6) + painter.text_width(unit, kCelsius);
    figure.px = ui::fitting_px(painter, figure, sky.temperature, std::max(1.0f, room - unit_width));
    const float block = figure.px * 0.8f + line * static_cast<float>(lines);
    float y = std::round(area.centre().y - block / 2 + figure.px * 0.75f);
    float x = x0 + painter.text(x0, y, figure, sky.temperature) + painter.px(6);
    if (!sky.is_null) x += painter.text(x, y, unit, kCelsius) + painter.px(12);
    // What has no line of its own stands behind the temperature as far as it fits.
    const auto say = [&](float at, float baseline, const std::string& text) {
      const float left = area.x1 - at;
      if (!text.empty() && left >= label * 2)
        painter.text(at, baseline, words, ui::cut_words(painter, words, text, left));
    };
    if (lines == 0) return say(x, y, joined(first, second));
    if (lines == 1) return say(x0, y + line, joined(first, second));
    for (const std::string& text : {first, second, third}) {
      if (!text.empty()) say(x0, y += line, text);
    }
  }

  // The worst first.
  std::vector<Warning> read_warnings(const ui::Frame& frame, const model::Table& table) {
    const Column* levels = table.column("level");
    const Column* times = table.column("issued");
    const auto today = frame.zone.start_of_day(frame.now.utc);
    std::vector<Warning> out;
    for (size_t row = 0; row < table.row_count(); ++row) {
      Warning one{0, text_of(table, "title", row), text_of(table, "colour", row), {}};
      one.level = ui::level_at(levels, row);
      if (one.title.empty()) one.title = frame.words("null");
      if (const auto time = ui::time_at(times, row)) {
        const bool same = frame.zone.start_of_day(*time) == today;
        one.issued = model::format_civil(frame.zone.civil(*time), same ? "%H:%M" : "%m-%d %H:%M");
        midnight_ = std::chrono::days(1) - (frame.now.utc - today);
      }
      out.push_back(std::move(one));
    }
    std::stable_sort(out.begin(), out.end(), [](const Warning& a, const Warning& b) {
      return (a.level == 0 ? 5 : a.level) < (b.level == 0 ? 5 : b.level);
    });
    return out;
  }

  void draw_warnings(const ui::Frame& frame, ui::Panel& panel, const Rect& area) {
    Painter& painter = panel.painter;
    const model::Answer* answer = frame.answer(warnings_);
    if (area.empty()) return;
    ui::Panel part{panel.id, area, panel.outer, painter};
    // Only sources that answered can say that there is none.
    if (ui::draw_absence(frame, part, answer, frame.words("no_warning"))) return;
    const std::vector<Warning> warnings = read_warnings(frame, *answer->table);
    const float height = std::min(warning_height(painter), area.height());
    const auto slots = std::max<size_t>(1, static_cast<size_t>(area.height() / height + 0.01f));
    // What has no line is counted in the last one.
    const size_t shown = warnings.size() <= slots ? warnings.size() : slots > 1 ? slots - 1 : 1;
    const bool counted = shown < warnings.size();
    const std::string more = frame.words.with("more", std::to_string(warnings.size() - shown));
    const size_t lines = std::min(slots, warnings.size());
    float y = std::round(area.centre().y - height * static_cast<float>(lines) / 2);
    for (size_t i = 0; i < shown; ++i, y += height) {
      Rect row{area.x0, y, area.x1, y + height};
      if (counted && slots == 1) row.x1 -= draw_more(frame, painter, row, more, Align::right);
      draw_warning(frame, painter, warnings[i], row);
    }
    if (counted && slots > 1) draw_more(frame, painter, {area.x0, y, area.x1, y + height}, more, Align::left);
  }

  static float draw_more(const ui::Frame& frame, Painter& painter, const Rect& row, const std::string& text,
                         Align align) {
    const TextStyle style = painter.note(frame.theme.text_second);
    return painter.text(align == Align::right ? row.x1 : row.x0, Painter::baseline_centred(row.centre().y, style.px),
                        style, text, align) +
           painter.px(10);
  }

  static void draw_warning(const ui::Frame& frame, Painter& painter, const Warning& one, const Rect& row) {
    const ui::Theme& theme = frame.theme;
    const float middle = row.centre().y;
    const float size = painter.label_px() * 0.8f;
    float x = row.x0;
    if (one.level > 0) painter.level_mark({x + size * 0.6f, middle}, size, one.level, 0);
    x += std::round(painter.label_px() * 1.4f);
    float right = row.x1;
    const TextStyle time{Face::figure, painter.note_px(), theme.text_third};
    const float time_width = one.issued.empty() ? 0 : painter.text_width(time, one.issued) + painter.px(12);
    if (time_width > 0 && right - x - time_width >= painter.label_px() * 5) {
      painter.text(right, Painter::baseline_centred(middle, painter.label_px()), time, one.issued, Align::right);
      right -= time_width;
    }
    const bool worst = one.level == 1;
    const TextStyle style{worst ? Face::strong : Face::text, painter.label_px(), theme.text};
    std::string text = one.title;
    if (!one.colour.empty() && text.find(one.colour) == std::string::npos) text += " " + one.colour;
    painter.text(x, Painter::baseline_centred(middle, style.px), style,
                 ui::cut_words(painter, style, text, std::max(1.0f, right - x)));
  }

  std::string data_;
  std::string warnings_;
  std::optional<Duration> midnight_;  // from when on times are of another day
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "the weather; its first row counts",
       .required = true,
       .columns = {{"sky", "words for the sky, which also decide on its sign"},
                   {"temperature", "now, in degrees Celsius; null is drawn as a dash"},
                   {"low", "lowest of the day", false},
                   {"high", "highest of the day", false},
                   {"wind", "words for the wind", false},
                   {"note", "further words, such as humidity", false}}},
      {.name = "warnings",
       .type = KeyType::data,
       .summary = "warnings in force, one a row; without the key nothing is said of them",
       .columns = {{"title", "what is warned of, with the word for its colour"},
                   {"level", "severity 1 (worst) to 4: its mark, and the order"},
                   {"colour", "word for the colour where the title does not have it", false},
                   {"issued", "since when", false}}},
  };
}

const bool registered = ui::register_widget(
    {"weather", "sky, temperature, wind and warnings in force", keys(), {190, 120}, {640, 260}, ui::make<Weather>});

}  // namespace
}  // namespace onescreen::widgets
