// breadcrumb: where the screen is, from the district down to a grid, each level above a step back; beside or below it a
// button for each street. In: the screen's choice and, for the buttons, a query; out: pixels, and the choice when one
// is clicked.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/breadcrumb.h"
#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/quality_words.h"
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

struct Button {
  std::string id;
  std::string name;
  std::string figure;
};

class BreadcrumbBar : public ui::Widget {
 public:
  explicit BreadcrumbBar(const ui::Config& config) : title_(config.text("title")), data_(config.text("data")) {}

  bool has_title_line() const override { return false; }
  bool uses_pointer() const override { return true; }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    Painter& painter = panel.painter;
    painter.fill(panel.outer, frame.theme.panel, painter.px(frame.theme.radius));
    Rect area{panel.area.x0, panel.outer.y0, panel.area.x1, panel.outer.y1};
    const float line = std::round(painter.label_px() * 2.1f);
    const bool two = !data_.empty() && area.height() >= 2 * line + painter.px(12);
    Rect crumbs = area;
    if (two) {
      const float top = std::round(area.y0 + painter.px(6));
      crumbs = {area.x0, top, area.x1, top + line};
    }
    const model::Answer* answer = data_.empty() ? nullptr : frame.answer(data_);
    crumbs.x1 -= draw_state(frame, painter, answer, crumbs);
    const float room = data_.empty() || two ? crumbs.width() : crumbs.width() * 0.45f;
    const float end = draw_crumbs(frame, painter, crumbs, room);
    if (data_.empty()) return;
    if (two) {
      draw_buttons(frame, panel, answer, {area.x0, crumbs.y1, area.x1, area.y1 - painter.px(6)}, line);
      return;
    }
    const float x = std::round(end + painter.px(16));
    painter.line({x, crumbs.centre().y - painter.label_px() * 0.6f}, {x, crumbs.centre().y + painter.label_px() * 0.6f},
                 ui::mixed(frame.theme.panel, frame.theme.text_third, 0.5f), 1);
    draw_buttons(frame, panel, answer, {x + painter.px(10), crumbs.y0, crumbs.x1, crumbs.y1}, line);
  }

 private:
  // A bar has no title line to state the age of its data, so it says here what is wrong with it. Returns the width
  // taken.
  static float draw_state(const ui::Frame& frame, Painter& painter, const model::Answer* answer, const Rect& area) {
    if (answer == nullptr || answer->table == nullptr) return 0;
    const model::Quality quality = model::quality_of(answer->reads, frame.scene, frame.now);
    const std::string text = answer->error ? frame.words("query_error") : ui::said_in_a_bar(frame.words, quality);
    if (text.empty()) return 0;
    const bool late = quality.freshness <= model::Freshness::stale;
    const TextStyle style = painter.note(late && !answer->error ? frame.theme.late : frame.theme.down);
    return painter.text(area.x1, Painter::baseline_centred(area.centre().y, style.px), style, text, ui::Align::right,
                        area.width() * 0.4f) +
           painter.px(16);
  }

  // Returns where the last one ends.
  float draw_crumbs(const ui::Frame& frame, Painter& painter, const Rect& line, float room) {
    const auto width_of = [&](const std::string& text) { return painter.text_width(painter.label(0), text); };
    crumbs_.place(width_of, frame.words, frame.screen, title_.empty() ? frame.words("whole_district") : title_, line.x0,
                  std::max(painter.label_px(), room));
    crumbs_.draw(frame, painter, std::round(Painter::baseline_centred(line.centre().y, painter.label_px())), line);
    if (frame.pointer.inside && frame.pointer.clicked) {
      if (const auto level = crumbs_.level_at(frame.pointer.position, line))
        frame.commands.push_back(ui::up_to(frame.screen, *level));
    }
    return crumbs_.crumbs().empty() ? line.x0 : crumbs_.crumbs().back().x1;
  }

  static std::vector<Button> read(const model::Table& table, const ui::Words& words) {
    const Column* ids = table.column("id");
    const Column* names = table.column("name");
    const Column* values = table.column("value");
    std::vector<Button> out;
    for (size_t row = 0; row < table.row_count(); ++row) {
      Button one{ui::text_at(ids, row), ui::text_at(names, row), {}};
      if (one.id.empty()) continue;
      if (one.name.empty()) one.name = one.id;
      if (values != nullptr) one.figure = ui::format_number(words, values->as_number(row), 0, true);
      out.push_back(std::move(one));
    }
    return out;
  }

  static float pad(const Painter& painter) { return std::round(painter.label_px() * 0.6f); }
  static TextStyle figure_style(const Painter& painter) { return {Face::figure, painter.note_px(), 0}; }
  static float width_of(const Painter& painter, const Button& one, float most) {
    const float figure = one.figure.empty() ? 0 : painter.px(6) + painter.text_width(figure_style(painter), one.figure);
    // As wide in bold as it may become.
    const float name = painter.text_width({Face::strong, painter.label_px(), 0}, one.name);
    return std::min(std::ceil(name + figure) + 2 * pad(painter), most);
  }

  void draw_buttons(const ui::Frame& frame, ui::Panel& panel, const model::Answer* answer, const Rect& area,
                    float line) const {
    Painter& painter = panel.painter;
    if (area.width() < painter.label_px() * 2) return;
    ui::Panel rest{panel.id, area, panel.outer, painter};
    if (ui::draw_absence(frame, rest, answer)) return;
    const std::vector<Button> buttons = read(*answer->table, frame.words);
    const float gap = painter.px(6);
    const auto lines = std::max<size_t>(1, static_cast<size_t>(area.height() / line + 0.01f));
    // How many have room, keeping some for the words on the others on the last line.
    std::vector<Rect> places;
    const auto place = [&](float kept) {
      places.clear();
      float x = area.x0;
      size_t at = 0;
      for (const Button& one : buttons) {
        const float width = width_of(painter, one, std::min(area.width(), painter.label_px() * 10));
        const float end = at + 1 == lines ? area.x1 - kept : area.x1;
        if (x > area.x0 && x + width > end + 0.5f) {
          if (++at >= lines) break;
          x = area.x0;
        }
        if (at + 1 == lines && x + width > area.x1 - kept + 0.5f) break;
        places.push_back({x, static_cast<float>(at), x + width, 0});
        x += width + gap;
      }
      return places.size() == buttons.size();
    };
    const TextStyle note = painter.note(frame.theme.text_second);
    const auto more = [&] { return frame.words.with("more", std::to_string(buttons.size() - places.size())); };
    if (!place(0)) place(painter.text_width(note, more()) + painter.px(14));
    const size_t used = places.empty() ? 1 : static_cast<size_t>(places.back().y0) + 1;
    const float top = area.centre().y - line * static_cast<float>(used) / 2;
    for (size_t i = 0; i < places.size(); ++i) {
      const float y = std::round(top + line * places[i].y0);
      draw_button(frame, painter, buttons[i],
                  {std::round(places[i].x0), y + painter.px(3), std::round(places[i].x1), y + line - painter.px(3)});
    }
    if (places.size() < buttons.size()) {
      const std::string text = ui::cut_words(painter, note, more(), area.width());
      painter.text(area.x1, Painter::baseline_centred(top + line * (static_cast<float>(used) - 0.5f), note.px), note,
                   text, ui::Align::right);
    }
  }

  static void draw_button(const ui::Frame& frame, Painter& painter, const Button& one, const Rect& box) {
    const ui::Theme& theme = frame.theme;
    const bool chosen = one.id == frame.screen.street;
    const bool hovered = frame.pointer.inside && box.contains(frame.pointer.position);
    painter.fill(box,
                 chosen ? ui::mixed(theme.panel, theme.data, hovered ? 0.38f : 0.30f)
                        : ui::mixed(theme.panel, theme.grid, hovered ? 1.0f : 0.6f),
                 painter.px(theme.radius));
    // A click on the chosen one lets go of it.
    if (hovered && frame.pointer.clicked)
      frame.commands.push_back(chosen ? ui::DrillCommand{{}, {}} : ui::DrillCommand{one.id, one.name});
    const float baseline = Painter::baseline_centred(box.centre().y, painter.label_px());
    float right = box.x1 - pad(painter);
    if (!one.figure.empty()) {
      TextStyle figure = figure_style(painter);
      figure.colour = chosen ? theme.text : theme.text_third;
      figure.px = ui::fitting_px(painter, figure, one.figure, std::max(1.0f, box.width() * 0.5f));
      right -= painter.text(right, baseline, figure, one.figure, ui::Align::right) + painter.px(6);
    }
    const TextStyle name{chosen ? Face::strong : Face::text, painter.label_px(),
                         chosen || hovered ? theme.text : theme.text_second};
    const float x = box.x0 + pad(painter);
    painter.text(x, baseline, name, ui::cut_words(painter, name, one.name, std::max(1.0f, right - x) + 1));
  }

  std::string title_;
  std::string data_;
  ui::Breadcrumb crumbs_;  // of the newest draw
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "streets that can be chosen by a click, one button a row",
       .columns = {{"id", "what :street becomes"},
                   {"name", "words on the button; else the id"},
                   {"value", "a figure behind the name", false}}},
  };
}

const bool registered =
    ui::register_widget({"breadcrumb",
                         "the way from the district to the chosen area, and a button for each street",
                         keys(),
                         {420, 38},
                         {100000, 92},
                         ui::make<BreadcrumbBar>});

}  // namespace
}  // namespace onescreen::widgets
