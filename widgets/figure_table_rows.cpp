#include "figure_table_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/cells.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using ui::Face;
using ui::TextStyle;

using ui::text_at;

std::optional<double> number_of(const Column* column, size_t row) {
  const auto value = ui::number_at(column, row);
  return value && !std::isnan(*value) ? value : std::nullopt;
}

// A hundred digits are a row of specks: then the power of ten is said.
std::string short_form(std::string text, double value) {
  return text.size() > 24 ? fmt::format("{:+.3g}", value).substr(value < 0 ? 0 : 1) : text;
}

// Rounded first, so that "+0.00" and "-0" cannot appear.
std::string change_text(const ui::Words& words, double change, int decimals, const std::string& unit) {
  const double step = std::pow(10.0, decimals);
  const double rounded = std::round(change * step) / step;
  if (rounded == 0) return words("unchanged");
  const double size = std::abs(std::isfinite(rounded) ? rounded : change);
  const std::string text = (change > 0 ? "+" : "-") + short_form(ui::format_number(words, size, decimals, true), size);
  return unit.empty() || unit == "%" ? text + unit : text + " " + unit;
}

}  // namespace

std::vector<FigureRow> read_figure_rows(const ui::Frame& frame, const model::Table& table, int decimals) {
  const Column* groups = table.column("group");
  const Column* labels = table.column("label");
  const Column* qualifiers = table.column("qualifier");
  const Column* values = table.column("value");
  const Column* units = table.column("unit");
  const Column* changes = table.column("change");
  const Column* change_units = table.column("change_unit");
  const Column* times = table.column("as_of");
  const Column* digits = table.column("decimals");
  std::vector<FigureRow> out;
  out.reserve(table.row_count());
  for (size_t row = 0; row < table.row_count(); ++row) {
    FigureRow one;
    one.group = text_at(groups, row);
    one.label = text_at(labels, row);
    one.qualifier = text_at(qualifiers, row);
    const auto own = number_of(digits, row);
    const int places = own ? static_cast<int>(std::clamp(*own, 0.0, 6.0)) : decimals;
    const auto value = number_of(values, row);
    one.is_null = !value;
    if (value) {
      ui::NumberParts parts = ui::number_parts(frame.words, *value, places);
      if (parts.digits.size() > 24) parts = {short_form(parts.digits, *value), {}};
      const size_t point = std::min(parts.digits.find('.'), parts.digits.size());
      one.whole = parts.digits.substr(0, point);
      one.fraction = parts.digits.substr(point);
      one.word = parts.multiplier.size();
      one.unit = parts.multiplier + text_at(units, row);
    } else {
      const std::string words = values == nullptr || values->type() != model::Type::text ? "" : text_at(values, row);
      one.is_null = words.empty();
      one.whole = one.is_null ? frame.words("null") : words;
      if (!one.is_null) one.unit = text_at(units, row);
    }
    if (const auto change = number_of(changes, row)) {
      one.change = change_text(frame.words, *change, places, text_at(change_units, row));
    } else if (changes != nullptr && changes->type() == model::Type::text) {
      one.change = text_at(changes, row);
    }
    if (times != nullptr && times->type() == model::Type::time && !times->is_null(row)) {
      one.as_of = model::format_civil(frame.zone.civil(times->time(row)), "%Y-%m-%d");
    } else {
      one.as_of = text_at(times, row);
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<std::vector<FigureLine>> share_figure_rows(const std::vector<FigureRow>& rows, size_t columns, float room,
                                                       const FigureHeights& heights) {
  std::vector<FigureLine> lines;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].group.empty() && (i == 0 || rows[i].group != rows[i - 1].group)) lines.push_back({i, true});
    lines.push_back({i, false});
  }
  const auto fill = [&](float height) {
    std::vector<std::vector<FigureLine>> out(1);
    float used = 0;
    size_t placed = 0;
    for (; placed < lines.size(); ++placed) {
      const FigureLine& line = lines[placed];
      // A heading without a row below it would say nothing.
      const float needed = line.heading ? heights.heading + heights.row : heights.row;
      if (!out.back().empty() && used + needed > height + 0.5f) {
        if (out.size() == columns) break;
        out.emplace_back();
        used = 0;
      }
      if (line.heading && needed > height + 0.5f) continue;
      out.back().push_back(line);
      used += heights.of(line);
    }
    return std::pair(out, placed == lines.size());
  };
  float height = std::max(heights.row, heights.of(lines) / static_cast<float>(columns));
  while (height < room && !fill(height).second) height += heights.row / 2;
  return fill(std::min(height, std::max(heights.row, room))).first;
}

FigureLanes measure_figure_rows(const ui::Painter& painter, const std::vector<FigureRow>& rows, float width) {
  const TextStyle figure{Face::figure, painter.label_px(), 0};
  const TextStyle note = painter.note(0);
  const TextStyle small{Face::figure, painter.note_px(), 0};
  const float most_whole = std::min(width * 0.4f, painter.label_px() * 7);
  FigureLanes lanes;
  lanes.gap = painter.px(14);
  for (const FigureRow& row : rows) {
    lanes.label = std::max(lanes.label, painter.text_width(painter.label(0), row.label));
    // One endless figure shrinks rather than widening all.
    lanes.whole = std::max(lanes.whole, std::min(painter.text_width(figure, row.whole), most_whole));
    lanes.fraction = std::max(lanes.fraction, painter.text_width(figure, row.fraction));
    if (!row.unit.empty())
      lanes.unit =
          std::max(lanes.unit, painter.px(4) + std::min(painter.text_width(note, row.unit), painter.note_px() * 4.5f));
    if (!row.change.empty())
      lanes.change = std::max(lanes.change, std::min(painter.text_width(small, row.change), painter.note_px() * 8));
    if (!row.as_of.empty())
      lanes.as_of = std::max(lanes.as_of, std::min(painter.text_width(small, row.as_of), painter.note_px() * 6));
  }
  for (float* lane : {&lanes.label, &lanes.whole, &lanes.fraction, &lanes.unit, &lanes.change, &lanes.as_of})
    *lane = std::ceil(*lane);
  return lanes;
}

}  // namespace onescreen::widgets
