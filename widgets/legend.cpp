// legend: what marks, colours, lines and states on this screen mean. In: its configuration; out: pixels. Marks are
// drawn by what draws them everywhere else, so that the key cannot differ from what it explains.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/theme_colours.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::KeySpec;
using model::KeyType;
using ui::Painter;
using ui::Point;
using ui::Rect;
using ui::TextStyle;

// In the order of model::Freshness.
constexpr const char* kStates[] = {"fresh", "late", "stale", "down", "denied", "never"};

int state_from_name(const std::string& name) {
  const auto found = std::find(std::begin(kStates), std::end(kStates), name);
  return found == std::end(kStates) ? -1 : static_cast<int>(found - std::begin(kStates));
}

int level_from_name(const std::string& name) {
  return name.size() == 1 && name[0] >= '1' && name[0] <= '4' ? name[0] - '0' : 0;
}

struct Item {
  std::string kind;
  std::string of;
  std::string label;
};

class Legend : public ui::Widget {
 public:
  explicit Legend(const ui::Config& config) : column_(config.text("arrange") == "column") {
    for (const ui::Config& one : config.objects("items"))
      items_.push_back({one.text("kind"), one.text("of"), one.text("label")});
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    shown_ = 0;
    Painter& painter = panel.painter;
    if (items_.empty()) {
      const TextStyle style = painter.note(frame.theme.text_third);
      const std::string text = ui::cut_words(painter, style, frame.words("no_rows"), panel.area.width());
      painter.text(panel.area.centre().x, Painter::baseline_centred(panel.area.centre().y, style.px), style, text,
                   ui::Align::centre);
      return;
    }
    std::vector<Place> places;
    float px = painter.label_px();
    for (const float size : {painter.label_px(), painter.note_px()}) {
      px = size;
      places = column_ ? in_columns(frame, painter, panel.area, size) : in_rows(frame, painter, panel.area, size);
      if (places.size() == items_.size()) break;
    }
    shown_ = places.size();
    for (size_t i = 0; i < shown_; ++i) draw_item(frame, painter, items_[i], places[i], px);
  }

  std::string remark(const ui::Frame& frame) const override {
    return ui::ShownOf{shown_, items_.size()}.remark(frame.words);
  }

 private:
  struct Place {
    Point left;  // middle of the item's left edge
    float room = 0;
  };

  static std::string label_of(const ui::Words& words, const Item& item) {
    if (!item.label.empty()) return item.label;
    if (item.kind == "level") return words("level." + std::to_string(std::clamp(level_from_name(item.of), 1, 4)));
    if (item.kind == "state") return words("state." + item.of);
    return words("null");
  }
  static float swatch_width(const Item& item, float px) {
    return std::round(px * (item.kind == "line" || item.kind == "dashed" ? 1.5f : 0.95f));
  }
  static float width_of(const ui::Frame& frame, const Painter& painter, const Item& item, float px) {
    return swatch_width(item, px) + px * 0.45f +
           painter.text_width({ui::Face::text, px, 0}, label_of(frame.words, item));
  }

  // Line after line; as many as have room.
  std::vector<Place> in_rows(const ui::Frame& frame, const Painter& painter, const Rect& area, float px) const {
    const float line = std::round(px * 1.6f);
    const float gap = px * 1.4f;
    const auto lines = static_cast<size_t>(std::max(1.0f, std::floor(area.height() / line + 0.01f)));
    std::vector<Place> places;
    float x = 0;
    size_t at = 0;
    for (const Item& item : items_) {
      const float width = std::min(std::ceil(width_of(frame, painter, item, px)), area.width());
      if (x > 0 && x + width > area.width() + 1) {
        x = 0;
        if (++at >= lines) break;
      }
      places.push_back({{area.x0 + x, static_cast<float>(at)}, width});
      x += width + gap;
    }
    spread(places, area, std::min(at + 1, lines), line);
    return places;
  }

  // One below the other, in as many columns as are needed.
  std::vector<Place> in_columns(const ui::Frame& frame, const Painter& painter, const Rect& area, float px) const {
    const float line = std::round(px * 1.6f);
    const float gap = px * 1.4f;
    float widest = 0;
    for (const Item& item : items_) widest = std::max(widest, std::ceil(width_of(frame, painter, item, px)));
    widest = std::min(widest, area.width());
    const auto lines = static_cast<size_t>(std::max(1.0f, std::floor(area.height() / line + 0.01f)));
    const auto most = static_cast<size_t>(std::max(1.0f, std::floor((area.width() + gap) / (widest + gap))));
    const size_t columns = std::min((items_.size() + lines - 1) / lines, most);
    const size_t rows = std::min(lines, (items_.size() + columns - 1) / columns);
    std::vector<Place> places;
    for (size_t i = 0; i < std::min(items_.size(), columns * rows); ++i)
      places.push_back(
          {{area.x0 + static_cast<float>(i / rows) * (widest + gap), static_cast<float>(i % rows)}, widest});
    spread(places, area, rows, line);
    return places;
  }

