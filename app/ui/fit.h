// Fit: how a text is given the room there is. Figures shrink where words are cut, and no cut goes through a number: a
// cut number is a wrong number.
#pragma once

#include <string>
#include <string_view>

#include "ui/painter.h"

namespace onescreen::ui {

// The largest size up to `style`'s at which `text` is at most `room` wide. Below the note size it is hard to read, but
// still true.
float fitting_px(const Painter& painter, TextStyle style, std::string_view text, float room);

// `bytes` of `text`, or less where that would split a number: then what is left ends before it, without blanks. Pure.
size_t before_number(std::string_view text, size_t bytes);

// `text` if it is at most `room` wide, else its longest beginning that ends behind no part of a number, with an
// ellipsis.
std::string cut_words(const Painter& painter, const TextStyle& style, const std::string& text, float room);

}  // namespace onescreen::ui
