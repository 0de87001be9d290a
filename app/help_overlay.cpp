#include "help_overlay.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace onescreen::app {
namespace {

using ui::Align;
using ui::Painter;
using ui::Rect;

Rect whole(gfx::Size size) { return {0, 0, static_cast<float>(size.width), static_cast<float>(size.height)}; }

std::vector<std::pair<std::string, std::string>> lines_of(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    const size_t tab = std::min(line.find('\t'), line.size());
    lines.emplace_back(line.substr(0, tab), tab < line.size() ? line.substr(tab + 1) : "");
    at = end + 1;
  }
  return lines;
}

}  // namespace

void draw_help(const ui::Words& words, Painter& painter, gfx::Size size) {
  const ui::Theme& theme = painter.theme();
  const auto lines = lines_of(words("help.keys"));
  const float padding = painter.px(theme.padding) * 1.5f;
  const float line = std::round(painter.label_px() * 1.8f);
  const ui::TextStyle key{ui::Face::figure, painter.label_px(), theme.text};
  const ui::TextStyle text = painter.label(theme.text_second);
  float key_width = 0;
  float text_width = 0;
  for (const auto& [name, what] : lines) {
    key_width = std::max(key_width, painter.text_width(key, name));
    text_width = std::max(text_width, painter.text_width(text, what));
  }
  const float gap = painter.px(20);
  const float column = key_width + gap + text_width;
  const float room = static_cast<float>(size.width) - 4 * padding;
  const size_t columns = 2 * column + gap * 2 <= room ? 2 : 1;
  const size_t rows = (lines.size() + columns - 1) / columns;
  const float width =
      std::min(room, column * static_cast<float>(columns) + gap * 2 * static_cast<float>(columns - 1)) + 2 * padding;
  const float height = line * static_cast<float>(rows) + painter.heading_px() * 1.6f + 2 * padding;
  const float x0 = std::round((static_cast<float>(size.width) - width) / 2);
  const float y0 = std::round(std::max(0.0f, (static_cast<float>(size.height) - height) / 2));
  const Rect box{x0, y0, x0 + width, y0 + height};
  painter.fill(whole(size), ui::faded(theme.ground, 0.55f));
  painter.fill(box, theme.panel, painter.px(theme.radius));
  painter.outline(box, theme.quiet, 1, painter.px(theme.radius));
  painter.text(x0 + padding, y0 + padding + painter.heading_px() * 0.8f,
               {ui::Face::strong, painter.heading_px(), theme.text}, words("help.title"));
  const float top = y0 + padding + painter.heading_px() * 1.6f;
  for (size_t i = 0; i < lines.size(); ++i) {
    const float x = x0 + padding + static_cast<float>(i / rows) * (column + gap * 2);
    const float baseline =
        Painter::baseline_centred(top + line * (static_cast<float>(i % rows) + 0.5f), painter.label_px());
    painter.text(x, baseline, key, lines[i].first);
    painter.text(x + key_width + gap, baseline, text, lines[i].second, Align::left,
                 box.x1 - padding - x - key_width - gap);
  }
}

void draw_message(const std::string& text, Painter& painter, gfx::Size size) {
  const ui::Theme& theme = painter.theme();
  const ui::TextStyle style = painter.label(theme.text);
  const float padding = painter.px(theme.padding);
  const float width = std::min(painter.text_width(style, text), static_cast<float>(size.width) - 4 * padding);
  const float height = std::round(style.px * 2);
  const float middle = static_cast<float>(size.width) / 2;
  const float bottom = static_cast<float>(size.height) - padding * 3;
  const Rect bar{std::round(middle - width / 2 - padding), bottom - height, std::round(middle + width / 2 + padding),
                 bottom};
  painter.fill(bar, theme.grid, painter.px(theme.radius));
  painter.outline(bar, theme.quiet, 1, painter.px(theme.radius));
  painter.text(middle, Painter::baseline_centred(bar.centre().y, style.px), style, text, Align::centre, width);
}

void draw_blank(const ui::Words& words, Painter& painter, gfx::Size size) {
  painter.fill(whole(size), ui::rgba(0, 0, 0));
  painter.text(static_cast<float>(size.width) / 2, static_cast<float>(size.height) - painter.px(28),
               painter.note(ui::rgba(0x7F, 0x94, 0xA9)), words("help.blank"), Align::centre,
               static_cast<float>(size.width));
}

}  // namespace onescreen::app
