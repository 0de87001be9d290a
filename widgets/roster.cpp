// roster: who is on duty: role small, name large, until when and how to reach them. A handover that is near is said in
// words; one that is past without a new name is wrong and red.
// In: a query with one row for each person; out: pixels.
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
using model::TimePoint;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

constexpr Duration kNear = 30min;

struct Person {
  std::string role;
  std::string name;
  std::string phone;
  std::string state;
  std::string until = {};
  bool known = true;
  bool near = false;
  bool past = false;
};

class Roster : public ui::Widget {
 public:
  explicit Roster(const ui::Config& config) : data_(config.text("data")), empty_(config.text("empty")) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    changes_in_.reset();
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    const std::vector<Person> people = read(frame, *answer->table);
    const ui::Painter& painter = panel.painter;
    const Rect& area = panel.area;
    counts_.total = people.size();
    name_px_ = std::round(painter.label_px() * 1.2f);
    const float least = std::round(painter.note_px() * 1.35f + name_px_ * 1.35f);
    const auto lines_of = [&](size_t columns) { return (counts_.total + columns - 1) / columns; };
    const auto most_lines = std::max<size_t>(1, static_cast<size_t>(area.height() / least));
    // As few columns as have room for all; a column must hold a name and what stands at its right.
    const auto most_columns = std::max<size_t>(
        1, static_cast<size_t>((area.width() + gap(painter)) / (painter.label_px() * 10 + gap(painter))));
    size_t columns = 1;
    while (columns < most_columns && lines_of(columns) > most_lines) ++columns;
    const size_t lines = std::min(most_lines, lines_of(columns));
    counts_.shown = std::min(counts_.total, lines * columns);
    const float height = std::min(area.height() / static_cast<float>(lines), least * 1.4f);
    const float width = (area.width() + gap(painter)) / static_cast<float>(columns);
    for (size_t i = 0; i < counts_.shown; ++i) {
      const float x = std::round(area.x0 + width * static_cast<float>(i % columns));
      const size_t line = i / columns;
      const float y = area.y0 + height * static_cast<float>(line);
      const Rect cell{x, y, std::round(x + width - gap(painter)), y + height};
      draw_person(frame, panel, people[i], cell);
      if (i + columns < counts_.shown)
        panel.painter.line({cell.x0, std::round(cell.y1)}, {cell.x1, std::round(cell.y1)}, frame.theme.line, 1);
    }
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  static float gap(const ui::Painter& painter) { return painter.px(24); }

  std::vector<Person> read(const ui::Frame& frame, const model::Table& table) {
    const auto text = [&](const char* name, size_t row) { return ui::text_at(table.column(name), row); };
    const Column* untils = table.column("until");
    std::vector<Person> people;
    people.reserve(table.row_count());
    for (size_t row = 0; row < table.row_count(); ++row) {
      Person one{text("role", row), text("name", row), text("phone", row), text("state", row)};
      one.known = !one.name.empty();
      if (!one.known) one.name = frame.words("null");
      if (const auto until = ui::time_at(untils, row)) tell_until(frame, *until, one);
      people.push_back(std::move(one));
    }
    return people;
  }

  void tell_until(const ui::Frame& frame, TimePoint until, Person& one) {
    const Duration left = until - frame.now.utc;
    one.past = left < 0ms;
    one.near = !one.past && left <= kNear;
    if (one.past) {
      one.until = frame.words.with("roster.past", frame.words.span(-left));
      due_in(ui::span_changes_in(-left));
    } else if (one.near) {
      one.until = frame.words.with("roster.near", frame.words.span(left));
      // It shrinks: seconds and minutes turn at the deadline's own second.
      due_in(left % (left < 1min ? Duration(1s) : Duration(1min)) + 1ms);
    } else {
      const auto today = frame.zone.start_of_day(frame.now.utc);
      const bool same = frame.zone.start_of_day(until) == today;
      one.until = frame.words.with("roster.until",
                                   model::format_civil(frame.zone.civil(until), same ? "%H:%M" : "%m-%d %H:%M"));
      due_in(std::min(left - kNear, Duration(std::chrono::days(1) - (frame.now.utc - today))));
    }
  }

  void draw_person(const ui::Frame& frame, ui::Panel& panel, const Person& one, const Rect& cell) const {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const float block = painter.note_px() * 1.35f + name_px_ * 1.1f;
    const float top = cell.centre().y - block / 2;
    const float upper = std::round(top + painter.note_px() * 0.95f);
    const float lower = std::round(top + painter.note_px() * 1.35f + name_px_ * 0.92f);
    const float between = painter.px(12);

    // At the right: until when above, how to reach them below. The name goes before both.
    TextStyle small = painter.note(one.past ? theme.down : one.near ? theme.text : theme.text_third);
    float upper_room = cell.width();
    const float until = one.until.empty() ? 0 : painter.text_width(small, one.until);
    if (until > 0 && until + between + painter.note_px() * 2 <= cell.width()) {
      painter.text(cell.x1, upper, small, one.until, ui::Align::right);
      upper_room -= until + between;
    }
    small.colour = theme.text_third;
    std::string role = one.role;
    // What somebody is doing stands behind the role, where both have room.
    if (!one.state.empty()) {
      const std::string both = role.empty() ? one.state : role + frame.words("separator") + one.state;
      if (role.empty() || painter.text_width(small, both) <= upper_room) role = both;
    }
    painter.text(cell.x0, upper, small, ui::cut_words(painter, small, role, upper_room));

    const TextStyle name{Face::text, name_px_, one.known ? theme.text : theme.text_third};
    const TextStyle figure{Face::figure, painter.note_px(), theme.text_second};
    float name_room = cell.width();
    const float phone = one.phone.empty() ? 0 : painter.text_width(figure, one.phone);
    const float wanted = std::min(painter.text_width(name, one.name), name_px_ * 4);
    // A telephone number is whole or not there.
    if (phone > 0 && wanted + between + phone <= cell.width()) {
      painter.text(cell.x1, lower, figure, one.phone, ui::Align::right);
      name_room -= phone + between;
    }
    painter.text(cell.x0, lower, name, ui::cut_words(painter, name, one.name, name_room));
  }

  void due_in(Duration wait) {
    wait = std::max(wait, Duration(1));
    changes_in_ = changes_in_ ? std::min(*changes_in_, wait) : wait;
  }

  std::string data_;
  std::string empty_;
  float name_px_ = 0;
  ui::ShownOf counts_;
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each person, the most senior first",
       .required = true,
       .columns = {{"role", "what they are on duty as"},
                   {"name", "who it is; null is drawn as a dash"},
                   {"phone", "how to reach them", false},
                   {"until", "end of the duty; its last half hour counts down, later it is red", false},
                   {"state", "what they are doing, behind the role", false}}},
      {.name = "empty", .summary = "words for nobody on duty"},
  };
}

const bool registered =
    ui::register_widget({"roster", "who is on duty, until when", keys(), {180, 110}, {620, 500}, ui::make<Roster>});

}  // namespace
}  // namespace onescreen::widgets
