// The frame around every widget: ground, title line, the age and state of its data at the top right, the marks of data
// that is not current. No widget draws these, so none can forget them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/answer.h"
#include "ui/frame.h"
#include "ui/layout.h"
#include "ui/painter.h"
#include "ui/quality_words.h"

namespace onescreen::ui {

// What the title line says at its right, and how.
struct AgeLine {
  std::string text;  // age or state
  Colour colour = 0;
  std::string note;    // of the layout's author, quiet, at the left of the rest; the first to go where there is no room
  std::string area;    // which area the data is of, where one is chosen; before the age, and the last to go
  std::string remark;  // of the widget, such as how many rows it shows; between note and notices
  std::vector<Notice> notices;                // before the age, as many and as much of each as there is room for
  std::optional<model::Duration> changes_in;  // until the text is another one

  bool operator==(const AgeLine& other) const {
    return text == other.text && colour == other.colour && note == other.note && area == other.area &&
           remark == other.remark && notices == other.notices;
  }
  // What is shown may be wrong: the panel carries a mark that no lack of room takes away.
  bool grave() const { return !notices.empty() && notices.front().weight == NoticeWeight::grave; }
};

// The quality of everything that a panel's queries read. `answered` is false while one of its queries has never run.
struct PanelQuality {
  model::Quality quality;
  bool has_data = false;  // the panel has queries at all
  bool answered = true;
  std::optional<model::Error> query_error;
};

PanelQuality quality_of_panel(const Frame& frame, const LayoutPanel& panel);

AgeLine age_line(const Frame& frame, const PanelQuality& quality, const std::string& remark,
                 const std::string& note = {});

// Geometry of a panel. `content` is what a widget draws in.
struct PanelBox {
  Rect outer;
  Rect content;
  Rect age;  // region of the age line, cleared and drawn on its own
  float title_baseline_y = 0;
  float padding = 0;
};

PanelBox panel_box(const Painter& painter, const Rect& outer, bool title_line, bool fills_panel,
                   const std::string& title);

void draw_ground(Painter& painter, const PanelBox& box, bool title_line);
void draw_title(Painter& painter, const PanelBox& box, const std::string& title, bool over_content);
// Whether the line has room for which area the data is of. Where it has not, draw_area_below() says it in the content:
// a figure that does not follow the choice must not be taken for one of the chosen area.
bool has_room_for_area(const Painter& painter, const PanelBox& box, const AgeLine& line);
void draw_area_below(Painter& painter, const PanelBox& box, const std::string& area);
// Pixels that the whole line takes.
float age_line_width(const Painter& painter, const AgeLine& line);
// Clears its region and draws the line; `freshness` decides on the marks around it. The age is never given up for
// anything; a grave line has its mark in the padding right of it.
void draw_age(Painter& painter, const PanelBox& box, const AgeLine& line, model::Freshness freshness,
              bool over_content);
// The sign of what may be wrong: filled, with a mark of exclamation in the ground's colour. No state and no severity
// looks like it.
void draw_grave_sign(Painter& painter, Point centre, float size);
// Dims and hatches the content of a panel whose data is late or worse.
void draw_staleness(Painter& painter, const PanelBox& box, model::Freshness freshness, bool title_line);

// The panel that stands where a widget could not be made or threw.
void draw_error_panel(const Frame& frame, Painter& painter, const Rect& outer, const std::string& title,
                      const std::string& sentence);

// The mark of invented data at the top right of the canvas, for layouts in which no panel shows it.
void draw_demo_mark(Painter& painter, const std::string& text, int canvas_width);

// One line over the foot of the canvas.
void draw_notice(Painter& painter, const std::string& text, int canvas_width, int canvas_height);

}  // namespace onescreen::ui
