// How a figure is written on the wall: grouped digits, large counts in the language's own units. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "ui/words.h"

namespace onescreen::ui {

// A headline number in two parts, so that the word behind the digits can be drawn as small as a unit. Without the word
// it is another number.
struct NumberParts {
  std::string digits;
  std::string multiplier;  // empty below 10,000
};

// `decimals` digits behind the point (0 to 6), thousands grouped; from 10,000 on one digit and the word for it, from
// 10,000 times that two.
NumberParts number_parts(const Words& words, double value, int decimals);

// "1,234", "97.64", with `decimals` digits; large counts as in number_parts when `headline`. Nullopt and NaN give the
// dash of null.
std::string format_number(const Words& words, std::optional<double> value, int decimals, bool headline);

}  // namespace onescreen::ui
