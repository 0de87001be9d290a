// Fit: the size at which a text has room. For figures, which shrink where words are cut: a cut number is a wrong number.
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

#include "ui/painter.h"

namespace onescreen::ui {

// The largest size up to `style`'s at which `text` is at most `room` wide. Below the note size it is hard to read, but still true.
inline float fitting_px(const Painter& painter, TextStyle style, std::string_view text, float room) {
  constexpr float kSmallest = 4;
  // Advances are rounded at small sizes, so one division is not enough.
  for (float width = painter.text_width(style, text); width > room && style.px > kSmallest; width = painter.text_width(style, text)) {
    style.px = std::max(kSmallest, std::min(style.px - 0.5f, std::floor(2 * style.px * std::max(0.0f, room) / width) / 2));
  }
  return style.px;
}

}  // namespace onescreen::ui
