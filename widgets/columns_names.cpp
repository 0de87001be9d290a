#include "columns_names.h"

#include <algorithm>
#include <cmath>

#include "ui/fit.h"
#include "ui/utf8.h"

namespace onescreen::widgets {
namespace {

using ui::Painter;
using ui::TextStyle;

constexpr float kGap = 6;  // between neighbours

TextStyle name_style(const Painter& painter) { return painter.note(painter.theme().text_third); }

// Bytes of the longest beginning that is at most `room` wide.
size_t fitting_bytes(const Painter& painter, const TextStyle& style, const std::string& name, float room) {
  size_t fits = 0;
  for (size_t at = 0; at < name.size();) {
    ui::next_codepoint(name, at);
    if (painter.text_width(style, std::string_view(name).substr(0, at)) > room) break;
    fits = at;
  }
  return fits;
}

}  // namespace

ColumnNames plan_column_names(const Painter& painter, const std::vector<std::string>& names, float slot,
                              bool two_lines) {
  const TextStyle style = name_style(painter);
  float widest = 0;
  for (const std::string& one : names) widest = std::max(widest, painter.text_width(style, one));
  const auto every = [&](float needed) {
    return static_cast<size_t>(std::max(1.0f, std::ceil((needed + painter.px(kGap)) / std::max(1.0f, slot))));
  };
  const ColumnNames whole{every(std::min(widest, style.px * 4.1f)), 1};
  if (!two_lines) return whole;
  const float half = std::ceil(widest / style.px / 2) * style.px * 1.02f;
  const ColumnNames broken{every(std::min(half, style.px * 3.1f)), 2};
  const bool cut = widest + painter.px(kGap) > slot * static_cast<float>(whole.every);
  return broken.every < whole.every || (cut && broken.every == whole.every) ? broken : whole;
}

void draw_column_names(Painter& painter, const std::vector<std::string>& names, const ColumnNames& plan,
                       const ui::Rect& area, float first_x0, float slot) {
  const TextStyle style = name_style(painter);
  const float line = style.px * 1.25f;
  const float room = slot * static_cast<float>(plan.every) - painter.px(kGap);
  for (size_t i = 0; i < names.size(); i += plan.every) {
    const std::string& name = names[i];
    const float centre = first_x0 + slot * (static_cast<float>(i) + 0.5f);
    // The last one may be wider than what is left of the panel on its side.
    const float own = std::max(style.px, std::min(room, 2 * (area.x1 - centre)));
    const auto put = [&](const std::string& text, float baseline) {
      const float width = painter.text_width(style, text);
      painter.text(std::round(std::max(area.x0, centre - width / 2)), baseline, style, text);
    };
    const size_t fits = plan.lines == 2 ? fitting_bytes(painter, style, name, own) : name.size();
    const float first = std::round(area.y0 + line * 1.02f);
    if (fits == name.size() || fits == 0) {
      put(ui::cut_words(painter, style, name, own), first);
      continue;
    }
    put(name.substr(0, fits), first);
    put(ui::cut_words(painter, style, name.substr(fits), own), std::round(first + line));
  }
}

}  // namespace onescreen::widgets
