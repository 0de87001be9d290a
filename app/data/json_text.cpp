#include "data/json_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace onescreen::data {

std::vector<std::string> split_json_pointer(std::string_view pointer) {
  std::vector<std::string> tokens;
  size_t at = 0;
  while (at < pointer.size()) {
    const size_t end = std::min(pointer.find('/', at + 1), pointer.size());
    std::string token;
    for (size_t i = at + 1; i < end; ++i) {
      if (pointer[i] == '~' && i + 1 < end) {
        token += pointer[++i] == '1' ? '/' : '~';
      } else {
        token += pointer[i];
      }
    }
    tokens.push_back(std::move(token));
    at = end;
  }
  return tokens;
}

bool is_json_pointer(std::string_view pointer) {
  if (!pointer.empty() && pointer.front() != '/') return false;
  for (size_t at = pointer.find('~'); at != std::string_view::npos; at = pointer.find('~', at + 1)) {
    if (at + 1 >= pointer.size() || (pointer[at + 1] != '0' && pointer[at + 1] != '1')) return false;
  }
  return true;
}

namespace {

std::optional<uint32_t> four_hex_digits(std::string_view text, size_t at) {
  uint32_t value = 0;
  if (at + 4 > text.size()) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 4, value, 16);
  if (error != std::errc{} || end != text.data() + at + 4) return std::nullopt;
  return value;
}

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace

bool unescape_json(RawJson quoted, std::string& out) {
  out.clear();
  if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return false;
  const std::string_view text = quoted.substr(1, quoted.size() - 2);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i >= text.size()) return false;
    switch (text[i]) {
      case '"':
        out += '"';
        break;
      case '\\':
        out += '\\';
        break;
      case '/':
        out += '/';
        break;
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'u': {
        auto unit = four_hex_digits(text, i + 1);
        if (!unit) return false;
        i += 4;
        if (*unit >= 0xD800 && *unit < 0xDC00) {
          const bool pair = i + 2 < text.size() && text[i + 1] == '\\' && text[i + 2] == 'u';
          const auto low = pair ? four_hex_digits(text, i + 3) : std::nullopt;
          if (!low || *low < 0xDC00 || *low >= 0xE000) return false;
          unit = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
          i += 6;
        } else if (*unit >= 0xDC00 && *unit < 0xE000) {
          return false;
        }
        append_utf8(out, *unit);
        break;
      }
      default:
        return false;
    }
  }
  return true;
}

}  // namespace onescreen::data
