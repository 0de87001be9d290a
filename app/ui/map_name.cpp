// Two lines at most, on whole pixels so that they do not shimmer while the map is dragged.
#include "ui/map_name.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace onescreen::ui {

MapName::MapName(const Frame& frame, const Painter& painter, std::string text, std::string value, bool quiet)
    : text_(std::move(text)),
      value_(std::move(value)),
      style_(quiet ? painter.note(frame.theme.quiet) : painter.label(frame.theme.text)),
      value_style_{Face::figure, painter.label_px(), frame.theme.text} {
  width_ =
      std::max(painter.text_width(style_, text_), value_.empty() ? 0.0f : painter.text_width(value_style_, value_));
  height_ = style_.px * 1.15f + (value_.empty() ? 0.0f : painter.label_px() * 1.1f);
}

void MapName::draw(Painter& painter, float x, float top, Colour halo) const {
  const float halo_px = std::max(1.0f, std::round(1.6f * painter.scale()));
  x = std::round(x);
  const float y = std::round(top + style_.px * 0.94f);
  painter.text_with_halo(x, y, style_, text_, Align::centre, halo, halo_px);
  if (!value_.empty())
    painter.text_with_halo(x, y + std::round(painter.label_px() * 1.18f), value_style_, value_, Align::centre, halo,
                           halo_px);
}

}  // namespace onescreen::ui
