#include "data/cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace onescreen::data {
namespace {

constexpr char kUnnamed[] = "is not among the \"names\"";
constexpr char kMaskedNumber[] = "has a mask, which only text can have";
constexpr std::string_view kUsualFormat = "%Y-%m-%d %H:%M:%S";
constexpr size_t kUsualLength = 19;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

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

std::string quotable(std::string_view text, size_t most) {
  if (text.starts_with('{')) return "{...}";
  if (text.starts_with('[')) return "[...]";
  // Masked before it is cut, since half a number is not recognised; and a quotation of megabytes is not gone through.
  constexpr size_t kLookedAt = 4096;
  const bool cut = text.size() > kLookedAt;
  const std::string shown = masked(Mask::text, text.substr(0, kLookedAt));
  if (!cut && shown.size() <= most) return shown;
  size_t end = std::min(most, shown.size());
  while (end > 0 && end < shown.size() && (static_cast<unsigned char>(shown[end]) & 0xC0) == 0x80) --end;
  return shown.substr(0, end) + "...";
}

bool has_masks(const DecodeOptions& options) {
  return std::any_of(options.columns.begin(), options.columns.end(),
                     [](const ColumnMapping& column) { return column.mask != Mask::none; });
}

CellReader::CellReader(const ColumnMapping& mapping, const DecodeOptions& options, CellSyntax syntax)
    : mapping_(mapping),
      zone_(options.zone),
      time_format_(mapping.time_format.empty() ? options.time_format : mapping.time_format),
      syntax_(mapping.constant ? CellSyntax::text : syntax),
      quotes_(!has_masks(options)),
      as_written_(mapping.mask == Mask::none && mapping.names.empty()),
      plain_(as_written_ && syntax_ == CellSyntax::plain_json),
      usual_format_(time_format_ == kUsualFormat) {}

void CellReader::reject(RawJson raw, const char* problem) {
  Tally& tally = problems_[problem];
  if (tally.count++ == 0)
    tally.example = quotes_ ? quotable(raw) : mapping_.mask == Mask::none ? "a value" : "a masked value";
}

bool CellReader::source_text(RawJson raw, bool check, std::string_view& text) {
  if (syntax_ == CellSyntax::text) {
    found_ |= raw.data() != nullptr;
    if (raw.empty()) return false;
    text = raw;
    return as_written_ || rewritten(raw, text);
  }
  if (raw.empty()) return false;
  found_ = true;
  const char first = raw.front();
  if (first == 'n' && raw == "null") return false;
  if (first == '"' && syntax_ == CellSyntax::plain_json && is_string(raw)) {
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
  return as_written_ || rewritten(raw, text);
}

// Through the mask, then through the names.
bool CellReader::rewritten(RawJson raw, std::string_view& text) {
  if (mapping_.mask != Mask::none) {
    if (mapping_.spec.type != model::Type::text) {
      reject(raw, kMaskedNumber);
      return false;
    }
    masked_ = masked(mapping_.mask, text);
    text = masked_;
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

bool CellReader::number(RawJson raw, double& value) {
  std::string_view text;
  if (!plain_string(raw, text) && !source_text(raw, false, text)) return false;
  const std::string_view digits = trimmed(text);
  if (digits.empty()) return false;  // "" is how many back ends write null
  if (read_number(digits, value)) return true;
  reject(raw, "is not a number");
  return false;
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
  if (!plain_string(raw, text) && !source_text(raw, false, text)) return false;
  const std::string_view characters = trimmed(text);
  if (characters.empty()) return false;
  switch (mapping_.spec.type) {
    case model::Type::time:
      return time(characters, raw, value);
    case model::Type::boolean:
      if (read_boolean(characters, value)) return true;
      reject(raw, "is neither true nor false");
      return false;
    default:
      if (read_integer(characters, value)) return true;
      reject(raw, "is not an integer");
      return false;
  }
}

void CellReader::add_reasons(std::map<std::string, int64_t>& reasons) const {
  for (const auto& [problem, tally] : problems_) {
    reasons[fmt::format("column \"{}\" ({}): {} {}", mapping_.spec.name, mapping_.pointer, tally.example, problem)] +=
        tally.count;
  }
}

}  // namespace onescreen::data
