// How grave a warning is, from the many ways in which feeds write it: colours, Roman numerals, words, codes, CAP's
// severities. Level 1 (red) to 4 (blue) is the ladder of public warnings; the ladders of incidents and of responses
// share its colours and are not read as such. What is not known stays unknown: nothing falls to "minor". Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onescreen::data {

struct WarningLevel {
  std::optional<int> level;  // 1 (worst) to 4
  std::string colour;        // "red", "orange", "yellow", "blue", "white"; empty: not said
};

// A whole value: "Severe", "Orange", a colour's Chinese word, "III", "3" with the word for level, and so on. No level
// and no colour where it is none of these.
WarningLevel read_warning_word(std::string_view word);
// A headline: the colour before the word for warning, else the level in brackets or before the word for level, except
// where that is a level of response.
WarningLevel read_warning_title(std::string_view title);
// The meteorological code of four digits: two of the kind, two of the level.
WarningLevel read_warning_code(std::string_view code);
// Channels of 0 to 255, or all of 0 to 1.
WarningLevel read_warning_colour(double red, double green, double blue);

// What is warned of, as a headline of a Chinese weather office words it: between the word for issuing and the colour.
std::string event_of_title(std::string_view title);
// Whether a headline says that a warning is lifted, or that this is an exercise or a test.
bool is_lifted_title(std::string_view title);
bool is_drill_title(std::string_view title);

}  // namespace onescreen::data
