// What stands on a map and is not the map: legend, scale bar, north, attribution, and the ground under them and under
// the panel's title, so that they are read over any content. Placed before the camera is known, since what is fitted
// leaves them room. Pixels from the panel's top left. UI thread.
#pragma once

#include <string>
#include <vector>

#include "ui/frame.h"
#include "ui/map_legend.h"
#include "ui/map_legend_view.h"
#include "ui/painter.h"

namespace onescreen::ui {

// What there is to say; what is empty is not shown.
struct MapFurnitureContent {
  std::string title;  // of the panel, which draws it itself
  std::string attribution;
  bool has_scale = false;
  std::vector<MapLegendGroup> legend;
};

class MapFurniture {
 public:
  void place(const Painter& painter, float width, float height, MapFurnitureContent content);

  // What no name may cover.
  const std::vector<Rect>& taken() const { return taken_; }
  // What is taken at the top and at the bottom of a map that shows all of its data.
  float top_px() const { return top_px_; }
  float bottom_px() const { return bottom_px_; }
  // Longest scale bar that has room; 0 where it has none.
  float scale_max_px() const { return scale_max_px_; }

  // `scale_px` is the length of the scale bar and `scale_text` what it stands for.
  void draw(const Frame& frame, Painter& painter, Point origin, float scale_px, const std::string& scale_text) const;

 private:
  void add_ground(const Painter& painter, const Rect& over);
  void draw_scale(const Frame& frame, Painter& painter, const Rect& box, float length, const std::string& text) const;
  void draw_north(const Frame& frame, Painter& painter, Point top) const;

  MapFurnitureContent content_;
  float width_ = 0;
  float height_ = 0;
  std::vector<Rect> taken_;
  std::vector<Rect> grounds_;
  MapLegendView legend_;
  Rect scale_box_;
  float top_px_ = 0;
  float bottom_px_ = 0;
  float line_px_ = 0;  // of a note
  float scale_max_px_ = 0;
  Rect attribution_box_;
  int attribution_lines_ = 0;
};

}  // namespace onescreen::ui
