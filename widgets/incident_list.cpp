// incident_list: live cases, worst on top, with the time left to each deadline. Longer than its panel, its lower rows
// take turns by themselves while the upper ones stay. Every movement is a function of the wall clock, so that two walls
// show the same. In: a query with one row per case; out: pixels, and the selection when a row is clicked.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "incident_case.h"
#include "ui/blink.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/scroll.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

constexpr int64_t kSlideMs = 1500;  // a case this young is still coming in
// It moves in steps, so that any redraw within one gives the same picture; thirty a second look smooth on a wall.
constexpr int64_t kMotionStepMs = 33;
constexpr int64_t kNewMs = 60'000;  // and this young it is marked as new
// Characters of a title that stay readable while the time of the report, and then the stage, can give way.
constexpr float kTitleBeforeReport = 12;
constexpr float kTitleBeforeStage = 9;

class IncidentList : public ui::Widget {
 public:
  explicit IncidentList(const ui::Config& config) : data_(config.text("data")), empty_text_(config.text("empty")) {}

  bool uses_pointer() const override { return true; }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    changes_in_.reset();
    hovered_.clear();
    draw_cases(frame, panel);
    // What the pointer rests on is marked on maps too.
    const ui::Hovered wanted{hovered_.empty() ? "" : panel.id, hovered_};
    const bool was_mine = frame.screen.hovered.panel == panel.id;
    if (wanted != frame.screen.hovered && (was_mine || !hovered_.empty()))
      frame.commands.push_back(ui::HoverCommand{wanted});
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  void draw_cases(const ui::Frame& frame, ui::Panel& panel) {
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_text_)) return;
    if (answer->table != table_) {
      cases_ = read_incidents(*answer->table, frame.words);
      table_ = answer->table;
    }
    now_ = model::to_millis(frame.now.utc);

    const ui::Painter& painter = panel.painter;
    const Rect& area = panel.area;
    const float tall = painter.label_px() * 1.3f + painter.note_px() * 1.4f + painter.px(15);
    const float low = painter.label_px() * 1.3f + painter.px(8);
    wide_ = area.width() >= painter.label_px() * 42;
    two_lines_ = !wide_ && area.height() >= tall * 2.5f;
    const float wanted = two_lines_ ? tall : wide_ && area.height() >= tall * 2.5f ? painter.label_px() * 2.3f : low;
    const size_t slots = std::max<size_t>(1, static_cast<size_t>(area.height() / wanted));
    // Whole rows only; what is over is shared among them.
    row_height_ = std::min(area.height() / static_cast<float>(slots), wanted * 1.25f);
    counts_.total = cases_.size();
    counts_.shown = std::min(slots, counts_.total);
    measure(frame.words, painter, area);

    const size_t pinned = ui::standing_rows(counts_.total, slots);
    for (size_t i = 0; i < pinned; ++i)
      draw_row(frame, panel, cases_[i], area.y0 + row_height_ * static_cast<float>(i), area, i + 1 < counts_.shown);
    if (pinned < counts_.total) draw_moving(frame, panel, pinned, slots - pinned);
    for (const IncidentCase& one : cases_) {
      if (const auto wait = time_left_changes_in(one, now_)) due_in(*wait);
    }
  }

  static float column_gap(const ui::Painter& painter) { return painter.px(14); }
  // From a row's left end to its title: the level's mark.
  static float title_indent(const ui::Painter& painter) { return painter.label_px() + painter.px(14); }

  // Widths of the columns at the right. The time of the report gives way first, then the stage: what has happened and
  // how long is left must be read.
  void measure(const ui::Words& words, const ui::Painter& painter, const Rect& area) {
    stage_width_ = left_width_ = 0;
    // Of a very long list only the worst are measured; what is longer further down is cut.
    for (size_t i = 0; i < std::min<size_t>(cases_.size(), 500); ++i) {
      stage_width_ = std::max(stage_width_, painter.text_width(painter.note(0), cases_[i].stage));
      if (!cases_[i].has_time_left()) continue;
      left_width_ = std::max(left_width_, painter.text_width({Face::figure, painter.label_px(), 0},
                                                             time_left(cases_[i], words, now_).text));
    }
    stage_width_ = std::min(stage_width_, painter.note_px() * 5);
    reported_width_ = painter.text_width({Face::figure, painter.note_px(), 0}, "00:00");
    const auto column = [&](float width) { return width > 0 ? width + column_gap(painter) : 0; };
    const auto room = [&] {
      return area.width() - title_indent(painter) - column(stage_width_) - column(left_width_) -
             column(reported_width_);
    };
    if (room() < painter.label_px() * kTitleBeforeReport) reported_width_ = 0;
    if (room() < painter.label_px() * kTitleBeforeStage) stage_width_ = 0;
    // Where it is narrow the columns stand beside the title alone, and the place has the whole width below them.
    stacked_ = two_lines_ && reported_width_ == 0;
  }

  // Rows behind the pinned ones: a window that moves by one row a step, waits at both ends, and begins again.
  void draw_moving(const ui::Frame& frame, ui::Panel& panel, size_t pinned, size_t window) {
    const ui::RollingRows rolling = ui::rolling_rows(now_, cases_.size() - pinned, window, frame.theme.motion);
    due_in(rolling.changes_in);
    const Rect& area = panel.area;
    const float top = area.y0 + row_height_ * static_cast<float>(pinned);
    const Rect clip{panel.outer.x0, top, panel.outer.x1, top + row_height_ * static_cast<float>(window)};
    panel.painter.line({area.x0, top}, {area.x1, top}, ui::mixed(frame.theme.line, frame.theme.quiet, 0.45f), 1);
    panel.painter.push_clip({clip.x0, top + 1, clip.x1, clip.y1});
    const auto begin = static_cast<size_t>(std::floor(rolling.first));
    for (size_t i = begin; i < begin + window + 1 && pinned + i < cases_.size(); ++i) {
      const float y = top + row_height_ * static_cast<float>(static_cast<double>(i) - rolling.first);
      draw_row(frame, panel, cases_[pinned + i], y, clip, y + row_height_ < clip.y1 - 1);
    }
    panel.painter.pop_clip();
  }

  void draw_row(const ui::Frame& frame, ui::Panel& panel, const IncidentCase& one, float y, const Rect& visible,
                bool separator) {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const Rect row{panel.outer.x0, y, panel.outer.x1, y + row_height_};
    const bool alert = one.level == 1 && !one.closed;
    const bool selected = !one.id.empty() && one.id == frame.screen.selected;
    const Rect hit{row.x0, std::max(row.y0, visible.y0), row.x1, std::min(row.y1, visible.y1)};
    const bool hovered = frame.pointer.inside && hit.contains(frame.pointer.position);
    if (hovered) hovered_ = one.id;
    if (alert) painter.fill(row, theme.alert_ground);
    if (hovered || selected) painter.fill(row, ui::faded(theme.text, selected ? 0.09f : 0.045f));
    if (selected) painter.fill({row.x0, row.y0, row.x0 + painter.px(3), row.y1}, theme.text);
    if (hovered && frame.pointer.clicked && !one.id.empty())
      frame.commands.push_back(ui::SelectCommand{selected ? std::string() : one.id});

    const int64_t age = one.reported ? now_ - model::to_millis(*one.reported) : kNewMs;
    float x = panel.area.x0;
    if (age >= 0 && age < kNewMs && !one.closed) {
      if (age < kSlideMs && theme.motion) {
        x += painter.px(36) *
             static_cast<float>(1 - ui::eased(static_cast<double>(age - age % kMotionStepMs) / kSlideMs));
        due_in(Duration(kMotionStepMs - age % kMotionStepMs));
      } else {
        due_in(Duration(kNewMs - age));
      }
      if (!selected) painter.fill({row.x0, row.y0, row.x0 + painter.px(3), row.y1}, ui::faded(theme.text, 0.55f));
    }
    const float middle = row.centre().y;
    const float mark = painter.label_px() * 0.8f;
    const ui::Point centre{x + mark * 0.65f, middle};
    if (one.level > 0) {
      // The worst, while it is new: seen from the corner of an eye.
      const bool blinks = alert && theme.motion && age >= 0 && age < kNewMs;
      if (blinks) due_in(ui::blink_changes_in(frame.now.utc));
      if (!blinks || ui::blink_on(frame.now.utc)) painter.level_mark(centre, mark, one.level, 0);
    } else {
      painter.ring(centre, mark * 0.38f, theme.quiet, std::max(1.0f, painter.px(1.5f)));
    }
    const float text_x = x + title_indent(painter);
    const float title_baseline = two_lines_ && !one.place.empty()
                                     ? first_line(painter, row)
                                     : ui::Painter::baseline_centred(middle, painter.label_px());
    const float columns_baseline =
        stacked_ ? title_baseline : ui::Painter::baseline_centred(middle, painter.label_px());
    const float right = draw_columns(frame, panel, one, columns_baseline, alert);
    draw_words(frame, panel, one, text_x, right, title_baseline, alert);
    if (separator) painter.line({panel.area.x0, row.y1}, {panel.area.x1, row.y1}, theme.line, 1);
  }

  // Stage, time left and time of report; returns where the title must end.
  float draw_columns(const ui::Frame& frame, ui::Panel& panel, const IncidentCase& one, float baseline,
                     bool alert) const {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const float gap = column_gap(painter);
    float right = panel.area.x1;
    if (reported_width_ > 0) {
      const std::string clock =
          one.reported ? model::format_civil(frame.zone.civil(*one.reported), "%H:%M") : frame.words("null");
      painter.text(right, baseline, {Face::figure, painter.note_px(), theme.text_third}, clock, ui::Align::right);
      right -= reported_width_ + gap;
    }
    if (left_width_ > 0) {
      const TimeLeft left = time_left(one, frame.words, now_);
      ui::Colour colour = one.deadline && !one.closed ? theme.text : theme.text_third;
      if (left.overdue || (alert && one.deadline)) colour = theme.down;
      painter.text(right, baseline, {Face::figure, painter.label_px(), colour}, left.text, ui::Align::right);
      right -= left_width_ + gap;
    }
    if (stage_width_ > 0) {
      painter.text(right - stage_width_, baseline, painter.note(theme.text_second), one.stage, ui::Align::left,
                   stage_width_ + 1);
      right -= stage_width_ + gap;
    }
    return right;
  }

  // Baseline of the title where the place stands below it.
  static float first_line(const ui::Painter& painter, const Rect& row) {
    const float block = painter.label_px() + painter.note_px() * 1.45f;
    return std::round(row.centre().y - block / 2 + painter.label_px() * 0.86f);
  }

  // A whole address says more than a street and half of one.
  static std::string place_within(const ui::Painter& painter, const TextStyle& style, const IncidentCase& one,
                                  float room) {
    const bool whole = one.address.empty() || painter.text_width(style, one.place) <= room;
    return ui::cut_words(painter, style, whole ? one.place : one.address, room);
  }

  // Title and place between `x` and `right`, where the columns begin.
  void draw_words(const ui::Frame& frame, ui::Panel& panel, const IncidentCase& one, float x, float right,
                  float baseline, bool alert) const {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const TextStyle title = painter.label(alert        ? ui::mixed(theme.text, theme.down, 0.72f)
                                          : one.closed ? theme.text_second
                                                       : theme.text);
    const TextStyle place = painter.note(theme.text_third);
    const float width = std::max(right - x, 1.0f);
    const float title_width = wide_ ? std::round(width * 0.48f) : width;
    painter.text(x, baseline, title, ui::cut_words(painter, title, one.title, title_width));
    if (wide_) {
      const float place_x = x + title_width + column_gap(painter);
      painter.text(place_x, baseline, place, place_within(painter, place, one, x + width - place_x));
    } else if (two_lines_ && !one.place.empty()) {
      const float room = stacked_ ? panel.area.x1 - x : width;
      painter.text(x, baseline + painter.note_px() * 1.45f, place, place_within(painter, place, one, room));
    }
  }

  void due_in(Duration wait) {
    wait = std::max(wait, Duration(1));
    changes_in_ = changes_in_ ? std::min(*changes_in_, wait) : wait;
  }

  std::string data_;
  std::string empty_text_;
  // The rows of `table_`, read once.
  model::TablePtr table_;
  std::vector<IncidentCase> cases_;
  // What the newest draw found; changes_in() and remark() speak of it.
  int64_t now_ = 0;
  std::string hovered_;
  bool wide_ = false;
  bool two_lines_ = true;
  bool stacked_ = false;
  float row_height_ = 0;
  float stage_width_ = 0;
  float left_width_ = 0;
  float reported_width_ = 0;
  ui::ShownOf counts_;
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each case, in the order to show; levels 1 and 2 are moved to the top",
       .required = true,
       .columns = {{"id", "what a click selects"},
                   {"level", "severity 1 (worst) to 4"},
                   {"title", "first line of the row"},
                   {"street", "second line", false},
                   {"address", "second line, behind the street", false},
                   {"stage_name", "where the case stands", false},
                   {"reported_at", "time of the report; the youngest minute is marked as new", false},
                   {"deadline", "the time left to it counts down", false},
                   {"overdue", "the back end's own judgement, before the clock's", false},
                   {"closed_at", "a case with this time is done and drawn quietly", false}}},
      {.name = "empty", .summary = "words for a list without rows"},
  };
}

const bool registered = ui::register_widget({"incident_list",
                                             "live cases with level, place, stage and time left",
                                             keys(),
                                             {240, 150},
                                             {620, 900},
                                             ui::make<IncidentList>});

}  // namespace
}  // namespace onescreen::widgets
