// timeline: what has happened in one case, what is being done and what is still to come, in order of time. Where not
// all has room, the current step stays in sight with the newest before it and a little of what follows. In: a query
// with one row for each step; out: pixels.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using model::TimePoint;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

enum class State { done, now, next };

struct Step {
  std::optional<TimePoint> time;
  std::string title;
  std::string detail;
  std::string actor;
  State state = State::done;
};

class Timeline : public ui::Widget {
 public:
  explicit Timeline(const ui::Config& config) : data_(config.text("data")), empty_(config.text("empty")) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    changes_in_.reset();
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    const std::vector<Step> steps = read(frame, *answer->table);
    const ui::Painter& painter = panel.painter;
    const Rect& area = panel.area;
    counts_.total = steps.size();
    const bool detailed = std::any_of(steps.begin(), steps.end(),
                                      [](const Step& step) { return !step.detail.empty() || !step.actor.empty(); });
    const float low = std::round(painter.label_px() * 1.6f);
    const float tall =
        detailed ? std::round(painter.label_px() * 1.3f + painter.note_px() * 1.6f + painter.px(7)) : low;
    const auto slots = [&](float height) { return std::max<size_t>(1, static_cast<size_t>(area.height() / height)); };
    // Details go only where they would leave hardly a step.
    two_lines_ = detailed && (slots(tall) >= std::min<size_t>(counts_.total, 3));
    const float wanted = two_lines_ ? tall : low;
    counts_.shown = std::min(counts_.total, slots(wanted));
    row_height_ = std::min(area.height() / static_cast<float>(counts_.shown), wanted * 1.3f);
    measure(frame, painter, area, steps);
    const size_t first = first_shown(steps);
    for (size_t i = first; i < first + counts_.shown; ++i)
      draw_step(frame, panel, steps, i, area.y0 + row_height_ * static_cast<float>(i - first),
                i + 1 < first + counts_.shown);
    // Which times are of today.
    due_in(std::chrono::days(1) - (frame.now.utc - frame.zone.start_of_day(frame.now.utc)));
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  std::vector<Step> read(const ui::Frame& frame, const model::Table& table) {
    const auto text = [&](const char* name, size_t row) { return ui::text_at(table.column(name), row); };
    const Column* times = table.column("time");
    const bool told = table.column("state") != nullptr;
    std::vector<Step> steps;
    steps.reserve(table.row_count());
    for (size_t row = 0; row < table.row_count(); ++row) {
      Step step{ui::time_at(times, row), text("title", row), text("detail", row), text("actor", row)};
      if (step.title.empty()) step.title = frame.words("null");
      const std::string state = text("state", row);
      const bool ahead = !step.time || *step.time > frame.now.utc;
      step.state = state == "now" ? State::now : state == "done" ? State::done : State::next;
      if (state.empty() && !ahead) step.state = State::done;
      // A step without a word for its state passes when its time does; one to come is late from then on.
      if (step.time && ahead) due_in(*step.time - frame.now.utc + Duration(1));
      steps.push_back(std::move(step));
    }
    // What has no time yet comes last, in the query's order.
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
      return a.time && b.time ? *a.time < *b.time : a.time.has_value() && !b.time.has_value();
    });
    const auto newest =
        std::find_if(steps.rbegin(), steps.rend(), [](const Step& s) { return s.state == State::done; });
    if (!told && newest != steps.rend() && newest != steps.rbegin()) newest->state = State::now;
    return steps;
  }

  size_t first_shown(const std::vector<Step>& steps) const {
    size_t current = 0;
    for (size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].state != State::next) current = i;
    }
    const size_t end = std::min(counts_.total, current + 1 + counts_.shown / 3);
    return end > counts_.shown ? end - counts_.shown : 0;
  }

  static std::string time_text(const ui::Frame& frame, const Step& step, bool seconds) {
    if (!step.time) return frame.words("null");
    const auto civil = frame.zone.civil(*step.time);
    // Of another day the date says more than the second.
    if (frame.zone.start_of_day(*step.time) != frame.zone.start_of_day(frame.now.utc))
      return model::format_civil(civil, "%m-%d %H:%M");
    return model::format_civil(civil, seconds && step.state != State::next ? "%H:%M:%S" : "%H:%M");
  }

  void measure(const ui::Frame& frame, const ui::Painter& painter, const Rect& area, const std::vector<Step>& steps) {
    indent_ = std::round(painter.label_px() * 1.5f);
    for (const bool seconds : {true, false}) {
      seconds_ = seconds;
      time_style_ = {Face::figure, seconds ? painter.label_px() : painter.note_px(), 0};
      time_width_ = 0;
      for (const Step& step : steps)
        time_width_ =
            std::max(time_width_, std::ceil(painter.text_width(time_style_, time_text(frame, step, seconds))));
      if (area.width() - indent_ - time_width_ - painter.px(16) >= painter.label_px() * 9) break;
    }
  }

  void draw_step(const ui::Frame& frame, ui::Panel& panel, const std::vector<Step>& steps, size_t i, float y,
                 bool joined) const {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const Step& step = steps[i];
    const bool current = step.state == State::now;
    const bool ahead = step.state == State::next;
    const float baseline = std::round(y + painter.label_px() * 1.15f);
    const float radius = std::max(3.0f, painter.label_px() * 0.25f);
    const float thin = std::max(1.0f, std::round(painter.px(1.5f)));
    const ui::Point dot{std::round(panel.area.x0 + painter.label_px() * 0.45f),
                        std::round(baseline - painter.label_px() * 0.36f)};
    const float reach = radius * (current ? 1.75f : 1.0f) + thin;
    if (joined) {
      const bool next_current = steps[i + 1].state == State::now;
      painter.line({dot.x, dot.y + reach}, {dot.x, dot.y + row_height_ - radius * (next_current ? 1.75f : 1.0f) - thin},
                   ahead ? ui::mixed(theme.panel, theme.quiet, 0.35f) : ui::mixed(theme.panel, theme.quiet, 0.7f),
                   thin);
    }
    if (ahead) {
      painter.ring(dot, radius, theme.quiet, thin);
    } else {
      painter.circle(dot, radius, current ? theme.text : theme.data);
      if (current) painter.ring(dot, radius * 1.75f, ui::faded(theme.text, 0.55f), thin);
    }
    TextStyle time = time_style_;
    const bool late = ahead && step.time && *step.time < frame.now.utc;
    time.colour = late ? theme.down : !step.time ? theme.text_third : ahead ? theme.text_second : theme.text;
    painter.text(panel.area.x0 + indent_, baseline, time, time_text(frame, step, seconds_));

    const float x = panel.area.x0 + indent_ + time_width_ + painter.px(16);
    const float room = std::max(1.0f, panel.area.x1 - x);
    const TextStyle title{current ? Face::strong : Face::text, painter.label_px(),
                          ahead ? theme.text_second : theme.text};
    painter.text(x, baseline, title, ui::cut_words(painter, title, step.title, room));
    if (!two_lines_) return;
    const TextStyle small = painter.note(current ? theme.text_second : theme.text_third);
    // Who did it goes rather than being cut.
    std::string detail = step.detail.empty() ? step.actor : step.detail;
    if (!step.detail.empty() && !step.actor.empty()) {
      const std::string both = step.detail + frame.words("separator") + step.actor;
      if (painter.text_width(small, both) <= room) detail = both;
    }
    painter.text(x, baseline + painter.note_px() * 1.55f, small, ui::cut_words(painter, small, detail, room));
  }

  void due_in(Duration wait) {
    wait = std::max(wait, Duration(1));
    changes_in_ = changes_in_ ? std::min(*changes_in_, wait) : wait;
  }

  std::string data_;
  std::string empty_;
  // What the newest draw found.
  bool two_lines_ = true;
  bool seconds_ = true;
  float row_height_ = 0;
  float indent_ = 0;
  float time_width_ = 0;
  TextStyle time_style_;
  ui::ShownOf counts_;
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each step of one case, in any order",
       .required = true,
       .columns = {{"time", "when it happened or is due; without one a step stands last"},
                   {"title", "what it is"},
                   {"detail", "second line", false},
                   {"actor", "who did it, behind the detail", false},
                   {"state", "done, now or next; else by the clock, the newest past one being the current", false}}},
      {.name = "empty", .summary = "words for a case without steps"},
  };
}

const bool registered = ui::register_widget(
    {"timeline", "the steps of one case on a line of time", keys(), {200, 120}, {480, 600}, ui::make<Timeline>});

}  // namespace
}  // namespace onescreen::widgets
