// The state of the screen that queries may name: :now, :today, :street, :grid, :selected, :mode, :layout.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace onescreen::model {

// monostate is SQL NULL: nothing selected. Times are milliseconds UTC.
using ParameterValue = std::variant<std::monostate, int64_t, double, std::string>;
using Parameters = std::map<std::string, ParameterValue, std::less<>>;

// Names without the colon, in the order in which README lists them.
inline constexpr std::string_view kParameterNames[] = {"now", "today", "street", "grid", "selected", "mode", "layout"};

}  // namespace onescreen::model
