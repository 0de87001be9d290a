#include "ui/fit.h"

#include <algorithm>
#include <cmath>

#include "ui/utf8.h"

namespace onescreen::ui {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_number(char c) { return is_digit(c) || c == '.' || c == ',' || c == ':' || c == '-' || c == '+'; }

}  // namespace

float fitting_px(const Painter& painter, TextStyle style, std::string_view text, float room) {
  constexpr float kSmallest = 4;
  // Advances are rounded at small sizes, so one division is not enough.
  for (float width = painter.text_width(style, text); width > room && style.px > kSmallest;
       width = painter.text_width(style, text)) {
    style.px =
        std::max(kSmallest, std::min(style.px - 0.5f, std::floor(2 * style.px * std::max(0.0f, room) / width) / 2));
  }
  return style.px;
}

size_t before_number(std::string_view text, size_t bytes) {
  bytes = std::min(bytes, text.size());
  if (bytes == text.size() || bytes == 0) return bytes;
  if (is_of_number(text[bytes - 1]) && is_of_number(text[bytes])) {
    while (bytes > 0 && is_of_number(text[bytes - 1])) --bytes;
  }
  while (bytes > 0 && text[bytes - 1] == ' ') --bytes;
  return bytes;
}

std::string cut_words(const Painter& painter, const TextStyle& style, const std::string& text, float room) {
  if (painter.text_width(style, text) <= room) return text;
  const std::string ellipsis = "\u2026";
  room -= painter.text_width(style, ellipsis);
  size_t fits = 0;
  float used = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    next_codepoint(text, at);
    used += painter.text_width(style, std::string_view(text).substr(begin, at - begin));
    if (used > room) break;
    fits = at;
  }
  return text.substr(0, before_number(text, fits)) + ellipsis;
}

}  // namespace onescreen::ui
