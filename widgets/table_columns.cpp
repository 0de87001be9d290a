// What the cells of a table widget say, and how its columns share the width.
#include "table_columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/decimals.h"
#include "ui/spans.h"

namespace onescreen::widgets {
namespace {

using model::KeySpec;
using model::KeyType;
using ui::Align;
using ui::Face;
using ui::TextStyle;

constexpr size_t kMeasuredRows = 500;  // of a very long table only the first are measured; what is longer is cut

}  // namespace

std::vector<KeySpec> table_column_keys() {
  return {{.name = "label", .summary = "word in the header; else the column's name"},
          {.name = "align",
           .type = KeyType::choice,
           .summary = "else words stand left and figures right",
           .choices = {"left", "right"}},
          {.name = "format",
           .type = KeyType::choice,
           .summary = "percent: of a number that is in percent already; left: time left until it, red when "
                      "over; level: shape and word of a severity",
           .fallback = "\"text\"",
           .choices = {"text", "number", "percent", "time", "left", "level"}},
          ui::decimals_key(),
          {.name = "width",
           .type = KeyType::number,
           .summary = "share of the room that is over; where no column has one, the first of words gets it",
           .fallback = "0",
           .minimum = 0,
           .maximum = 1000}};
}

std::vector<TableColumn> read_table_columns(const ui::Config& config) {
  std::vector<TableColumn> columns;
  bool weighed = false;
  for (const auto& [name, one] : config.entries("columns")) {
    TableColumn shown{name, one.has("label") ? one.text("label") : name, one.text("format")};
    const std::string align = one.text("align");
    const bool leads = shown.is_text() || shown.format == "level";
    shown.align = align == "right" || (align.empty() && !leads) ? Align::right : Align::left;
    shown.decimals = ui::decimals_of(one);
    shown.weight = static_cast<float>(one.number("width"));
    weighed = weighed || shown.weight > 0;
    columns.push_back(std::move(shown));
  }
  if (weighed) return columns;
  const auto first = std::find_if(columns.begin(), columns.end(), [](const TableColumn& one) { return one.is_text(); });
  if (first != columns.end()) first->weight = 1;
  return columns;
}

std::optional<double> table_number(const model::Column& column, size_t row) {
  const auto value = column.as_number(row);
  return value && std::isnan(*value) ? std::nullopt : value;
}

std::vector<size_t> table_order(const model::Table& table, const std::string& sort) {
  std::vector<size_t> order(table.row_count());
  std::iota(order.begin(), order.end(), size_t{0});
  const bool falling = sort.starts_with('-');
  const model::Column* column = sort.empty() ? nullptr : table.column(std::string_view(sort).substr(falling ? 1 : 0));
  if (column == nullptr) return order;
  const bool words = column->type() == model::Type::text;
  const auto is_null = [&](size_t row) { return words ? column->is_null(row) : !table_number(*column, row); };
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    if (is_null(a) || is_null(b)) return is_null(b) && !is_null(a);
    if (falling) std::swap(a, b);
    return words ? column->text(a) < column->text(b) : *table_number(*column, a) < *table_number(*column, b);
  });
  return order;
}

TableCell TableLane::cell(const ui::Frame& frame, size_t row) const {
  TableCell null{frame.words("null"), 0, false, true};
  if (column == nullptr || column->is_null(row)) return null;
  const std::string& format = shown->format;
  if (format == "number" || format == "percent") {
    const auto value = table_number(*column, row);
    if (!value) return null;
    const bool headline = format == "number";
    return {ui::format_number(frame.words, value, shown->decimals, headline) + (headline ? "" : "%")};
  }
  if (format == "time" || format == "left") {
    const auto time = column->as_time(row);
    if (!time) return null;
    if (format == "left") return {ui::countdown(frame.words, *time - frame.now.utc), 0, *time < frame.now.utc};
    const bool today = frame.zone.start_of_day(*time) == frame.zone.start_of_day(frame.now.utc);
    return {model::format_civil(frame.zone.civil(*time), today ? "%H:%M" : "%m-%d %H:%M")};
  }
  if (format == "level") {
    const auto value = table_number(*column, row);
    if (!value || *value < 1 || *value > 4) return null;
    const int level = static_cast<int>(*value);
    return {frame.words("level." + std::to_string(level)), level};
  }
  std::string text = column->as_text(row);
  return text.empty() ? null : TableCell{std::move(text)};
}

