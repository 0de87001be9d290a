// The text of a cell as a value: numbers, integers, booleans, times, however back ends write them. What is none of them
// is refused, never guessed. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/time.h"

namespace onescreen::data {

// A finite number, to the last bit; false (and `value` untouched) when the whole text is none. (No std::optional: half
// a million of them are felt in a large answer.)
bool read_number(std::string_view text, double& value);
// "3", "+3", "3.0" and "1e3"; past 2^53 only what is written as an integer.
bool read_integer(std::string_view text, int64_t& value);
// true, false, 1, 0, Y, N as Java's back ends write them.
bool read_boolean(std::string_view text, int64_t& value);

// A time by "iso8601" (an offset is obeyed, without one it is `zone`'s), "epoch_s", "epoch_ms", "epoch" (either: past
// 10^11 they are milliseconds, which no second of before the year 5138 is), or a strftime-like pattern.
std::optional<model::TimePoint> read_time(std::string_view text, std::string_view format, const model::Zone& zone);

}  // namespace onescreen::data
