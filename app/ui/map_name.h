// A name on a map, with a figure under it where the layer has one: measured, placed by the caller, drawn with a halo
// over anything.
#pragma once

#include <string>

#include "ui/frame.h"
#include "ui/painter.h"

namespace onescreen::ui {

class MapName {
 public:
  // `quiet`: of the surroundings (landmarks, neighbours), smaller and paler. An empty `value` is no figure.
  MapName(const Frame& frame, const Painter& painter, std::string text, std::string value, bool quiet);

  float width() const { return width_; }
  float height() const { return height_; }
  // Centred at `x`, its upper edge at `top`.
  void draw(Painter& painter, float x, float top, Colour halo) const;

 private:
  std::string text_;
  std::string value_;
  TextStyle style_;
  TextStyle value_style_;
  float width_ = 0;
  float height_ = 0;
};

}  // namespace onescreen::ui