  // From a line's number to its middle: lines stand apart by up to half their height more where there is room.
  static void spread(std::vector<Place>& places, const Rect& area, size_t lines, float line) {
    const float height = std::min(area.height() / static_cast<float>(std::max<size_t>(lines, 1)), line * 1.5f);
    const bool one = lines <= 1;
    for (Place& place : places) place.left.y = one ? area.centre().y : area.y0 + height * (place.left.y + 0.5f);
  }

  static void draw_item(const ui::Frame& frame, Painter& painter, const Item& item, const Place& place, float px) {
    const ui::Theme& theme = frame.theme;
    const float width = swatch_width(item, px);
    const Point centre{place.left.x + width / 2, place.left.y};
    const ui::Colour colour = ui::theme_colour(theme, item.of, theme.data);
    if (item.kind == "level") {
      painter.level_mark(centre, px * 0.78f, std::clamp(level_from_name(item.of), 1, 4), 0);
    } else if (item.kind == "state") {
      painter.state_mark(centre, px * 0.62f, std::max(0, state_from_name(item.of)));
    } else if (item.kind == "line" || item.kind == "dashed") {
      const float y = std::round(centre.y);
      const Point ends[] = {{place.left.x, y}, {place.left.x + width, y}};
      const float thick = std::max(1.5f, px * 0.13f);
      item.kind == "line" ? painter.polyline(ends, colour, thick)
                          : painter.dashed_polyline(ends, colour, thick, px * 0.3f, px * 0.22f);
    } else {
      const float half = px * 0.36f;
      painter.fill({std::round(centre.x - half), std::round(centre.y - half), std::round(centre.x + half),
                    std::round(centre.y + half)},
                   colour, px * 0.1f);
    }
    const float x = place.left.x + width + px * 0.45f;
    const TextStyle style{ui::Face::text, px, theme.text_second};
    painter.text(
        x, Painter::baseline_centred(place.left.y, px), style,
        ui::cut_words(painter, style, label_of(frame.words, item), std::max(1.0f, place.left.x + place.room - x) + 1));
  }

  std::vector<Item> items_;
  bool column_;
  size_t shown_ = 0;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "items",
       .type = KeyType::objects,
       .summary = "what is explained, in this order",
       .required = true,
       .children = {{.name = "kind",
                     .type = KeyType::choice,
                     .summary = "mark of a severity, mark of a state of data, patch of a colour, line",
                     .required = true,
                     .choices = {"level", "state", "colour", "line", "dashed"}},
                    {.name = "of",
                     .summary =
                         "which: severity 1 to 4; fresh, late, stale, down, denied, never; a colour of the theme",
                     .required = true},
                    {.name = "label", .summary = "words beside it; severities and states have their own"}}},
      {.name = "arrange",
       .type = KeyType::choice,
       .summary = "rows: line after line; column: one below the other",
       .fallback = "\"rows\"",
       .choices = {"rows", "column"}},
  };
}

void check(const ui::Config& config, std::vector<ui::Problem>& problems) {
  for (const ui::Config& item : config.objects("items")) {
    const std::string kind = item.text("kind");
    const std::string of = item.text("of");
    const auto& colours = ui::theme_colour_names();
    if (kind == "level" && level_from_name(of) == 0) {
      problems.push_back(item.problem("of", "is no severity: \"1\" (worst) to \"4\""));
    } else if (kind == "state" && state_from_name(of) < 0) {
      problems.push_back(item.problem("of", "is no state: fresh, late, stale, down, denied or never"));
    } else if (kind != "level" && kind != "state") {
      if (std::find(colours.begin(), colours.end(), of) == colours.end())
        problems.push_back(item.problem("of", "is no colour of the theme"));
      if (item.text("label").empty())
        problems.push_back(item.problem("label", "is missing: a colour has no word of its own"));
    }
  }
}

const bool registered = ui::register_widget(
    {"legend", "what marks, colours and states mean", keys(), {150, 66}, {900, 200}, ui::make<Legend>, check});

}  // namespace
}  // namespace onescreen::widgets
