// radar: several figures of one thing, each on an axis of its own from the middle outwards, and what they are compared
// with as a dashed outline. In: a query with a row for each axis; out: pixels. Where there is no room for a name and a
// figure at every axis, and for fewer than three or more than twelve, they are a list of bars.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "radar_axes.h"
#include "ui/axis.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Point;
using ui::Rect;
using ui::TextStyle;

constexpr size_t kFewestAxes = 3;
constexpr size_t kMostAxes = 12;

class Radar : public ui::Widget {
 public:
  explicit Radar(const ui::Config& config)
      : data_(config.text("data")),
        unit_(config.text("unit")),
        name_(config.text("name")),
        compare_name_(config.text("compare_name")),
        decimals_(ui::decimals_of(config)),
        most_(config.has("max") ? std::optional(config.number("max")) : std::nullopt) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    Painter& painter = panel.painter;
    const RadarData data = read_radar(*answer->table, frame.words, {unit_, decimals_, most_});
    counts_.shown = counts_.total = data.axes.size();
    Rect area = panel.area;
    // What the two lines are is said where two are drawn.
    const bool keyed = data.compared && (!name_.empty() || !compare_name_.empty());
    const float key_height = std::round(painter.note_px() * 1.7f);
    if (keyed && area.height() > key_height + painter.label_px() * 3) {
      draw_key(frame, painter, area);
      area.y0 += key_height;
    }
    if (counts_.total >= kFewestAxes && counts_.total <= kMostAxes) {
      for (const bool large : {true, false}) {
        if (const auto places = place_radar(painter, area, data, large))
          return draw_radar(frame, painter, data, *places);
      }
    }
    counts_.shown = draw_radar_list(frame, painter, data, area);
  }

  std::string remark(const ui::Frame& frame) const override { return counts_.remark(frame.words); }

 private:
  void draw_key(const ui::Frame& frame, Painter& painter, const Rect& area) const {
    const TextStyle style = painter.note(frame.theme.text_second);
    const float baseline = area.y0 + painter.note_px() * 1.05f;
    const float y = std::round(baseline - painter.note_px() * 0.36f);
    const float swatch = painter.px(18);
    const float gap = painter.px(6);
    float x = area.x0;
    const auto add = [&](const std::string& name, bool dashed) {
      const float room = area.x1 - x - swatch - gap;
      if (name.empty() || room < painter.note_px() * 2) return;
      const Point line[] = {{x, y}, {x + swatch, y}};
      if (dashed) {
        painter.dashed_polyline(line, frame.theme.previous, std::max(1.0f, painter.px(1.5f)), painter.px(4),
                                painter.px(3));
      } else {
        painter.polyline(line, frame.theme.data, std::max(1.5f, painter.px(2)));
      }
      x += swatch + gap;
      x += painter.text(x, baseline, style, ui::cut_words(painter, style, name, room)) + painter.px(18);
    };
    add(name_, false);
    add(compare_name_, true);
  }

  static void draw_radar(const ui::Frame& frame, Painter& painter, const RadarData& data, const RadarPlaces& places) {
    const ui::Theme& theme = frame.theme;
    const size_t count = data.axes.size();
    const auto at = [&](size_t axis, double share) {
      const Point way = radar_direction(axis, count);
      const auto length = static_cast<float>(std::clamp(share, 0.0, 1.0)) * places.radius;
      return Point{places.centre.x + way.x * length, places.centre.y + way.y * length};
    };
    const float thin = std::max(1.0f, painter.px(1));
    const ui::Colour faint = ui::mixed(theme.grid, theme.quiet, 0.25f);
    for (const RadarRing& ring : data.rings) {
      std::vector<Point> corners;
      for (size_t i = 0; i < count; ++i) corners.push_back(at(i, ring.share));
      painter.polyline(corners, faint, thin, true);
    }
    for (size_t i = 0; i < count; ++i) painter.line(places.centre, at(i, 1), faint, thin);

    draw_shape(painter, data, at, places.centre, true, theme);
    draw_shape(painter, data, at, places.centre, false, theme);
    draw_rings(frame, painter, data, places);
    for (size_t i = 0; i < count; ++i) draw_axis(frame, painter, data.axes[i], places.labels[i], places);
  }

  // An axis without a value leaves a gap: neighbours are joined only where both are known.
  template <typename At>
  static void draw_shape(Painter& painter, const RadarData& data, const At& at, Point centre, bool compare,
                         const ui::Theme& theme) {
    const size_t count = data.axes.size();
    const auto share = [&](size_t axis) { return compare ? data.axes[axis].compare : data.axes[axis].share; };
    const float width = std::max(1.5f, painter.px(compare ? 1.5f : 2));
    if (!compare) {
      for (size_t i = 0; i < count; ++i) {
        const size_t next = (i + 1) % count;
        if (!share(i) || !share(next)) continue;
        const Point piece[] = {at(i, *share(i)), at(next, *share(next))};
        painter.fan(centre, piece, ui::faded(theme.data, 0.20f));
      }
    }
    const size_t known =
        static_cast<size_t>(std::count_if(data.axes.begin(), data.axes.end(), [&](const RadarAxis& one) {
          return compare ? one.compare.has_value() : one.share.has_value();
        }));
    const auto stroke = [&](std::vector<Point> run, bool closed) {
      if (compare) {
        if (closed) run.push_back(run.front());
        painter.dashed_polyline(run, theme.previous, width, painter.px(5), painter.px(4));
      } else {
        painter.polyline(run, theme.data, width, closed);
      }
    };
    if (known == count) {
      std::vector<Point> all;
      for (size_t i = 0; i < count; ++i) all.push_back(at(i, *share(i)));
      stroke(std::move(all), true);
    } else {
      for (size_t i = 0; i < count; ++i) {
        const size_t next = (i + 1) % count;
        if (share(i) && share(next)) stroke({at(i, *share(i)), at(next, *share(next))}, false);
      }
    }
    if (compare) return;
    for (size_t i = 0; i < count; ++i) {
      if (share(i)) painter.circle(at(i, *share(i)), std::max(2.5f, painter.px(3)), theme.data);
    }
  }

  // Beside the upright axis, the outermost first, as many as stand clear of each other.
  static void draw_rings(const ui::Frame& frame, Painter& painter, const RadarData& data, const RadarPlaces& places) {
    TextStyle style = painter.note(frame.theme.text_third);
    style.face = Face::figure;
    style.px = std::max(ui::kMinimumTextPx, style.px * 0.92f);
    float last = -INFINITY;
    for (auto ring = data.rings.rbegin(); ring != data.rings.rend(); ++ring) {
      const float y = places.centre.y - places.radius * static_cast<float>(ring->share);
      if (y < last + style.px * 1.4f || places.centre.y - y < style.px) continue;
      last = y;
      painter.text_with_halo(places.centre.x + painter.px(5), Painter::baseline_centred(y, style.px), style, ring->text,
                             Align::left, frame.theme.panel, std::max(1.0f, painter.px(1.5f)));
    }
  }

  static void draw_axis(const ui::Frame& frame, Painter& painter, const RadarAxis& axis, const RadarLabel& label,
                        const RadarPlaces& places) {
    const ui::Theme& theme = frame.theme;
    const TextStyle name{Face::text, places.name_px, theme.text_second};
    const TextStyle unit = painter.note(theme.text_second);
    TextStyle figure{Face::figure, places.figure_px, axis.share ? theme.text : theme.text_third};
    const float unit_width = axis.unit.empty() ? 0 : painter.px(3) + painter.text_width(unit, axis.unit);
    const float wide = label.box.width();
    const std::string text = ui::cut_words(painter, name, axis.label, wide + 1);
    // A unit that would make its figure small goes.
    const bool with_unit =
        ui::fitting_px(painter, figure, axis.figure, wide + 1 - unit_width) >= std::min(figure.px, painter.note_px());
    figure.px = ui::fitting_px(painter, figure, axis.figure, wide + 1 - (with_unit ? unit_width : 0));
    const float drawn = painter.text_width(figure, axis.figure) + (with_unit ? unit_width : 0);
    const auto left_of = [&](float width) {
      if (label.align == Align::left) return label.box.x0;
      return label.align == Align::right ? label.box.x1 - width : label.box.centre().x - width / 2;
    };
    painter.text(left_of(painter.text_width(name, text)), label.box.y0 + places.name_px * 0.95f, name, text);
    const float x = left_of(drawn);
    const float baseline = label.box.y1 - places.figure_px * 0.16f;
    const float end = x + painter.text(x, baseline, figure, axis.figure);
    if (with_unit && !axis.unit.empty()) painter.text(end + painter.px(3), baseline, unit, axis.unit);
  }

  std::string data_;
  std::string unit_;
  std::string name_;
  std::string compare_name_;
  int decimals_;
  std::optional<double> most_;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each axis, clockwise from the top",
       .required = true,
       .columns = {{"label", "what the axis measures"},
                   {"value", "how far out; null leaves a gap and is written as a dash"},
                   {"maximum", "value at the rim of this axis; without it all axes have one scale", false},
                   {"compare", "what it is compared with, such as last month or a target: a dashed outline", false},
                   {"unit", "small behind the figure, before the key unit", false}}},
      {.name = "unit", .summary = "unit behind the figures"},
      ui::decimals_key(),
      {.name = "max", .type = KeyType::number, .summary = "value at the rim where the data brings no maximum"},
      {.name = "name", .summary = "what the values are, for the key to the two lines"},
      {.name = "compare_name", .summary = "what they are compared with, likewise"},
  };
}

const bool registered = ui::register_widget({"radar",
                                             "figures of one thing on axes from the middle outwards",
                                             keys(),
                                             {190, 130},
                                             {520, 460},
                                             ui::make<Radar>});

}  // namespace
}  // namespace onescreen::widgets
