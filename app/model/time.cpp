#include "model/time.h"

#include <algorithm>
#include <cstdio>

namespace onescreen::model {
namespace {

using std::chrono::seconds;

// Reads exactly `width` ASCII digits at `at`; moves `at` behind them.
std::optional<int> take_digits(std::string_view text, size_t& at, size_t width) {
  if (at + width > text.size()) return std::nullopt;
  int value = 0;
  for (size_t i = 0; i < width; ++i) {
    const char c = text[at + i];
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  at += width;
  return value;
}

// ".5", ".123", ".123456789" -> milliseconds, rounding towards zero; no dot means 0.
std::optional<int> take_fraction(std::string_view text, size_t& at) {
  if (at >= text.size() || (text[at] != '.' && text[at] != ',')) return 0;
  ++at;
  int millis = 0;
  int digits = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
    if (digits < 3) millis = millis * 10 + (text[at] - '0');
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) millis *= 10;
  return millis;
}

TimePoint as_if_utc(const CivilTime& civil) {
  const int64_t days = days_from_civil(civil.year, civil.month, civil.day);
  const int64_t secs = ((days * 24 + civil.hour) * 60 + civil.minute) * 60 + civil.second;
  return from_millis(secs * 1000 + civil.millisecond);
}

}  // namespace

// Days from civil after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years start in March so that the
// leap day is last.
int64_t days_from_civil(int year, int month, int day) {
  const int64_t y = static_cast<int64_t>(year) - (month <= 2 ? 1 : 0);
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

bool is_valid(const CivilTime& c) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (c.month < 1 || c.month > 12 || c.day < 1) return false;
  const bool leap = (c.year % 4 == 0 && c.year % 100 != 0) || c.year % 400 == 0;
  const int days = kDays[c.month - 1] + (c.month == 2 && leap ? 1 : 0);
  return c.day <= days && c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60 && c.second >= 0 &&
         c.second < 60;
}

Zone::Zone(std::string name, std::vector<Period> periods) : name_(std::move(name)), periods_(std::move(periods)) {
  if (periods_.empty()) periods_.push_back({TimePoint::min(), seconds(0)});
}

Zone Zone::fixed(std::string name, seconds offset) { return Zone(std::move(name), {{TimePoint::min(), offset}}); }

seconds Zone::offset_at(TimePoint time) const {
  auto after = std::upper_bound(periods_.begin(), periods_.end(), time,
                                [](TimePoint t, const Period& period) { return t < period.from; });
  return after == periods_.begin() ? periods_.front().offset : std::prev(after)->offset;
}

CivilTime Zone::civil(TimePoint time) const {
  const auto local = time + offset_at(time);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(local - day);
  CivilTime civil;
  civil.year = static_cast<int>(date.year());
  civil.month = static_cast<int>(static_cast<unsigned>(date.month()));
  civil.day = static_cast<int>(static_cast<unsigned>(date.day()));
  civil.hour = static_cast<int>(clock.hours().count());
  civil.minute = static_cast<int>(clock.minutes().count());
  civil.second = static_cast<int>(clock.seconds().count());
  civil.millisecond = static_cast<int>(clock.subseconds().count());
  civil.weekday = static_cast<int>(std::chrono::weekday(day).c_encoding());
  return civil;
}

TimePoint Zone::utc(const CivilTime& civil) const {
  const TimePoint local = as_if_utc(civil);
  // The larger offset gives the earlier instant, so of two valid readings the first one met is the earlier.
  const seconds before = offset_at(local - std::chrono::hours(14));
  const seconds after = offset_at(local + std::chrono::hours(14));
  for (const seconds offset : {std::max(before, after), std::min(before, after)}) {
    const TimePoint candidate = local - offset;
    if (offset_at(candidate) == offset) return candidate;
  }
  return local - before;
}

TimePoint Zone::start_of_day(TimePoint time) const {
  CivilTime midnight = civil(time);
  midnight.hour = midnight.minute = midnight.second = midnight.millisecond = 0;
  return utc(midnight);
}

std::string format_civil(const CivilTime& civil, std::string_view pattern) {
  std::string out;
  char digits[16];
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 == pattern.size()) {
      out += pattern[i];
      continue;
    }
    const char directive = pattern[++i];
    int value = -1;
    int width = 2;
    switch (directive) {
      case 'Y':
        value = civil.year;
        width = 4;
        break;
      case 'm':
        value = civil.month;
        break;
      case 'd':
        value = civil.day;
        break;
      case 'H':
        value = civil.hour;
        break;
      case 'M':
        value = civil.minute;
        break;
      case 'S':
        value = civil.second;
        break;
      case '%':
        out += '%';
        continue;
      default:
        out += '%';
        out += directive;
        continue;
    }
    std::snprintf(digits, sizeof digits, "%0*d", width, value);
    out += digits;
  }
  return out;
}

