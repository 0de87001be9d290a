// donut: shares of a whole as a ring, the whole in its middle, each share's name and figures beside it or below.
// In: a query with a row for each share; out: pixels. One hue in steps, largest share first; what is small is summed.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "ui/cells.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::Painter;
using ui::Point;
using ui::Rect;
using ui::TextStyle;

constexpr size_t kMostSlices = 6;

struct Slice {
  std::string label;
  std::optional<double> value;
  ui::Colour colour = 0;
};

class Donut : public ui::Widget {
 public:
  explicit Donut(const ui::Config& config)
      : data_(config.text("data")), unit_(config.text("unit")), decimals_(ui::decimals_of(config)) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    total_text_.clear();
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer)) return;
    Painter& painter = panel.painter;
    std::vector<Slice> slices = read(*answer->table);
    double total = 0;
    for (const Slice& one : slices) total += one.value.value_or(0);
    const bool negative =
        std::any_of(slices.begin(), slices.end(), [](const Slice& one) { return one.value.value_or(0) < 0; });
    if (negative) return draw_refusal(frame, panel);

    const float line = std::floor(painter.label_px() * 1.25f);
    const Places places = placed(painter, panel.area, slices, list_wish(frame, painter, slices), line);
    // Fewer lines than shares: what has none is summed, so that nothing is left out.
    const auto fit = static_cast<size_t>(std::max(1.0f, std::floor(places.list.height() / line)));
    fold(slices, std::min(kMostSlices, fit), frame.words("rest"));
    dress(slices, frame.theme);
    if (!places.ring || !draw_ring(frame, painter, slices, total, places))
      total_text_ = total > 0 ? ui::format_number(frame.words, total, decimals_, true) : frame.words("null");
    draw_list(frame, painter, slices, total, places.list, line);
  }

  // The whole, where the ring has no room for it.
  std::string remark(const ui::Frame& frame) const override {
    return total_text_.empty() ? std::string() : frame.words.with("total_of", total_text_);
  }

 private:
  struct Places {
    bool ring = false;
    Point centre;
    float radius = 0;
    Rect list;
  };

  static std::vector<Slice> read(const model::Table& table) {
    const Column* labels = table.column("label");
    const Column* values = table.column("value");
    std::vector<Slice> slices;
    for (size_t row = 0; row < table.row_count(); ++row) {
      slices.push_back({ui::text_at(labels, row), ui::finite_at(values, row)});
    }
    std::stable_sort(slices.begin(), slices.end(),
                     [](const Slice& a, const Slice& b) { return a.value.value_or(-1) > b.value.value_or(-1); });
    return slices;
  }

  static void fold(std::vector<Slice>& slices, size_t most, const std::string& name) {
    if (slices.size() <= most) return;
    Slice rest{name, std::nullopt};
    for (size_t i = most - 1; i < slices.size(); ++i) {
      if (slices[i].value) rest.value = rest.value.value_or(0) + *slices[i].value;
    }
    slices.resize(most - 1);
    slices.push_back(std::move(rest));
  }

  static void dress(std::vector<Slice>& slices, const ui::Theme& theme) {
    for (size_t i = 0; i < slices.size(); ++i)
      slices[i].colour = ui::mixed(theme.data, theme.panel, 0.13f * static_cast<float>(i));
  }

  static void draw_refusal(const ui::Frame& frame, ui::Panel& panel) {
    Painter& painter = panel.painter;
    const TextStyle style = painter.note(frame.theme.text_second);
    const std::string& text = frame.words("not_shares");
    const Point centre = panel.area.centre();
    if (painter.text_width(style, text) <= panel.area.width()) {
      painter.text(centre.x, Painter::baseline_centred(centre.y, style.px), style, text, Align::centre);
      return;
    }
    const float line = style.px * 1.5f;
    painter.text_block(panel.area.x0, panel.area.y0 + line, panel.area.width(), line, style, text,
                       std::max(1, static_cast<int>(panel.area.height() / line)));
  }

  // Width at which the list has room for all that it says.
  float list_wish(const ui::Frame& frame, const Painter& painter, const std::vector<Slice>& slices) const {
    float names = 0;
    float figures = 0;
    for (size_t i = 0; i < std::min(slices.size(), kMostSlices); ++i) {
      names = std::max(names, painter.text_width(painter.label(0), slices[i].label));
      figures = std::max(figures, painter.text_width({Face::figure, painter.label_px(), 0},
                                                     ui::format_number(frame.words, slices[i].value, decimals_, true)));
    }
    return names + figures + painter.note_px() * 3.6f + painter.px(10 + 8 + 12 + 12);
  }

  // The ring at the left where that leaves the list a useful width, else above it, else not at all.
  static Places placed(const Painter& painter, const Rect& area, const std::vector<Slice>& slices, float wish,
                       float line) {
    const float gap = painter.px(20);
    const float least = painter.px(60);  // diameter below which a ring says nothing
    const float list =
        std::clamp(wish, painter.label_px() * 6.2f, std::max(painter.label_px() * 6.2f, area.width() * 0.56f));
    const float beside = std::min(area.height(), area.width() - gap - list);
    const float lines = static_cast<float>(std::clamp<size_t>(slices.size(), 2, kMostSlices)) * line;
    const float below = std::min(area.width(), area.height() - lines - gap * 0.6f);
    Places out;
    out.list = area;
    if (std::max(beside, below) < least) return out;
    out.ring = true;
    if (beside >= below) {
      out.radius = std::floor(beside / 2);
      out.centre = {area.x0 + out.radius, std::round(area.centre().y)};
      out.list.x0 = std::round(out.centre.x + out.radius + gap);
    } else {
      out.radius = std::floor(below / 2);
      const float spare = area.height() - lines - gap * 0.6f - out.radius * 2;
      out.centre = {std::round(area.centre().x), std::round(area.y0 + out.radius + std::max(0.0f, spare * 0.3f))};
      out.list.y0 = std::round(out.centre.y + out.radius + gap * 0.6f);
    }
    return out;
  }

  static void stroke(Painter& painter, Point centre, float radius, double from, double to, float width,
                     ui::Colour colour) {
    const int steps = std::max(1, static_cast<int>(std::ceil((to - from) * 120)));
    std::vector<Point> points;
    for (int i = 0; i <= steps; ++i) {
      const auto turn = static_cast<float>(from + (to - from) * i / steps);
      const float angle = std::numbers::pi_v<float> * (2 * turn - 0.5f);
      points.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    painter.polyline(points, colour, width);
  }

  // False where the middle has no room for the whole.
  bool draw_ring(const ui::Frame& frame, Painter& painter, const std::vector<Slice>& slices, double total,
                 const Places& places) const {
    const ui::Theme& theme = frame.theme;
    const float width = std::max(6.0f, std::round(places.radius * 0.26f));
    const float middle = places.radius - width / 2;
    if (total <= 0) {
      painter.ring(places.centre, middle, ui::mixed(theme.panel, theme.grid, 0.7f), width);
    } else {
      // A thin gap of ground between neighbours; a share too small for one is still seen.
      const double gap = std::max(2.0f, painter.px(2)) / (2 * std::numbers::pi * static_cast<double>(middle));
      double from = 0;
      for (const Slice& one : slices) {
        if (one.value.value_or(0) <= 0) continue;
        const double share = std::isfinite(total) ? *one.value / total : 0;
        stroke(painter, places.centre, middle, from, from + std::max(share - (share < 1 ? gap : 0), gap / 2), width,
               one.colour);
        from += share;
      }
    }
    const float inner = (places.radius - width) * 1.7f;
    ui::NumberParts parts = ui::number_parts(frame.words, total, decimals_);
    if (total <= 0) parts = {frame.words("null"), {}};
    const std::string below = parts.multiplier + (total > 0 ? unit_ : std::string());
    TextStyle style{Face::figure, std::min(painter.figure_px() * 1.2f, places.radius * 0.56f),
                    total > 0 ? theme.text : theme.text_third};
    style.px = ui::fitting_px(painter, style, parts.digits, inner);
    const TextStyle small = painter.note(theme.text_second);
    const bool with_words =
        !below.empty() && style.px + small.px * 1.3f <= inner && painter.text_width(small, below) <= inner * 0.9f;
    // The multiplier belongs to the number: without room for it, there is none for the number.
    if (style.px < painter.note_px() || (!parts.multiplier.empty() && !with_words)) return false;
    const float baseline = std::round(places.centre.y + style.px * 0.36f - (with_words ? small.px * 0.6f : 0));
    painter.text(places.centre.x, baseline, style, parts.digits, Align::centre);
    if (with_words) painter.text(places.centre.x, std::round(baseline + small.px * 1.35f), small, below, Align::centre);
    return true;
  }

  static std::string share_of(const ui::Frame& frame, double share, int decimals) {
    return ui::format_number(frame.words, share * 100, decimals, false) + "%";
  }

  void draw_list(const ui::Frame& frame, Painter& painter, const std::vector<Slice>& slices, double total,
                 const Rect& area, float line) const {
    const ui::Theme& theme = frame.theme;
    const auto count = static_cast<float>(slices.size());
    const float pitch = std::min(area.height() / count, line * 1.5f);
    const float top = area.y0 + std::max(0.0f, (area.height() - pitch * count) / 2);
    const float swatch = std::round(painter.px(10));
    const float gap = painter.px(12);
    const float label = painter.label_px();
    std::vector<std::string> figures;
    std::vector<std::string> shares;
    TextStyle figure{Face::figure, label, theme.text};
    TextStyle share{Face::figure, painter.note_px(), theme.text_third};
    float names = 0;
    float figure_width = 0;
    float share_width = 0;
    std::string widest;
    for (const Slice& one : slices) {
      figures.push_back(ui::format_number(frame.words, one.value, decimals_, true));
      shares.push_back(one.value && total > 0 ? share_of(frame, *one.value / total, 1) : frame.words("null"));
      names = std::max(names, painter.text_width(painter.label(0), one.label));
      share_width = std::max(share_width, painter.text_width(share, shares.back()));
      const float width = painter.text_width(figure, figures.back());
      if (width > figure_width) widest = figures.back();
      figure_width = std::max(figure_width, width);
    }
    // The ring shows shares too, so their figures are shortened and go first; then numbers shrink; names are cut.
    const float room = area.width() - swatch - painter.px(8) - gap;
    const float least_name = std::min(names, label * 4.1f);
    if (figure_width + gap + share_width + least_name > room && total > 0) {
      share_width = 0;
      for (size_t i = 0; i < slices.size(); ++i) {
        if (slices[i].value) shares[i] = share_of(frame, *slices[i].value / total, 0);
        share_width = std::max(share_width, painter.text_width(share, shares[i]));
      }
    }
    const bool with_shares = figure_width + gap + share_width + least_name <= room;
    if (const float cut = std::min(names, label * 2.2f); figure_width + cut > room) {
      figure.px = ui::fitting_px(painter, figure, widest, std::max(label, room - cut));
      figure_width = painter.text_width(figure, widest);
    }
    // Figures stay near their names however wide the panel is.
    const float wish = std::max(label * 15, area.width() - room + names + figure_width + gap + share_width);
    const float x1 = area.x0 + std::min(area.width(), wish);
    const float figure_x1 = with_shares ? x1 - share_width - gap : x1;
    for (size_t i = 0; i < slices.size(); ++i) {
      const float y = top + pitch * (static_cast<float>(i) + 0.5f);
      const float baseline = std::round(Painter::baseline_centred(y, label));
      const float mark = std::round(y - swatch / 2);
      painter.fill({area.x0, mark, area.x0 + swatch, mark + swatch}, slices[i].colour);
      const float x = area.x0 + swatch + painter.px(8);
      painter.text(x, baseline, painter.label(theme.text_second), slices[i].label, Align::left,
                   std::max(label, figure_x1 - figure_width - gap - x));
      figure.colour = slices[i].value ? theme.text : theme.text_third;
      painter.text(figure_x1, baseline, figure, figures[i], Align::right);
      if (with_shares) painter.text(x1, baseline, share, shares[i], Align::right);
    }
  }

  std::string data_;
  std::string unit_;
  int decimals_;
  std::string total_text_;  // of what was drawn last, where the ring does not say it
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each share; the largest come first, beyond six the rest is summed",
       .required = true,
       .columns = {{"label", "name of the share"}, {"value", "its size, not negative; null is drawn as a dash"}}},
      {.name = "unit", .summary = "unit below the whole"},
      ui::decimals_key(),
  };
}

const bool registered = ui::register_widget(
    {"donut", "shares of a whole as a ring with a list", keys(), {250, 140}, {520, 320}, ui::make<Donut>});

}  // namespace
}  // namespace onescreen::widgets
