#include "data/sql_printf.h"

#include <sqlite3.h>

#include <cstdio>

namespace onescreen::data {
namespace {

constexpr int kWidest = 200;

struct Directive {
  std::string flags;
  bool thousands = false;
  int width = 0;
  int precision = -1;
  char conversion = 0;

  bool has(char flag) const { return flags.find(flag) != std::string::npos; }
};

bool take_number(std::string_view format, size_t& at, int& value) {
  for (value = 0; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at) {
    value = value * 10 + (format[at] - '0');
    if (value > kWidest) return false;
  }
  return true;
}

std::optional<Directive> take_directive(std::string_view format, size_t& at) {
  Directive directive;
  for (; at < format.size() && std::string_view("-+ 0,").find(format[at]) != std::string_view::npos; ++at) {
    if (format[at] == ',') {
      directive.thousands = true;
    } else if (!directive.has(format[at])) {
      directive.flags += format[at];
    }
  }
  if (!take_number(format, at, directive.width)) return std::nullopt;
  if (at < format.size() && format[at] == '.') {
    ++at;
    if (!take_number(format, at, directive.precision)) return std::nullopt;
  }
  while (at < format.size() && format[at] == 'l') ++at;
  if (at >= format.size()) return std::nullopt;
  directive.conversion = format[at++];
  return directive;
}

std::string_view text_of(sqlite3_value* value) {
  const auto* text = value == nullptr ? nullptr : reinterpret_cast<const char*>(sqlite3_value_text(value));
  return text == nullptr ? std::string_view() : std::string_view(text, static_cast<size_t>(sqlite3_value_bytes(value)));
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string_view first_characters(std::string_view text, int count) {
  size_t end = 0;
  for (int i = 0; i < count && end < text.size(); ++i) {
    do ++end;
    while (end < text.size() && continues_character(text[end]));
  }
  return text.substr(0, end);
}

std::string padded(std::string_view text, const Directive& directive) {
  int characters = 0;
  for (const char c : text) characters += continues_character(c) ? 0 : 1;
  const std::string space(static_cast<size_t>(directive.width > characters ? directive.width - characters : 0), ' ');
  return directive.has('-') ? std::string(text) + space : space + std::string(text);
}

void separate_thousands(std::string& digits) {
  const size_t first = digits.find_first_of("0123456789");
  if (first == std::string::npos) return;
  size_t end = first;
  while (end < digits.size() && digits[end] >= '0' && digits[end] <= '9') ++end;
  for (size_t at = end; at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
}

template <typename Value>
std::string number(const Directive& directive, const char* length, Value value) {
  std::string pattern = "%" + directive.flags;
  // With separators the width is filled afterwards.
  if (directive.width > 0 && !directive.thousands) pattern += std::to_string(directive.width);
  if (directive.precision >= 0) pattern += "." + std::to_string(directive.precision);
  pattern += length;
  pattern += directive.conversion;
  char buffer[800];  // 309 digits before the point, 200 behind it
  const int size = std::snprintf(buffer, sizeof buffer, pattern.c_str(), value);
  std::string text(buffer, size < 0 ? 0 : static_cast<size_t>(size));
  if (!directive.thousands) return text;
  separate_thousands(text);
  return padded(text, directive);
}

}  // namespace

std::optional<std::string> sql_printf(std::string_view format, std::span<sqlite3_value*> arguments) {
  std::string out;
  size_t used = 0;
  for (size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      out += format[at++];
      continue;
    }
    if (++at < format.size() && format[at] == '%') {
      out += format[at++];
      continue;
    }
    const auto directive = take_directive(format, at);
    if (!directive) return std::nullopt;
    sqlite3_value* argument = used < arguments.size() ? arguments[used++] : nullptr;
    switch (directive->conversion) {
      case 'd':
      case 'i':
        out +=
            number(*directive, "ll", argument == nullptr ? 0LL : static_cast<long long>(sqlite3_value_int64(argument)));
        break;
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        out += number(*directive, "ll",
                      argument == nullptr ? 0ULL : static_cast<unsigned long long>(sqlite3_value_int64(argument)));
        break;
      case 'f':
      case 'e':
      case 'g':
      case 'E':
      case 'G':
        out += number(*directive, "", argument == nullptr ? 0.0 : sqlite3_value_double(argument));
        break;
      case 's': {
        const std::string_view text = text_of(argument);
        out += padded(directive->precision < 0 ? text : first_characters(text, directive->precision), *directive);
        break;
      }
      case 'c':
        out += padded(first_characters(text_of(argument), 1), *directive);
        break;
      default:
        return std::nullopt;
    }
  }
  return out;
}

}  // namespace onescreen::data
