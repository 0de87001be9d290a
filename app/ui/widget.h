// Widget: one kind of panel. A file in widgets/ defines one class and registers it with one line at its foot:
//   const bool registered = ui::register_widget({"kpi", "one big number", keys(), {150, 92}, {420, 200}, make<Kpi>});
// A widget keeps no truth: fields hold its configuration and caches that can be rebuilt at any time. UI thread only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/answer.h"
#include "model/key_spec.h"
#include "ui/config.h"
#include "ui/frame.h"
#include "ui/number.h"
#include "ui/painter.h"

namespace onescreen::ui {

// The rectangle given to a widget, below the panel's title line, and what every widget asks for.
struct Panel {
  std::string id;  // JSON pointer of the panel in its layout; stable between frames
  Rect area;       // content, already inset by the panel's padding
  Rect outer;      // the whole panel, for what may touch its edges (maps, full-width rows)
  Painter& painter;
};

class Widget {
 public:
  virtual ~Widget() = default;

  virtual void draw(const Frame& frame, Panel& panel) = 0;

  // Time until this widget looks different though nothing it is given changed; nullopt: never. Called after draw with
  // the same frame. Animations answer with a few milliseconds only while they run.
  virtual std::optional<model::Duration> changes_in(const Frame&) const { return std::nullopt; }

  // Whether something of its newest draw is not there yet because another thread still works at it; where that is so,
  // changes_in() asks to be drawn again. See Frame::may_prepare_later.
  virtual bool is_preparing() const { return false; }

  // Whether the panel draws its title line and the age of its data over this widget. Only bars that hold no data of
  // their own say no.
  virtual bool has_title_line() const { return true; }
  // The map fills its panel to the edges and has its title line drawn over it.
  virtual bool fills_panel() const { return false; }
  // Whether it looks at the snapshot itself (a board of sources), not only at answers: then any publication redraws it.
  virtual bool reads_snapshot() const { return false; }
  // Whether it draws raster tiles: then new ones redraw it.
  virtual bool reads_tiles() const { return false; }
  // Whether it draws still pictures: likewise.
  virtual bool reads_pictures() const { return false; }
  // Whether it shows the mark of invented data whenever a source of the snapshot is invented. Where no panel does, the
  // wall does.
  virtual bool marks_demo_data() const { return false; }
  // Whether it looks at the pointer: then moving over it redraws it.
  virtual bool uses_pointer() const { return false; }
  // Whether it is steered by the keyboard (Frame::steering).
  virtual bool takes_keys() const { return false; }
  // The title that it has drawn itself, as a way that can be clicked; nullopt: the panel draws its configured one.
  virtual std::optional<std::string> own_title() const { return std::nullopt; }
  // The entry of ScreenState's maps that concerns it.
  virtual std::string map_entry(const std::string& panel_id) const { return panel_id; }
  // It is not shown for a while: what is large and made anew with each whole draw may go, what took work to prepare
  // stays.
  virtual void rest() {}
  // The GL context is gone and another one is current: whatever names of it the widget holds are to be forgotten, not
  // deleted, and made again when it is drawn.
  virtual void gpu_lost() {}
  // Development builds: whether shaders changed on disk that it draws with; at most once a second.
  virtual bool reload_shaders() { return false; }
  // Why an edited shader was not taken over; empty: all were.
  virtual std::string refused_shader() const { return {}; }
  // Right of the title, left of the age: a short remark such as a count (may be empty).
  virtual std::string remark(const Frame&) const { return {}; }
};

struct Size {
  float width = 0;
  float height = 0;
};

struct WidgetType {
  std::string name;
  std::string summary;
  std::vector<model::KeySpec> keys;  // besides the common ones of common_keys()
  Size minimum;                      // in design pixels (1080 rows): below it, text would be cut
  Size comfortable;                  // above it, more room adds nothing
  std::unique_ptr<Widget> (*make)(const Config&);
  // What is wrong beyond what each key says by itself, of a configuration whose keys are right; may be absent.
  void (*check)(const Config&, std::vector<Problem>&) = nullptr;
};

// Keys that every widget has: widget, weight, title, note.
const std::vector<model::KeySpec>& common_keys();

bool register_widget(WidgetType type);
// Sorted by name.
const std::vector<const WidgetType*>& widget_types();
const WidgetType* find_widget_type(std::string_view name);

template <typename T>
std::unique_ptr<Widget> make(const Config& config) {
  return std::make_unique<T>(config);
}

// --- What most widgets need to say about their data ---

// Draws the reason why there is nothing to show, centred in `area`, and returns true: waiting for a first answer, a
// failed query, no rows (`empty_text`, or the theme's word for it). Returns false when `answer` has rows.
bool draw_absence(const Frame& frame, Panel& panel, const model::Answer* answer, const std::string& empty_text = {});

}  // namespace onescreen::ui
