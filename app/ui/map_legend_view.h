// The legend of a map: groups in rows, each item with a small picture of its own style. Measured and placed before it
// is drawn. A group that has no room in what is left of a row begins a new one; what has no room in kMostRows is left
// out, from the end. Pixels from the panel's top left. UI thread.
#pragma once

#include <vector>

#include "ui/frame.h"
#include "ui/map_legend.h"
#include "ui/painter.h"

namespace onescreen::ui {

class MapLegendView {
 public:
  static constexpr int kMostRows = 3;

  // Its rows end at `bottom`, stay between `x` and `right` and are not higher than `most_height` together. Returns the
  // upper edge; `bottom` when nothing is shown.
  float place(const Painter& painter, std::vector<MapLegendGroup> groups, float x, float bottom, float right,
              float most_height);
  // Empty when nothing is shown.
  const Rect& box() const { return box_; }
  void draw(const Frame& frame, Painter& painter, Point origin) const;

 private:
  // Something that stands in a row as a whole.
  struct Piece {
    enum class Kind { words, item, ramp };

    Kind kind = Kind::words;
    size_t group = 0;
    size_t item = 0;
    float x = 0;
    int row = 0;
  };

  float width_of(const Painter& painter, const Piece& piece) const;
  std::vector<Piece> pieces_of(size_t group) const;
  void draw_piece(const Frame& frame, Painter& painter, const Piece& piece, Point at) const;
  void draw_ramp(const Frame& frame, Painter& painter, const MapLegendRamp& ramp, Point at) const;

  std::vector<MapLegendGroup> groups_;
  std::vector<Piece> pieces_;
  Rect box_;
  float row_px_ = 0;
};

}  // namespace onescreen::ui
