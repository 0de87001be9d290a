#include "data/http_headers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace onescreen::data {
namespace {

constexpr std::string_view kBlank = " \t";

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<int> number(std::string_view text, size_t digits_at_most) {
  int value = 0;
  if (text.empty() || text.size() > digits_at_most) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// What is larger than fits counts as 2^31 (RFC 9111, 1.2.2).
std::optional<std::chrono::seconds> delta_seconds(std::string_view text) {
  constexpr int64_t kOverflow = int64_t{1} << 31;
  if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  int64_t seconds = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec != std::errc()) seconds = kOverflow;
  return std::chrono::seconds(std::min(seconds, kOverflow));
}

std::optional<int> month(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (same_text(text, kMonths[i])) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::vector<std::string_view> words(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> out;
  while (true) {
    const size_t begin = text.find_first_not_of(separators);
    if (begin == std::string_view::npos) return out;
    text.remove_prefix(begin);
    const size_t end = std::min(text.find_first_of(separators), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

// Calls `on_part` with each part between `separator`s that stand neither in quotes nor in <>; stops when it says so.
template <typename OnPart>
void for_each_part(std::string_view text, char separator, OnPart&& on_part) {
  size_t begin = 0;
  bool quoted = false;
  bool angled = false;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : separator;
    if (i < text.size() && quoted && c == '\\') {
      ++i;
      continue;
    }
    if (c == '"' && !angled) quoted = !quoted;
    if (c == '<' && !quoted) angled = true;
    if (c == '>' && !quoted) angled = false;
    if (i < text.size() && (c != separator || quoted || angled)) continue;
    if (on_part(trimmed(text.substr(begin, i - begin)))) return;
    begin = i + 1;
  }
}

// "name=value" with the quotes of the value taken off.
std::pair<std::string_view, std::string_view> split_pair(std::string_view part) {
  const size_t equals = part.find('=');
  if (equals == std::string_view::npos) return {part, {}};
  std::string_view value = trimmed(part.substr(equals + 1));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
  return {trimmed(part.substr(0, equals)), value};
}

std::string_view opaque(std::string_view tag) {
  tag = trimmed(tag);
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  return tag;
}

}  // namespace

std::optional<model::TimePoint> parse_http_date(std::string_view text) {
  const auto parts = words(text, " ,-\t");
  // "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"
  if (parts.size() < 5) return std::nullopt;
  const bool asctime = month(parts[1]).has_value();
  if (asctime ? parts.size() != 5 : parts.size() != 6 || !same_text(parts[5], "GMT")) return std::nullopt;
  const auto months = month(parts[asctime ? 1 : 2]);
  const auto day = number(parts[asctime ? 2 : 1], 2);
  auto year = number(parts[asctime ? 4 : 3], 4);
  const std::string_view clock = parts[asctime ? 3 : 4];
  const auto time = words(clock, ":");
  if (!months || !day || !year || time.size() != 3) return std::nullopt;
  // Two digits are RFC 850's; a century is chosen for them that feeds of today can mean.
  if (*year < 100) *year += *year < 70 ? 2000 : 1900;
  const auto hour = number(time[0], 2);
  const auto minute = number(time[1], 2);
  const auto second = number(time[2], 2);
  if (!hour || !minute || !second) return std::nullopt;
  model::CivilTime civil;
  civil.year = *year;
  civil.month = *months;
  civil.day = *day;
  civil.hour = *hour;
  civil.minute = *minute;
  civil.second = std::min(*second, 59);  // a leap second is the one before it
  if (*second > 60 || !model::is_valid(civil)) return std::nullopt;
  return model::Zone().utc(civil);
}

std::optional<model::Duration> parse_retry_after(std::string_view text, model::TimePoint server_now) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  if (const auto seconds = delta_seconds(text)) return std::min<model::Duration>(*seconds, kLongestRetryAfter);
  const auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  return std::clamp(*date - server_now, model::Duration(0), kLongestRetryAfter);
}

bool has_directive(std::string_view list, std::string_view directive) {
  bool found = false;
  for_each_part(list, ',', [&](std::string_view part) { return found = same_text(split_pair(part).first, directive); });
  return found;
}

model::Duration parse_age(std::string_view text) {
  return delta_seconds(trimmed(text)).value_or(std::chrono::seconds(0));
}

std::optional<model::Duration> fresh_for(std::string_view cache_control, std::string_view expires, std::string_view age,
                                         model::TimePoint server_now) {
  if (has_directive(cache_control, "no-cache") || has_directive(cache_control, "no-store")) return model::Duration(0);
  std::optional<model::Duration> span;
  for_each_part(cache_control, ',', [&](std::string_view part) {
    const auto [name, value] = split_pair(part);
    if (!same_text(name, "max-age")) return false;
    span = delta_seconds(value).value_or(std::chrono::seconds(0));
    return true;
  });
  if (!span && expires.empty()) return std::nullopt;
  if (!span) span = parse_http_date(expires).value_or(server_now) - server_now;
  *span -= parse_age(age);
  return std::max(*span, model::Duration(0));
}

std::string next_link(std::string_view header) {
  std::string target;
  for_each_part(header, ',', [&](std::string_view link) {
    std::string_view address;
    bool is_next = false;
    for_each_part(link, ';', [&](std::string_view part) {
      if (part.starts_with('<') && part.ends_with('>')) address = part.substr(1, part.size() - 2);
      const auto [name, value] = split_pair(part);
      // "rel" may name several relations; only its first appearance counts (RFC 8288, 3.3).
      if (!same_text(name, "rel")) return false;
      for (const auto relation : words(value, kBlank)) is_next |= same_text(relation, "next");
      return true;
    });
    if (is_next) target = trimmed(address);
    return is_next;
  });
  return target;
}

bool is_same_tag(std::string_view a, std::string_view b) { return opaque(a) == opaque(b); }

}  // namespace onescreen::data
