// Pieces into rows, rows from the bottom.
#include "ui/map_legend_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/map_swatch.h"

namespace onescreen::ui {
namespace {

constexpr float kSwatchRoom = 1.5f;  // of a note's height
constexpr float kItemGap = 18;       // design pixels after an item
constexpr float kGroupGap = 14;      // and more before another group
constexpr float kFigureGap = 6;      // between words and their figure
constexpr float kRampStep = 22;      // design pixels of a colour
constexpr float kRowHeight = 2.25f;  // of a note's height: a line and a half

TextStyle figure_style(const Painter& painter, Colour colour) { return {Face::figure, painter.note_px(), colour}; }

// A continuous ramp has as many colours as it has, but no longer picture.
float ramp_step_px(const Painter& painter, const MapLegendRamp& ramp) {
  const float steps = static_cast<float>(std::max<size_t>(ramp.colours.size(), 1));
  return std::round(std::min(kRampStep, kRampStep * 5 / steps) * painter.scale());
}

}  // namespace

std::vector<MapLegendView::Piece> MapLegendView::pieces_of(size_t group) const {
  std::vector<Piece> pieces;
  const MapLegendGroup& from = groups_[group];
  if (from.items.empty() && !from.ramp) return pieces;  // words alone explain nothing
  if (!from.words.empty()) pieces.push_back({Piece::Kind::words, group});
  if (from.ramp) pieces.push_back({Piece::Kind::ramp, group});
  for (size_t i = 0; i < from.items.size(); ++i) pieces.push_back({Piece::Kind::item, group, i});
  return pieces;
}

float MapLegendView::width_of(const Painter& painter, const Piece& piece) const {
  const MapLegendGroup& group = groups_[piece.group];
  const float gap = kItemGap * painter.scale();
  const auto words = [&](const std::string& text) { return painter.text_width(painter.note(0), text); };
  const auto figure = [&](const std::string& text) { return painter.text_width(figure_style(painter, 0), text); };
  switch (piece.kind) {
    case Piece::Kind::words:
      return words(group.words) + 10 * painter.scale();
    case Piece::Kind::item: {
      const MapLegendItem& item = group.items[piece.item];
      const float of_figure = item.figure.empty() ? 0 : figure(item.figure) + kFigureGap * painter.scale();
      return kSwatchRoom * painter.note_px() + words(item.words) + of_figure + gap;
    }
    case Piece::Kind::ramp: {
      const MapLegendRamp& ramp = *group.ramp;
      const float steps = ramp_step_px(painter, ramp) * static_cast<float>(ramp.colours.size());
      return figure(ramp.lowest) + figure(ramp.highest) + steps + 12 * painter.scale() +
             (ramp.unit.empty() ? 0 : words(ramp.unit) + kFigureGap * painter.scale()) + gap;
    }
  }
  return 0;
}

float MapLegendView::place(const Painter& painter, std::vector<MapLegendGroup> groups, float x, float bottom,
                           float right, float most_height) {
  groups_ = std::move(groups);
  pieces_.clear();
  box_ = {};
  row_px_ = painter.note_px() * kRowHeight;
  const float gap = kItemGap * painter.scale();
  const int most_rows = std::clamp(static_cast<int>(most_height / row_px_), 1, kMostRows);
  int row = 0;
  float at = x;
  float widest = x;
  for (size_t group = 0; group < groups_.size() && row < most_rows; ++group) {
    std::vector<Piece> pieces = pieces_of(group);
    float whole = 0;
    for (const Piece& piece : pieces) whole += width_of(painter, piece);
    if (at > x) at += kGroupGap * painter.scale();
    if (at > x && at + whole - gap > right) {
      ++row;
      at = x;
    }
    for (Piece& piece : pieces) {
      const float width = width_of(painter, piece);
      if (at > x && at + width - gap > right) {
        ++row;
        at = x;
      }
      if (row >= most_rows || at + width - gap > right) break;
      piece.x = at;
      piece.row = row;
      at += width;
      widest = std::max(widest, at - gap);
      pieces_.push_back(piece);
    }
  }
  if (pieces_.empty()) return bottom;
  const float top = bottom - static_cast<float>(pieces_.back().row + 1) * row_px_;
  box_ = {x, top, widest, bottom};
  return top;
}

void MapLegendView::draw(const Frame& frame, Painter& painter, Point origin) const {
  for (const Piece& piece : pieces_) {
    const float middle = box_.y0 + (static_cast<float>(piece.row) + 0.5f) * row_px_;
    draw_piece(frame, painter, piece, {origin.x + piece.x, std::round(origin.y + middle)});
  }
}

void MapLegendView::draw_piece(const Frame& frame, Painter& painter, const Piece& piece, Point at) const {
  const MapLegendGroup& group = groups_[piece.group];
  const float baseline = std::round(Painter::baseline_centred(at.y, painter.note_px()));
  if (piece.kind == Piece::Kind::words) {
    painter.text(at.x, baseline, painter.note(frame.theme.text_second), group.words);
    return;
  }
  if (piece.kind == Piece::Kind::ramp) {
    draw_ramp(frame, painter, *group.ramp, at);
    return;
  }
  const MapLegendItem& item = group.items[piece.item];
  draw_swatch(painter, item, {at.x + painter.note_px() * 0.5f, at.y}, painter.note_px() * 0.85f);
  float x = at.x + painter.note_px() * kSwatchRoom;
  x += painter.text(x, baseline, painter.note(frame.theme.text_third), item.words);
  if (!item.figure.empty())
    painter.text(x + kFigureGap * painter.scale(), baseline, figure_style(painter, frame.theme.text), item.figure);
}

void MapLegendView::draw_ramp(const Frame& frame, Painter& painter, const MapLegendRamp& ramp, Point at) const {
  const float baseline = std::round(Painter::baseline_centred(at.y, painter.note_px()));
  const TextStyle figure = figure_style(painter, frame.theme.text_second);
  float x = at.x;
  x += painter.text(x, baseline, figure, ramp.lowest) + 6 * painter.scale();
  const float step = ramp_step_px(painter, ramp);
  const float half = std::round(painter.note_px() * 0.4f);
  x = std::round(x);
  painter.fill({x - 1, at.y - half - 1, x + step * static_cast<float>(ramp.colours.size()) + 1, at.y + half + 1},
               faded(frame.theme.area_edge, 0.5f));
  for (const Colour colour : ramp.colours) {
    painter.fill({x, at.y - half, x + step, at.y + half}, colour);
    x += step;
  }
  x += 6 * painter.scale();
  x += painter.text(x, baseline, figure, ramp.highest);
  if (!ramp.unit.empty())
    painter.text(x + kFigureGap * painter.scale(), baseline, painter.note(frame.theme.text_second), ramp.unit);
}

}  // namespace onescreen::ui
