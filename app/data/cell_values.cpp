#include "data/cell_values.h"

#include <charconv>
#include <cmath>

namespace onescreen::data {
namespace {

// Plain decimals of up to 15 digits, which is nearly all that feeds send: mantissa and power of ten are exact doubles,
// so that one division rounds correctly (Clinger, 1990). False for everything else.
bool read_short_decimal(std::string_view text, double& value) {
  static constexpr double kPowers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  constexpr std::ptrdiff_t kMostDigits = 15;
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  if (at == end || end - at > kMostDigits + 1) return false;
  const char* const begin = at;
  int64_t mantissa = 0;
  const auto digits = [&] {
    for (; at != end; ++at) {
      const unsigned digit = static_cast<unsigned char>(*at) - '0';
      if (digit > 9) return;
      mantissa = mantissa * 10 + digit;
    }
  };
  digits();
  const char* const point = at;
  if (point == begin) return false;
  std::ptrdiff_t decimals = 0;
  if (at != end) {
    if (*at++ != '.') return false;
    digits();
    decimals = at - point - 1;
    if (at != end || decimals == 0) return false;
  } else if (end - begin > kMostDigits) {
    return false;
  }
  const double magnitude = static_cast<double>(mantissa) / kPowers[decimals];
  value = negative ? -magnitude : magnitude;
  return true;
}

// Years 1 to 9999: past them neither calendar nor double can follow.
constexpr double kLatestMillis = 2.5e14;
constexpr double kMillisFrom = 1e11;

std::optional<model::TimePoint> read_epoch(std::string_view text, std::string_view unit) {
  double number = 0;
  if (!read_number(text, number)) return std::nullopt;
  const bool seconds = unit == "epoch_s" || (unit == "epoch" && std::abs(number) < kMillisFrom);
  const double millis = seconds ? number * 1000 : number;
  if (std::abs(millis) > kLatestMillis) return std::nullopt;
  return model::from_millis(static_cast<int64_t>(std::llround(millis)));
}

}  // namespace

bool read_number(std::string_view text, double& value) {
  if (read_short_decimal(text, value)) return true;
  double number = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return false;
  value = number;
  return true;
}

bool read_integer(std::string_view text, int64_t& value) {
  int64_t integer = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (error == std::errc{} && end == text.data() + text.size()) {
    value = integer;
    return true;
  }
  if (error == std::errc::result_out_of_range) return false;
  // "3.0" and "1e3" are integers too; past 2^53 a double no longer tells which.
  double number = 0;
  if (!read_number(text, number) || std::abs(number) > 9007199254740992.0 || std::trunc(number) != number) return false;
  value = static_cast<int64_t>(number);
  return true;
}

bool read_boolean(std::string_view text, int64_t& value) {
  const bool yes = text == "true" || text == "1" || text == "Y" || text == "True" || text == "TRUE";
  if (!yes && text != "false" && text != "0" && text != "N" && text != "False" && text != "FALSE") return false;
  value = yes ? 1 : 0;
  return true;
}

std::optional<model::TimePoint> read_time(std::string_view text, std::string_view format, const model::Zone& zone) {
  if (format == "epoch" || format == "epoch_s" || format == "epoch_ms") return read_epoch(text, format);
  if (format == "iso8601") {
    if (const auto time = model::parse_iso8601(text)) return time;
    for (const char* pattern : {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d"}) {
      if (const auto civil = model::parse_civil(text, pattern)) return zone.utc(*civil);
    }
    return std::nullopt;
  }
  const auto civil = model::parse_civil(text, format);
  if (!civil) return std::nullopt;
  return zone.utc(*civil);
}

}  // namespace onescreen::data
