// banner: the one event that everything else on the screen is about: its severity, what and where, and what is known
// of it, on a ground of its severity. The largest words of a scene, so that the back row knows which event it is.
// In: a query of which the first row counts; out: pixels.
#include <algorithm>
#include <cmath>
#include <string>

#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

constexpr float kGround = 0.14f;  // of the severity's colour in what is not of the first

class Banner : public ui::Widget {
 public:
  explicit Banner(const ui::Config& config) : data_(config.text("data")), empty_(config.text("empty")) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    const model::Table& table = *answer->table;
    const auto cell = [&](const char* name) { return ui::text_at(table.column(name), 0); };
    const Column* levels = table.column("level");
    const int level = levels == nullptr ? 0 : static_cast<int>(levels->as_number(0).value_or(0));
    ui::Painter& painter = panel.painter;
    const Rect& area = panel.area;
    const float bar = std::max(3.0f, std::round(painter.px(5)));
    float x = area.x0 + bar + std::round(painter.px(14));
    draw_ground(frame.theme, painter, area, level, bar);

    // Two lines where there is room for both at a size that is read from afar.
    const std::string detail = cell("detail");
    const bool two = !detail.empty() && area.height() >= painter.heading_px() * 1.3f + painter.label_px() * 1.6f;
    const float detail_height = two ? std::round(painter.label_px() * 1.7f) : 0;
    const float line = area.height() - detail_height;
    const float most = std::min(line * 0.72f, painter.figure_px());
    if (level >= 1 && level <= 4) {
      const float mark = std::min(area.height() * 0.5f, painter.figure_px());
      painter.level_mark({std::round(x + mark / 2), area.centre().y}, mark, level, 0);
      x += mark + std::round(painter.px(16));
    }
    const float room = std::max(1.0f, area.x1 - painter.px(14) - x);
    std::string title = joined_words(cell("title"), cell("place"));
    if (title.empty()) title = frame.words("null");
    TextStyle style{Face::strong, most, frame.theme.text};
    style.px = std::max(ui::fitting_px(painter, style, title, room), std::min(most, painter.label_px()));
    const float baseline = std::round(area.y0 + (line + style.px * 0.72f) / 2);
    painter.text(x, baseline, style, ui::cut_words(painter, style, title, room));
    if (!two) return;
    const TextStyle small = painter.label(frame.theme.text_second);
    painter.text(x, std::round(area.y1 - detail_height * 0.42f), small, ui::cut_words(painter, small, detail, room));
  }

 private:
  // A wide blank tells what from where.
  static std::string joined_words(const std::string& what, const std::string& where) {
    return where.empty() ? what : what.empty() ? where : what + "  " + where;
  }

  static void draw_ground(const ui::Theme& theme, ui::Painter& painter, const Rect& area, int level, float bar) {
    if (level < 1 || level > 4) return;
    const ui::Colour colour = theme.level[static_cast<size_t>(level - 1)];
    const ui::Colour ground = level == 1 ? theme.alert_ground : ui::mixed(theme.panel, colour, kGround);
    const Rect box{std::round(area.x0), std::round(area.y0), std::round(area.x1), std::round(area.y1)};
    painter.fill(box, ground);
    painter.fill({box.x0, box.y0, box.x0 + bar, box.y1}, colour);
  }

  std::string data_;
  std::string empty_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "the event; its first row counts",
       .required = true,
       .columns = {{"title", "what it is"},
                   {"level", "severity 1 (worst) to 4: mark and ground", false},
                   {"place", "where it is, behind the title", false},
                   {"detail", "second line: number, source, state", false}}},
      {.name = "empty", .summary = "words for no event at all"},
  };
}

const bool registered = ui::register_widget(
    {"banner", "the one event that the screen is about", keys(), {160, 60}, {900, 120}, ui::make<Banner>});

}  // namespace
}  // namespace onescreen::widgets
