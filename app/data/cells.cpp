#include "data/cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace onescreen::data {
namespace {

constexpr char kUnnamed[] = "is not among the \"names\"";
constexpr size_t kExampleBytes = 40;
constexpr std::string_view kUsualFormat = "%Y-%m-%d %H:%M:%S";
constexpr size_t kUsualLength = 19;

// Plain decimals of up to 15 digits, which is nearly all that feeds send: mantissa and power of ten are exact doubles,
// so that one division rounds correctly (Clinger, 1990). nullopt for everything else.
std::optional<double> parse_short_decimal(std::string_view text) {
  static constexpr double kPowers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  constexpr size_t kMostDigits = 15;
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > kMostDigits + 1) return std::nullopt;
  int64_t mantissa = 0;
  size_t point = text.size();
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned digit = static_cast<unsigned char>(text[i]) - '0';
    if (digit <= 9) {
      mantissa = mantissa * 10 + digit;
    } else if (text[i] == '.' && point == text.size() && i > 0 && i + 1 < text.size()) {
      point = i;
    } else {
      return std::nullopt;
    }
  }
  const size_t decimals = point == text.size() ? 0 : text.size() - point - 1;
  if (point == text.size() && text.size() > kMostDigits) return std::nullopt;
  const double value = static_cast<double>(mantissa) / kPowers[decimals];
  return negative ? -value : value;
}

std::optional<double> parse_number(std::string_view text) {
  if (const auto value = parse_short_decimal(text)) return value;
  double value = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<int64_t> parse_integer(std::string_view text) {
  int64_t value = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size()) return value;
  if (error == std::errc::result_out_of_range) return std::nullopt;
  // "3.0" and "1e3" are integers too; past 2^53 a double no longer tells which.
  const auto number = parse_number(text);
  if (!number || std::abs(*number) > 9007199254740992.0 || std::trunc(*number) != *number) return std::nullopt;
  return static_cast<int64_t>(*number);
}

std::optional<int64_t> parse_boolean(std::string_view text) {
  if (text == "true" || text == "1" || text == "Y" || text == "True" || text == "TRUE") return 1;
  if (text == "false" || text == "0" || text == "N" || text == "False" || text == "FALSE") return 0;
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// At most kExampleBytes, not ending within a character.
std::string example_of(RawJson raw) {
  if (raw.size() <= kExampleBytes) return std::string(raw);
  size_t end = kExampleBytes;
  while (end > 0 && (static_cast<unsigned char>(raw[end]) & 0xC0) == 0x80) --end;
  return std::string(raw.substr(0, end)) + "...";
}

}  // namespace

namespace {

// Whatever is no string; numbers are checked by their characters alone.
bool is_plain_scalar(RawJson raw) {
  if (raw == "true" || raw == "false") return true;
  if (raw.front() != '-' && (raw.front() < '0' || raw.front() > '9')) return false;
  return std::all_of(raw.begin(), raw.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  });
}

bool is_string(RawJson raw) { return raw.size() >= 2 && raw.front() == '"' && raw.back() == '"'; }

}  // namespace

std::optional<std::string_view> scalar_text(RawJson raw, std::string& scratch) {
  if (raw.empty()) return std::nullopt;
  if (!is_string(raw)) return is_plain_scalar(raw) ? std::optional(raw) : std::nullopt;
  if (std::memchr(raw.data(), '\\', raw.size()) == nullptr) return raw.substr(1, raw.size() - 2);
  if (!unescape_json(raw, scratch)) return std::nullopt;
  return scratch;
}

