// heat_calendar: a number for each pair of places, such as hour and weekday, as cells in five steps of one hue with
// their legend. A pair that nothing is known of is an empty outline, never the lowest step.
// In: a query with one row for each cell; out: pixels.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/cells.h"
#include "ui/decimals.h"
#include "ui/fit.h"
#include "ui/remarks.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::KeySpec;
using model::KeyType;
using ui::Rect;
using ui::TextStyle;

constexpr size_t kSteps = 5;
constexpr float kStrength[kSteps] = {0.13f, 0.27f, 0.43f, 0.62f, 0.9f};
constexpr double kHuge = 1e300;        // beyond it the distance of two numbers could be none
constexpr uint64_t kMostFilled = 400;  // whole numbers further apart than this are taken as they are

// The places of one direction, in order, and their names.
struct Places {
  std::map<std::string, size_t> index;  // by the cell's text
  std::vector<std::string> names;
};

class HeatCalendar : public ui::Widget {
 public:
  explicit HeatCalendar(const ui::Config& config)
      : data_(config.text("data")),
        empty_(config.text("empty")),
        unit_(config.text("unit")),
        x_names_(config.texts("x_names")),
        y_names_(config.texts("y_names")),
        decimals_(ui::decimals_of(config)) {}

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    counts_ = {};
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    if (answer->table != table_) {
      table_ = answer->table;
      read(frame.words, *table_);
    }
    const ui::Painter& painter = panel.painter;
    const Rect& area = panel.area;
    const TextStyle note = painter.note(0);
    const float foot = std::round(note.px * 1.5f);
    const float legend = area.height() >= foot * 2 + note.px * 4 ? std::round(note.px * 1.9f) : 0;
    float widest = 0;
    for (const std::string& name : ys_.names) widest = std::max(widest, painter.text_width(note, name));
    const float names = std::min(std::ceil(widest), area.width() * 0.3f);
    Rect plot{std::round(area.x0 + names + painter.px(10)), area.y0 + std::round(painter.px(4)), area.x1,
              area.y1 - foot - legend};