TextStyle TableLane::style(const ui::Painter& painter, bool leads) const {
  if (shown->is_text() || shown->format == "level") return leads ? painter.label(0) : painter.note(0);
  return {Face::figure, shown->format == "time" ? painter.note_px() : painter.label_px(), 0};
}

float TableLane::mark_width(const ui::Painter& painter) const {
  return shown->format == "level" ? std::round(painter.label_px() * 1.15f) : 0;
}

std::optional<model::Duration> TableLane::changes_in(const ui::Frame& frame) const {
  // Which times are of today.
  if (shown->format == "time") return std::chrono::days(1) - (frame.now.utc - frame.zone.start_of_day(frame.now.utc));
  std::optional<model::Duration> wait;
  if (shown->format != "left" || column == nullptr) return wait;
  for (size_t row = 0; row < column->size(); ++row) {
    const auto time = column->as_time(row);
    if (!time) continue;
    const model::Duration turns = ui::countdown_changes_in(*time - frame.now.utc);
    wait = wait ? std::min(*wait, turns) : turns;
  }
  return wait;
}

float sort_arrow_width(const ui::Painter& painter) { return std::round(painter.note_px() * 0.95f); }

std::vector<TableLane> table_lanes(const ui::Frame& frame, const ui::Painter& painter, const ui::Rect& area,
                                   const std::vector<TableColumn>& columns, const model::Table& table,
                                   const std::vector<size_t>& order, const std::string& sorted) {
  std::vector<TableLane> lanes;
  for (const TableColumn& shown : columns) {
    TableLane lane{&shown, table.column(shown.column)};
    const TextStyle style = lane.style(painter, lanes.empty());
    for (size_t i = 0; i < std::min(order.size(), kMeasuredRows); ++i)
      lane.natural = std::max(lane.natural, painter.text_width(style, lane.cell(frame, order[i]).text));
    lane.natural = std::ceil(lane.natural) + lane.mark_width(painter);
    const float header = std::min(std::ceil(painter.text_width(painter.note(0), shown.label)), painter.note_px() * 6) +
                         (sorted == shown.column ? sort_arrow_width(painter) : 0);
    const float most = shown.is_text() ? style.px * (lanes.empty() ? 5 : 4) : area.width() * 0.5f;
    lane.least = std::max(std::min(lane.natural, most), header);
    lane.natural = std::max(lane.natural, lane.least);
    lanes.push_back(lane);
  }
  const float gap = painter.px(14);
  const auto taken = [&] {
    float sum = gap * static_cast<float>(lanes.size() - 1);
    for (const TableLane& lane : lanes) sum += lane.least;
    return sum;
  };
  while (lanes.size() > 1 && taken() > area.width()) lanes.pop_back();
  if (lanes.size() == 1) lanes[0].least = std::min(lanes[0].least, area.width());
  float over = area.width() - taken();
  float growth = 0;
  float weights = 0;
  for (const TableLane& lane : lanes) {
    growth += lane.natural - lane.least;
    weights += lane.shown->weight;
  }
  const float grown = growth > 0 ? std::min(1.0f, over / growth) : 0;
  over -= growth * grown;
  if (weights <= 0) lanes.front().width = over;
  float x = area.x0;
  for (TableLane& lane : lanes) {
    lane.width += lane.least + (lane.natural - lane.least) * grown;
    if (weights > 0) lane.width += over * lane.shown->weight / weights;
    lane.x = x;
    x += lane.width + gap;
  }
  return lanes;
}

}  // namespace onescreen::widgets
