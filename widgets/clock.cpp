// clock: the time with seconds, date, weekday and the shift on duty, all in the site's zone. A clock that stands still
// is how a frozen wall is noticed.
// In: the frame's instant; out: pixels. Reads no data.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

struct Shift {
  int from_minute = 0;  // of the local day
  std::string name;
};

// "08:00 name"; a text without a time in front is not a shift.
std::optional<Shift> read_shift(const std::string& text) {
  if (text.size() < 5) return std::nullopt;
  const auto time = model::parse_civil("2000-01-01 " + text.substr(0, 5), "%Y-%m-%d %H:%M");
  if (!time) return std::nullopt;
  const size_t name = text.find_first_not_of(' ', 5);
  return Shift{time->hour * 60 + time->minute, name == std::string::npos ? std::string() : text.substr(name)};
}

class Clock : public ui::Widget {
 public:
  explicit Clock(const ui::Config& config) : seconds_(config.flag("seconds")) {
    for (const auto& text : config.texts("shifts")) {
      if (auto shift = read_shift(text)) shifts_.push_back(std::move(*shift));
    }
    std::stable_sort(shifts_.begin(), shifts_.end(),
                     [](const Shift& a, const Shift& b) { return a.from_minute < b.from_minute; });
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const model::CivilTime now = frame.zone.civil(frame.now.utc);
    const Rect& area = panel.area;

    const std::string date = frame.words.with("date", std::to_string(now.month), std::to_string(now.day)) + "  " +
                             frame.words(fmt::format("weekday.{}", now.weekday));
    const TextStyle small = painter.label(theme.text_second);
    const float line = std::round(painter.label_px() * 1.5f);
    const float date_width = painter.text_width(small, date);
    std::string shift = shift_text(now, true);
    const auto beside = [&] {
      return shift.empty() || date_width + painter.px(20) + painter.text_width(small, shift) <= area.width();
    };
    if (!beside()) shift = shift_text(now, false);
    const bool one_line = beside();
    int lines = one_line ? 1 : 2;
    // In a low panel the time itself stays, and what is below it goes.
    while (lines > 0 &&
           area.height() - line * static_cast<float>(lines) < painter.label_px() * (lines == 1 ? 1.2f : 1.9f))
      --lines;

    const float top_height = area.height() - line * static_cast<float>(lines);
    const std::string time = model::format_civil(now, seconds_ ? "%H:%M:%S" : "%H:%M");
    TextStyle style{Face::figure, std::clamp(top_height * 0.62f, painter.figure_px(), painter.figure_px() * 2.5f),
                    theme.text};
    style.px = std::min(style.px, std::max(painter.label_px(), top_height / 0.8f));
    const float width = painter.text_width(style, time);
    if (width > area.width()) style.px = std::floor(style.px * area.width() / width);
    const float time_baseline = std::round(area.y0 + top_height / 2 + style.px * 0.365f);
    const float drawn = painter.text(area.x0, time_baseline, style, time, ui::Align::left);

    if (lines == 0) {
      if (drawn + painter.px(20) + date_width <= area.width())
        painter.text(area.x1, time_baseline, small, date, ui::Align::right);
      return;
    }
    const float baseline = area.y1 - std::round(painter.label_px() * 0.25f);
    const float first = baseline - line * static_cast<float>(lines - 1);
    painter.text(area.x0, first, small, date, ui::Align::left, area.width());
    if (shift.empty()) return;
    if (one_line) {
      painter.text(area.x1, first, small, shift, ui::Align::right);
    } else if (lines == 2) {
      painter.text(area.x0, baseline, small, shift, ui::Align::left, area.width());
    }
  }

  std::optional<model::Duration> changes_in(const ui::Frame& frame) const override {
    // Offsets of zones are whole minutes today, so a local minute begins with a UTC minute.
    const int64_t step = seconds_ ? 1000 : 60000;
    const int64_t into = ((model::to_millis(frame.now.utc) % step) + step) % step;
    return model::Duration(step - into);
  }

 private:
  // The shift that began last, with its hours; before the day's first one it is still yesterday's last.
  std::string shift_text(const model::CivilTime& now, bool with_hours) const {
    if (shifts_.empty()) return {};
    const int minute = now.hour * 60 + now.minute;
    size_t current = shifts_.size() - 1;
    for (size_t i = 0; i < shifts_.size() && shifts_[i].from_minute <= minute; ++i) current = i;
    const Shift& shift = shifts_[current];
    if (shifts_.size() == 1 || !with_hours) return shift.name;
    const int until = shifts_[(current + 1) % shifts_.size()].from_minute;
    return fmt::format("{} {:02}:{:02}–{:02}:{:02}", shift.name, shift.from_minute / 60, shift.from_minute % 60,
                       until / 60, until % 60);
  }

  bool seconds_;
  std::vector<Shift> shifts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "seconds", .type = KeyType::boolean, .summary = "show seconds", .fallback = "true"},
      {.name = "shifts", .type = KeyType::texts, .summary = "start and name of each shift of the day: \"08:00 name\""},
  };
}

const bool registered = ui::register_widget(
    {"clock", "time, date, weekday and the shift on duty", keys(), {170, 110}, {420, 220}, ui::make<Clock>});

}  // namespace
}  // namespace onescreen::widgets