std::optional<model::TimePoint> read_time(std::string_view text, std::string_view format, const model::Zone& zone) {
  if (format == "epoch_s" || format == "epoch_ms") {
    const double unit = format == "epoch_s" ? 1000 : 1;
    const auto number = parse_number(text);
    // Years 1 to 9999: past them neither calendar nor double can follow.
    if (!number || std::abs(*number * unit) > 2.5e14) return std::nullopt;
    return model::from_millis(static_cast<int64_t>(std::llround(*number * unit)));
  }
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

CellReader::CellReader(const ColumnMapping& mapping, const DecodeOptions& options, bool has_escapes)
    : mapping_(mapping),
      zone_(options.zone),
      time_format_(mapping.time_format.empty() ? options.time_format : mapping.time_format),
      has_escapes_(has_escapes),
      usual_format_(time_format_ == kUsualFormat) {}

void CellReader::reject(RawJson raw, const char* problem) {
  Tally& tally = problems_[problem];
  if (tally.count++ == 0) tally.example = example_of(raw);
}

bool CellReader::source_text(RawJson raw, bool check, std::string_view& text) {
  if (raw.empty()) return false;
  found_ = true;
  const char first = raw.front();
  if (first == 'n' && raw == "null") return false;
  if (first == '"' && !has_escapes_ && is_string(raw)) {
    text = raw.substr(1, raw.size() - 2);
  } else if (first != '"' && first != '{' && first != '[' && !check) {
    text = raw;
  } else {
    const auto scalar = scalar_text(raw, scratch_);
    if (!scalar) {
      reject(raw, first == '{' || first == '[' ? "is an object or array, not one value" : "is no valid JSON value");
      return false;
    }
    text = *scalar;
  }
  if (mapping_.names.empty()) return true;
  const auto name = mapping_.names.find(std::string(text));
  if (name == mapping_.names.end()) {
    reject(raw, kUnnamed);
  } else {
    text = name->second;
  }
  return true;
}

bool CellReader::text(RawJson raw, std::string_view& value) { return source_text(raw, true, value); }

bool CellReader::number(RawJson raw, double& value) {
  std::string_view text;
  if (!source_text(raw, false, text)) return false;
  const std::string_view digits = trimmed(text);
  if (digits.empty()) return false;  // "" is how many back ends write null
  const auto number = parse_number(digits);
  if (!number) {
    reject(raw, "is not a number");
    return false;
  }
  value = *number;
  return true;
}

// A time of the usual format on the day of an earlier one.
bool CellReader::time_of_known_day(std::string_view text, int64_t& value) const {
  if (text.size() != kUsualLength || day_.empty() || !text.starts_with(day_) || text[13] != ':' || text[16] != ':')
    return false;
  const auto two = [&](size_t at) {
    const unsigned tens = static_cast<unsigned char>(text[at]) - '0';
    const unsigned ones = static_cast<unsigned char>(text[at + 1]) - '0';
    return tens > 9 || ones > 9 ? 99 : static_cast<int>(tens * 10 + ones);
  };
  const int hour = two(11);
  const int minute = two(14);
  const int second = two(17);
  if (hour > 23 || minute > 59 || second > 59) return false;
  value = midnight_millis_ + ((hour * 60 + minute) * 60 + second) * int64_t{1000};
  return true;
}

bool CellReader::time(std::string_view text, RawJson raw, int64_t& value) {
  if (usual_format_ && time_of_known_day(text, value)) return true;
  const auto time = read_time(text, time_format_, zone_);
  if (!time) {
    reject(raw, "is not a time of the declared format");
    return false;
  }
  if (usual_format_ && text.size() == kUsualLength) {
    // Only a day on which the clocks are not changed can be counted from its midnight.
    const auto midnight = zone_.start_of_day(*time);
    const bool even = zone_.offset_at(midnight) == zone_.offset_at(midnight + std::chrono::hours(24));
    day_ = even ? std::string(text.substr(0, 11)) : std::string();
    midnight_millis_ = model::to_millis(midnight);
  }
  value = model::to_millis(*time);
  return true;
}

bool CellReader::integer(RawJson raw, int64_t& value) {
  std::string_view text;
  if (!source_text(raw, false, text)) return false;
  const std::string_view characters = trimmed(text);
  if (characters.empty()) return false;
  const model::Type type = mapping_.spec.type;
  if (type == model::Type::time) return time(characters, raw, value);
  const auto number = type == model::Type::boolean ? parse_boolean(characters) : parse_integer(characters);
  if (!number) {
    reject(raw, type == model::Type::boolean ? "is neither true nor false" : "is not an integer");
    return false;
  }
  value = *number;
  return true;
}

void CellReader::add_reasons(std::map<std::string, int64_t>& reasons) const {
  for (const auto& [problem, tally] : problems_) {
    reasons[fmt::format("column \"{}\" ({}): {} {}", mapping_.spec.name, mapping_.pointer, tally.example, problem)] +=
        tally.count;
  }
}

}  // namespace onescreen::data