    // The newest columns are at the right, so the left ones go.
    const float least = std::max(4.0f, painter.px(5));
    const size_t columns = std::clamp<size_t>(static_cast<size_t>(plot.width() / least), 1, xs_.names.size());
    const size_t rows = std::clamp<size_t>(static_cast<size_t>(plot.height() / least), 1, ys_.names.size());
    const size_t first = xs_.names.size() - columns;
    counts_.shown = columns * rows;
    counts_.total = xs_.names.size() * ys_.names.size();
    const float width = std::min(plot.width() / static_cast<float>(columns), painter.px(160));
    const float height = std::min(plot.height() / static_cast<float>(rows), painter.px(44));
    plot.x1 = plot.x0 + width * static_cast<float>(columns);
    plot.y1 = plot.y0 + height * static_cast<float>(rows);
    const auto cell_of = [&](size_t x, size_t y) {
      return Rect{std::round(plot.x0 + width * static_cast<float>(x)),
                  std::round(plot.y0 + height * static_cast<float>(y)),
                  std::round(plot.x0 + width * static_cast<float>(x + 1)),
                  std::round(plot.y0 + height * static_cast<float>(y + 1))};
    };
    // All cells carry their number, or none does.
    bool written = height >= note.px * 1.3f;
    for (const auto& [place, value] : values_)
      written = written && painter.text_width(figure(painter, 0), number(frame.words, value)) + painter.px(6) <= width;
    // Where cells are dots, outlines would be brighter than what they surround.
    const bool outlined = std::min(width, height) >= painter.px(6);
    for (size_t y = 0; y < rows; ++y) {
      for (size_t x = 0; x < columns; ++x) draw_cell(frame, panel, cell_of(x, y), {first + x, y}, written, outlined);
    }
    draw_names(frame, panel, plot, width, height, first, names);
    if (legend > 0) draw_legend(frame, panel, area.y1 - legend * 0.25f);
  }

  std::string remark(const ui::Frame& frame) const override {
    return counts_.shown < counts_.total ? counts_.remark(frame.words) : ui::unit_remark(frame.words, unit_);
  }

 private:
  // Texts in the order in which they are met; whole numbers ascending, with those between them that no row has.
  static Places places(const ui::Words& words, const Column* column, const std::vector<std::string>& names) {
    Places out;
    if (column == nullptr) return out;
    const auto add = [&](const std::string& key, const std::string& name) {
      if (out.index.emplace(key, out.names.size()).second) out.names.push_back(name.empty() ? words("null") : name);
    };
    if (column->type() != model::Type::integer) {
      for (size_t row = 0; row < column->size(); ++row) add(column->as_text(row), column->as_text(row));
      return out;
    }
    std::vector<int64_t> numbers;
    for (size_t row = 0; row < column->size(); ++row) {
      if (!column->is_null(row)) numbers.push_back(column->integer(row));
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    const auto name_of = [&](int64_t n) {
      return n >= 0 && n < static_cast<int64_t>(names.size()) ? names[static_cast<size_t>(n)] : std::to_string(n);
    };
    // As unsigned numbers their distance cannot overflow.
    const auto first = numbers.empty() ? 0 : static_cast<uint64_t>(numbers.front());
    const uint64_t distance = numbers.empty() ? 0 : static_cast<uint64_t>(numbers.back()) - first;
    for (uint64_t i = 0; !numbers.empty() && distance < kMostFilled && i <= distance; ++i) {
      const auto n = static_cast<int64_t>(first + i);
      add(std::to_string(n), name_of(n));
    }
    for (const int64_t n : numbers) add(std::to_string(n), name_of(n));
    return out;
  }

  void read(const ui::Words& words, const model::Table& table) {
    const Column *x = table.column("x"), *y = table.column("y"), *value = table.column("value");
    xs_ = places(words, x, x_names_);
    ys_ = places(words, y, y_names_);
    for (Places* one : {&xs_, &ys_}) {
      if (one->names.empty()) one->names.push_back(words("null"));
    }
    values_.clear();
    double low = 0;
    double high = 0;
    for (size_t row = 0; row < table.row_count(); ++row) {
      const auto number = ui::finite_at(value, row);
      if (!number || x == nullptr || y == nullptr) continue;
      const auto at_x = xs_.index.find(x->as_text(row));
      const auto at_y = ys_.index.find(y->as_text(row));
      if (at_x == xs_.index.end() || at_y == ys_.index.end()) continue;
      values_[{at_x->second, at_y->second}] = *number;
      low = std::min(low, std::max(*number, -kHuge));
      high = std::max(high, std::min(*number, kHuge));
    }
    step_ = round_step(low, high);
    low_ = std::floor(low / step_) * step_;
  }

  // The least step that people count in with which five of them reach from `low` to `high`. Its multiples are written
  // out whole, so that no edge of the legend says another number than it is.
  double round_step(double low, double high) const {
    const double unit = std::pow(10.0, -decimals_);
    const double least = std::max((high - low) / kSteps, unit);
    for (double ten = std::pow(10.0, std::floor(std::log10(least)));; ten *= 10) {
      for (const double factor : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        const double step = factor * ten;
        const bool whole = std::abs(step / unit - std::round(step / unit)) < 1e-6 * std::max(1.0, step / unit);
        if (whole && std::floor(low / step) * step + step * kSteps >= high) return step;
      }
    }
  }

  static TextStyle figure(const ui::Painter& painter, ui::Colour c) { return {ui::Face::figure, painter.note_px(), c}; }
  std::string number(const ui::Words& words, double value) const {
    return ui::format_number(words, value, decimals_, true);
  }
  static ui::Colour colour_of(const ui::Theme& theme, size_t step) {
    return ui::mixed(theme.panel, theme.data, kStrength[step]);
  }
  void draw_cell(const ui::Frame& frame, ui::Panel& panel, const Rect& cell, std::pair<size_t, size_t> place,
                 bool written, bool outlined) const {
    ui::Painter& painter = panel.painter;
    const float gap = cell.width() >= painter.px(12) ? std::max(1.0f, std::round(painter.px(1))) : 0.5f;
    const Rect inner{cell.x0 + gap, cell.y0 + gap, cell.x1 - gap, cell.y1 - gap};
    const auto found = values_.find(place);
    if (found == values_.end()) {
      if (outlined) painter.outline(inner, frame.theme.grid, 1);
      return;
    }
    const auto step = static_cast<size_t>(std::clamp(std::floor((found->second - low_) / step_), 0.0, kSteps - 1.0));
    painter.fill(inner, colour_of(frame.theme, step), std::min(painter.px(2), inner.width() / 4));
    if (!written) return;
    const TextStyle style = figure(painter, step + 1 == kSteps ? frame.theme.ground : frame.theme.text);
    painter.text(cell.centre().x, ui::Painter::baseline_centred(cell.centre().y, style.px), style,
                 number(frame.words, found->second), ui::Align::centre);
  }

  void draw_names(const ui::Frame& frame, ui::Panel& panel, const Rect& plot, float width, float height, size_t first,
                  float room) const {
    ui::Painter& painter = panel.painter;
    const TextStyle style = painter.note(frame.theme.text_second);
    const auto every_row = static_cast<size_t>(std::max(1.0f, std::ceil(style.px * 1.45f / height)));
    for (size_t y = 0; height * (static_cast<float>(y) + 0.5f) < plot.height(); y += every_row) {
      const float middle = plot.y0 + height * (static_cast<float>(y) + 0.5f);
      const float baseline = ui::Painter::baseline_centred(middle, style.px);
      painter.text(panel.area.x0, baseline, style, ui::cut_words(painter, style, ys_.names[y], room + 1));
    }
    float widest = 0;
    for (size_t x = first; x < xs_.names.size(); ++x)
      widest = std::max(widest, painter.text_width(style, xs_.names[x]));
    widest = std::min(widest, std::max(width, style.px * 6));
    // Every one, or every second, third, fourth, sixth ..., as hours and days are counted.
    size_t every = xs_.names.size();
    for (const size_t wanted : {1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 60, 90, 180, 365}) {
      if (width * static_cast<float>(wanted) < widest + painter.px(wanted > 1 ? 8 : 4)) continue;
      every = wanted;
      break;
    }
    for (size_t x = (first + every - 1) / every * every; x < xs_.names.size(); x += every) {
      const std::string name = ui::cut_words(painter, style, xs_.names[x], std::max(widest, width));
      const float half = painter.text_width(style, name) / 2;
      const float centre = plot.x0 + width * (static_cast<float>(x - first) + 0.5f);
      if (x > first && centre + half > panel.area.x1 + 1) continue;
      painter.text(std::max(centre, plot.x0 + half), plot.y1 + style.px * 1.15f, style, name, ui::Align::centre);
    }
  }

  // Swatches with the value that each begins at; where that has no room, only the lowest and highest edge.
  void draw_legend(const ui::Frame& frame, ui::Panel& panel, float baseline) const {
    ui::Painter& painter = panel.painter;
    const TextStyle style = figure(painter, frame.theme.text_third);
    const TextStyle words = painter.note(frame.theme.text_third);
    const float size = std::round(painter.note_px() * 0.95f);
    const float top = std::round(baseline - size * 0.86f);
    const std::string& unknown = frame.words("no_value");
    std::vector<std::string> edges;
    float all = size + painter.px(6) + painter.text_width(words, unknown);
    for (size_t step = 0; step < kSteps; ++step) {
      edges.push_back(number(frame.words, low_ + step_ * static_cast<double>(step)));
      all += size + painter.px(6 + 12) + painter.text_width(style, edges.back());
    }
    const bool each = all <= panel.area.width();
    float x = panel.area.x0;
    if (!each) x += painter.text(x, baseline, style, edges.front()) + painter.px(6);
    for (size_t step = 0; step < kSteps; ++step) {
      painter.fill({x, top, x + size, top + size}, colour_of(frame.theme, step));
      x += size + (each ? painter.px(6) : 1);
      if (each) x += painter.text(x, baseline, style, edges[step]) + painter.px(12);
    }
    const std::string last = number(frame.words, low_ + step_ * kSteps);
    if (!each) x += painter.px(17) + painter.text(x + painter.px(5), baseline, style, last);
    if (values_.size() >= counts_.total ||
        x + size + painter.px(6) + painter.text_width(words, unknown) > panel.area.x1)
      return;
    painter.outline({x, top, x + size, top + size}, frame.theme.grid, 1);
    painter.text(x + size + painter.px(6), baseline, words, unknown);
  }

  std::string data_;
  std::string empty_;
  std::string unit_;
  std::vector<std::string> x_names_;
  std::vector<std::string> y_names_;
  int decimals_;
  // The rows of `table_`, read once.
  model::TablePtr table_;
  Places xs_;
  Places ys_;
  std::map<std::pair<size_t, size_t>, double> values_;
  double low_ = 0;
  double step_ = 1;
  ui::ShownOf counts_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each cell",
       .required = true,
       .columns = {{"x", "column; texts in the order of the rows, whole numbers ascending without gaps"},
                   {"y", "row, likewise"},
                   {"value", "how strong the cell is; null is drawn as unknown"}}},
      {.name = "unit", .summary = "unit of the values, said in the title line"},
      ui::decimals_key(),
      {.name = "x_names", .type = KeyType::texts, .summary = "what the whole numbers 0, 1, 2 ... of x are called"},
      {.name = "y_names", .type = KeyType::texts, .summary = "what the whole numbers 0, 1, 2 ... of y are called"},
      {.name = "empty", .summary = "words for no value at all"},
  };
}

const bool registered = ui::register_widget({"heat_calendar",
                                             "values by two places, such as hour and weekday, in steps of one hue",
                                             keys(),
                                             {260, 150},
                                             {900, 420},
                                             ui::make<HeatCalendar>});

}  // namespace
}  // namespace onescreen::widgets
