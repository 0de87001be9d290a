// printf for queries, in place of SQLite's own: that one writes a thousand million blanks when asked to, and no time
// limit can stop it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

struct sqlite3_value;

namespace onescreen::data {

// %d %i %u %x %X %o, %f %e %g %E %G, %s, %c and %%, with the flags "-+ 0," (a comma separates thousands), a width and a
// precision up to 200; width and precision of texts count characters. Missing arguments are 0 and "". nullopt when the
// format is not understood.
std::optional<std::string> sql_printf(std::string_view format, std::span<sqlite3_value*> arguments);

}  // namespace onescreen::data
