#include "ui/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace onescreen::ui {
namespace {

// From where the smaller unit would round to 10,000.0 of itself.
constexpr double kFullWan = 9999.95e4;

std::string grouped(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", value, std::clamp(decimals, 0, 6));
  if (digits.find_first_not_of("-0.") == std::string::npos && digits.front() == '-') digits.erase(0, 1);
  const size_t point = std::min(digits.find('.'), digits.size());
  const size_t first = digits.front() == '-' ? 1 : 0;
  for (size_t at = point; at > first + 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace

NumberParts number_parts(const Words& words, double value, int decimals) {
  if (std::isnan(value)) return {words("null"), {}};
  if (std::isinf(value)) return {value > 0 ? "\u221E" : "-\u221E", {}};
  if (std::abs(value) >= kFullWan) return {grouped(value / 1e8, 2), words("yi")};
  if (std::abs(value) >= 1e4) return {grouped(value / 1e4, 1), words("wan")};
  return {grouped(value, decimals), {}};
}

std::string format_number(const Words& words, std::optional<double> value, int decimals, bool headline) {
  if (!value) return words("null");
  if (!headline && std::isfinite(*value)) return grouped(*value, decimals);
  const NumberParts parts = number_parts(words, *value, decimals);
  return parts.digits + parts.multiplier;
}

}  // namespace onescreen::ui