std::optional<CivilTime> parse_civil(std::string_view text, std::string_view pattern) {
  CivilTime civil;
  size_t at = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] != '%') {
      const char directive = pattern[++i];
      const auto value = take_digits(text, at, directive == 'Y' ? 4 : 2);
      if (!value) return std::nullopt;
      switch (directive) {
        case 'Y':
          civil.year = *value;
          break;
        case 'm':
          civil.month = *value;
          break;
        case 'd':
          civil.day = *value;
          break;
        case 'H':
          civil.hour = *value;
          break;
        case 'M':
          civil.minute = *value;
          break;
        case 'S': {
          civil.second = *value;
          const auto millis = take_fraction(text, at);
          if (!millis) return std::nullopt;
          civil.millisecond = *millis;
          break;
        }
        default:
          return std::nullopt;
      }
      continue;
    }
    if (pattern[i] == '%') ++i;
    if (at >= text.size() || text[at] != pattern[i]) return std::nullopt;
    ++at;
  }
  if (at != text.size() || !is_valid(civil)) return std::nullopt;
  civil.weekday = Zone().civil(as_if_utc(civil)).weekday;
  return civil;
}

std::optional<TimePoint> parse_iso8601(std::string_view text) {
  CivilTime civil;
  size_t at = 0;
  const auto literal = [&](char c) { return at < text.size() && text[at] == c ? (++at, true) : false; };
  const auto number = [&](int& into, size_t width) {
    const auto value = take_digits(text, at, width);
    if (value) into = *value;
    return value.has_value();
  };
  if (!number(civil.year, 4) || !literal('-') || !number(civil.month, 2) || !literal('-') || !number(civil.day, 2))
    return std::nullopt;
  if (!literal('T') && !literal('t') && !literal(' ')) return std::nullopt;
  if (!number(civil.hour, 2) || !literal(':') || !number(civil.minute, 2)) return std::nullopt;
  if (literal(':') && !number(civil.second, 2)) return std::nullopt;
  const auto millis = take_fraction(text, at);
  if (!millis || !is_valid(civil)) return std::nullopt;
  civil.millisecond = *millis;

  const TimePoint local = as_if_utc(civil);
  if (literal('Z') || literal('z')) return at == text.size() ? std::optional(local) : std::nullopt;
  const bool east = literal('+');
  if (!east && !literal('-')) return std::nullopt;
  int hours = 0;
  int minutes = 0;
  if (!number(hours, 2)) return std::nullopt;
  literal(':');
  if (at < text.size() && !number(minutes, 2)) return std::nullopt;
  if (at != text.size() || hours > 18 || minutes > 59) return std::nullopt;
  const auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  return east ? local - offset : local + offset;
}

std::string to_iso8601(TimePoint time) {
  const CivilTime civil = Zone().civil(time);
  char fraction[8];
  std::snprintf(fraction, sizeof fraction, ".%03dZ", civil.millisecond);
  return format_civil(civil, "%Y-%m-%dT%H:%M:%S") + fraction;
}

}  // namespace onescreen::model
